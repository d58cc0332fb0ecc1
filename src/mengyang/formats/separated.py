"""逗号分隔值 — a table in, CSV bytes out: UTF-8 with BOM, so that office programs see Chinese.

Text that a spreadsheet would compute is led by an apostrophe; `without_guard` takes it off again.
"""

import csv
import io
from collections.abc import Iterator

from mengyang.formats.table import Cell, Table, begins_formula, cell_text

_BOM = "\ufeff"
_GUARD = "'"
_CHUNK = 64 * 1024


def csv_pieces(table: Table) -> Iterator[bytes]:
    """The header and rows of `table` as pieces of one CSV file; title and note stay out."""
    buffer = io.StringIO(newline="")
    buffer.write(_BOM)
    writer = csv.writer(buffer)
    writer.writerow([_shown(column.title) for column in table.columns])
    for row in table.rows:
        writer.writerow([_shown(cell) for cell in row])
        if buffer.tell() >= _CHUNK:
            yield _taken(buffer)
    yield _taken(buffer)


def csv_bytes(table: Table) -> bytes:
    """The whole file at once, for a table known to be short."""
    return b"".join(csv_pieces(table))


def without_guard(text: str) -> str:
    """A cell of a file written here as it was before."""
    return text[1:] if text.startswith(_GUARD) and begins_formula(text[1:]) else text


def _shown(cell: Cell) -> str:
    if not isinstance(cell, str):
        return cell_text(cell)
    text = cell.replace("\0", "")
    return _GUARD + text if begins_formula(text) else text


def _taken(buffer: io.StringIO) -> bytes:
    piece = buffer.getvalue().encode("utf-8")
    buffer.seek(0)
    buffer.truncate()
    return piece
