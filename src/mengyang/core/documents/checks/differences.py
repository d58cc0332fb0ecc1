"""增减核对 — a stated change recomputed from the old and the new value of the same sentence."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from mengyang.core.documents.checks._sentences import (
    printed,
    quantities_by_sentence,
    single,
    told,
)
from mengyang.core.documents.records import Check, Document, Quantity, Reading
from mengyang.core.findings import Level

_CHANGE = re.compile(r"(?:增加|提高|提升|上升|增长|减少|下降|降低|扩大|缩小)了?$")
_POINTS = ("%", "个百分点", "百分点")


def check(reading: Reading) -> tuple[Check, ...]:
    """由25%提高到55%,提高30个百分点: the third figure is the difference of the first two."""
    found: list[Check] = []
    for entries in quantities_by_sentence(reading):
        for before, (new, change) in zip(entries, pairwise(entries[1:]), strict=False):
            difference = _difference(reading.document, before, new, change)
            if difference is not None:
                found.append(difference)
    return tuple(found)


def _difference(document: Document, old: Quantity, new: Quantity, change: Quantity) -> Check | None:
    if not _belong_together(document.text, (old, new, change)):
        return None
    computed = abs(new.value[0] - old.value[0])
    agrees = computed == change.value[0]
    return told(
        document,
        (old.span[0], change.span[1]),
        "documents.check.difference_agrees" if agrees else "documents.check.difference_differs",
        Level.INFO if agrees else Level.WARNING,
        indicator=old.indicator,
        stated=printed(change.value[0]),
        computed=printed(Decimal(computed)),
        old=printed(old.value[0]),
        new=printed(new.value[0]),
    )


def _belong_together(text: str, entries: Sequence[Quantity]) -> bool:
    old, new, change = entries
    if old.indicator != new.indicator or old.unit != new.unit:
        return False
    if any(len(entry.value) != 1 for entry in entries) or single(change) is None:
        return False
    if change.unit not in (_POINTS if old.unit == "%" else (old.unit,)):
        return False
    at = text.find(change.value_raw, new.span[1], change.span[1])
    return at >= 0 and _CHANGE.search(text, new.span[1], at) is not None
