"""公文 — an official paper as a Word document in the layout of GB/T 9704-2012.

Records in, .docx out: red head, title, addressee, numbered headings and paragraphs, forms, tables,
list of annexes, signature and date, annexes on pages of their own, imprint (版记), page numbers.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from types import MappingProxyType
from typing import IO, Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from mengyang.formats import official_layout as layout
from mengyang.formats.official_layout import Type
from mengyang.formats.official_tables import Form, add_form, add_table, words_of
from mengyang.formats.table import Table

_DIGITS = "零一二三四五六七八九十"
_RED, _BLACK = "FF0000", "000000"
# 首末条线 0.35 mm, between them 0.25 mm.
_THICK, _THIN = 0.35 / 25.4 * 72, 0.25 / 25.4 * 72
_MARK_SIZE = 42
_FLUSH = Pt(0)
# What Word's schema wants behind the place of a table.
_BEHIND_PLACE = ("w:tblW", "w:jc", "w:tblInd", "w:tblBorders", "w:tblLayout", "w:tblLook")
# A title of more than this many characters is broken into lines of about equal length.
_TITLE_LINE = 20


@dataclass(frozen=True, slots=True)
class Heading:
    """标题层次 — 1 一、 2 （一） 3 1. 4 （1）; the writer numbers them."""

    level: int
    words: str

    def __post_init__(self) -> None:
        if self.level not in _LEVELS:
            raise ValueError(f"a paper has headings of level 1 to 4, not {self.level}")


@dataclass(frozen=True, slots=True)
class Text:
    """正文 — a paragraph, its first line two characters in."""

    words: str


type Block = Heading | Text | Form | Table


@dataclass(frozen=True, slots=True)
class RedHead:
    """版头 — issuing body's mark, number, and on a paper that goes up who signed it (签发人)."""

    mark: str
    number: str = ""
    signer: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """附件 — on a new page; a wide table may lie."""

    title: str
    blocks: tuple[Block, ...]
    is_landscape: bool = False


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记 — who gets a copy, who printed it when."""

    printed_by: str
    printed_on: str
    copied_to: str = ""


@dataclass(frozen=True, slots=True)
class OfficialPaper:
    """公文 — `closing` is who signs and the day; `check` stands at the foot of every page."""

    title: str
    blocks: tuple[Block, ...]
    head: RedHead | None = None
    addressee: str = ""
    closing: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    imprint: Imprint | None = None
    check: str = ""


def write_paper(paper: OfficialPaper, out: IO[bytes]) -> None:
    """Write the paper as .docx."""
    document = Document()
    layout.lay_out(document, paper.check)
    if paper.head:
        _red_head(document, paper.head)
    _title(document, paper.title)
    layout.add(document, "")
    if paper.addressee:
        layout.add(document, f"{paper.addressee}：", Type(first_line=_FLUSH))
    _blocks(document, paper.blocks, layout.TYPE_WIDTH)
    _list_annexes(document, paper.annexes)
    _sign(document, paper.closing)
    for number, annex in enumerate(paper.annexes, start=1):
        _annex(document, annex, str(number) if len(paper.annexes) > 1 else "")
    if paper.imprint:
        _imprint(document, paper.imprint)
    told = document.core_properties
    told.author, told.comments, told.title = "", "", paper.title.replace("\n", "")
    document.save(out)


def chinese(number: int) -> str:
    """A place from 1 to 99 in Chinese: 三, 十二, 四十."""
    if not 1 <= number <= 99:
        raise ValueError(f"{number} is no place of a part")
    tens, ones = divmod(number, 10)
    front = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return front + (_DIGITS[ones] if ones else "")


def _first(place: int) -> str:
    return f"{chinese(place)}、"


def _second(place: int) -> str:
    return f"（{chinese(place)}）"


def _third(place: int) -> str:
    return f"{place}."


def _fourth(place: int) -> str:
    return f"（{place}）"


_LEVELS: Mapping[int, tuple[str, Callable[[int], str]]] = MappingProxyType(
    {
        1: (layout.FIRST, _first),
        2: (layout.SECOND, _second),
        3: (layout.BODY, _third),
        4: (layout.BODY, _fourth),
    }
)


def _blocks(document: Paper, blocks: Iterable[Block], width: int) -> None:
    places = [0] * (len(_LEVELS) + 1)
    for block in blocks:
        match block:
            case Heading(level, words):
                places[level] += 1
                places[level + 1 :] = [0] * (len(_LEVELS) - level)
                font, numbered = _LEVELS[level]
                heading = layout.add(document, f"{numbered(places[level])}{words}", Type(font))
                heading.paragraph_format.keep_with_next = level < 3
            case Text(words):
                layout.add(document, words)
            case Form():
                add_form(document, block, width)
            case Table():
                _table(document, block, width)


def _table(document: Paper, table: Table, width: int) -> None:
    rows = words_of(table)
    if table.title:
        head = layout.add(document, table.title, Type(layout.FIRST, layout.NUMBER_SIZE, _FLUSH))
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        head.paragraph_format.keep_with_next = True
    add_table(document, table, rows, width)
    if table.note is not None:
        kind = Type(layout.SMALL, Pt(10.5), _FLUSH)
        layout.add(document, table.note(len(rows)), kind)


def _red_head(document: Paper, head: RedHead) -> None:
    size = Pt(min(_MARK_SIZE, layout.TYPE_WIDTH / 25.4 * 72 / max(len(head.mark), 1)))
    mark = layout.add(document, head.mark, Type(layout.TITLE, size, _FLUSH))
    mark.alignment = WD_ALIGN_PARAGRAPH.CENTER
    # Exactly so high is the ordinary line: a mark is higher. Its upper edge lies 35 mm down; a
    # page throws away what stands before its first line, so the way down is lines of their own.
    mark.paragraph_format.line_spacing = Pt(size.pt * 1.3)
    mark.runs[0].font.color.rgb = RGBColor.from_string(_RED)
    above = mark.insert_paragraph_before()
    layout.set_type(above, "", Type(first_line=_FLUSH))
    above.paragraph_format.line_spacing = Mm(35)
    for _ in range(2):
        layout.add(document, "", Type(first_line=_FLUSH))
    number = layout.add(document, head.number, Type(first_line=_FLUSH))
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if head.signer:
        number.alignment = WD_ALIGN_PARAGRAPH.LEFT
        edge = Mm(layout.TYPE_WIDTH) - layout.SIZE
        number.paragraph_format.left_indent = layout.SIZE
        number.paragraph_format.tab_stops.add_tab_stop(edge, WD_TAB_ALIGNMENT.RIGHT)
        layout.add_run(number, "\t签发人：", layout.BODY, layout.SIZE)
        layout.add_run(number, head.signer, layout.SECOND, layout.SIZE)
    # The line lies 4 mm under the number, and the title two lines under it.
    layout.border(number, "bottom", 1.5, _RED, space=11)
    for _ in range(2):
        layout.add(document, "", Type(first_line=_FLUSH))


def _title(document: Paper, words: str) -> Paragraph:
    title = layout.add(document, words, Type(layout.TITLE, layout.TITLE_SIZE, _FLUSH))
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return title


def balanced(words: str) -> str:
    """A long title in lines of about equal length, broken after a mark where there is one near."""
    if "\n" in words:
        return "\n".join(balanced(line) for line in words.split("\n"))
    if len(words) <= _TITLE_LINE:
        return words
    lines = -(-len(words) // _TITLE_LINE)
    middle = -(-len(words) // lines)
    after = sorted(range(1, len(words)), key=lambda at: abs(at - middle))
    near = (at for at in after if abs(at - middle) <= 4 and words[at - 1] in "》、，的和")
    at = next(near, middle)
    return f"{words[:at]}\n{balanced(words[at:])}"


def _list_annexes(document: Paper, annexes: tuple[Annex, ...]) -> None:
    """附件说明 — a line under the text, two characters in, no full stop behind a name."""
    if not annexes:
        return
    layout.add(document, "")
    for number, annex in zip(count(1), annexes, strict=False):
        label = "附件：" if number == 1 else "　　　"
        place = f"{number}." if len(annexes) > 1 else ""
        layout.add(document, f"{label}{place}{annex.title}")


def _sign(document: Paper, closing: tuple[str, ...]) -> None:
    """落款 — who signs and when: four characters from the edge, never alone on a page."""
    for words in ("", *closing) if closing else ():
        if document.paragraphs:
            document.paragraphs[-1].paragraph_format.keep_with_next = True
        signed = layout.add(document, words)
        signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        signed.paragraph_format.right_indent = layout.FOUR_CHARACTERS


def _annex(document: Paper, annex: Annex, number: str) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    layout.lay_section(section, is_landscape=annex.is_landscape)
    layout.add(document, f"附件{number}", Type(layout.FIRST, first_line=_FLUSH))
    layout.add(document, "")
    _title(document, annex.title)
    layout.add(document, "")
    width = layout.TYPE_WIDTH_LANDSCAPE if annex.is_landscape else layout.TYPE_WIDTH
    _blocks(document, annex.blocks, width)


def _imprint(document: Paper, imprint: Imprint) -> None:
    """版记 — at the foot of the last page, one character in on both sides, between its lines."""
    grid: Any = document.add_table(rows=0, cols=1)
    at_foot = layout.element(
        "w:tblpPr", vertAnchor="margin", horzAnchor="margin", tblpX=0, tblpYSpec="bottom"
    )
    grid._tbl.tblPr.insert_element_before(at_foot, "w:tblOverlap", *_BEHIND_PLACE)
    rules = layout.element("w:tblBorders")
    for side, points in (("top", _THICK), ("bottom", _THICK), ("insideH", _THIN)):
        size = round(points * 8)
        rules.append(layout.element(f"w:{side}", val="single", sz=size, space=0, color=_BLACK))
    grid._tbl.tblPr.insert_element_before(
        rules, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"
    )
    lines = [f"抄送：{imprint.copied_to}。"] if imprint.copied_to else []
    lines.append(f"{imprint.printed_by}\t{imprint.printed_on}印发")
    kind = Type(size=layout.NUMBER_SIZE, first_line=_FLUSH)
    for words in lines:
        cell = grid.add_row().cells[0]
        cell.width = Mm(layout.TYPE_WIDTH)
        line = layout.set_type(cell.paragraphs[0], words, kind)
        edge = Mm(layout.TYPE_WIDTH) - 2 * layout.NUMBER_SIZE
        line.paragraph_format.tab_stops.add_tab_stop(edge, WD_TAB_ALIGNMENT.RIGHT)
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = Pt(8)
    # A table is followed by a paragraph, and this one takes no place.
    last = layout.add(document, "", Type(size=Pt(1), first_line=_FLUSH))
    last.paragraph_format.line_spacing = Pt(1)
