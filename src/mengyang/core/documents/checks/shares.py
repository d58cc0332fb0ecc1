"""占比核对 — shares and rates recomputed from a part and a whole of the same sentence.

What agrees is told as information, what does not as a warning; where it is not clear which
figures belong together nothing is said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from itertools import combinations

from mengyang.core.documents.checks._sentences import (
    compared,
    part_of,
    printed,
    quantities_by_sentence,
    single,
)
from mengyang.core.documents.checks._shares_beside import pair_beside
from mengyang.core.documents.records import Check, Document, Quantity, Reading
from mengyang.core.patterns import lazy_pattern

_SHARE_WORDS = lazy_pattern(r"占比|比例|比重|总体|率|占|的|总数|总量|达到?|为")
_COMPLEMENTS = (
    ("公办", "民办"),
    ("男", "女"),
    ("城镇", "农村"),
    ("城市", "农村"),
    ("城区", "乡镇"),
)
_BARE = len("占比")
_HUNDRED = Decimal(100)
# Room for the longest number with the most places.
_WIDE = Context(prec=60)


@dataclass(frozen=True, slots=True)
class Pair:
    """A part and its whole; `is_rest` where the share is of what the part leaves."""

    part: Quantity
    whole: Quantity
    is_rest: bool
    is_certain: bool

    @property
    def share(self) -> Decimal:
        """The share in per cent."""
        part, whole = self.part.value[0], self.whole.value[0]
        return (whole - part if self.is_rest else part) * _HUNDRED / whole


def check(reading: Reading) -> tuple[Check, ...]:
    """Every share that can be recomputed within one sentence."""
    document = reading.document
    found: list[Check] = []
    for entries in quantities_by_sentence(reading):
        exact = [entry for entry in entries if single(entry) is not None]
        found.extend(_shares(document, exact))
    return tuple(sorted(found, key=lambda entry: (entry.span, entry.finding.code)))


def _shares(document: Document, entries: Sequence[Quantity]) -> Iterator[Check]:
    counts = [entry for entry in entries if entry.unit != "%" and "百分点" not in entry.unit]
    for stated in (entry for entry in entries if entry.unit == "%"):
        if (beside := pair_beside(document.text, stated, entries)) is not None:
            agrees = _rounds_to(_share_of(*beside), stated.value[0])
            yield _share(document, stated, Pair(*beside, is_rest=False, is_certain=True), agrees)
            continue
        pairs = list(_pairs(stated, [entry for entry in counts if entry.span < stated.span]))
        agreeing = next((pair for pair in pairs if _rounds_to(pair.share, stated.value[0])), None)
        certain = [pair for pair in pairs if pair.is_certain]
        pair = agreeing or (certain[0] if len(certain) == 1 else None)
        if pair is not None:
            yield _share(document, stated, pair, agreeing is not None)


def _share_of(part: Quantity, whole: Quantity) -> Decimal:
    return part.value[0] * _HUNDRED / whole.value[0]


def _share(document: Document, stated: Quantity, pair: Pair, agrees: bool) -> Check:
    part = pair.whole.value[0] - pair.part.value[0] if pair.is_rest else pair.part.value[0]
    return compared(
        document,
        stated.span,
        agrees,
        "documents.check.share_agrees",
        "documents.check.share_differs",
        indicator=stated.indicator if len(stated.indicator) > _BARE else pair.part.indicator,
        stated=stated.value_raw,
        computed=printed(_rounded(pair.share, stated.value[0])),
        part=printed(part),
        whole=printed(pair.whole.value[0]),
    )


def _pairs(stated: Quantity, counts: Sequence[Quantity]) -> Iterator[Pair]:
    """The parts and wholes the share may be of: first those whose words say so."""
    both = [
        (part, whole)
        for whole, part in combinations(counts, 2)
        if whole.unit == part.unit and whole.value[0] >= part.value[0] > 0
    ]
    for part, whole in both:
        certain = part_of(part) == whole.indicator or _is_named(stated, part)
        linked = certain and _is_about(stated, whole, part)
        opposite = _are_opposite(stated.indicator, part.indicator)
        yield Pair(part, whole, is_rest=opposite, is_certain=linked)
    for part, whole in both:
        if part_of(part) == whole.indicator:
            yield Pair(part, whole, is_rest=True, is_certain=False)


def _is_named(stated: Quantity, part: Quantity) -> bool:
    """完成率 is the share of 完成."""
    stem = _SHARE_WORDS.sub("", stated.indicator)
    return len(stem) >= 2 and part.indicator.startswith(stem)


def _is_about(stated: Quantity, whole: Quantity, part: Quantity) -> bool:
    subject = _SHARE_WORDS.sub("", stated.indicator)
    words = _SHARE_WORDS.sub("", whole.indicator)
    return words[-4:] in subject or _is_named(stated, part)


def _are_opposite(one: str, other: str) -> bool:
    return any((a in one and b in other) or (b in one and a in other) for a, b in _COMPLEMENTS)


def _rounds_to(computed: Decimal, stated: Decimal) -> bool:
    """Whether a share printed with so many places is this one; the last place may be cut off."""
    unit = Decimal(1).scaleb(int(stated.as_tuple().exponent))
    return abs(computed - stated) < unit


def _rounded(computed: Decimal, stated: Decimal) -> Decimal:
    places = max(2, -int(stated.as_tuple().exponent))
    return computed.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)
