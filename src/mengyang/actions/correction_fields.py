"""更正字段 — the values of tasks and targets that another text changes, old and new."""

from dataclasses import dataclass

from mengyang import packs
from mengyang.core.documents.adoption import NamedDuty
from mengyang.store.reads.ledger import PrintedTask
from mengyang.store.writes.indicators import TargetDraft
from mengyang.store.writes.ledger import TaskDraft

# As pages print them everywhere else.
_SIGNS = {">=": "≥", "<=": "≤", "=": "", "range": "", "range≈": "≈"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value before and after; `field` is a term of `correction_fields`, `family` that of both
    values where they are codes."""

    field: str
    old: str
    new: str
    family: str = ""


def task_changes(task: PrintedTask, old: TaskDraft, new: TaskDraft) -> tuple[FieldChange, ...]:
    """What the texts say differently; the old value is the one that the task has now."""
    return (*_word_changes(task, old, new), *_time_changes(task, old, new))


def unit_changes(before: NamedDuty, after: NamedDuty) -> tuple[FieldChange, ...]:
    """The units that the texts name, where they name others or in another part."""
    if dict(before.roles) == dict(after.roles):
        return ()
    return (FieldChange("units", _named(before), _named(after)),)


def target_changes(old: TargetDraft, new: TargetDraft) -> tuple[FieldChange, ...]:
    """What the texts want reached or kept, where they want something else."""
    found = []
    if _quantity(old) != _quantity(new):
        found.append(FieldChange("value", _quantity(old), _quantity(new)))
    for name in ("indicator", "by", "scope"):
        if getattr(old, name) != getattr(new, name):
            found.append(FieldChange(name, getattr(old, name), getattr(new, name)))
    return tuple(found)


def _word_changes(task: PrintedTask, old: TaskDraft, new: TaskDraft) -> list[FieldChange]:
    found = [
        FieldChange(name, str(getattr(task, name)), getattr(new, name))
        for name in ("title", "problem", "explanation")
        if getattr(old, name) != getattr(new, name)
    ]
    if old.response != new.response:
        found.append(FieldChange("response", task.response, new.response, "responses"))
    if [each.text for each in old.remedies] != [each.text for each in new.remedies]:
        texts = "\n".join(text for _, text in task.remedies)
        found.append(FieldChange("remedies", texts, "\n".join(each.text for each in new.remedies)))
    if old.responsible_leaders != new.responsible_leaders:
        told_now = "、".join(task.responsible_leaders)
        found.append(FieldChange("leaders", told_now, "、".join(new.responsible_leaders)))
    if old.reporting != new.reporting and new.reporting and task.report:
        told = (new.reporting.report_to, new.reporting.signatory, new.reporting.publicity)
        known = "；".join(filter(None, ("、".join(task.report[1]), *task.report[2:])))
        report = "；".join(filter(None, ("、".join(new.reporting.what), *told)))
        found.append(FieldChange("report", known, report))
    return found


def _time_changes(task: PrintedTask, old: TaskDraft, new: TaskDraft) -> list[FieldChange]:
    if old.deadline == new.deadline:
        return []
    kind = new.deadline.kind.value
    found = [FieldChange("deadline_kind", task.deadline_kind, kind, "deadline_kinds")]
    days = "、".join(day.isoformat() for day in new.deadline.days)
    told = _told(task.deadline_raw, "、".join(task.deadline_days)), _told(new.deadline.raw, days)
    found.append(FieldChange("deadline", *told))
    return [each for each in found if each.old != each.new]


def _told(raw: str, days: str) -> str:
    return f"{raw}（{days}）" if raw and days else raw or days


def _named(duty: NamedDuty) -> str:
    roles = packs.terms()["unit_roles"]
    return "、".join(
        f"{name}（{roles[role].zh}）" if role in roles and role != "responsible" else name
        for name, role in duty.roles.items()
    )


def _quantity(draft: TargetDraft) -> str:
    values = [draft.value] if draft.value_to is None else [draft.value, draft.value_to]
    told = "—".join(f"{value.normalize():f}" for value in values)
    sign = _SIGNS.get(draft.comparator, draft.comparator)
    return f"{sign} {told}{draft.unit}".strip()
