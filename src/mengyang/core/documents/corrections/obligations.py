"""事项更正 — who, what and by when, as a person sets it or selects it in the text."""

from collections.abc import Mapping
from dataclasses import dataclass

from mengyang.core.documents.corrections.deadlines import corrected_deadline
from mengyang.core.documents.corrections.selections import selected
from mengyang.core.documents.records import Span
from mengyang.core.findings import Refused

type Content = dict[str, object]

OBLIGATION_KINDS = ("problem", "task", "recommendation", "opinion")
UNIT_ROLES = ("responsible", "lead", "joint")


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit as a person writes it: its name and its part."""

    name: str
    role: str = "responsible"


@dataclass(frozen=True, slots=True)
class ObligationChange:
    """更正内容 — the parts of an obligation that a person may set; all of them are set together."""

    kind: str
    title: str
    units: tuple[NamedUnit, ...]
    deadline_kind: str
    deadline_on: tuple[str, ...]
    deadline_raw: str = ""


def corrected_obligation(
    content: Mapping[str, object], change: ObligationChange
) -> Content | Refused:
    """The obligation with the change made, or why it cannot be."""
    for fault in (_kind_fault(change), _title_fault(change), _unit_fault(change)):
        if fault is not None:
            return fault
    deadline = corrected_deadline(change.deadline_kind, change.deadline_on, change.deadline_raw)
    if isinstance(deadline, Refused):
        return deadline
    title = change.title.strip()
    return {
        **content,
        "kind": change.kind,
        "title": title,
        # The words of the document stand in the quote; this is the problem as now understood.
        "problem": title if change.kind == "problem" else None,
        "responsible_units": [_unit(unit, content) for unit in change.units],
        "deadline": deadline,
    }


def new_obligation(path: str, span: Span, text: str) -> Content | Refused:
    """A task made from words that a person selected in the text."""
    quote = selected(span, text)
    if isinstance(quote, Refused):
        return quote
    return {
        "path": path,
        "span": list(span),
        "quote": quote,
        "kind": "task",
        "title": quote.strip().split("\n", 1)[0].split("。", 1)[0][:120],
        "problem": None,
        "goal": None,
        "response": None,
        "explanation": None,
        "remedies": [],
        "responsible_units": [],
        "units_are_open": False,
        "deadline": {"kind": "none", "on": None, "raw": None},
        "claimed_status": "open",
    }


def _kind_fault(change: ObligationChange) -> Refused | None:
    if change.kind in OBLIGATION_KINDS:
        return None
    return Refused("documents.refused.unknown_kind", "documents.hint.choose", kind=change.kind)


def _title_fault(change: ObligationChange) -> Refused | None:
    if 0 < len(change.title.strip()) <= 300:
        return None
    return Refused("documents.refused.title_length", "documents.hint.title", limit=300)


def _unit_fault(change: ObligationChange) -> Refused | None:
    for unit in change.units:
        if unit.role not in UNIT_ROLES:
            return Refused(
                "documents.refused.unit_role", "documents.hint.unit_role", role=unit.role
            )
        if not unit.name.strip() or len(unit.name) > 120:
            return Refused("documents.refused.unit_name", "documents.hint.unit", name=unit.name)
    return None


def _unit(unit: NamedUnit, content: Mapping[str, object]) -> Content:
    known = content.get("responsible_units")
    for old in known if isinstance(known, list) else []:
        if isinstance(old, dict) and old.get("name") == unit.name.strip():
            return {**old, "role": unit.role}
    return {"name": unit.name.strip(), "role": unit.role, "span": None, "stated": False}
