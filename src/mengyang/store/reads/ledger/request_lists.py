"""请示清单 — requests about the tasks within reach, and the tasks that nobody has signed for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from mengyang.core.access import Scope
from mengyang.core.ledger import RequestKind, RequestState, TaskState
from mengyang.store.models import Task, TaskRequest
from mengyang.store.reads.asked import Asked, both_ways, is_id
from mengyang.store.reads.ledger.filters import asked_for, leaf
from mengyang.store.reads.ledger.rows import Lit, TaskRow, task_rows
from mengyang.store.reads.names import Named, unit_names
from mengyang.store.reads.paging import Page, page
from mengyang.store.reads.scope import within

REQUEST_SORTS = (
    "-asked_at",
    *both_ways("asked_at", "position", "plan_id", "unit_id", "proposed_on", "signatory"),
)
UNSIGNED_SORTS = both_ways(
    *("state_since", "sign_by", "days_late", "due_on", "position", "plan_id", "lead_unit_id")
)
_REQUEST_ORDERS = {
    "position": ("-task__plan_id", "task__position"),
    "-position": ("task__plan_id", "-task__position"),
    "plan_id": ("task__plan_id", "task__position"),
    "-plan_id": ("-task__plan_id", "task__position"),
}
# The last day to sign follows from the day of the assignment, and so does how late it is.
_UNSIGNED_ORDERS = {
    "position": ("-plan_id", "position"),
    "-position": ("plan_id", "-position"),
    "plan_id": ("plan_id", "position"),
    "-plan_id": ("-plan_id", "position"),
    "sign_by": ("state_since",),
    "-sign_by": ("-state_since",),
    "days_late": ("-state_since",),
    "-days_late": ("state_since",),
}


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

    Filters: `state`, `kind`, `unit` (an id); words look in the reason and the title of the task.
    """
    rows = TaskRequest.objects.filter(within(scope, day, "task__")).select_related("task__plan")
    if state := asked.filter("state"):
        rows = rows.filter(state=state)
    if kind := asked.filter("kind"):
        rows = rows.filter(request_kind=kind)
    if unit := asked.filter("unit"):
        rows = rows.filter(unit_id=int(unit)) if is_id(unit) else rows.none()
    if words := asked.words.strip():
        rows = rows.filter(Q(reason__icontains=words) | Q(task__title__icontains=words))
    (order,) = asked.order(REQUEST_SORTS)
    found = page(rows, _REQUEST_ORDERS.get(order, (order,)), asked.after, asked.size)
    return found.of(_listed(found.rows, day))


def unsigned(scope: Scope, lit: Lit, asked: Asked) -> Page[TaskRow]:
    """待签收 — tasks nobody has signed for, the longest waiting first; filters as in `tasks`."""
    rows = Task.objects.filter(within(scope, lit.day), leaf(), asked_for(asked, lit))
    rows = rows.filter(state=TaskState.ASSIGNED.value).select_related("plan")
    (order,) = asked.order(UNSIGNED_SORTS)
    found = page(rows, _UNSIGNED_ORDERS.get(order, (order,)), asked.after, asked.size)
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
