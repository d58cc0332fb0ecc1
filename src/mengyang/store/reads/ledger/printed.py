"""条款任务读取 — the tasks and targets of a plan by the place in the text they were read from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from mengyang.core.access import Scope
from mengyang.store.models import Plan, Remedy, ReportingDuty, Target, Task
from mengyang.store.reads.scope import within


@dataclass(frozen=True, slots=True)
class PrintedTask:
    """A task with what the text says of it; `children` are those of a group, (id, version)."""

    id: int
    number: str
    title: str
    state: str
    start: int
    end: int
    task_kind: str
    problem: str
    response: str
    explanation: str
    deadline_kind: str
    deadline_raw: str
    deadline_days: tuple[str, ...]
    due_on: date | None
    remedies: tuple[tuple[str, str], ...]
    report: tuple[tuple[str, ...], tuple[str, ...], str, str, str] | None
    names_without_unit: tuple[str, ...]
    responsible_leaders: tuple[str, ...]
    children: tuple[tuple[int, int], ...]
    version: int


@dataclass(frozen=True, slots=True)
class PrintedTarget:
    """A target with its place in the text."""

    id: int
    start: int
    end: int
    indicator: str
    scope: str
    version: int


def printed_tasks(
    scope: Scope, day: date, plan_id: int, document_id: int
) -> tuple[PrintedTask, ...]:
    """The tasks within reach whose clause is one of this document; children with their parent."""
    rows = list(
        _of(Task.objects.filter(within(scope, day), plan_id=plan_id, parent=None), document_id)
    )
    ids = [row.pk for row in rows]
    remedies: dict[int, list[tuple[str, str]]] = {}
    for each in Remedy.objects.filter(task_id__in=ids).order_by("task_id", "position"):
        remedies.setdefault(each.task_id, []).append((each.clause_path, each.text))
    reports = {each.task_id: each for each in ReportingDuty.objects.filter(task_id__in=ids)}
    children: dict[int, list[tuple[int, int]]] = {}
    for pk, parent, version in (
        Task.objects.filter(parent_id__in=ids)
        .order_by("position")
        .values_list("pk", "parent_id", "version")
    ):
        children.setdefault(parent or 0, []).append((pk, version))
    return tuple(
        _task(row, remedies.get(row.pk, []), reports.get(row.pk), children.get(row.pk, []))
        for row in rows
    )


def printed_targets(
    scope: Scope, day: date, plan_id: int, document_id: int
) -> tuple[PrintedTarget, ...]:
    """The targets of a plan within reach whose clause is one of this document."""
    seen = Plan.objects.filter(within(scope, day), pk=plan_id, document_id=document_id)
    known = Q(document_id=document_id) | Q(document_id=None, plan_id__in=seen.values("pk"))
    rows = Target.objects.filter(known, plan_id=plan_id).order_by("position")
    names = tuple(PrintedTarget.__dataclass_fields__)
    return tuple(PrintedTarget(**row) for row in rows.values(*names))


def _of(rows: QuerySet[Task], document_id: int) -> QuerySet[Task]:
    own = rows.annotate(text_id=Coalesce("document_id", F("plan__document_id")))
    return own.filter(text_id=document_id).order_by("position")


def _task(
    row: Task,
    remedies: Sequence[tuple[str, str]],
    report: ReportingDuty | None,
    children: Sequence[tuple[int, int]],
) -> PrintedTask:
    told = (
        (
            tuple(report.who),
            tuple(report.what),
            report.report_to,
            report.signatory,
            report.publicity,
        )
        if report
        else None
    )
    plain = ("number", "title", "state", "start", "end", "task_kind", "problem", "response")
    more = ("explanation", "deadline_kind", "deadline_raw", "due_on", "version")
    return PrintedTask(
        id=row.pk,
        deadline_days=tuple(row.deadline_days),
        remedies=tuple(remedies),
        report=told,
        names_without_unit=tuple(row.names_without_unit),
        responsible_leaders=tuple(row.responsible_leaders),
        children=tuple(children),
        **{name: getattr(row, name) for name in (*plain, *more)},
    )
