"""任务行 — tasks as lists show them: the row with its lamp, units, reports and evidence counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from mengyang.core.facts import DeadlineKind
from mengyang.core.ledger import Alike, Colour, Lamp, LampScheme, TaskState, lamp, worst
from mengyang.store.models import Evidence, ProgressReport, Task, TaskUnit
from mengyang.store.reads.names import Named, area_names, unit_names


@dataclass(frozen=True, slots=True)
class Lit:
    """By which scheme lamps burn, and on which day."""

    scheme: LampScheme
    day: date


@dataclass(frozen=True, slots=True)
class TaskRow:
    """任务 as a list shows it. A group has the worst lamp of its children; unknown stays `None`."""

    id: int
    plan_id: int
    plan_title: str
    parent_id: int | None
    is_group: bool
    number: str
    clause_path: str
    task_kind: str
    title: str
    response: str
    deadline_kind: DeadlineKind
    deadline_raw: str
    deadline_on: date | None
    due_on: date | None
    area: Named | None
    lead_unit: Named | None
    joint_units: tuple[Named, ...]
    state: TaskState
    state_since: date
    progress_percent: int | None
    reports: int
    evidence: int
    lamp: Lamp
    version: int


def task_rows(rows: Sequence[Task], lit: Lit) -> list[TaskRow]:
    """Rows of the table as records; the plan of each row is selected with it."""
    ids = [row.pk for row in rows]
    joint = _joint_units(ids, lit.day)
    reports = _tally(ProgressReport.objects.filter(task_id__in=ids))
    evidence = _tally(Evidence.objects.filter(task_id__in=ids))
    lamps = _lamps_of_children(ids, lit)
    areas = area_names((row.area_id for row in rows), lit.day)
    units = unit_names((row.lead_unit_id for row in rows), lit.day)
    return [
        TaskRow(
            id=row.pk,
            plan_id=row.plan_id,
            plan_title=row.plan.title,
            parent_id=row.parent_id,
            is_group=row.pk in lamps,
            number=row.number,
            clause_path=row.clause_path,
            task_kind=row.task_kind,
            title=row.title,
            response=row.response,
            deadline_kind=DeadlineKind(row.deadline_kind),
            deadline_raw=row.deadline_raw,
            deadline_on=row.deadline_on,
            due_on=row.due_on,
            area=areas.get(row.area_id),
            lead_unit=units.get(row.lead_unit_id) if row.lead_unit_id else None,
            joint_units=joint.get(row.pk, ()),
            state=TaskState(row.state),
            state_since=row.state_since,
            progress_percent=row.progress_percent,
            reports=reports.get(row.pk, 0),
            evidence=evidence.get(row.pk, 0),
            lamp=lamps.get(row.pk) or lamp(alike(row), lit.scheme, lit.day),
            version=row.version,
        )
        for row in rows
    ]


def alike(row: Task) -> Alike:
    """What the lamps look at."""
    return Alike(TaskState(row.state), DeadlineKind(row.deadline_kind), row.due_on)


def _joint_units(ids: Iterable[int], day: date) -> dict[int, tuple[Named, ...]]:
    rows = TaskUnit.objects.filter(task_id__in=list(ids), role="joint").order_by("id")
    pairs = list(rows.values_list("task_id", "unit_id"))
    names = unit_names((unit_id for _, unit_id in pairs), day)
    joint: dict[int, tuple[Named, ...]] = {}
    for task_id, unit_id in pairs:
        joint[task_id] = (*joint.get(task_id, ()), names[unit_id])
    return joint


def _tally(rows: "QuerySet[ProgressReport] | QuerySet[Evidence]") -> dict[int, int]:
    counted = rows.order_by().values("task_id").annotate(number=Count("id"))
    return {row["task_id"]: row["number"] for row in counted}


def _lamps_of_children(ids: Iterable[int], lit: Lit) -> dict[int, Lamp]:
    """The lamp of each task that has children: their worst colour."""
    colours: dict[int, list[Colour]] = {}
    for row in Task.objects.filter(parent_id__in=list(ids)):
        burning = colours.setdefault(row.parent_id or 0, [])
        # Of withdrawn children only the number is told: the others burn for the group.
        if row.state != TaskState.WITHDRAWN.value:
            burning.append(lamp(alike(row), lit.scheme, lit.day).colour)
    return {
        parent: Lamp(worst(each), "ledger.lamp.of_children")
        if each
        else Lamp(Colour.GREY, "ledger.lamp.withdrawn", is_lit=False)
        for parent, each in colours.items()
    }
