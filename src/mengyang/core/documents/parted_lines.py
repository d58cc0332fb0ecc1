"""分栏行 — where the cells of a line stand that tabs or bars part."""

from mengyang.core.documents.records import Line, Span
from mengyang.core.patterns import lazy_pattern

_BORDER = lazy_pattern(r"([\t|])")


def cells_in(line: Line, words: str) -> list[Span]:
    """The cells of `words`, which are the line less the bars at its ends; empty ones stay."""
    offset = line.start + line.text.index(words) if words else line.start
    cells = []
    for piece in _BORDER.split(words):
        if piece not in ("\t", "|"):
            start = offset + len(piece) - len(piece.lstrip())
            cells.append((start, start + len(piece.strip())))
        offset += len(piece)
    return cells
