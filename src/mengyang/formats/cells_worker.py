"""表格读取子进程 — run as `python -m mengyang.formats.cells_worker`: a workbook in, its cells out.

Every cell becomes the text a person would type: days as 2026-03-31, whole numbers without a point.
"""

import sys
from datetime import time
from itertools import islice

from openpyxl.utils import get_column_letter

from mengyang.core.findings import Refused
from mengyang.formats.limits import Limits
from mengyang.formats.workbooks import Place, SheetCell, SheetParts, Workbook, open_workbook
from mengyang.formats.worker import serve_bytes, told

MOST_ROWS = 20_000
MOST_COLUMNS = 60
# Of merged and computed cells so many are named.
MOST_NAMED = 20
# What every file says that is no workbook, or is one no longer.
NO_WORKBOOK = frozenset(("formats.refused.torn", "formats.refused.damaged"))


def main() -> int:
    """Read one workbook."""
    return serve_bytes(_answer)


def typed_sheets(data: bytes, limits: Limits) -> list[dict[str, object]]:
    """Every sheet: its `name`, its `rows` — cells as text, without empty ones at their ends —
    and the addresses of the first cells that are `merged` or `computed` by a formula.

    Raises `Refused` where the file is no workbook, or has too many rows.
    """
    read = ((sheet.name, sheet.read()) for sheet in open_workbook(data, limits))
    return [_sheet(name, parts) for name, parts in read if parts is not None]


def typed(cell: SheetCell, book: Workbook) -> str:
    """What a person would type into the cell."""
    if cell.kind == "truth":
        return "TRUE" if cell.raw == "1" else "FALSE"
    if cell.kind != "number":
        return cell.raw.strip()
    moment = book.moment(cell)
    if moment is not None:
        return str(moment) if moment.time() != time.min else moment.date().isoformat()
    try:
        number = float(cell.raw)
    except ValueError:
        return cell.raw
    return f"{number:.0f}" if number.is_integer() else str(number)


def _answer(data: bytes, limits: Limits) -> dict[str, object]:
    try:
        sheets = typed_sheets(data, limits)
    except Refused as refused:
        if refused.reason in NO_WORKBOOK:
            refused = Refused("formats.refused.no_workbook", "formats.hint.template")
        return told(refused)
    return {"kind": "xlsx", "reading": {"sheets": sheets}}


def _sheet(name: str, parts: SheetParts) -> dict[str, object]:
    return {
        "name": name,
        "rows": _rows(parts),
        "merged": list(islice(map(_address, parts.spans()), MOST_NAMED)),
        "computed": list(islice(parts.computed(), MOST_NAMED)),
    }


def _address(place: Place) -> str:
    row, column = place
    return f"{get_column_letter(column + 1)}{row + 1}"


def _rows(parts: SheetParts) -> list[list[str]]:
    rows: list[list[str]] = []
    for cell in parts.cells():
        text = typed(cell, parts.book) if cell.column < MOST_COLUMNS else ""
        if not text:
            continue
        if cell.row >= MOST_ROWS:
            raise Refused("formats.refused.too_many_rows", "formats.hint.filter", limit=MOST_ROWS)
        rows += [[] for _ in range(cell.row + 1 - len(rows))]
        row = rows[cell.row]
        row += [""] * (cell.column + 1 - len(row))
        row[cell.column] = text
    return rows


if __name__ == "__main__":
    sys.exit(main())
