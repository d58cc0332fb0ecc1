"""无框线表 — a table printed without lines: the runs of a page in, its rows as text out.

Only where its columns are beyond doubt: a line of known heads (序号, 责任单位 …), below it lines
whose words keep to the columns of the heads, each row begun by the next serial number.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from mengyang.core.documents.genres.labels import SPELLINGS
from mengyang.formats.sheet_rows import rows_of
from mengyang.formats.sheet_tables import cell_words
from mengyang.formats.sheets import Run

_HEADS = frozenset(word for words in SPELLINGS.values() for word in words)
_NUMBERED = frozenset(("序号", "编号", "序"))
_GROUP = re.compile("[一二三四五六七八九十]{1,3}")
_TOTAL = re.compile("(?:小|合|总|共)计")
_LONGEST_GROUP = 24
_HIGHEST_HEAD = 4
_LONGEST_HEAD = 12
_FEWEST = 3
_GUTTER = 0.45
_FURTHEST = 3.2
_NEXT_LINE = 2.1

type Words = list[Run]


@dataclass(slots=True)
class Columns:
    """The columns of one table as far as its lines have shown them, and the last serial number."""

    edges: list[tuple[float, float]]
    serial: int = 0


@dataclass(slots=True)
class AlignedTable:
    """A table without lines: where it begins on the page, its rows, and the runs it takes."""

    top: float
    columns: Columns
    rows: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    is_open: bool = False


def find_aligned(
    lines: Sequence[Words], above: Columns | None = None
) -> tuple[list[AlignedTable], bool]:
    """The tables among the lines of a page, and whether one was met that cannot be told.

    `above` are the columns of a table that the page before ended in.
    """
    found: list[AlignedTable] = []
    is_doubtful = False
    at = 0
    if above is not None and lines:
        going_on, at = _table(lines, 0, above, goes_on=True)
        found += [going_on] if going_on.rows else []
        is_doubtful = _is_torn(lines, at)
    while at < len(lines):
        heads = _heads(lines, at)
        if heads is None:
            at += 1
            continue
        table, end = _table(lines, at + heads.height, heads.columns)
        if table.rows and heads.names[0] in _NUMBERED:
            table.rows.insert(0, "\t".join(heads.names))
            table.runs += [run for line in lines[at : at + heads.height] for run in line]
            table.top = lines[at][0].y
            found.append(table)
            is_doubtful = is_doubtful or _is_torn(lines, end)
        else:
            is_doubtful = True
        at = max(end, at + 1)
    return found, is_doubtful


@dataclass(frozen=True, slots=True)
class _Heads:
    """The heads of a table: over how many lines they run, their columns and names."""

    height: int
    columns: Columns
    names: list[str]


def _heads(lines: Sequence[Words], at: int) -> _Heads | None:
    """Known heads that begin in line `at`; long ones go on in the lines below."""
    pieces = _pieces(lines[at])
    if len(pieces) < _FEWEST:
        return None
    columns = Columns([(piece[0].x0, piece[-1].x1) for piece in pieces])
    names = [_text(piece) for piece in pieces]
    height = 1
    while names[0] in _NUMBERED and height < _HIGHEST_HEAD and at + height < len(lines):
        placed = _placed(lines[at + height], columns)
        if placed is None or placed[0] or _are_known(names) == len(names):
            break
        names = [name + _text(words) for name, words in zip(names, placed, strict=True)]
        height += 1
    is_short = all(len(name) <= _LONGEST_HEAD for name in names)
    return _Heads(height, columns, names) if is_short and _are_known(names) >= _FEWEST else None


def _are_known(names: Sequence[str]) -> int:
    return sum(name in _HEADS or name in _NUMBERED for name in names)


def _is_torn(lines: Sequence[Words], at: int) -> bool:
    """Whether the line behind a table still stands in columns and near it: a row not understood."""
    if not 0 < at < len(lines) or len(_pieces(lines[at])) < _FEWEST:
        return False
    near = lines[at][0].y - lines[at - 1][0].y <= _FURTHEST * lines[at][0].size
    return near and _heads(lines, at) is None


def _table(
    lines: Sequence[Words], at: int, columns: Columns, *, goes_on: bool = False
) -> tuple[AlignedTable, int]:
    """The rows from line `at` on, and the line behind them.

    A table that goes on from the page before may begin with the rest of its last row.
    """
    table = AlignedTable(lines[at][0].y if at < len(lines) else 0.0, columns)
    rows: list[_Row] = []
    last = lines[at - 1][0] if at else None
    while at < len(lines):
        line = lines[at]
        if last is not None and line[0].y - last.y > _FURTHEST * line[0].size:
            break
        placed = _placed(line, columns)
        may_go_on = bool(rows) or goes_on
        if placed and (_begins(placed, columns) or (may_go_on and not placed[0])):
            if placed[0] or not rows or rows[-1].is_over(placed):
                rows.append(_Row([[] for _ in columns.edges]))
            rows[-1].add(placed)
        elif _is_group(lines, at, columns):
            rows.append(_Row([line]))
        else:
            break
        table.runs += line
        last = line[0]
        at += 1
    table.is_open = at == len(lines)
    table.rows = [row.words(columns) for row in rows]
    return table, at


@dataclass(slots=True)
class _Row:
    """The words of a row by column; a row of one cell reaches over all columns."""

    cells: list[Words]

    def add(self, placed: Sequence[Words]) -> None:
        """Take one more line."""
        for cell, words in zip(self.cells, placed, strict=True):
            cell += words

    def is_over(self, placed: Sequence[Words]) -> bool:
        """Whether words come again in a column that had ended: a row that repeats no number."""
        if len(self.cells) == 1:
            return True
        return any(
            words and cell and words[0].y - cell[-1].y > _NEXT_LINE * words[0].size
            for words, cell in zip(placed, self.cells, strict=True)
        )

    def words(self, columns: Columns) -> str:
        """The cells parted by tabs."""
        if len(self.cells) == 1:
            return cell_words(rows_of(self.cells[0]), 0.0)
        return "\t".join(
            cell_words(rows_of(cell), end - start)
            for cell, (start, end) in zip(self.cells, columns.edges, strict=True)
        )


def _begins(placed: Sequence[Words], columns: Columns) -> bool:
    """Whether a line begins with the next serial number, or as a group or a total does."""
    number = _text(placed[0])
    if number.isdecimal() and columns.serial in (0, int(number) - 1):
        columns.serial = int(number)
        return True
    return _TOTAL.fullmatch(number) is not None or (
        _GROUP.fullmatch(number) is not None and not any(placed[2:])
    )


def _is_group(lines: Sequence[Words], at: int, columns: Columns) -> bool:
    """One short line over the columns, and the next row right below it."""
    is_short = len(_pieces(lines[at])) == 1 and len(_text(lines[at])) <= _LONGEST_GROUP
    if not is_short or at + 1 >= len(lines):
        return False
    below = _placed(lines[at + 1], Columns(list(columns.edges)))
    return below is not None and _text(below[0]) == str(columns.serial + 1)


def _pieces(line: Words) -> list[Words]:
    """The words of a line, parted where a blank is wider than between letters."""
    pieces: list[Words] = []
    for run in line:
        if not run.text.strip():
            continue
        if pieces and run.x0 - pieces[-1][-1].x1 < _GUTTER * run.size:
            pieces[-1].append(run)
        else:
            pieces.append([run])
    return pieces


def _text(words: Words) -> str:
    return "".join("".join(run.text for run in words).split())


def _placed(line: Words, columns: Columns) -> list[Words] | None:
    """The words of a line by column, the columns widened; `None` where the line is no part."""
    edges = list(columns.edges)
    placed: list[Words] = [[] for _ in edges]
    for piece in _pieces(line):
        start, end = piece[0].x0, piece[-1].x1
        column = _column(edges, start, end)
        if column is None:
            return None
        edges[column] = min(edges[column][0], start), max(edges[column][1], end)
        placed[column] += piece
    if any(left[1] >= right[0] for left, right in pairwise(edges)):
        return None
    columns.edges = edges
    return placed


def _column(edges: Sequence[tuple[float, float]], start: float, end: float) -> int | None:
    """The one column that the words share a stretch with, else the nearest."""
    shared = [at for at, edge in enumerate(edges) if start < edge[1] and edge[0] < end]
    if len(shared) > 1:
        return None
    if shared:
        return shared[0]
    return min(range(len(edges)), key=lambda at: max(edges[at][0] - end, start - edges[at][1]))
