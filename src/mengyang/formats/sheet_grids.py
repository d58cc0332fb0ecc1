"""框线表 — the ruled lines of a page in, its tables out as cells with their place in the grid.

Only what has more than one column is a table: a frame around paragraphs is none.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mengyang.formats.sheets import Stroke

_NEAR = 3.0
_COVERS = 0.6
_MOST_LINES = 400


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: its first row and column, how many it covers, and its rectangle on the page."""

    row: int
    column: int
    height: int
    width: int
    box: tuple[float, float, float, float]

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies in the cell."""
        x0, y0, x1, y1 = self.box
        return x0 <= x < x1 and y0 <= y < y1


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: the edges of its columns and rows, and its cells from top left."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies in the table."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]


def find_grids(strokes: Sequence[Stroke]) -> list[Grid]:
    """The tables of a page from top to bottom."""
    if not 4 <= len(strokes) <= 40 * _MOST_LINES:
        return []
    grids = []
    for group in _groups(strokes):
        levels = [stroke for stroke in group if stroke.is_level]
        uprights = [stroke for stroke in group if not stroke.is_level]
        if not uprights or not levels:
            continue
        # A table may be open at its sides, and is where a page ends inside it.
        sides = [min(stroke.x0 for stroke in levels), max(stroke.x1 for stroke in levels)]
        ends = [min(stroke.y0 for stroke in uprights), max(stroke.y1 for stroke in uprights)]
        xs = _edges([*(stroke.x0 for stroke in uprights), *sides])
        ys = _edges([*(stroke.y0 for stroke in levels), *ends])
        if 2 < len(xs) < _MOST_LINES and 1 < len(ys) < _MOST_LINES:
            cells = tuple(_cells(xs, ys, levels, uprights))
            if max(cell.width for cell in cells) < len(xs) - 1 or len(cells) > len(ys) - 1:
                grids.append(Grid(xs, ys, cells))
    return sorted(grids, key=lambda grid: grid.ys[0])


def _groups(strokes: Sequence[Stroke]) -> list[list[Stroke]]:
    """Strokes that touch, directly or through others, within one sweep from the top."""
    groups: list[tuple[list[float], list[Stroke]]] = []
    for stroke in sorted(strokes, key=lambda each: (each.y0, each.x0)):
        box = [stroke.x0 - _NEAR, stroke.y0 - _NEAR, stroke.x1 + _NEAR, stroke.y1 + _NEAR]
        members = [stroke]
        apart = []
        for other, others in groups:
            if _meet(box, other):
                box = [*map(min, box[:2], other[:2]), *map(max, box[2:], other[2:])]
                members = others + members
            else:
                apart.append((other, others))
        groups = [*apart, (box, members)]
    return [members for _, members in groups]


def _meet(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _edges(places: Iterable[float]) -> tuple[float, ...]:
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _NEAR:
            edges.append(place)
    return tuple(edges)


def _cells(
    xs: Sequence[float],
    ys: Sequence[float],
    levels: Sequence[Stroke],
    uprights: Sequence[Stroke],
) -> Iterator[GridCell]:
    below = _ruled([(s.y0, s.x0, s.x1) for s in levels], ys, xs)
    right = _ruled([(s.x0, s.y0, s.y1) for s in uprights], xs, ys)
    taken: set[tuple[int, int]] = set()
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            width = 1
            while column + width < len(xs) - 1 and (column + width, row) not in right:
                width += 1
            height = 1
            while row + height < len(ys) - 1 and not any(
                (row + height, column + offset) in below for offset in range(width)
            ):
                height += 1
            taken |= {(row + i, column + j) for i in range(height) for j in range(width)}
            box = (xs[column], ys[row], xs[column + width], ys[row + height])
            yield GridCell(row, column, height, width, box)


def _ruled(
    lines: Iterable[tuple[float, float, float]], edges: Sequence[float], steps: Sequence[float]
) -> set[tuple[int, int]]:
    """Pairs (edge, step): along this edge the step between two crossing edges is ruled."""
    covered: dict[tuple[int, int], float] = {}
    for place, start, end in lines:
        edge = max(bisect_right(edges, place + 0.01) - 1, 0)
        for step, (low, high) in enumerate(pairwise(steps)):
            shared = min(end, high) - max(start, low)
            if shared > 0:
                covered[edge, step] = covered.get((edge, step), 0.0) + shared
    return {
        (edge, step)
        for (edge, step), length in covered.items()
        if length > _COVERS * (steps[step + 1] - steps[step])
    }
