"""合计核对 — sums recomputed from the parts of the same sentence, before or behind the whole.

What agrees is told as information, what does not as a warning; where it is not clear which
figures belong together nothing is said.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from mengyang.core.documents.checks._closed_lists import (
    are_alike,
    are_all_levels,
    enclosed_parts,
)
from mengyang.core.documents.checks._sentences import (
    compared,
    number_at,
    part_of,
    printed,
    quantities_by_sentence,
    single,
)
from mengyang.core.documents.phrases.money import find_sums
from mengyang.core.documents.records import Check, Document, Quantity, Reading
from mengyang.core.patterns import lazy_pattern

_OPPOSITES = (
    ("公办", "民办"),
    ("男", "女"),
    ("城镇", "农村"),
    ("城市", "农村"),
    ("城区", "乡镇"),
    ("已", "未"),
    ("完成", "未完成"),
)
_REST = lazy_pattern(r"其他|其它|其余|剩余")
_TOTAL = lazy_pattern(
    r"(?:(?:合计|共计|总计|总共|小计)|(?P<weak>[，,]\s*共(?:计|有)?))(?:为|达到?|约)?$"
)
_LISTED = lazy_pattern(r"\s*(?:、|和|及|以及)")
_YEAR = lazy_pattern(r"(?:19|20)\d{2}(?=年)")
_YEARS = lazy_pattern(
    r"([两二三四五六七八九十])年|((?:19|20)\d{2})年?\s*[-—－~～至到]+\s*((?:19|20)\d{2})年"
)
_NUMERALS = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_REACH = 24


def check(reading: Reading) -> tuple[Check, ...]:
    """Every sum that can be recomputed within one sentence."""
    document = reading.document
    found: list[Check] = []
    for entries in quantities_by_sentence(reading):
        exact = [entry for entry in entries if single(entry) is not None]
        found.extend(_sums(document, exact))
        found.extend(_totals(document, exact))
        found.extend(_printed_sums(document, exact))
    return tuple(sorted(found, key=lambda entry: (entry.span, entry.finding.code)))


def _sums(document: Document, entries: Sequence[Quantity]) -> Iterator[Check]:
    enclosed: list[Quantity] = []
    for at, whole in enumerate(entries):
        if part_of(whole) is not None or any(whole is part for part in enclosed):
            continue
        parts = [
            entry for entry in entries[at + 1 :] if entry.unit == whole.unit and entry.unit != "%"
        ]
        if inside := enclosed_parts(document.text, whole, entries[at + 1 :]):
            enclosed += inside
            yield from _enclosed(document, whole, inside)
            continue
        own = [entry for entry in parts if part_of(entry) == whole.indicator]
        parts = own or _run(entries, at)
        if len(parts) < 2:
            continue
        total = _added(parts)
        if total == whole.value[0]:
            yield _sum(document, whole, parts)
        elif own and total > whole.value[0]:
            yield _sum(document, whole, parts, "documents.check.sum_exceeds")
        elif own and _leave_nothing(document.text, whole, parts):
            yield _sum(document, whole, parts)


def _enclosed(document: Document, whole: Quantity, parts: Sequence[Quantity]) -> Iterator[Check]:
    """A whole with nothing but its parts behind it; unlike ones may not be all."""
    total = _added(parts)
    if total > whole.value[0]:
        yield _sum(document, whole, parts, "documents.check.sum_exceeds")
    elif total == whole.value[0] or are_alike(parts) or _is_complete(parts):
        yield _sum(document, whole, parts)


def _leave_nothing(text: str, whole: Quantity, parts: Sequence[Quantity]) -> bool:
    return _is_complete(parts) or are_all_levels(parts) or _are_all_years(text, whole, parts)


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


def _are_all_years(text: str, whole: Quantity, parts: Sequence[Quantity]) -> bool:
    """三年共投入…，其中2021年…，2022年…，2023年…: a part for each year that the whole counts."""
    years = {year for part in parts if (year := _year_of(text, part))}
    before = text[max(0, whole.span[0] - _REACH) : number_at(text, whole)]
    span = _YEARS.search(before)
    if span is None or len(years) != len(parts):
        return False
    count = _NUMERALS[span[1]] if span[1] else int(span[3]) - int(span[2]) + 1
    return count == len(parts)


def _year_of(text: str, part: Quantity) -> str:
    """The year right before a part, empty where there is none."""
    at = number_at(text, part)
    years = _YEAR.findall(text, max(0, at - _REACH), at)
    return years[-1] if years else ""


def _totals(document: Document, entries: Sequence[Quantity]) -> Iterator[Check]:
    """900万元、1000万元，合计1900万元: the parts before a number that is called their sum."""
    text = document.text
    for at, total in enumerate(entries):
        called = (
            _TOTAL.search(text, entries[at - 1].span[1], number_at(text, total)) if at else None
        )
        if called is None:
            continue
        parts = _run_before(entries, at)
        sums = [parts[start:] for start in range(len(parts) - 1)]
        agreeing = next((run for run in sums if _added(run) == total.value[0]), None)
        if agreeing:
            yield _sum(document, total, agreeing)
        elif (
            sums
            and max(part.value[0] for part in parts) < total.value[0]
            and _is_certain(text, called, parts)
        ):
            yield _sum(document, total, parts)


def _run_before(entries: Sequence[Quantity], at: int) -> list[Quantity]:
    """The quantities right before a total that are counted in its unit and are no parts."""
    parts: list[Quantity] = []
    for entry in reversed(entries[:at]):
        if entry.unit != entries[at].unit or entry.unit == "%" or part_of(entry) is not None:
            break
        parts.insert(0, entry)
    return parts


def _is_certain(text: str, called: re.Match[str], parts: Sequence[Quantity]) -> bool:
    """A bare 共 sums up only what is listed by 、 and 和."""
    if called["weak"] is None:
        return True
    between = [text[a.span[1] : number_at(text, b)] for a, b in pairwise(parts)]
    return all(_LISTED.match(words) is not None for words in between)


def _added(parts: Sequence[Quantity]) -> Decimal:
    return sum((part.value[0] for part in parts), Decimal(0))


def _sum(
    document: Document,
    whole: Quantity,
    parts: Sequence[Quantity],
    wrong: str = "documents.check.sum_differs",
) -> Check:
    total = _added(parts)
    return compared(
        document,
        (min(whole.span[0], parts[0].span[0]), max(whole.span[1], parts[-1].span[1])),
        total == whole.value[0],
        "documents.check.sum_agrees",
        wrong,
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
        for addition in find_sums(text, entry.span[1], entry.span[1] + 40):
            if text[entry.span[1] : addition.span[0]].strip() not in ("(", "（", "=", "＝"):
                continue
            total = sum(addition.parts, Decimal(0))
            yield compared(
                document,
                (entry.span[0], addition.span[1]),
                total == entry.value[0],
                "documents.check.sum_agrees",
                "documents.check.sum_differs",
                indicator=entry.indicator,
                stated=printed(entry.value[0]),
                computed=printed(total),
                parts=" + ".join(printed(part) for part in addition.parts),
                unit=entry.unit,
            )
