"""表格读取子进程 — run as `python -m mengyang.formats.cells_worker`: a workbook in, its cells out.

Every cell becomes the text a person would type: days as 2026-03-31, whole numbers without a point.
"""

import io
import sys
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook

from mengyang.core.findings import Refused
from mengyang.formats.limits import Limits
from mengyang.formats.worker import serve_bytes, told

MOST_ROWS = 20_000
MOST_COLUMNS = 60


def main() -> int:
    """Read one workbook."""
    return serve_bytes(_answer)


def _answer(data: bytes, _limits: Limits) -> dict[str, object]:
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = [{"name": sheet.title, "rows": list(_rows(sheet))} for sheet in book.worksheets]
    except Refused as refused:
        return told(refused)
    # What the library throws at a file that is no workbook differs from fault to fault.
    except (BadZipFile, KeyError, ValueError, TypeError, OSError, SyntaxError, EOFError):
        return told(Refused("formats.refused.no_workbook", "formats.hint.template"))
    return {"kind": "xlsx", "reading": {"sheets": sheets}}


def _rows(sheet: Any) -> Iterator[list[str]]:
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), 1):
        if number > MOST_ROWS:
            raise Refused("formats.refused.too_many_rows", "formats.hint.filter", limit=MOST_ROWS)
        cells = [_text(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        yield cells


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


if __name__ == "__main__":
    sys.exit(main())
