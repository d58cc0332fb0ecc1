"""数量 — the record of one amount: value, unit, comparator and where it stands in the text."""

from decimal import Decimal
from typing import NamedTuple

from mengyang.core.documents.phrases.comparators import Bound
from mengyang.core.documents.records import Comparator, Span


class Amount(NamedTuple):
    """One amount. `number` spans the bare number with its unit, `span` that with its bounds.

    `part` spans the words between two commas in which it stands; `spelt` is set for Chinese
    numerals, `cycle` for rounds such as 三年一轮.
    """

    value: tuple[Decimal, ...]
    unit: str
    raw: str
    number: Span
    span: Span
    part: Span
    bound: Bound
    spelt: bool = False
    cycle: bool = False

    @property
    def comparator(self) -> Comparator:
        """The comparator the words around the number stand for."""
        return self.bound.comparator
