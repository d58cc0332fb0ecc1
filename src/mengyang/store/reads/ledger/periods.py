"""期间情况读取 — what happened to the tasks of a plan from one day to another, both inclusive."""

from dataclasses import dataclass
from datetime import datetime

from mengyang.core.access import Scope
from mengyang.core.ledger import EventKind, RequestKind, TaskState
from mengyang.store.models import Recheck, Ruling, Task, TaskRequest
from mengyang.store.reads.ledger.filters import leaf
from mengyang.store.reads.ledger.rows import Lit
from mengyang.store.reads.names import unit_names
from mengyang.store.reads.scope import within

_CLOSED = (TaskState.CLOSED.value, TaskState.ARCHIVED.value)


@dataclass(frozen=True, slots=True)
class Happened:
    """One extension, dispute or recheck: of which task, of which unit, in which words.

    `day_before` and `day_after` are those of an extension (ISO), `holds` what a recheck found.
    """

    number: str
    title: str
    unit: str
    words: str
    day_before: str = ""
    day_after: str = ""
    holds: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """期间情况; `closed` counts the tasks struck off within it, and not opened again since."""

    closed: int
    extensions: tuple[Happened, ...]
    disputes: tuple[Happened, ...]
    rechecks: tuple[Happened, ...]


def period(scope: Scope, lit: Lit, plan_id: int, begin: datetime, end: datetime) -> Period:
    """What happened from `begin` until before `end` to the tasks of a plan within reach."""
    tasks = Task.objects.filter(within(scope, lit.day), plan_id=plan_id)
    ids = tasks.values("pk")
    closed = tasks.filter(
        leaf(),
        state__in=_CLOSED,
        state_since__gte=begin.date(),
        state_since__lt=end.date(),
    ).count()
    rulings = Ruling.objects.filter(
        task__in=ids, step=EventKind.EXTEND.value, decided_at__gte=begin, decided_at__lt=end
    )
    disputes = TaskRequest.objects.filter(
        task__in=ids,
        request_kind=RequestKind.DISPUTE.value,
        asked_at__gte=begin,
        asked_at__lt=end,
    )
    rechecks = Recheck.objects.filter(task__in=ids, checked_at__gte=begin, checked_at__lt=end)
    names = unit_names(
        (pk for pk in tasks.values_list("lead_unit_id", flat=True) if pk is not None), lit.day
    )

    def happened(task: Task, words: str) -> Happened:
        unit = names[task.lead_unit_id].zh if task.lead_unit_id else ""
        return Happened(task.number, task.title, unit, words)

    return Period(
        closed,
        tuple(
            _extended(row, happened(row.task, row.words)) for row in rulings.select_related("task")
        ),
        tuple(happened(row.task, row.reason) for row in disputes.select_related("task")),
        tuple(
            _rechecked(row, happened(row.task, row.words))
            for row in rechecks.select_related("task")
        ),
    )


def _extended(row: Ruling, told: Happened) -> Happened:
    before = row.day_before.isoformat() if row.day_before else ""
    after = row.day_after.isoformat() if row.day_after else ""
    return Happened(told.number, told.title, told.unit, told.words, before, after)


def _rechecked(row: Recheck, told: Happened) -> Happened:
    return Happened(told.number, told.title, told.unit, told.words, holds=row.holds)
