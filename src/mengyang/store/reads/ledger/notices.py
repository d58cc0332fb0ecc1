"""督办通知读取 — what units were told of their tasks, and what waits for a decision."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from mengyang.core.access import Scope
from mengyang.core.findings import Refused
from mengyang.core.ledger.tidings import Tiding
from mengyang.store.models import Notice, Task
from mengyang.store.reads.asked import Asked, both_ways
from mengyang.store.reads.names import Named, unit_names
from mengyang.store.reads.paging import Page, page
from mengyang.store.reads.scope import within

NOTICE_SORTS = (
    "-made_at",
    *both_ways("made_at", "unit_id", "task__position", "due_on", "signatory", "read_at"),
)
# The number of a task is one within its plan.
_ORDERS = {
    "task__position": ("-task__plan_id", "task__position"),
    "-task__position": ("task__plan_id", "-task__position"),
}
# Before anybody has signed it, and where nobody will, it is known to those who decide alone.
_ISSUED = ("sent", "decided")
_TIDINGS = [tiding.value for tiding in Tiding]


@dataclass(frozen=True, slots=True)
class NoticeReach:
    """What a reader may see: the tasks, those of which the reader decides on notices, and what
    the reader's own units were told, also of a task that is no longer theirs.
    """

    tasks: Scope
    deciding: Scope
    unit_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """督办通知 as shown; names of people are empty where nobody did it."""

    id: int
    version: int
    step: str
    state: str
    number: int
    task_id: int
    task_number: str
    task_title: str
    plan_title: str
    unit: Named
    due_on: date | None
    reason: str
    text: str
    scheme: str
    made_at: datetime
    words: str
    signatory: str
    decided_by: str
    decided_at: datetime | None
    read_by: str
    read_at: datetime | None


def notices(reach: NoticeReach, day: date, asked: Asked) -> Page[NoticeRow]:
    """The notices within reach, the latest first.

    Filters: `state`, `step`, `unit`, `task` (ids), `from`, `until` (days of making, included);
    words look in the number and the title of the task.
    """
    rows = _seen(reach, day).filter(_asked(asked))
    (order,) = asked.order(NOTICE_SORTS)
    found = page(rows, _ORDERS.get(order, (order,)), asked.after, asked.size)
    return found.of(_rows(found.rows, day))


def notice(reach: NoticeReach, day: date, notice_id: int) -> NoticeRow:
    """One notice. Raises `Refused` where it is not within reach."""
    rows = _rows(_seen(reach, day).filter(pk=notice_id), day)
    if not rows:
        raise Refused("notices.refused.not_found", "notices.hint.list")
    return rows[0]


def unread_notices(unit_ids: Iterable[int], day: date, size: int) -> Page[NoticeRow]:
    """What units were told and nobody of them has marked as read, the latest first."""
    rows = Notice.objects.filter(unit_id__in=list(unit_ids), state__in=_ISSUED, read_at=None)
    wanted = rows.select_related("task__plan", "decided_by", "read_by")
    found = page(wanted, ("-made_at",), None, size)
    return found.of(_rows(found.rows, day))


def unread_count(unit_ids: Iterable[int], most: int) -> int:
    """How many notices to units nobody of them has marked as read, `most` at most."""
    rows = Notice.objects.filter(unit_id__in=list(unit_ids), state__in=_ISSUED, read_at=None)
    return rows.order_by()[:most].count()


def tidings_to(unit_ids: Iterable[int], day: date, since: datetime, size: int) -> Page[NoticeRow]:
    """What units were told since then of answers, returns and changes, the latest first."""
    rows = Notice.objects.filter(unit_id__in=list(unit_ids), step__in=_TIDINGS, made_at__gte=since)
    wanted = rows.select_related("task__plan", "decided_by", "read_by")
    found = page(wanted, ("-made_at",), None, size)
    return found.of(_rows(found.rows, day))


def waiting_notices(deciding: Scope, day: date) -> int:
    """How many circulars and calls to account wait for a decision."""
    return Notice.objects.filter(within(deciding, day, "task__"), state="proposed").count()


def issued_notices(task_id: int, day: date) -> tuple[NoticeRow, ...]:
    """The circulars and calls to account about a task that were signed, the latest first.

    Asked inside actions, of a task that lies within reach.
    """
    rows = Notice.objects.filter(task_id=task_id, state="decided")
    wanted = rows.select_related("task__plan", "decided_by", "read_by")
    return _rows(wanted.order_by("-decided_at", "-id"), day)


def matters_told(task_ids: Iterable[int]) -> dict[int, tuple[str, str, str]]:
    """Number, title and plan of tasks, for the words of a notice: asked inside actions."""
    rows = Task.objects.filter(pk__in=list(task_ids))
    return {
        pk: (number, title, plan)
        for pk, number, title, plan in rows.values_list("pk", "number", "title", "plan__title")
    }


def notice_task(notice_id: int) -> tuple[int, int, date | None, str] | None:
    """Task, unit, day in force and state of a notice: asked inside actions."""
    rows = Notice.objects.filter(pk=notice_id)
    return rows.values_list("task_id", "unit_id", "due_on", "state").first()


def _seen(reach: NoticeReach, day: date) -> QuerySet[Notice]:
    seen = Task.objects.filter(within(reach.tasks, day)).values("pk")
    decided = Task.objects.filter(within(reach.deciding, day)).values("pk")
    issued = Q(state__in=_ISSUED)
    own = issued & Q(unit_id__in=reach.unit_ids)
    rows = Notice.objects.filter(own | Q(task__in=seen) & (issued | Q(task__in=decided)))
    return rows.select_related("task__plan", "decided_by", "read_by")


def _asked(asked: Asked) -> Q:
    found = Q()
    if words := asked.words.strip():
        found &= Q(task__title__icontains=words) | Q(task__number__startswith=words)
    for name in ("state", "step"):
        if value := asked.filter(name):
            found &= Q(**{name: value})
    for name in ("unit", "task"):
        if value := asked.filter(name):
            is_id = value.isascii() and value.isdigit() and len(value) <= 18
            found &= Q(**{f"{name}_id": int(value)}) if is_id else Q(pk__in=())
    for name, column in (("from", "made_on__gte"), ("until", "made_on__lte")):
        if value := asked.filter(name):
            found &= Q(**{column: _day(value)})
    return found


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise Refused("store.refused.no_day", "store.hint.day", value=value) from error


def _rows(rows: Iterable[Notice], day: date) -> tuple[NoticeRow, ...]:
    kept = list(rows)
    names = unit_names((row.unit_id for row in kept), day)
    return tuple(
        NoticeRow(
            id=row.pk,
            version=row.version,
            step=row.step,
            state=row.state,
            number=row.number,
            task_id=row.task_id,
            task_number=row.task.number,
            task_title=row.task.title,
            plan_title=row.task.plan.title,
            unit=names[row.unit_id],
            due_on=row.due_on,
            reason=row.reason,
            text=row.text,
            scheme=row.scheme,
            made_at=row.made_at,
            words=row.words,
            signatory=row.signatory,
            decided_by=row.decided_by.display_name if row.decided_by else "",
            decided_at=row.decided_at,
            read_by=row.read_by.display_name if row.read_by else "",
            read_at=row.read_at,
        )
        for row in kept
    )
