"""合并单元格 — the cells of a table with their spans in, rows of text out, one tab between cells.

A cell that covers several rows stands in the first; it is repeated below where it tells who or
when (a unit merged over five tasks holds for each of them) and beside a cell of that row's own.
A cell merged over remedies or units of one task stays empty below: those rows go on with it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from mengyang.core.documents.genres.labels import SPELLINGS, Role

_WHO_OR_WHEN = (Role.UNITS, Role.LEAD, Role.JOINT, Role.LEADER, Role.DEADLINE, Role.OVERSEER)
_NUMBERED = frozenset(("序号", "编号", "序"))
_MOST_COLUMNS = 256


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell: its words, its row and column counted from 0, how many rows and columns it covers."""

    text: str
    row: int
    column: int
    height: int = 1
    width: int = 1


def rows_of_cells(cells: Iterable[Placed]) -> list[str]:
    """The rows of the table; empty ones are left out."""
    grid: dict[tuple[int, int], Placed] = {}
    for cell in cells:
        for row in range(cell.row, cell.row + cell.height):
            grid.setdefault((row, cell.column), cell)
    if not grid:
        return []
    width = min(max(cell.column + cell.width for cell in grid.values()), _MOST_COLUMNS)
    heads = _heads(grid, width)
    lines = []
    for row in range(max(row for row, _ in grid) + 1):
        texts = [_text(grid, row, column, heads) for column in range(width)]
        if any(texts):
            lines.append("\t".join(texts))
    return lines


def words_of(lines: Iterable[str]) -> str:
    """The lines of a cell as one field: a blank where it had a line of its own."""
    return " ".join(" ".join(lines).split())


def _text(
    grid: Mapping[tuple[int, int], Placed], row: int, column: int, heads: Mapping[int, str]
) -> str:
    cell = grid.get((row, column))
    if cell is None:
        return ""
    if cell.row == row or heads.get(column) in _who_or_when():
        return cell.text
    return cell.text if _has_own_words(grid, row, column, heads) else ""


def _has_own_words(
    grid: Mapping[tuple[int, int], Placed], row: int, column: int, heads: Mapping[int, str]
) -> bool:
    """Whether a cell to the left begins in this very row; a mere serial number is none."""
    left = (
        grid.get((row, number)) for number in range(column) if heads.get(number) not in _NUMBERED
    )
    return any(cell is not None and cell.row == row and cell.text for cell in left)


def _heads(grid: Mapping[tuple[int, int], Placed], width: int) -> dict[int, str]:
    """The head of each column: the first of its cells that names a field, in the first rows."""
    heads: dict[int, str] = {}
    for row in range(3):
        for column in range(width):
            cell = grid.get((row, column))
            word = "".join(cell.text.split()) if cell is not None else ""
            if word in _who_or_when() or word in _NUMBERED:
                heads.setdefault(column, word)
    return heads


@cache
def _who_or_when() -> frozenset[str]:
    return frozenset(word for role in _WHO_OR_WHEN for word in SPELLINGS[role])
