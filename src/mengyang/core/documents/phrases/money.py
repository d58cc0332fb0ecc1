"""金额 — sums printed with their parts: 1000+400+500."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mengyang.core.documents.phrases.numerals import ARABIC, arabic
from mengyang.core.documents.records import Span
from mengyang.core.patterns import lazy_pattern

_PARTS = lazy_pattern(rf"{ARABIC}(?:\s?[+＋]\s?{ARABIC})+")


@dataclass(frozen=True, slots=True)
class PrintedSum:
    """1000+400+500 as printed: its parts and where it stands."""

    parts: tuple[Decimal, ...]
    span: Span


def find_sums(text: str, start: int, end: int) -> Iterator[PrintedSum]:
    """The sums printed with plus signs in a stretch of text."""
    if text.find("+", start, end) < 0 and text.find("＋", start, end) < 0:
        return
    for match in _PARTS.finditer(text, start, end):
        parts = [arabic(part) for part in re.split(r"\s?[+＋]\s?", match.group())]
        known = tuple(part for part in parts if part is not None)
        if len(known) == len(parts):
            yield PrintedSum(known, match.span())
