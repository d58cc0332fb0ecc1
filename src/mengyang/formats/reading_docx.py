"""阅读结果稿 — the tables of readings as a Word paper: lying A4, a heading and a table a kind.

Heads are repeated on every page, no row is torn over two, columns without a word are left out;
fonts are named, not embedded.
"""

import re
from collections.abc import Iterable, Sequence
from typing import IO, Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from mengyang.formats.table import Table, cell_text

_LONG_SIDE, _SHORT_SIDE, _MARGIN = 297, 210, 18
# Widths of columns in Latin characters, as a workbook has them, for a page that is not endless.
_NARROWEST, _WIDEST = 9, 36
_BODY, _HEADING = "仿宋_GB2312", "黑体"
_TITLE_SIZE, _HEADING_SIZE, _CELL_SIZE = Pt(18), Pt(14), Pt(9)
# What XML 1.0 cannot hold.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def write_reading(
    title: str, frame: Iterable[str], tables: Iterable[Table], out: IO[bytes]
) -> dict[str, int]:
    """Write the tables that have rows as .docx; how many rows each kind has.

    `frame` are the lines on where the readings come from.
    """
    document = Document()
    _lay_out(document)
    _add(document, title, _HEADING, _TITLE_SIZE).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in frame:
        _add(document, line, _BODY, Pt(11))
    counts: dict[str, int] = {}
    for table in tables:
        rows = [[cell_text(cell) for cell in row] for row in table.rows]
        counts[table.title] = len(rows)
        if rows:
            heading = _add(document, table.title, _HEADING, _HEADING_SIZE)
            heading.paragraph_format.space_before = Pt(12)
            heading.paragraph_format.keep_with_next = True
            _fill(document, table, rows)
            if table.note is not None:
                _add(document, table.note(len(rows)), _BODY, _CELL_SIZE)
    document.save(out)
    return counts


def _lay_out(document: Paper) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(_LONG_SIDE), Mm(_SHORT_SIDE)
    for side in ("top_margin", "bottom_margin", "left_margin", "right_margin"):
        setattr(section, side, Mm(_MARGIN))


def _fill(document: Paper, table: Table, rows: Sequence[Sequence[str]]) -> None:
    kept = [at for at in range(len(table.columns)) if any(row[at] for row in rows)]
    columns = [table.columns[at] for at in kept]
    grid = document.add_table(rows=0, cols=len(columns))
    grid.style = "Table Grid"
    grid.autofit = False
    usable = _LONG_SIDE - 2 * _MARGIN
    shares = [min(max(column.width, _NARROWEST), _WIDEST) for column in columns]
    widths = [Mm(usable * share / sum(shares)) for share in shares]
    head = grid.add_row()
    _mark(head, "w:tblHeader")
    for cell, column in zip(head.cells, columns, strict=True):
        _write(cell, column.title, _HEADING, is_right=False)
    for words in rows:
        row = grid.add_row()
        _mark(row, "w:cantSplit")
        for cell, at in zip(row.cells, kept, strict=True):
            _write(cell, words[at], _BODY, is_right=table.columns[at].align == "right")
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _write(cell: Any, text: str, font: str, *, is_right: bool) -> None:
    paragraph = cell.paragraphs[0]
    _run(paragraph, text, font, _CELL_SIZE)
    if is_right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _add(document: Paper, words: str, font: str, size: Pt) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(2)
    _run(paragraph, words, font, size)
    return paragraph


def _run(paragraph: Paragraph, words: str, font: str, size: Pt) -> None:
    run = paragraph.add_run(_UNSTORABLE.sub("", words))
    run.font.size = size
    run.font.name = "Times New Roman"
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
