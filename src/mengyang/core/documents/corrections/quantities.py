"""数量更正 — a number as a person writes it: its name, comparison, value and unit, all checked."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import get_args

from mengyang.core.documents.records import Comparator
from mengyang.core.findings import Refused

type Content = dict[str, object]

COMPARATORS: tuple[str, ...] = get_args(Comparator.__value__)
RANGES = ("range", "range≈")
# No share, count or sum of these documents is longer; a float keeps fifteen digits.
_MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class WrittenQuantity:
    """数量 — `values` holds one number as written, two for a range."""

    indicator: str
    comparator: str
    values: tuple[str, ...]
    unit: str = ""


def checked_quantity(written: WrittenQuantity) -> Content | Refused:
    """The four keys of a quantity in the reading JSON, or why it cannot be."""
    fault = _fault(written)
    if fault is not None:
        return fault
    values = _values(written)
    if isinstance(values, Refused):
        return values
    return {
        "indicator": written.indicator.strip(),
        "comparator": written.comparator,
        "value": values if len(values) > 1 else values[0],
        "unit": written.unit.strip(),
    }


def too_long(*written: tuple[str, int]) -> Refused | None:
    """The refusal of the first words that are longer than their limit."""
    for words, limit in written:
        if len(words) > limit:
            return Refused("documents.refused.too_long", "documents.hint.shorter", limit=limit)
    return None


def unknown_choice(chosen: str, known: tuple[str, ...]) -> Refused | None:
    """The refusal of a choice that is none of those offered."""
    if chosen in known:
        return None
    return Refused("documents.refused.unknown_choice", "documents.hint.choose", kind=chosen)


def _fault(written: WrittenQuantity) -> Refused | None:
    if not 0 < len(written.indicator.strip()) <= 160:
        return Refused("documents.refused.indicator_length", "documents.hint.indicator", limit=160)
    return too_long((written.unit, 30)) or unknown_choice(written.comparator, COMPARATORS)


def _values(quantity: WrittenQuantity) -> list[int | float] | Refused:
    wanted = 2 if quantity.comparator in RANGES else 1
    written = [value.strip() for value in quantity.values if value.strip()]
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
