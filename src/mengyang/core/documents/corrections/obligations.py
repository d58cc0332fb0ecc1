"""事项更正 — who, what and by when, as a person sets it or selects it in the text."""

from collections.abc import Mapping
from dataclasses import dataclass

from mengyang.core.documents.corrections.answers import WrittenAnswer, corrected_answer
from mengyang.core.documents.corrections.deadlines import corrected_deadline
from mengyang.core.documents.corrections.quantities import too_long
from mengyang.core.documents.corrections.selections import first_words, selected
from mengyang.core.documents.records import Span
from mengyang.core.findings import Refused

type Content = dict[str, object]

OBLIGATION_KINDS = ("problem", "task", "recommendation", "opinion")
NO_CHANGE = WrittenAnswer()
UNIT_ROLES = ("responsible", "lead", "joint")


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit as a person writes it: its name and its part."""

    name: str
    role: str = "responsible"


@dataclass(frozen=True, slots=True)
class ObligationChange:
    """更正内容 — the parts of an obligation that a person may set; all of them are set together.

    `answer` is how the problem is answered and what the text says of its state, `leaders` the
    leaders who answer; `None` leaves them as they are.
    """

    kind: str
    title: str
    units: tuple[NamedUnit, ...]
    deadline_kind: str
    deadline_on: tuple[str, ...]
    deadline_raw: str = ""
    answer: WrittenAnswer = NO_CHANGE
    leaders: tuple[str, ...] | None = None


def corrected_obligation(
    content: Mapping[str, object], change: ObligationChange
) -> Content | Refused:
    """The obligation with the change made, or why it cannot be."""
    faults = (_kind_fault(change), _title_fault(change), _unit_fault(change), _leader_fault(change))
    for fault in faults:
        if fault is not None:
            return fault
    deadline = corrected_deadline(change.deadline_kind, change.deadline_on, change.deadline_raw)
    if isinstance(deadline, Refused):
        return deadline
    answer = corrected_answer(content, change.answer)
    if isinstance(answer, Refused):
        return answer
    title = change.title.strip()
    return {
        **content,
        "kind": change.kind,
        "title": title,
        # The words of the document stand in the quote; this is the problem as now understood.
        "problem": title if change.kind == "problem" else None,
        "responsible_units": [_unit(unit, content) for unit in change.units],
        "deadline": deadline,
        **answer,
        **_led(content, change),
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
        "title": first_words(quote),
        "problem": None,
        "goal": None,
        "response": None,
        "explanation": None,
        "remedies": [],
        "responsible_units": [],
        "units_are_open": False,
        "responsible_leaders": [],
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


def _leader_fault(change: ObligationChange) -> Refused | None:
    return too_long(*((name, 120) for name in change.leaders or ()))


def _led(content: Mapping[str, object], change: ObligationChange) -> Content:
    """The leaders who answer; a name that the text prints keeps its place there."""
    if change.leaders is None:
        return {}
    known = content.get("responsible_leaders")
    before = [each for each in known if isinstance(each, dict)] if isinstance(known, list) else []
    printed = {str(old.get("name")): old for old in before}
    names = dict.fromkeys(name.strip() for name in change.leaders if name.strip())
    return {"responsible_leaders": [printed.get(name) or _leader(name) for name in names]}


def _leader(name: str) -> Content:
    return {"name": name, "span": None}


def _unit(unit: NamedUnit, content: Mapping[str, object]) -> Content:
    known = content.get("responsible_units")
    for old in known if isinstance(known, list) else []:
        if isinstance(old, dict) and old.get("name") == unit.name.strip():
            return {**old, "role": unit.role}
    return {"name": unit.name.strip(), "role": unit.role, "span": None, "stated": False}
