"""增减核对 — a stated change, growth or rest recomputed from the values of the same sentence."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from mengyang.core.documents.checks._sentences import (
    compared,
    number_at,
    printed,
    quantities_by_sentence,
    single,
)
from mengyang.core.documents.records import Check, Document, Quantity, Reading
from mengyang.core.patterns import lazy_pattern

_CHANGE = lazy_pattern(r"(?:增加|提高|提升|上升|增长|减少|下降|降低|扩大|缩小)了?$")
# 增加 and the like between 比 and the number make it a change, no old value.
_COMPARED = lazy_pattern(
    r"(?<![占对相])[比较](?:(?!占|[增减提下降升]|多|少)[^，,。；;\d]){0,8}"
    r"(?:(?:19|20)\d{2}年?(?:(?![增减提下降升])[^，,。；;\d]){0,8})?$"
)
_CHANGED_BY = lazy_pattern(
    r"[，,（(]\s*(?:同?比|较)[^，,。；;]{0,14}?(增加|增长|新增|扩大|减少|下降|降低|缩小)了?$"
)
_RAISED_TO = lazy_pattern(r"(?:增加|提高|提升|增长|扩大|上升|减少|下降|降低|压减)(?:到|至)")
_LEFT = lazy_pattern(
    r"[，,、；;（( ]\s*(?:剩余|剩下|还剩|尚余|余下|尚有|结余|下剩|其余)(?:为|的)?$"
)
_USED = lazy_pattern(
    r"已|完成|整改|移交|支出|拨付|使用|解决|办结|销号|退还|清退|招聘|发放|回收|化解|关停|取缔|拆除"
)
_HUNDRED = Decimal(100)
_POINTS = ("%", "个百分点", "百分点")


def check(reading: Reading) -> tuple[Check, ...]:
    """由25%提高到55%,提高30个百分点; 3000元，比上年的2500元增长20%; 发现85处，整改80处，剩余5处."""
    document = reading.document
    found: list[Check] = []
    for entries in quantities_by_sentence(reading):
        for first, (second, third) in zip(entries, pairwise(entries[1:]), strict=False):
            told_of = (
                _difference(document, first, second, third)
                or _growth(document, first, second, third)
                or _growth_of_change(document, first, second, third)
                or _rest(document, first, second, third)
            )
            if told_of is not None:
                found.append(told_of)
    return tuple(found)


def _difference(
    document: Document, first: Quantity, second: Quantity, change: Quantity
) -> Check | None:
    """The third figure is the difference of the first two, in either order."""
    old, new = (second, first) if _is_compared(document.text, first, second) else (first, second)
    if not _belong_together(document.text, (first, second, change), is_new_first=old is second):
        return None
    computed = abs(new.value[0] - old.value[0])
    agrees = computed == change.value[0]
    return compared(
        document,
        (first.span[0], change.span[1]),
        agrees,
        "documents.check.difference_agrees",
        "documents.check.difference_differs",
        indicator=new.indicator,
        stated=printed(change.value[0]),
        computed=printed(Decimal(computed)),
        old=printed(old.value[0]),
        new=printed(new.value[0]),
    )


def _growth(
    document: Document, first: Quantity, second: Quantity, growth: Quantity
) -> Check | None:
    """The third figure is by how many per cent the value grew or fell."""
    text = document.text
    is_new_first = _is_compared(text, first, second)
    is_raised = first.indicator == second.indicator and _RAISED_TO.search(
        text, first.span[1], number_at(text, second)
    )
    if growth.unit != "%" or first.unit != second.unit or first.unit in _POINTS:
        return None
    if not (is_new_first or is_raised) or not _are_single(first, second, growth):
        return None
    if _CHANGE.search(text, second.span[1], number_at(text, growth)) is None:
        return None
    old, new = (second, first) if is_new_first else (first, second)
    return _grown(document, (new, old.value[0]), growth, first.span[0]) if old.value[0] else None


def _grown(
    document: Document, values: tuple[Quantity, Decimal], growth: Quantity, start: int
) -> Check:
    """A stated growth beside the one computed from the new and the old value."""
    new, old = values
    computed = abs(new.value[0] - old) * _HUNDRED / old
    unit = Decimal(1).scaleb(int(growth.value[0].as_tuple().exponent))
    return compared(
        document,
        (start, growth.span[1]),
        abs(computed - growth.value[0]) < unit,
        "documents.check.growth_agrees",
        "documents.check.growth_differs",
        indicator=new.indicator,
        stated=growth.value_raw,
        computed=printed(round(computed, 2)),
        old=printed(old),
        new=printed(new.value[0]),
    )


def _growth_of_change(
    document: Document, new: Quantity, change: Quantity, growth: Quantity
) -> Check | None:
    """1200人，比上年增加100人，增长9.1%: the third is the second in per cent of the old value."""
    text = document.text
    if growth.unit != "%" or new.unit != change.unit or new.unit in _POINTS:
        return None
    told_as = _CHANGED_BY.search(text, new.span[1], number_at(text, change))
    grown_as = _CHANGE.search(text, change.span[1], number_at(text, growth))
    if told_as is None or grown_as is None or not _are_exact((new, change, growth)):
        return None
    is_less = told_as[1][0] in "减下降缩"
    old = new.value[0] + change.value[0] if is_less else new.value[0] - change.value[0]
    return None if old <= 0 else _grown(document, (new, old), growth, new.span[0])


def _rest(document: Document, whole: Quantity, part: Quantity, rest: Quantity) -> Check | None:
    """The third figure is what the second leaves of the first."""
    text = document.text
    if not whole.unit == part.unit == rest.unit or not _are_exact((whole, part, rest)):
        return None
    if _LEFT.search(text, part.span[1], number_at(text, rest)) is None:
        return None
    if _USED.search(text, part.span[0], number_at(text, part)) is None:
        return None
    computed = whole.value[0] - part.value[0]
    if computed < 0:
        return None
    agrees = computed == rest.value[0]
    return compared(
        document,
        (whole.span[0], rest.span[1]),
        agrees,
        "documents.check.rest_agrees",
        "documents.check.rest_differs",
        whole=printed(whole.value[0]),
        part=printed(part.value[0]),
        stated=printed(rest.value[0]),
        computed=printed(computed),
        unit=rest.unit,
    )


def _is_compared(text: str, new: Quantity, old: Quantity) -> bool:
    """45所，比上年的43所…: the old value stands behind 比."""
    return _COMPARED.search(text, new.span[1], number_at(text, old)) is not None


def _are_single(old: Quantity, new: Quantity, change: Quantity) -> bool:
    """Whether each is one number; a goal says 提高到 of a floor."""
    return len(old.value) == 1 == len(new.value) and single(change) is not None


def _are_exact(entries: Sequence[Quantity]) -> bool:
    return all(single(entry) is not None for entry in entries)


def _belong_together(text: str, entries: Sequence[Quantity], *, is_new_first: bool) -> bool:
    first, second, change = entries
    if first.unit != second.unit or (first.indicator != second.indicator and not is_new_first):
        return False
    if any(len(entry.value) != 1 for entry in entries) or single(change) is None:
        return False
    if change.unit not in (_POINTS if first.unit == "%" else (first.unit,)):
        return False
    at = text.find(change.value_raw, second.span[1], change.span[1])
    return at >= 0 and _CHANGE.search(text, second.span[1], at) is not None
