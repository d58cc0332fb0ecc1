"""请示清单 — requests about the tasks within reach, and the tasks that nobody has signed for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from mengyang.core.access import Scope
from mengyang.core.ledger import RequestKind, RequestState, TaskState
from mengyang.store.models import Task, TaskRequest
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger.filters import leaf
from mengyang.store.reads.ledger.rows import Lit, TaskRow, task_rows
from mengyang.store.reads.names import Named, unit_names
from mengyang.store.reads.paging import Page, page
from mengyang.store.reads.scope import within

REQUEST_SORTS = ("-asked_at", "asked_at", "proposed_on", "-proposed_on")
UNSIGNED_SORTS = ("state_since", "-state_since", "due_on", "-due_on")


@dataclass(frozen=True, slots=True)
class RequestListRow:
    """请示 as a list shows it, with its task."""

    id: int
    task_id: int
    number: str
    title: str
    plan_title: str
    unit: Named
    request_kind: RequestKind
    state: RequestState
    asked_at: datetime
    reason: str
    proposed_on: date | None
    signatory: str


def requests(scope: Scope, day: date, asked: Asked) -> Page[RequestListRow]:
    """Requests about tasks within reach, the latest first; `scope` is that of seeing tasks.

    Filters: `state`, `kind`; words look in the reason and in the title of the task.
    """
    rows = TaskRequest.objects.filter(within(scope, day, "task__")).select_related("task__plan")
    if state := asked.filter("state"):
        rows = rows.filter(state=state)
    if kind := asked.filter("kind"):
        rows = rows.filter(request_kind=kind)
    if words := asked.words.strip():
        rows = rows.filter(Q(reason__icontains=words) | Q(task__title__icontains=words))
    found = page(rows, asked.order(REQUEST_SORTS), asked.after, asked.size)
    return found.of(_listed(found.rows, day))


def unsigned(scope: Scope, lit: Lit, asked: Asked) -> Page[TaskRow]:
    """待签收 — tasks assigned and not signed for, the longest waiting first."""
    rows = Task.objects.filter(within(scope, lit.day), leaf(), state=TaskState.ASSIGNED.value)
    if words := asked.words.strip():
        rows = rows.filter(title__icontains=words)
    ordered = asked.order(UNSIGNED_SORTS)
    found = page(rows.select_related("plan"), ordered, asked.after, asked.size)
    return found.of(task_rows(found.rows, lit))


def _listed(rows: Sequence[TaskRequest], day: date) -> list[RequestListRow]:
    names = unit_names((row.unit_id for row in rows), day)
    return [
        RequestListRow(
            id=row.pk,
            task_id=row.task_id,
            number=row.task.number,
            title=row.task.title,
            plan_title=row.task.plan.title,
            unit=names[row.unit_id],
            request_kind=RequestKind(row.request_kind),
            state=RequestState(row.state),
            asked_at=row.asked_at,
            reason=row.reason,
            proposed_on=row.proposed_on,
            signatory=row.signatory,
        )
        for row in rows
    ]
