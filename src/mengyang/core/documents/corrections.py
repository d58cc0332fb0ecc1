"""更正 — what a person may change in a reading entry, checked before it is kept.

Content enters and leaves in the shape of the reading JSON.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mengyang.core.facts import DeadlineKind
from mengyang.core.findings import Refused

type Content = dict[str, object]

DATED_KINDS = frozenset(
    {DeadlineKind.BY_DATE, DeadlineKind.BY_DATE_ONGOING, DeadlineKind.DONE, DeadlineKind.SEVERAL}
)
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
    deadline = _deadline(change)
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


def new_obligation(path: str, span: tuple[int, int], text: str) -> Content | Refused:
    """A task made from words that a person selected in the text."""
    start, end = span
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        return Refused("documents.refused.empty_selection", "documents.hint.select_words")
    quote = text[start:end]
    return {
        "path": path,
        "span": [start, end],
        "quote": quote,
        "kind": "task",
        "title": quote.strip().split("\n", 1)[0].split("。", 1)[0][:120],
        "problem": None,
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
        if not unit.name.strip() or len(unit.name) > 120 or unit.role not in UNIT_ROLES:
            return Refused("documents.refused.unit_name", "documents.hint.unit", name=unit.name)
    return None


def _unit(unit: NamedUnit, content: Mapping[str, object]) -> Content:
    known = content.get("responsible_units")
    for old in known if isinstance(known, list) else []:
        if isinstance(old, dict) and old.get("name") == unit.name.strip():
            return {**old, "role": unit.role}
    return {"name": unit.name.strip(), "role": unit.role, "span": None, "stated": False}


def _deadline(change: ObligationChange) -> Content | Refused:
    if change.deadline_kind not in set(DeadlineKind):
        return Refused(
            "documents.refused.unknown_deadline", "documents.hint.choose", kind=change.deadline_kind
        )
    days: list[str] = []
    for written in change.deadline_on:
        try:
            days.append(date.fromisoformat(written.strip()).isoformat())
        except ValueError:
            return Refused("documents.refused.bad_day", "documents.hint.iso_day", day=written)
    if change.deadline_kind in DATED_KINDS and not days:
        return Refused("documents.refused.day_missing", "documents.hint.iso_day")
    if change.deadline_kind not in DATED_KINDS:
        days = []
    on: object = None if not days else days[0] if len(days) == 1 else days
    return {"kind": change.deadline_kind, "on": on, "raw": change.deadline_raw.strip() or None}
