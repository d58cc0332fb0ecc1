"""版面表格 — the grid of a printed table and the runs in it in, its rows as text out."""

from collections.abc import Sequence
from itertools import pairwise

from mengyang.formats.merged_cells import Placed, rows_of_cells
from mengyang.formats.sheet_grids import Grid
from mengyang.formats.sheet_paragraphs import joined
from mengyang.formats.sheet_rows import Row, head_width, rows_of
from mengyang.formats.sheets import Run

_SHORT = 0.8
_BLANKS_OF_A_REST = 1


def table_rows(grid: Grid, runs: Sequence[Run]) -> list[str]:
    """The rows of a printed table, cells parted by tabs."""
    inside = [run for run in runs if is_inside(run, grid)]
    placed = []
    for cell in grid.cells:
        own = [run for run in inside if cell.holds(*_middle(run))]
        words = cell_words(rows_of(own), cell.box[2] - cell.box[0])
        placed.append(Placed(words, cell.row, cell.column, cell.height, cell.width))
        taken = set(map(id, own))
        inside = [run for run in inside if id(run) not in taken]
    return rows_of_cells(placed)


def is_inside(run: Run, grid: Grid) -> bool:
    """Whether the run is printed in the table."""
    return grid.holds(*_middle(run))


def cell_words(rows: Sequence[Row], width: float) -> str:
    """The lines of a cell as one: what fills its width was broken, what does not was ended."""
    text = rows[0].text if rows else ""
    widest = max((row.x1 - row.x0 for row in rows), default=0.0)
    for last, row in pairwise(rows):
        room = min(width, widest + last.size) - (last.x1 - last.x0)
        is_broken = room < head_width(row) + _SHORT * last.size
        text = joined(text, row.text) if is_broken else f"{text} {row.text}"
    return text


def continued(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """A table and its part on the next page: a row that the page end cut is one row again."""
    if not above or not below:
        return [*above, *below]
    upper, lower = above[-1].split("\t"), below[0].split("\t")
    if len(upper) != len(lower) or not upper[0] or lower[0]:
        return [*above, *below]
    lost = sum(bool(one) and not other for one, other in zip(upper[1:], lower[1:], strict=True))
    if lost < _BLANKS_OF_A_REST:
        return [*above, *below]
    whole = [
        joined(one, other) if one and other else one + other
        for one, other in zip(upper, lower, strict=True)
    ]
    return [*above[:-1], "\t".join(whole), *below[1:]]


def _middle(run: Run) -> tuple[float, float]:
    return (run.x0 + run.x1) / 2, run.y - run.size / 3
