"""公开底稿读取 — what a plan's editions tell of its tasks, set-wise, and the people named in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from mengyang.core.access import Scope
from mengyang.core.ledger import EventKind
from mengyang.store.models import (
    Evidence,
    Plan,
    ProgressReport,
    Recheck,
    Remedy,
    Ruling,
    Task,
    TaskReply,
    TaskRequest,
)
from mengyang.store.reads.ledger.rows import Lit, TaskRow, task_rows
from mengyang.store.reads.names import Named, person_names, unit_names
from mengyang.store.reads.scope import within


@dataclass(frozen=True, slots=True)
class ToldReport:
    """The latest progress of a task."""

    on: date
    unit: Named
    text: str
    percent: int | None


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a task is not done, as somebody wrote: `kind` is returned | request | ruling."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class ToldTask:
    """A task with all that an inside edition tells of it; problem and remedies of a part are told
    once, with the task it is part of."""

    row: TaskRow
    problem: str
    remedies: tuple[str, ...]
    leaders: tuple[str, ...]
    notes: tuple[str, ...]
    report: ToldReport | None
    causes: tuple[Cause, ...]
    hands: tuple[str, ...]


def told_tasks(scope: Scope, lit: Lit, plan_id: int) -> tuple[ToldTask, ...]:
    """The tasks of a plan within reach in the order of the plan, withdrawn ones left out."""
    rows = list(
        Task.objects.filter(within(scope, lit.day), plan_id=plan_id)
        .exclude(state="withdrawn")
        .select_related("plan")
        .order_by("position")
    )
    ids = [row.pk for row in rows]
    remedies, reports, causes = _remedies(ids), _reports(ids, lit.day), _causes(rows)
    people = person_names(pk for row in rows for pk in (row.claimed_by_id, row.verified_by_id))
    return tuple(
        ToldTask(
            row=told,
            problem="" if row.parent_id else row.problem,
            remedies=remedies.get(row.pk, ()),
            leaders=tuple(row.responsible_leaders),
            notes=tuple(filter(None, (row.decision_reason, row.decision_basis))),
            report=reports.get(row.pk),
            causes=causes.get(row.pk, ()),
            hands=tuple(
                people[pk] for pk in (row.claimed_by_id, row.verified_by_id) if pk is not None
            ),
        )
        for row, told in zip(rows, task_rows(rows, lit), strict=True)
    )


def people_named(plan_id: int) -> frozenset[str]:
    """The names of all who worked on the tasks of a plan, or signed, or are named in it."""
    tasks = Task.objects.filter(plan_id=plan_id)
    of_plan = {"task__plan_id": plan_id}
    worked = [
        tasks.values_list("claimed_by", "verified_by", "decided_by"),
        ProgressReport.objects.filter(**of_plan).values_list("author"),
        Evidence.objects.filter(**of_plan).values_list("attached_by"),
        TaskRequest.objects.filter(**of_plan).values_list("asked_by"),
        Ruling.objects.filter(**of_plan).values_list("decided_by"),
        Recheck.objects.filter(**of_plan).values_list("checked_by"),
        TaskReply.objects.filter(**of_plan).values_list("drafted_by", "reviewed_by", "issued_by"),
        Plan.objects.filter(pk=plan_id).values_list("adopted_by"),
    ]
    written = [
        TaskRequest.objects.filter(**of_plan).values_list("signatory", flat=True),
        Recheck.objects.filter(**of_plan).values_list("witness", flat=True),
        TaskReply.objects.filter(**of_plan).values_list("leader", flat=True),
    ]
    ids = {pk for rows in worked for row in rows.distinct() for pk in row if pk is not None}
    leaders = {
        name for names in tasks.values_list("responsible_leaders", flat=True) for name in names
    }
    names = {*person_names(ids).values(), *leaders, *(name for each in written for name in each)}
    return frozenset(name.strip() for name in names if len(name.strip()) > 1)


def _remedies(ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    rows = Remedy.objects.filter(task_id__in=list(ids)).order_by("task_id", "position")
    for task_id, text in rows.values_list("task_id", "text"):
        found[task_id] = (*found.get(task_id, ()), text)
    return found


def _reports(ids: Iterable[int], day: date) -> dict[int, ToldReport]:
    rows = list(ProgressReport.objects.filter(task_id__in=list(ids)).order_by("reported_at", "id"))
    names = unit_names((row.unit_id for row in rows), day)
    # The last report of a task overwrites those before.
    return {
        row.task_id: ToldReport(
            timezone.localdate(row.reported_at), names[row.unit_id], row.text, row.percent
        )
        for row in rows
    }


def _causes(rows: Iterable[Task]) -> dict[int, tuple[Cause, ...]]:
    kept = list(rows)
    ids = [row.pk for row in kept]
    found: dict[int, list[Cause]] = {
        row.pk: [Cause("returned", row.return_reason)] for row in kept if row.return_reason
    }
    asked = TaskRequest.objects.filter(task_id__in=ids).order_by("asked_at", "id")
    for task_id, words in asked.values_list("task_id", "reason"):
        found.setdefault(task_id, []).append(Cause("request", words))
    ruled = Ruling.objects.filter(task_id__in=ids).exclude(step=EventKind.MERGE.value)
    for task_id, words in ruled.order_by("decided_at", "id").values_list("task_id", "words"):
        found.setdefault(task_id, []).append(Cause("ruling", words))
    return {pk: tuple(each for each in causes if each.words) for pk, causes in found.items()}
