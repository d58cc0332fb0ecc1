"""数据更正 — a stated fact or the number of a rule, as a person sets it."""

from collections.abc import Mapping
from dataclasses import dataclass

from mengyang.core.documents.corrections.quantities import (
    WrittenQuantity,
    checked_quantity,
    too_long,
    unknown_choice,
)
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
