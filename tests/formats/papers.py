"""样本成文 — the text of a sample in, the same document as .docx and .ofd out, as offices send it.

Running head, page numbers and line ends are those of paper; the words are those of the sample.
"""

import io
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tests.formats.making import packed

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
HEAD = "云岭县人民政府办公室文件汇编"
OFD = "http://www.ofdspec.org/2016"
_WIDE, _HIGH, _LEFT, _TOP, _BOTTOM = 210.0, 297.0, 28.0, 40.0, 262.0
_SIGNS = 28
_ONE_PAGE = 400
_SIZE = 156 / _SIGNS
_NO_START = frozenset("，。、；：！？）》”’】〕,.;:!?)%％")
_NO_END = frozenset("（《“‘【〔(")

type Blocks = list[str | list[list[str]]]


def texts() -> list[Path]:
    """The samples that are papers: a table with one cell a line is what a converter left of one."""
    found = sorted(SAMPLES.glob("*/*/text.txt"))
    return [path for path in found if "\n序号\n" not in path.read_text()]


def blocks(text: str) -> Blocks:
    """Paragraphs, and tables as rows of cells; a line between rows is a row over all columns."""
    lines = [line for line in text.split("\n") if line.strip()]
    found: Blocks = []
    for number, line in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else ""
        last = found[-1] if found else ""
        if "\t" in line or (isinstance(last, list) and "\t" in below and len(line) < 12):
            row = [cell.strip() for cell in line.split("\t")]
            if isinstance(last, list):
                last.append(row)
            else:
                found.append([row])
        else:
            found.append(line.strip())
    return found


def as_docx(text: str, style: str = "Table Grid") -> bytes:
    """The sample as Word makes it: A4, running head, page numbers, ruled tables or bare ones."""
    document = docx.Document()
    _dress(document, HEAD if len(text) > _ONE_PAGE else "")
    for number, block in enumerate(blocks(text)):
        if isinstance(block, list):
            _word_table(document, block, style)
            continue
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = Pt(29)
        run = paragraph.add_run(block)
        if number:
            paragraph.paragraph_format.first_line_indent = Pt(32)
        else:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run.font.size = Pt(22)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_ofd(text: str) -> bytes:
    """The sample as a page layout: every character placed, lines broken, tables ruled."""
    pages: list[str] = [""]
    y = _TOP
    for number, block in enumerate(blocks(text)):
        drawn = _ruled(block) if isinstance(block, list) else _broken(block, is_title=not number)
        for piece, high in drawn:
            if y + high > _BOTTOM:
                pages.append("")
                y = _TOP
            pages[-1] += _lowered(piece, y)
            y += high
    # One page alone has nothing that runs over pages.
    head = HEAD if len(pages) > 1 else ""
    return ofd_file([_framed(page, number, head) for number, page in enumerate(pages, 1)])


def text_object(x: float, y: float, text: str, size: float = _SIZE) -> str:
    """Characters from `x` on the baseline `y`, in millimetres; Latin ones are half as wide."""
    steps = [size / 2 if sign.isascii() else size for sign in text]
    runs = [(step, len(list(same))) for step, same in groupby(steps[:-1])]
    delta = " ".join(f"g {n} {step:.4f}" if n > 1 else f"{step:.4f}" for step, n in runs)
    box = f"{x:.2f} {y - size:.2f} {size * len(text):.2f} {size * 1.2:.2f}"
    return (
        f'<ofd:TextObject ID="1" Boundary="{box}" Font="3" Size="{size:.4f}"><ofd:TextCode X="0" '
        f'Y="{size:.4f}" DeltaX="{delta}">{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def line_object(x0: float, y0: float, x1: float, y1: float) -> str:
    """A ruled line."""
    box = f"{x0:.2f} {y0:.2f} {max(x1 - x0, 0.1):.2f} {max(y1 - y0, 0.1):.2f}"
    path = f"M 0 0 L {x1 - x0:.2f} {y1 - y0:.2f}"
    return (
        f'<ofd:PathObject ID="2" Boundary="{box}" LineWidth="0.3"><ofd:AbbreviatedData>{path}'
        "</ofd:AbbreviatedData></ofd:PathObject>"
    )


def ofd_page(content: str, template: str = "") -> str:
    """A page with this content on its one layer."""
    return (
        f'<ofd:Page xmlns:ofd="{OFD}">{template}<ofd:Content><ofd:Layer ID="9">{content}'
        "</ofd:Layer></ofd:Content></ofd:Page>"
    )


def ofd_file(pages: list[str], more: dict[str, str] | None = None, common: str = "") -> bytes:
    """An .ofd of whole page parts."""
    places = "".join(
        f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages))
    )
    size = f"<ofd:PageArea><ofd:PhysicalBox>0 0 {_WIDE} {_HIGH}</ofd:PhysicalBox></ofd:PageArea>"
    return packed({
        "OFD.xml": f'<ofd:OFD xmlns:ofd="{OFD}" Version="1.0" DocType="OFD"><ofd:DocBody>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f'<ofd:Document xmlns:ofd="{OFD}"><ofd:CommonData>{size}{common}'
        f"</ofd:CommonData><ofd:Pages>{places}</ofd:Pages></ofd:Document>",
        **{f"Doc_0/Pages/Page_{n}/Content.xml": page for n, page in enumerate(pages)},
        **(more or {}),
    })  # fmt: skip


def _dress(document: Document, head: str) -> None:
    style = document.styles["Normal"]
    style.font.size, style.font.name = Pt(16), "Times New Roman"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.header.paragraphs[0].text = head
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("— ")
    run = footer.add_run()
    for name, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if name else "w:instrText")
        if name:
            element.set(qn("w:fldCharType"), name)
        element.text = words
        run._r.append(element)
    footer.add_run(" —")


def _word_table(document: Document, rows: list[list[str]], style: str) -> None:
    width = max(map(len, rows))
    table = document.add_table(rows=len(rows), cols=width)
    table.style = style
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            table.cell(number, column).text = words
            for run in table.cell(number, column).paragraphs[0].runs:
                run.font.size = Pt(10.5)
        if len(row) == 1:
            table.cell(number, 0).merge(table.cell(number, width - 1))


def _broken(paragraph: str, is_title: bool) -> Iterator[tuple[str, float]]:
    """The lines of a paragraph at the top of the page, and how high each of them is."""
    size = 1.35 * _SIZE if is_title else _SIZE
    indent = 0 if is_title else 2
    for line in wrapped(paragraph, int(156 / size), indent):
        wide = sum(0.5 if sign.isascii() else 1 for sign in line) * size
        middle = (156 - wide) / 2 if is_title else indent * size
        yield text_object(_LEFT + middle, size, line, size), 1.8 * size
        indent = 0


def wrapped(text: str, width: int, indent: int = 0) -> list[str]:
    """`text` in lines of `width` characters (two Latin ones are one); no line begins or ends with
    a mark that must not stand there, and no number is parted.
    """
    lines = []
    room = 2 * (width - indent)
    while (cut := _fitting(text, room)) < len(text):
        while cut > 4 and (
            text[cut] in _NO_START
            or text[cut - 1] in _NO_END
            or (text[cut - 1 : cut + 1].isascii() and text[cut].isalnum())
        ):
            cut -= 1
        lines.append(text[:cut])
        text = text[cut:]
        room = 2 * width
    return [*lines, text]


def _fitting(text: str, room: int) -> int:
    for number, sign in enumerate(text):
        room -= 1 if sign.isascii() else 2
        if room < 0:
            return number
    return len(text)


def _ruled(rows: list[list[str]]) -> Iterator[tuple[str, float]]:
    width = max(map(len, rows))
    column = 156 / width
    for row in rows:
        signs = int(column // 4) - 1 if len(row) > 1 else 36
        lines = [wrapped(cell, signs) for cell in row]
        high = 5.5 * max(map(len, lines)) + 2
        drawn = line_object(_LEFT, 0, _LEFT + 156, 0) + line_object(_LEFT, high, _LEFT + 156, high)
        ends = range(width + 1) if len(row) > 1 else (0, width)
        drawn += "".join(line_object(_LEFT + n * column, 0, _LEFT + n * column, high) for n in ends)
        for number, cell in enumerate(lines):
            for place, words in enumerate(cell):
                if words:
                    x = _LEFT + number * column + 1.5
                    drawn += text_object(x, 5 + 5.5 * place, words, 4)
        yield drawn, high


def _lowered(drawn: str, y: float) -> str:
    pieces = drawn.split('Boundary="')
    moved = [pieces[0]]
    for piece in pieces[1:]:
        box, rest = piece.split('"', 1)
        x, top, wide, high = map(float, box.split())
        moved.append(f'{x:.2f} {top + y:.2f} {wide:.2f} {high:.2f}"{rest}')
    return 'Boundary="'.join(moved)


def _framed(page: str, number: int, head: str) -> str:
    """A page with its running head and its number."""
    foot = "".join(text_object(98 + 4 * n, 280, sign, 4) for n, sign in enumerate(f"—{number}—"))
    return ofd_page((text_object(_LEFT, 20, head, 4) if head else "") + page + foot)
