"""目标值更正 — what is to be reached or kept, as a person sets it or selects it in the text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import get_args

from mengyang.core.documents.as_json import as_json
from mengyang.core.documents.corrections.selections import selected
from mengyang.core.documents.reader import read
from mengyang.core.documents.records import Comparator, Span
from mengyang.core.findings import Refused

type Content = dict[str, object]

COMPARATORS: tuple[str, ...] = get_args(Comparator.__value__)
VERBS = ("reach", "keep")
_RANGES = ("range", "range≈")
_YEAR = re.compile(r"[0-9]{4}")
# No share, count or sum of these documents is longer; a float keeps fifteen digits.
_MOST_DIGITS = 15
_OWN = ("path", "span", "quote")


@dataclass(frozen=True, slots=True)
class TargetChange:
    """更正内容 — the parts of a target that a person may set; all of them are set together.

    `values` holds one number as written, two for a range; `by` is a year (2027) or a day
    (2027-12-31), or empty.
    """

    indicator: str
    comparator: str
    values: tuple[str, ...]
    unit: str = ""
    by: str = ""
    verb: str = "reach"
    scope: str = ""


def corrected_target(content: Mapping[str, object], change: TargetChange) -> Content | Refused:
    """The target with the change made, or why it cannot be."""
    for fault in (_name_fault(change), _choice_fault(change), _by_fault(change)):
        if fault is not None:
            return fault
    values = _values(change)
    if isinstance(values, Refused):
        return values
    return {
        **content,
        "indicator": change.indicator.strip(),
        "comparator": change.comparator,
        "value": values if len(values) > 1 else values[0],
        "unit": change.unit.strip(),
        "by": change.by.strip() or None,
        "verb": change.verb,
        "scope": change.scope.strip() or None,
    }


def new_target(path: str, span: Span, text: str) -> Content | Refused:
    """A target made from words that a person selected: what the reader finds in them alone."""
    quote = selected(span, text)
    if isinstance(quote, Refused):
        return quote
    found = as_json(read(quote))
    for reading in ("targets", "figures"):
        entries = found[reading]
        for entry in entries if isinstance(entries, list) else []:
            if isinstance(entry, dict):
                return _as_target(entry) | {"path": path, "span": list(span), "quote": quote}
    return Refused("documents.refused.no_number", "documents.hint.select_number")


def _as_target(entry: Mapping[str, object]) -> Content:
    kept = {key: value for key, value in entry.items() if key not in (*_OWN, "type", "part_of")}
    return {"verb": "reach", "is_input": False, "scope": None, **kept}


def _name_fault(change: TargetChange) -> Refused | None:
    if not 0 < len(change.indicator.strip()) <= 160:
        return Refused("documents.refused.indicator_length", "documents.hint.indicator", limit=160)
    for written, limit in ((change.unit, 30), (change.scope, 80)):
        if len(written) > limit:
            return Refused("documents.refused.too_long", "documents.hint.shorter", limit=limit)
    return None


def _choice_fault(change: TargetChange) -> Refused | None:
    for chosen, known in ((change.comparator, COMPARATORS), (change.verb, VERBS)):
        if chosen not in known:
            return Refused("documents.refused.unknown_choice", "documents.hint.choose", kind=chosen)
    return None


def _by_fault(change: TargetChange) -> Refused | None:
    by = change.by.strip()
    if not by or _YEAR.fullmatch(by):
        return None
    try:
        date.fromisoformat(by)
    except ValueError:
        return Refused("documents.refused.bad_by", "documents.hint.year_or_day", by=by)
    return None


def _values(change: TargetChange) -> list[int | float] | Refused:
    wanted = 2 if change.comparator in _RANGES else 1
    written = [value.strip() for value in change.values if value.strip()]
    if len(written) != wanted:
        return Refused("documents.refused.value_count", "documents.hint.values", wanted=wanted)
    values: list[int | float] = []
    for each in written:
        number = _number(each)
        if number is None:
            return Refused("documents.refused.not_a_number", "documents.hint.values", value=each)
        values.append(number)
    if values != sorted(values):
        return Refused("documents.refused.range_order", "documents.hint.values", wanted=wanted)
    return values


def _number(written: str) -> int | float | None:
    try:
        value = Decimal(written.removesuffix("%").replace(",", ""))
    except InvalidOperation:
        return None
    if not value.is_finite() or len(value.as_tuple().digits) > _MOST_DIGITS or abs(value) >= 10**15:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
