"""一行一格任务表 — a table of tasks whose cells were printed one a line, headers included.

Lines in, rows of cells out; a row with too many or too few cells is placed where its words fit.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, islice

from mengyang.core.documents.genres.labels import Role
from mengyang.core.documents.numbering import find_marker
from mengyang.core.documents.records import Line
from mengyang.core.documents.table_columns import (
    NUMBER_HEADS,
    TOTAL,
    WHAT,
    Cell,
    Column,
    columns_of,
    fit,
)

_LONGEST_HEAD = 12
_MOST_PLACINGS = 1000


def stacked_header(lines: Sequence[Line], position: int, heads: Mapping[str, Role]) -> list[Column]:
    """Headers one a line: 序号 first, then at least two more that are known."""
    if lines[position].text not in NUMBER_HEADS:
        return []
    pieces = []
    for line in lines[position : position + 15]:
        if len(line.text) > _LONGEST_HEAD or line.text == "1" or find_marker(line.text):
            break
        pieces.append(line.text)
    return columns_of(pieces, heads) if len(pieces) > 2 else []


def stacked_rows(
    text: str, lines: Sequence[Line], position: int, columns: Sequence[Column]
) -> tuple[list[list[Cell]], int]:
    """Rows one cell a line: each begins with the next serial number, which a group may restart."""
    rows: list[list[Cell]] = []
    serial, is_closed = 0, False
    while position < len(lines):
        line = lines[position]
        if line.text == str(serial + 1):
            serial, is_closed = serial + 1, False
            rows.append([(line.start, line.end)])
        elif TOTAL.fullmatch(line.text):
            is_closed = True
        elif _heads_group(lines, position, serial):
            serial = 0 if lines[position + 1].text == "1" else serial
        elif is_closed or (rows and len(rows[-1]) < 3 * len(columns)):
            rows[-1] += [] if is_closed else [(line.start, line.end)]
        else:
            break
        position += 1
    return [_fitted(text, row, columns) for row in rows], position


def _heads_group(lines: Sequence[Line], position: int, serial: int) -> bool:
    """一、加强公开 right above the serial number of a row."""
    if position + 1 >= len(lines) or lines[position + 1].text not in ("1", str(serial + 1)):
        return False
    return find_marker(lines[position].text) is not None


def _fitted(text: str, row: list[Cell], columns: Sequence[Column]) -> list[Cell]:
    """The row in its columns: of all ways to place it the first in which most cells fit."""
    if len(row) == len(columns):
        return row
    ways = _joined(row, columns) if len(row) > len(columns) else _spread(row, columns)
    return max(islice(ways, _MOST_PLACINGS), key=lambda cells: fit(text, cells, columns))


def _joined(row: list[Cell], columns: Sequence[Column]) -> Iterator[list[Cell]]:
    """Cells in excess belong to the words of the task, which ran over lines, or to others."""
    width, excess = len(columns), len(row) - len(columns)
    what = next((at for at, column in enumerate(columns) if column.role in WHAT), 1)
    for at in (what, 1):
        yield [*row[:at], (row[at][0], row[at + excess][1]), *row[at + excess + 1 :]]
    for cuts in combinations(range(1, len(row)), width - 1):
        bounds = zip((0, *cuts), (*cuts, len(row)), strict=True)
        yield [(row[start][0], row[end - 1][1]) for start, end in bounds]


def _spread(row: list[Cell], columns: Sequence[Column]) -> Iterator[list[Cell]]:
    """Cells that were left empty and so were not printed: at the end, else anywhere."""
    width, missing = len(columns), len(columns) - len(row)
    end = row[-1][1]
    yield row + [(end, end)] * missing
    for gaps in combinations(range(1, width), missing):
        cells = iter(row)
        yield [(end, end) if at in gaps else next(cells) for at in range(width)]
