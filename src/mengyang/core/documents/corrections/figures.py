"""数据更正 — a stated fact or the number of a rule, as a person sets it or selects it."""

from collections.abc import Mapping
from dataclasses import dataclass

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

type Content = dict[str, object]

FIGURE_TYPES = ("fact", "rule")


@dataclass(frozen=True, slots=True)
class FigureChange:
    """更正内容 — the parts of a figure that a person may set; all of them are set together."""

    indicator: str
    comparator: str
    values: tuple[str, ...]
    unit: str = ""
    kind: str = "fact"
    scope: str = ""


def corrected_figure(content: Mapping[str, object], change: FigureChange) -> Content | Refused:
    """The figure with the change made, or why it cannot be."""
    fault = too_long((change.scope, 80)) or unknown_choice(change.kind, FIGURE_TYPES)
    if fault is not None:
        return fault
    written = WrittenQuantity(change.indicator, change.comparator, change.values, change.unit)
    quantity = checked_quantity(written)
    if isinstance(quantity, Refused):
        return quantity
    return {**content, **quantity, "type": change.kind, "scope": change.scope.strip() or None}


def new_figure(path: str, span: Span, text: str) -> Content | Refused:
    """A figure made from words that a person selected: what the reader finds in them alone."""
    quote = selected(span, text)
    if isinstance(quote, Refused):
        return quote
    found = found_in(quote, "figures", "targets")
    if found is None:
        return Refused("documents.refused.no_number", "documents.hint.select_number")
    figure = {"type": "fact", "scope": None, **found}
    return placed(figure, Place(path, span, quote), without=("verb", "is_input", "part_of"))
