"""破行表格 — rows of a parted table that a line break inside a cell has torn.

Lines in, the cells of one row out; a line that begins with a number or an empty cell is a row.
"""

from collections.abc import Sequence

from mengyang.core.documents.parted_lines import cells_in
from mengyang.core.documents.records import Line
from mengyang.core.documents.table_columns import Cell, Column
from mengyang.core.patterns import lazy_pattern

_ROW_START = lazy_pattern(r"\d{1,4}[.．、]?")
_MOST_LINES = 12


def row_cells(text: str, line: Line) -> list[Cell]:
    """The cells of a parted row, empty ones kept where a tab or bar says so."""
    words = line.text.strip("|") if line.text.startswith("|") else line.text
    leading = text[text.rfind("\n", 0, line.start) + 1 : line.start].count("\t")
    return [(line.start, line.start)] * leading + cells_in(line, words)


def torn_row(
    text: str, lines: Sequence[Line], position: int, columns: Sequence[Column]
) -> tuple[list[Cell], int]:
    """The cells of the row that begins at `position` and how many lines it takes.

    Short rows are put together with the lines below where that gives just the columns' number:
    the last cell of a line and the first of the next one are then one.
    """
    cells = row_cells(text, lines[position])
    if len(cells) >= len(columns) or not _may_go_on(text, lines[position]):
        return cells, 1
    joined = cells
    for count, line in enumerate(lines[position + 1 : position + _MOST_LINES], 2):
        below = row_cells(text, line)
        if not _goes_on(text, below):
            break
        joined = [*joined[:-1], (joined[-1][0], below[0][1]), *below[1:]]
        if len(joined) == len(columns):
            return joined, count
        if len(joined) > len(columns) or not _may_go_on(text, line):
            break
    return cells, 1


def _may_go_on(text: str, line: Line) -> bool:
    """Whether the line ends in the midst of a cell: no tab or bar closes it."""
    return not line.text.endswith("|") and text[line.end : line.end + 1] == "\n"


def _goes_on(text: str, cells: Sequence[Cell]) -> bool:
    """Whether a line begins with words, and not with the number of a row."""
    first = text[slice(*cells[0])]
    return bool(first) and _ROW_START.fullmatch(first) is None
