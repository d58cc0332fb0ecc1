"""阅读结果稿 — the tables of readings as a Word paper: lying A4, a heading and a table a kind.

Heads are repeated on every page, no row is torn over two, columns without a word are left out;
fonts are named, not embedded.
"""

from collections.abc import Iterable
from typing import IO

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from mengyang.formats.official_layout import BODY, FIRST, add_run
from mengyang.formats.official_tables import add_table, words_of
from mengyang.formats.table import Table

_LONG_SIDE, _SHORT_SIDE, _MARGIN = 297, 210, 18
_TITLE_SIZE, _HEADING_SIZE, _CELL_SIZE = Pt(18), Pt(14), Pt(9)


def write_reading(
    title: str, frame: Iterable[str], tables: Iterable[Table], out: IO[bytes]
) -> dict[str, int]:
    """Write the tables that have rows as .docx; how many rows each kind has.

    `frame` are the lines on where the readings come from.
    """
    document = Document()
    _lay_out(document)
    _add(document, title, FIRST, _TITLE_SIZE).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in frame:
        _add(document, line, BODY, Pt(11))
    counts: dict[str, int] = {}
    for table in tables:
        rows = words_of(table)
        counts[table.title] = len(rows)
        if rows:
            heading = _add(document, table.title, FIRST, _HEADING_SIZE)
            heading.paragraph_format.space_before = Pt(12)
            heading.paragraph_format.keep_with_next = True
            add_table(document, table, rows, _LONG_SIDE - 2 * _MARGIN, _CELL_SIZE)
            if table.note is not None:
                _add(document, table.note(len(rows)), BODY, _CELL_SIZE)
    document.save(out)
    return counts


def _lay_out(document: Paper) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(_LONG_SIDE), Mm(_SHORT_SIDE)
    for side in ("top_margin", "bottom_margin", "left_margin", "right_margin"):
        setattr(section, side, Mm(_MARGIN))


def _add(document: Paper, words: str, font: str, size: Pt) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(2)
    add_run(paragraph, words, font, size)
    return paragraph
