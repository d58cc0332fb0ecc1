"""部门职责更正 — which department does what, and with whom."""

from collections.abc import Mapping
from dataclasses import dataclass

from mengyang.core.documents.corrections.quantities import too_long
from mengyang.core.documents.corrections.rereading import Place, found_in, placed
from mengyang.core.documents.corrections.selections import selected
from mengyang.core.documents.records import Span
from mengyang.core.findings import Refused

type Content = dict[str, object]


@dataclass(frozen=True, slots=True)
class DutyChange:
    """更正内容 — all parts are set together; `joint` are the names of those it does it with."""

    department: str
    duty: str
    joint: tuple[str, ...] = ()


def corrected_duty(content: Mapping[str, object], change: DutyChange) -> Content | Refused:
    """The duty with the change made, or why it cannot be."""
    for name in (change.department, *change.joint):
        if not name.strip() or len(name) > 120:
            return Refused("documents.refused.unit_name", "documents.hint.unit", name=name)
    if not change.duty.strip():
        return Refused("documents.refused.duty_missing", "documents.hint.duty")
    fault = too_long((change.duty, 2000))
    if fault is not None:
        return fault
    return {
        **content,
        "department": change.department.strip(),
        "duty": change.duty.strip(),
        "joint": [name.strip() for name in change.joint],
    }


def new_duty(path: str, span: Span, text: str) -> Content | Refused:
    """A department's duty from words that a person selected; whose it is may be filled in."""
    quote = selected(span, text)
    if isinstance(quote, Refused):
        return quote
    bare = {"department": "", "duty": quote.strip()[:2000], "joint": []}
    return placed(found_in(quote, "duties") or bare, Place(path, span, quote))
