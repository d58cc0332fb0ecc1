"""实施方案稿 — a unit's own plan as a Word paper in the layout of GB/T 9704, to be edited outside.

Every task carries its marker in its own words (上级任务3.2), so that it can be found again after
any editing. Fonts are named, not embedded: the office's own machine supplies them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

# GB/T 9704-2012: A4, margins 37/35/28/26 mm, 22 lines of 28 characters a page.
_MARGINS = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}
_LINE = Pt(28.95)
_BODY, _TITLE, _FIRST, _SECOND = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"
_SIZE, _TITLE_SIZE = Pt(16), Pt(22)
_DIGITS = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class PaperTask:
    """A task: its heading with the marker, then lines of label and text."""

    heading: str
    marker: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PaperPart:
    """A part 一、 with paragraphs, or with groups （一） of tasks."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    groups: tuple[tuple[str, tuple[PaperTask, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """The whole paper: title, opening words, parts, and who signs on which day (落款)."""

    title: str
    opening: str
    parts: tuple[PaperPart, ...]
    closing: tuple[str, ...] = ()


def write_plan(paper: PlanPaper, out: IO[bytes]) -> int:
    """Write the paper as .docx; how many tasks it holds."""
    document = Document()
    _lay_out(document)
    title = _add(document, paper.title, _TITLE, _TITLE_SIZE)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.first_line_indent = Pt(0)
    _add(document, "", _BODY)
    _add(document, paper.opening, _BODY)
    for place, part in enumerate(paper.parts, start=1):
        _add(document, f"{chinese(place)}、{part.heading}", _FIRST)
        for words in part.paragraphs:
            _add(document, words, _BODY)
        for number, (heading, tasks) in enumerate(part.groups, start=1):
            _add(document, f"（{chinese(number)}）{heading}", _SECOND)
            _tasks(document, tasks)
    _sign(document, paper.closing)
    document.save(out)
    return sum(len(tasks) for part in paper.parts for _, tasks in part.groups)


def chinese(number: int) -> str:
    """A place from 1 to 99 in Chinese: 三, 十二, 四十."""
    if not 1 <= number <= 99:
        raise ValueError(f"{number} is no place of a part")
    tens, ones = divmod(number, 10)
    front = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return front + (_DIGITS[ones] if ones else "")


def _tasks(document: Paper, tasks: Iterable[PaperTask]) -> None:
    for number, task in enumerate(tasks, start=1):
        _add(document, f"{number}.{task.heading}（{task.marker}）", _BODY)
        for label, text in task.lines:
            _add(document, f"{label}：{text}", _BODY)


def _sign(document: Paper, closing: tuple[str, ...]) -> None:
    """Who signs and when: four characters from the edge, never alone on a page."""
    for words in ("", *closing) if closing else ():
        document.paragraphs[-1].paragraph_format.keep_with_next = True
        signed = _add(document, words, _BODY)
        signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        signed.paragraph_format.right_indent = Pt(64)


def _lay_out(document: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, millimetres in _MARGINS.items():
        setattr(section, name, Mm(millimetres))


def _add(document: Paper, words: str, font: str, size: Pt = _SIZE) -> Paragraph:
    paragraph = document.add_paragraph()
    layout = paragraph.paragraph_format
    layout.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    layout.line_spacing = _LINE
    layout.space_before = layout.space_after = Pt(0)
    # Two characters of the body.
    layout.first_line_indent = Pt(32)
    run = paragraph.add_run(words)
    run.font.size = size
    run.font.name = "Times New Roman"
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    return paragraph
