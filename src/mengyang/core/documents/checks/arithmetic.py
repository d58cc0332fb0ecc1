"""数字核对 — shares and sums recomputed from figures of the same sentence.

What agrees is told as information, what does not as a warning; where it is not clear which
figures belong together nothing is said.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from itertools import combinations

from mengyang.core.documents.checks._sentences import (
    part_of,
    printed,
    quantities_by_sentence,
    single,
    told,
)
from mengyang.core.documents.phrases.money import find_sums
from mengyang.core.documents.records import Check, Document, Quantity, Reading
from mengyang.core.findings import Level

_SHARE_WORDS = re.compile(r"占比|比例|比重|总体|率|占|的|总数|总量|达到?|为")
_COMPLEMENTS = (
    ("公办", "民办"),
    ("男", "女"),
    ("城镇", "农村"),
    ("城市", "农村"),
    ("城区", "乡镇"),
)
_OPPOSITES = (*_COMPLEMENTS, ("已", "未"), ("完成", "未完成"))
_REST = re.compile(r"其他|其它|其余|剩余")
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
    """All that can be recomputed within one sentence."""
    document = reading.document
    found: list[Check] = []
    for entries in quantities_by_sentence(reading):
        exact = [entry for entry in entries if single(entry) is not None]
        found.extend(_shares(document, exact))
        found.extend(_sums(document, exact))
        found.extend(_printed_sums(document, exact))
    return tuple(sorted(found, key=lambda entry: (entry.span, entry.finding.code)))


def _shares(document: Document, entries: Sequence[Quantity]) -> Iterator[Check]:
    counts = [entry for entry in entries if entry.unit != "%" and "百分点" not in entry.unit]
    for stated in (entry for entry in entries if entry.unit == "%"):
        pairs = list(_pairs(stated, [entry for entry in counts if entry.span < stated.span]))
        agreeing = next((pair for pair in pairs if _rounds_to(pair.share, stated.value[0])), None)
        certain = [pair for pair in pairs if pair.is_certain]
        pair = agreeing or (certain[0] if len(certain) == 1 else None)
        if pair is not None:
            yield _share(document, stated, pair, agreeing is not None)


def _share(document: Document, stated: Quantity, pair: Pair, agrees: bool) -> Check:
    part = pair.whole.value[0] - pair.part.value[0] if pair.is_rest else pair.part.value[0]
    return told(
        document,
        stated.span,
        "documents.check.share_agrees" if agrees else "documents.check.share_differs",
        Level.INFO if agrees else Level.WARNING,
        indicator=stated.indicator,
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


def _sums(document: Document, entries: Sequence[Quantity]) -> Iterator[Check]:
    for at, whole in enumerate(entries):
        parts = [
            entry for entry in entries[at + 1 :] if entry.unit == whole.unit and entry.unit != "%"
        ]
        own = [entry for entry in parts if part_of(entry) == whole.indicator]
        parts = own or _run(entries, at)
        if len(parts) < 2:
            continue
        total = sum((entry.value[0] for entry in parts), Decimal(0))
        if total == whole.value[0]:
            yield _sum(document, whole, parts, "documents.check.sum_agrees", Level.INFO)
        elif own and total > whole.value[0]:
            yield _sum(document, whole, parts, "documents.check.sum_exceeds", Level.WARNING)
        elif own and _is_complete(parts):
            yield _sum(document, whole, parts, "documents.check.sum_differs", Level.WARNING)


def _run(entries: Sequence[Quantity], at: int) -> list[Quantity]:
    """The quantities right behind a whole that are counted in the same unit."""
    parts: list[Quantity] = []
    for entry in entries[at + 1 :]:
        if entry.unit != entries[at].unit or part_of(entry) not in (None, entries[at].indicator):
            break
        parts.append(entry)
    return parts


def _is_complete(parts: Sequence[Quantity]) -> bool:
    """Whether the parts leave nothing over: 公办 and 民办, 完成 and 未完成, or 其他."""
    names = [entry.indicator for entry in parts]
    return any(_REST.search(name) for name in names) or any(
        any(name.startswith(a) for name in names) and any(name.startswith(b) for name in names)
        for a, b in _OPPOSITES
    )


def _sum(
    document: Document, whole: Quantity, parts: Sequence[Quantity], code: str, level: Level
) -> Check:
    total = sum((entry.value[0] for entry in parts), Decimal(0))
    return told(
        document,
        (whole.span[0], parts[-1].span[1]),
        code,
        level,
        indicator=whole.indicator,
        stated=printed(whole.value[0]),
        computed=printed(total),
        parts=" + ".join(printed(entry.value[0]) for entry in parts),
        unit=whole.unit,
    )


def _printed_sums(document: Document, entries: Sequence[Quantity]) -> Iterator[Check]:
    """1900元(1000+400+500)."""
    text = document.text
    for entry in entries:
        for addition in find_sums(text, entry.span[1], min(len(text), entry.span[1] + 40)):
            if text[entry.span[1] : addition.span[0]].strip() not in ("(", "（", "=", "＝"):
                continue
            total = sum(addition.parts, Decimal(0))
            agrees = total == entry.value[0]
            yield told(
                document,
                (entry.span[0], addition.span[1]),
                "documents.check.sum_agrees" if agrees else "documents.check.sum_differs",
                Level.INFO if agrees else Level.WARNING,
                indicator=entry.indicator,
                stated=printed(entry.value[0]),
                computed=printed(total),
                parts=" + ".join(printed(part) for part in addition.parts),
                unit=entry.unit,
            )


def _rounds_to(computed: Decimal, stated: Decimal) -> bool:
    """Whether a share printed with so many places is this one; the last place may be cut off."""
    unit = Decimal(1).scaleb(int(stated.as_tuple().exponent))
    return abs(computed - stated) < unit


def _rounded(computed: Decimal, stated: Decimal) -> Decimal:
    places = max(2, -int(stated.as_tuple().exponent))
    return computed.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)
