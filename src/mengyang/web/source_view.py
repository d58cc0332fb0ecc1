"""原文视图 — a text cut into lines and pieces, so that a page can show which entry reads what.

Entries may overlap and nest; a piece names every entry that covers it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Marked:
    """An entry to be marked: its id and its span in the text."""

    id: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words covered by the same entries, the innermost first."""

    start: int
    text: str
    entries: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of the text; `paths` are the clauses that begin in it, `level` that of the first.

    A row of a table, whose cells a tab parts, has its pieces cell by cell; any other line none.
    """

    start: int
    end: int
    pieces: tuple[Piece, ...]
    paths: tuple[str, ...]
    level: int
    cells: tuple[tuple[Piece, ...], ...] = ()


def source_lines(
    text: str, marks: Sequence[Marked], clauses: Iterable[tuple[int, str, int]]
) -> list[SourceLine]:
    """The lines of `text` that hold words; `clauses` are (start, path, level) in text order."""
    lines: list[SourceLine] = []
    begun = sorted(clauses)
    ordered = sorted(marks, key=lambda mark: (mark.end - mark.start, mark.start))
    start = 0
    for raw in text.split("\n"):
        end = start + len(raw)
        if raw.strip():
            here = [(path, level) for at, path, level in begun if start <= at < end]
            lines.append(
                SourceLine(
                    start,
                    end,
                    _pieces(text, (start, end), ordered),
                    tuple(path for path, _ in here),
                    here[0][1] if here else 0,
                    tuple(_cells(text, (start, end), ordered)),
                )
            )
        start = end + 1
    return lines


def _cells(
    text: str, span: tuple[int, int], marks: Sequence[Marked]
) -> Iterator[tuple[Piece, ...]]:
    """The cells of a row of a table; an empty one holds no piece."""
    start, end = span
    if "\t" not in text[start:end]:
        return
    for cell in text[start:end].split("\t"):
        yield _pieces(text, (start, start + len(cell)), marks) if cell else ()
        start += len(cell) + 1


def _pieces(text: str, span: tuple[int, int], marks: Sequence[Marked]) -> tuple[Piece, ...]:
    start, end = span
    touching = [mark for mark in marks if mark.start < end and mark.end > start]
    cuts = {start, end}
    for mark in touching:
        cuts |= {max(mark.start, start), min(mark.end, end)}
    edges = sorted(cuts)
    return tuple(
        Piece(
            left,
            text[left:right],
            tuple(mark.id for mark in touching if mark.start <= left and right <= mark.end),
        )
        for left, right in pairwise(edges)
    )
