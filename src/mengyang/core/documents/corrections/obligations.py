"""事项更正 — who, what and by when, as a person sets it or selects it in the text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mengyang.core.documents.corrections.deadlines import corrected_deadline
from mengyang.core.documents.corrections.quantities import too_long
from mengyang.core.documents.corrections.selections import selected
from mengyang.core.documents.records import Span
from mengyang.core.findings import Refused

type Content = dict[str, object]

OBLIGATION_KINDS = ("problem", "task", "recommendation", "opinion")
_MOST_REMEDIES = 60
UNIT_ROLES = ("responsible", "lead", "joint")


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit as a person writes it: its name and its part."""

    name: str
    role: str = "responsible"


@dataclass(frozen=True, slots=True)
class ObligationChange:
    """更正内容 — the parts of an obligation that a person may set; all of them are set together.

    `remedies` are the measures one by one, `leaders` the leaders who answer; `None` leaves them as
    they are.
    """

    kind: str
    title: str
    units: tuple[NamedUnit, ...]
    deadline_kind: str
    deadline_on: tuple[str, ...]
    deadline_raw: str = ""
    remedies: tuple[str, ...] | None = None
    leaders: tuple[str, ...] | None = None


def corrected_obligation(
    content: Mapping[str, object], change: ObligationChange
) -> Content | Refused:
    """The obligation with the change made, or why it cannot be."""
    faults = (_kind_fault(change), _title_fault(change), _unit_fault(change), _remedy_fault(change))
    for fault in faults:
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
        **_answered(content, change),
        **_led(content, change),
    }


def as_line(text: str) -> str:
    """A remedy as one line of a form; printed words may run over several."""
    return "".join(part.strip() for part in text.splitlines())


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


def _remedy_fault(change: ObligationChange) -> Refused | None:
    remedies = change.remedies or ()
    if fault := too_long(*((name, 120) for name in change.leaders or ())):
        return fault
    if len(remedies) > _MOST_REMEDIES:
        return Refused("documents.refused.too_many_remedies", "documents.hint.remedies")
    return too_long(*((text, 2000) for text in remedies))


def _answered(content: Mapping[str, object], change: ObligationChange) -> Content:
    """The remedies, and that they are the answer where there was none; or that there is none."""
    if change.remedies is None:
        return {}
    known = content.get("remedies")
    before = [each for each in known if isinstance(each, dict)] if isinstance(known, list) else []
    lines = [line for text in change.remedies if (line := as_line(text))]
    response = content.get("response")
    if lines and response is None:
        response = "remedies"
    elif not lines and response == "remedies":
        response = None
    return {"remedies": _remedies(content, before, lines), "response": response}


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


def _remedies(
    content: Mapping[str, object], before: Sequence[Content], lines: Sequence[str]
) -> list[Content]:
    """What stays keeps its place in the text; as many as before, each keeps its own."""
    if len(lines) == len(before):
        return [
            old if as_line(str(old.get("text"))) == line else {**old, "text": line}
            for old, line in zip(before, lines, strict=True)
        ]
    kept = {as_line(str(old.get("text"))): old for old in before}
    return [kept.get(line) or _remedy(content, line) for line in lines]


def _remedy(content: Mapping[str, object], text: str) -> Content:
    """A remedy that nobody printed: it stands under the clause of the duty, without words there."""
    deadline = {"kind": "none", "on": None, "raw": None}
    place = {"path": content.get("path"), "span": None, "quote": None}
    return {**place, "text": text, "deadline": deadline}


def _unit(unit: NamedUnit, content: Mapping[str, object]) -> Content:
    known = content.get("responsible_units")
    for old in known if isinstance(known, list) else []:
        if isinstance(old, dict) and old.get("name") == unit.name.strip():
            return {**old, "role": unit.role}
    return {"name": unit.name.strip(), "role": unit.role, "span": None, "stated": False}
