"""目标值更正 — what is to be reached or kept, as a person sets it or selects it in the text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mengyang.core.documents.corrections.quantities import (
    WrittenQuantity,
    checked_quantity,
    too_long,
    unknown_choice,
)
from mengyang.core.documents.corrections.rereading import Place, found_in, placed
from mengyang.core.documents.corrections.selections import selected
from mengyang.core.documents.records import Span
from mengyang.core.findings import Refused
from mengyang.core.patterns import lazy_pattern

type Content = dict[str, object]

VERBS = ("reach", "keep")
_YEAR = lazy_pattern(r"[0-9]{4}")


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
    fault = too_long((change.scope, 80)) or unknown_choice(change.verb, VERBS) or _by_fault(change)
    if fault is not None:
        return fault
    written = WrittenQuantity(change.indicator, change.comparator, change.values, change.unit)
    quantity = checked_quantity(written)
    if isinstance(quantity, Refused):
        return quantity
    return {
        **content,
        **quantity,
        "by": change.by.strip() or None,
        "verb": change.verb,
        "scope": change.scope.strip() or None,
    }


def new_target(path: str, span: Span, text: str) -> Content | Refused:
    """A target made from words that a person selected: what the reader finds in them alone."""
    quote = selected(span, text)
    if isinstance(quote, Refused):
        return quote
    found = found_in(quote, "targets", "figures")
    if found is None:
        return Refused("documents.refused.no_number", "documents.hint.select_number")
    target = {"verb": "reach", "is_input": False, "scope": None, **found}
    return placed(target, Place(path, span, quote), without=("type", "part_of"))


def _by_fault(change: TargetChange) -> Refused | None:
    by = change.by.strip()
    if not by or _YEAR.fullmatch(by):
        return None
    try:
        date.fromisoformat(by)
    except ValueError:
        return Refused("documents.refused.bad_by", "documents.hint.year_or_day", by=by)
    return None
