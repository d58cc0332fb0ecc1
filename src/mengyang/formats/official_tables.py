"""公文表格 — forms to be signed (审批表) and tables of an official Word paper.

A form has labels and words in one frame; a table repeats its head on every page and tears no row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.document import Document as Paper
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Mm, Pt

from mengyang.formats.official_layout import (
    BODY,
    FIRST,
    NUMBER_SIZE,
    Type,
    add_run,
    element,
    off_grid,
)
from mengyang.formats.table import Column, Table, cell_text

# Widths of columns in Latin characters, as a workbook has them, for a page that is not endless.
NARROWEST, WIDEST = 6, 40
_CELL_SIZE, _FORM_LINE = Pt(11), Pt(22)
_LABEL_SHARE = 0.18


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of a form: label, words, or two such pairs; `height` in mm, where one signs."""

    cells: tuple[str, ...]
    height: int = 0

    def __post_init__(self) -> None:
        if len(self.cells) not in (2, 4):
            raise ValueError(f"a row of a form has one pair or two, not {self.cells}")


@dataclass(frozen=True, slots=True)
class Form:
    """审批表 — rows of labels and words."""

    rows: tuple[FormRow, ...]


def add_form(document: Paper, form: Form, width: int) -> None:
    """The form at the end of the document, `width` millimetres wide."""
    grid: Any = document.add_table(rows=0, cols=4)
    grid.style, grid.autofit = "Table Grid", False
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    label = round(width * _LABEL_SHARE)
    widths = (label, width // 2 - label, label, width - width // 2 - label)
    for column, each in zip(grid.columns, widths, strict=True):
        column.width = Mm(each)
    for row in form.rows:
        drawn = grid.add_row()
        mark(drawn, "w:cantSplit")
        drawn.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
        drawn.height = Mm(max(row.height, 11))
        for cell, each in zip(drawn.cells, widths, strict=True):
            cell.width = Mm(each)
        cells = list(drawn.cells)
        if len(row.cells) == 2:
            cells = [cells[0], cells[1].merge(cells[3])]
        for at, (cell, words) in enumerate(zip(cells, row.cells, strict=True)):
            _fill(cell, words, is_label=at % 2 == 0)


def add_table(
    document: Paper,
    table: Table,
    rows: Sequence[Sequence[str]],
    width: float,
    size: Pt = _CELL_SIZE,
) -> None:
    """The rows of a table at the end of the document; columns without a word are left out."""
    kept = [at for at in range(len(table.columns)) if any(row[at] for row in rows)]
    columns = [table.columns[at] for at in kept]
    grid: Any = document.add_table(rows=0, cols=len(columns))
    grid.style, grid.autofit = "Table Grid", False
    head = grid.add_row()
    mark(head, "w:tblHeader")
    for cell, column in zip(head.cells, columns, strict=True):
        _write(cell, column.title, Type(FIRST, size), WD_ALIGN_PARAGRAPH.CENTER)
    for words in rows:
        row = grid.add_row()
        mark(row, "w:cantSplit")
        for cell, at in zip(row.cells, kept, strict=True):
            is_right = table.columns[at].align == "right"
            side = WD_ALIGN_PARAGRAPH.RIGHT if is_right else WD_ALIGN_PARAGRAPH.LEFT
            _write(cell, words[at], Type(BODY, size), side)
    _spread(grid, columns, width)


def words_of(table: Table) -> list[list[str]]:
    """The rows of a table as words."""
    return [[cell_text(cell) for cell in row] for row in table.rows]


def mark(row: Any, name: str) -> None:
    """Say of a row that it is a head, or is not to be torn."""
    row._tr.get_or_add_trPr().append(element(name))


def _spread(grid: Any, columns: Sequence[Column], width: float) -> None:
    shares = [min(max(column.width, NARROWEST), WIDEST) for column in columns]
    for column, share in zip(grid.columns, shares, strict=True):
        column.width = Mm(width * share / sum(shares))
    for row in grid.rows:
        for cell, column in zip(row.cells, grid.columns, strict=True):
            cell.width = column.width


def _fill(cell: Any, words: str, *, is_label: bool) -> None:
    paragraph = cell.paragraphs[0]
    layout = paragraph.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, _FORM_LINE
    off_grid(paragraph)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if is_label else WD_ALIGN_PARAGRAPH.LEFT
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    add_run(paragraph, words, FIRST if is_label else BODY, NUMBER_SIZE)


def _write(cell: Any, text: str, kind: Type, side: WD_ALIGN_PARAGRAPH) -> None:
    paragraph = cell.paragraphs[0]
    layout = paragraph.paragraph_format
    layout.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
    layout.line_spacing = Pt(kind.size.pt * 1.4)
    off_grid(paragraph)
    paragraph.alignment = side
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    add_run(paragraph, text, kind.font, kind.size)
