"""台账写入 — a task taken up inside a transaction, changed, reported on; its group follows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet

from mengyang.core.access import Scope
from mengyang.core.findings import Refused
from mengyang.core.ledger import ENDED, Task, TaskState, group_state
from mengyang.store.models import Evidence, ProgressReport, TaskUnit
from mengyang.store.models import Task as TaskTable
from mengyang.store.reads.ledger.facts import task_facts
from mengyang.store.reads.scope import within
from mengyang.store.writes.ledger.drafts import Charge
from mengyang.store.writes.ledger.plans import task_units
from mengyang.store.writes.ledger.replies import lapse_replies
from mengyang.store.writes.ledger.requests import lapse_requests
from mengyang.store.writes.work import Work

# The columns in which a core task may differ from its row after an event.
_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "state": "state",
        "state_since": "state_since",
        "lead_unit_id": "lead_unit_id",
        "due_on": "due_on",
        "progress_percent": "progress_percent",
        "claimed_by": "claimed_by_id",
        "claimed_for": "claimed_for_id",
        "claimed_unit_id": "claimed_unit_id",
        "verified_by": "verified_by_id",
        "return_reason": "return_reason",
        "withdrawn_from": "withdrawn_from",
        "decision": "decision",
        "decision_reason": "decision_reason",
        "decision_basis": "decision_basis",
        "decided_for": "decided_for_id",
        "carried_to": "carried_to_id",
        "decided_by": "decided_by_id",
        "decided_on": "decided_on",
    }
)


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """进展 to be written; `percent` unknown is not 0."""

    unit_id: int
    author_id: int
    text: str
    percent: int | None = None


@dataclass(frozen=True, slots=True)
class EvidenceDraft:
    """佐证材料 to be written; the bytes lie in the file store already."""

    unit_id: int
    attached_by: int
    file_name: str
    media_type: str
    size: int
    sha256: str
    note: str = ""


def take_task(work: Work, scope: Scope, task_id: int) -> Task:
    """The task as the rules see it, its row locked until the transaction ends.

    Raises `Refused` where it is not within reach.
    """
    found = _take(work, scope, TaskTable.objects.filter(pk=task_id))
    if not found:
        raise Refused("ledger.refused.not_found", "ledger.hint.list")
    return found[0]


def refuse_stale(task_id: int, expected_version: int) -> None:
    """Raise `Refused` where the taken task is no longer the one that was seen."""
    if not TaskTable.objects.filter(pk=task_id, version=expected_version).exists():
        raise Refused("store.refused.stale", "store.hint.reload", kind=TaskTable.kind)


def take_plan_tasks(work: Work, scope: Scope, plan_id: int, state: TaskState) -> list[Task]:
    """The tasks of a plan in `state` within reach, parents of groups apart, locked."""
    rows = TaskTable.objects.filter(plan_id=plan_id, state=state.value, children=None)
    return _take(work, scope, rows)


def change_task(
    work: Work, before: Task, after: Task, *, action: str, expected_version: int
) -> int:
    """Write what an event changed; the version the task has now."""
    row = TaskTable.objects.get(pk=before.id)
    work.change(
        row, changed_columns(before, after), action=action, expected_version=expected_version
    )
    if after.state in ENDED:
        lapse_requests(work, before.id)
    if after.state in ENDED or after.lead_unit_id != before.lead_unit_id:
        lapse_replies(work, before.id)
    return row.version


def change_tasks(work: Work, pairs: Iterable[tuple[Task, Task]], *, action: str) -> int:
    """Write what one event changed in many tasks, as one bulk event; how many."""
    kept = list(pairs)
    rows = TaskTable.objects.in_bulk([before.id for before, _ in kept])
    changed = [(rows[before.id], changed_columns(before, after)) for before, after in kept]
    work.change_many(changed, action=action)
    return len(kept)


def follow_children(work: Work, task_ids: Iterable[int] | QuerySet[Any, Any]) -> None:
    """Bring the parents of tasks into the state that follows from all their children."""
    ids: Any = task_ids if isinstance(task_ids, QuerySet) else list(task_ids)
    parents = TaskTable.objects.filter(children__in=ids).values("pk")
    # Locked before the children are read: of two who change the last two children, one waits.
    locked = TaskTable.objects.select_for_update(of=("self",)).filter(pk__in=parents)
    for parent in locked.order_by("pk"):
        states = TaskTable.objects.filter(parent=parent).values_list("state", flat=True)
        state = group_state(TaskState(each) for each in states)
        if state != parent.state:
            changes = {"state": state.value, "state_since": work.at.date()}
            work.change(parent, changes, action="task.follow", expected_version=parent.version)


def charge_task(work: Work, task_id: int, charge: Charge, *, action: str) -> int:
    """Replace the units of a task by those of `charge`, and its area; the version it has now."""
    for left in TaskUnit.objects.filter(task_id=task_id):
        work.delete(left, action=action, expected_version=left.version)
    for unit in task_units(task_id, charge):
        work.create(unit, action=action)
    row = TaskTable.objects.get(pk=task_id)
    if row.area_id != charge.area_id:
        changes = {"area_id": charge.area_id}
        work.change(row, changes, action=action, expected_version=row.version)
    return row.version


def add_report(work: Work, task_id: int, draft: ReportDraft) -> int:
    """Write a progress report; its id."""
    return work.create(report_of(task_id, draft, work.at), action="task.report").pk


def report_of(task_id: int, draft: ReportDraft, at: datetime) -> ProgressReport:
    """A progress report, not saved yet."""
    values = {field.name: getattr(draft, field.name) for field in fields(draft)}
    return ProgressReport(task_id=task_id, reported_at=at, **values)


def add_evidence(work: Work, task_id: int, draft: EvidenceDraft) -> int:
    """Write a piece of evidence; its id. The same file is attached to a task only once."""
    if Evidence.objects.filter(task_id=task_id, sha256=draft.sha256).exists():
        raise Refused("ledger.refused.evidence_twice", "ledger.hint.other_file")
    values = {field.name: getattr(draft, field.name) for field in fields(draft)}
    values["attached_by_id"] = values.pop("attached_by")
    row = Evidence(task_id=task_id, attached_at=work.at, **values)
    return work.create(row, action="evidence.attach").pk


def changed_columns(before: Task, after: Task) -> dict[str, object]:
    """The columns of a task that differ after an event, with what they are to hold."""
    return {
        column: _stored(column, getattr(after, name))
        for name, column in _COLUMNS.items()
        if getattr(after, name) != getattr(before, name)
    }


def _stored(column: str, value: object) -> object:
    """A state that is none is an empty text in its column."""
    return "" if column == "withdrawn_from" and value is None else value


def _take(work: Work, scope: Scope, rows: QuerySet[TaskTable]) -> list[Task]:
    day = work.at.date()
    reached = rows.filter(within(scope, day)).values("pk")
    locked = TaskTable.objects.select_for_update(of=("self",)).filter(pk__in=reached)
    ids = list(locked.order_by("pk").values_list("pk", flat=True))
    # Counted in a statement of its own, which sees what was committed while the lock was awaited.
    return task_facts(scope, day, ids)
