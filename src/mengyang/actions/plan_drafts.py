"""方案草稿 — reading entries, in the shape of the reading JSON, as drafts of tasks and targets."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from mengyang.actions.charges import Charged
from mengyang.core.documents.adoption import NamedDuty
from mengyang.core.facts import DeadlineKind
from mengyang.core.ledger import Deadline
from mengyang.store.writes.indicators import TargetDraft
from mengyang.store.writes.ledger import RemedyDraft, ReportingDraft, TaskDraft

type Content = Mapping[str, object]


def task_draft(duty: NamedDuty, charge: Charged) -> TaskDraft:
    """A task with its children from a duty and who answers for it."""
    content = duty.content
    start, end = _span(content)
    return TaskDraft(
        clause_path=_text(content, "path"),
        start=start,
        end=end,
        task_kind=duty.kind,
        title=title_of(duty),
        charge=charge.own,
        children=charge.children,
        names_without_unit=charge.names_without_unit,
        responsible_leaders=leaders_of(content),
        problem=_text(content, "problem"),
        response=_text(content, "response"),
        explanation=_text(content, "explanation"),
        deadline=deadline_of(content.get("deadline")),
        remedies=tuple(
            RemedyDraft(_text(remedy, "path"), _text(remedy, "text"))
            for remedy in _list(content, "remedies")
        ),
        reporting=_reporting(content) if duty.kind == "reporting" else None,
    )


def target_draft(content: Content) -> TargetDraft:
    """A target of the plan; a range keeps both of its ends."""
    start, end = _span(content)
    values = [Decimal(str(value)) for value in _values(content.get("value"))]
    return TargetDraft(
        clause_path=_text(content, "path"),
        start=start,
        end=end,
        quote=_text(content, "quote"),
        indicator=_text(content, "indicator"),
        comparator=_text(content, "comparator"),
        value=values[0],
        value_to=values[1] if len(values) > 1 else None,
        unit=_text(content, "unit"),
        by=_text(content, "by"),
        verb=_text(content, "verb") or "reach",
        scope=_text(content, "scope"),
    )


def title_of(duty: NamedDuty) -> str:
    """How the task of a duty will be called; a reporting duty by what is reported."""
    if duty.kind == "reporting":
        return "、".join(str(what) for what in _values(duty.content.get("what")))
    return _text(duty.content, "title")


def leaders_of(content: Content) -> tuple[str, ...]:
    """责任领导 of an entry as printed, each once."""
    names = (_text(leader, "name") for leader in _list(content, "responsible_leaders"))
    return tuple(dict.fromkeys(name for name in names if name))


def deadline_of(content: object) -> Deadline:
    """The deadline of an entry; one day or several, printed words joined by a semicolon."""
    if not isinstance(content, Mapping):
        return Deadline()
    return Deadline(
        DeadlineKind(str(content.get("kind") or "none")),
        tuple(date.fromisoformat(str(day)[:10]) for day in _values(content.get("on"))),
        ";".join(str(raw) for raw in _values(content.get("raw"))),
    )


def _reporting(content: Content) -> ReportingDraft:
    return ReportingDraft(
        who=tuple(str(who) for who in _values(content.get("who"))),
        what=tuple(str(what) for what in _values(content.get("what"))),
        report_to=_text(content, "to"),
        signatory=_text(content, "signatory"),
        publicity=_text(content, "publicity"),
    )


def _text(content: Content, key: str) -> str:
    value = content.get(key)
    return "" if value is None else str(value)


def _span(content: Content) -> tuple[int, int]:
    start, end = _values(content.get("span"))
    return int(str(start)), int(str(end))


def _values(value: object) -> list[object]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _list(content: Content, key: str) -> list[Content]:
    return [each for each in _values(content.get(key)) if isinstance(each, Mapping)]
