"""同上 — cells and fields that only repeat those above (同上, 〃): read as what they repeat."""

from collections.abc import Sequence

from mengyang.core.documents.records import Span
from mengyang.core.patterns import lazy_pattern

_DITTO = lazy_pattern(
    r"\s*(?:[(（]?(?:同\s*上|[〃″\"”“]{1,2})[)）]?|同上[项栏行列条]|同前)[。；;，,]?\s*"
)
_LONGEST = 8


def is_ditto(words: str) -> bool:
    """Whether words say nothing but that those above hold here too."""
    return len(words) <= _LONGEST and _DITTO.fullmatch(words) is not None


class Columns:
    """The cells of each column from above to below, each ditto as the cell that it repeats."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._above: dict[int, Span] = {}

    def repeated(self, cells: Sequence[Span]) -> list[Span]:
        """The cells of one row; a ditto with nothing above it is an empty cell."""
        return [self._cell(at, cell) for at, cell in enumerate(cells)]

    def _cell(self, at: int, cell: Span) -> Span:
        words = self._text[slice(*cell)]
        if is_ditto(words):
            return self._above.get(at, (cell[0], cell[0]))
        if words:
            self._above[at] = cell
        return cell
