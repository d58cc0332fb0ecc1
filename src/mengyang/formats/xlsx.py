"""电子表格 — tables in, one .xlsx workbook out.

Every sheet has its title, a header row that stays in sight and is repeated in print, and below
the last row a note with the number of rows. Text that looks like a formula stays text.
"""

from collections.abc import Iterable, Sequence
from copy import copy
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any, cast

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from mengyang.core.findings import Refused
from mengyang.formats.row_heights import row_height
from mengyang.formats.table import Cell, Table, begins_formula

HEADER_ROW = 2
_MAX_ROWS = 1_048_576 - HEADER_ROW - 2
_MAX_CHARACTERS = 32_767
_THIN = Side(style="thin", color="FFB8BEC6")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FILL = PatternFill("solid", fgColor="FFE9EDF2")
_TITLE_FONT = Font(name="宋体", size=14, bold=True)
_HEADER_FONT = Font(name="宋体", size=11, bold=True)
_FONT = Font(name="宋体", size=11)
_NOTE_FONT = Font(name="宋体", size=10, color="FF5A6472")
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_ALIGNED = {
    align: Alignment(horizontal=align, vertical="top", wrap_text=True)
    for align in ("left", "right")
}
_GENERAL = "General"
_DAY = "yyyy-mm-dd"
_MOMENT = "yyyy-mm-dd hh:mm"


class _Style:
    """How the cells of a column look. Cells share the look: dressing each anew costs four times."""

    def __init__(
        self,
        font: Font,
        alignment: Alignment | None = None,
        fill: PatternFill | None = None,
        number_format: str | None = None,
    ) -> None:
        self.font = font
        self.alignment = alignment
        self.fill = fill
        self.number_format = number_format
        self._looks: dict[tuple[str, bool], StyleArray] = {}

    def dress(self, cell: Any, number_format: str = "General", quoted: bool = False) -> None:
        """Give the cell this look."""
        key = (number_format, quoted)
        if key not in self._looks:
            cell.font = copy(self.font)
            if self.alignment is not None:
                cell.alignment = copy(self.alignment)
                cell.border = copy(_GRID)
            if self.fill is not None:
                cell.fill = copy(self.fill)
            cell.number_format = number_format
            # What Excel itself sets for a leading apostrophe: an edited cell stays text.
            cell.quotePrefix = quoted
            self._looks[key] = cell._style
        cell._style = self._looks[key]


def write_workbook(
    tables: Iterable[Table],
    out: IO[bytes],
    hidden: tuple[str, Iterable[Sequence[str]]] | None = None,
) -> dict[str, int]:
    """Write the tables to `out`, a sheet each, and return the number of rows by sheet name.

    `hidden` is the name of a sheet that stays hidden, with rows that are asked for at the end.
    Rows are streamed: memory does not grow with them. Moments must be local already.
    """
    workbook = Workbook(write_only=True)
    counts: dict[str, int] = {}
    try:
        for table in tables:
            sheet = cast(Worksheet, workbook.create_sheet(table.name))
            _arrange(sheet, table)
            counts[table.name] = _fill(sheet, table)
        if hidden is not None:
            _hide(workbook, *hidden)
    except BaseException:
        _abandon(workbook)
        raise
    workbook.save(out)
    return counts


def storable(text: str) -> str:
    """The text as a cell can hold it."""
    shown = ILLEGAL_CHARACTERS_RE.sub("", text)
    if len(shown) <= _MAX_CHARACTERS:
        return shown
    # Said in the cell: a cell holds no more, and nothing is cut in silence.
    kept = _MAX_CHARACTERS - 20
    return f"{shown[:kept]}…[+{len(shown) - kept}]"


def _hide(workbook: Workbook, name: str, rows: Iterable[Sequence[str]]) -> None:
    sheet = cast(Worksheet, workbook.create_sheet(name))
    sheet.sheet_state = Worksheet.SHEETSTATE_HIDDEN
    plain = _Style(_FONT)
    for row in rows:
        sheet.append([_written(sheet, text, plain) for text in row])


def _abandon(workbook: Workbook) -> None:
    """Remove the scratch files of the sheets: a row that could not be had ends the writing."""
    for sheet in workbook:
        stream: Any = sheet
        if stream._writer is not None:
            stream.close()
            stream._writer.cleanup()


def _arrange(sheet: Worksheet, table: Table) -> None:
    # A streamed sheet takes its view and widths before the first row.
    for number, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    footer = sheet.oddFooter
    if footer is not None:
        footer.center.text = "&P / &N"


def _fill(sheet: Worksheet, table: Table) -> int:
    sheet.append([_written(sheet, table.title, _Style(_TITLE_FONT))])
    header = _Style(_HEADER_FONT, _CENTRED, fill=_FILL)
    titles = [column.title for column in table.columns]
    cells = [_written(sheet, title, header) for title in titles]
    _append(sheet, HEADER_ROW, cells, row_height(titles, table.columns))
    styles = [
        _Style(_FONT, _ALIGNED[column.align], number_format=column.number_format)
        for column in table.columns
    ]
    count = 0
    for row in table.rows:
        count += 1
        if count > _MAX_ROWS:
            raise Refused("formats.refused.too_many_rows", "formats.hint.filter", limit=_MAX_ROWS)
        cells = [_written(sheet, value, style) for value, style in zip(row, styles, strict=True)]
        _append(sheet, HEADER_ROW + count, cells, row_height(row, table.columns))
    last = f"{get_column_letter(len(table.columns))}{HEADER_ROW + count}"
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{last}"
    if table.note is not None:
        sheet.append([])
        sheet.append([_written(sheet, table.note(count), _Style(_NOTE_FONT))])
    return count


def _append(sheet: Worksheet, number: int, cells: list[SheetCell], height: float | None) -> None:
    if height is not None:
        sheet.row_dimensions[number].height = height
    sheet.append(cells)
    # The row is written: its height kept would make memory grow with the rows.
    sheet.row_dimensions.pop(number, None)


def _written(sheet: Worksheet, value: Cell, style: _Style) -> SheetCell:
    cell: SheetCell = WriteOnlyCell(sheet)
    if isinstance(value, str):
        shown = storable(value)
        cell.value = shown
        if begins_formula(shown):
            cell.data_type = "s"
            style.dress(cell, "@", quoted=True)
        else:
            style.dress(cell)
        return cell
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(f"{value} is no number for a cell")
    cell.value = value.replace(tzinfo=None) if isinstance(value, datetime) else value
    style.dress(cell, style.number_format or _format_of(value))
    return cell


def _format_of(value: Cell) -> str:
    if isinstance(value, datetime):
        return _MOMENT
    return _DAY if isinstance(value, date) else _GENERAL
