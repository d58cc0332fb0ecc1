"""方案读取 — plans with the counts of their tasks, their targets, and the lamps wall (挂图作战)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from mengyang.core.access import Scope
from mengyang.core.findings import Refused
from mengyang.core.ledger import Counts, Lamp, TaskState, lamp
from mengyang.store.models import Plan, Target, Task, TaskUnit
from mengyang.store.reads.asked import Asked, both_ways
from mengyang.store.reads.ledger.counts import counts_by_plan
from mengyang.store.reads.ledger.filters import leaf
from mengyang.store.reads.ledger.rows import Lit, alike
from mengyang.store.reads.names import Named, area_names, person_names, unit_names
from mengyang.store.reads.paging import Page, page
from mengyang.store.reads.scope import within

PLAN_SORTS = ("-adopted_on", *both_ways("adopted_on", "title", "area_id", "owner_unit_id"))

TARGET_SORTS = both_ways("position", "indicator", "value", "by")


@dataclass(frozen=True, slots=True)
class Reach:
    """What somebody may see of plans and, apart from it, of tasks: counts obey the second."""

    plans: Scope
    tasks: Scope


@dataclass(frozen=True, slots=True)
class PlanRow:
    """方案; `counts` are those of the tasks within reach. A 督办台账 has no document."""

    id: int
    document_id: int | None
    title: str
    area: Named | None
    is_fictional: bool
    owner_unit: Named | None
    state: str
    adopted_on: date
    adopted_by: str
    ends_on: date | None
    counts: Counts
    version: int


@dataclass(frozen=True, slots=True)
class TargetRow:
    """目标值 of a plan, in text order."""

    id: int
    clause_path: str
    start: int
    end: int
    quote: str
    indicator: str
    comparator: str
    value: Decimal
    value_to: Decimal | None
    unit: str
    by: str
    verb: str
    scope: str


@dataclass(frozen=True, slots=True)
class WallTask:
    """One lamp of the wall."""

    id: int
    number: str
    title: str
    state: TaskState
    due_on: date | None
    lamp: Lamp


@dataclass(frozen=True, slots=True)
class WallUnit:
    """A unit with the lamps of the tasks it answers for; `unit` is `None` where none does yet."""

    unit: Named | None
    tasks: tuple[WallTask, ...]


def plans(reach: Reach, lit: Lit, asked: Asked) -> Page[PlanRow]:
    """The plans within reach, the latest first; words look in the title.

    Filters: `state`; `kind`, which is document, or register of a year's matters (督办台账).
    """
    rows = Plan.objects.filter(within(reach.plans, lit.day)).select_related("area")
    if asked.words.strip():
        rows = rows.filter(title__icontains=asked.words.strip())
    if state := asked.filter("state"):
        rows = rows.filter(state=state)
    if kind := asked.filter("kind"):
        rows = rows.filter(document_id__isnull=kind != "document")
    found = page(rows, asked.order(PLAN_SORTS), asked.after, asked.size)
    return found.of(_rows(found.rows, reach, lit))


def plan_titles(scope: Scope, day: date) -> tuple[tuple[int, str], ...]:
    """Number and title of every plan within reach, the latest first: to choose one from."""
    rows = Plan.objects.filter(within(scope, day)).order_by("-adopted_on", "-id")
    return tuple(rows.values_list("id", "title"))


def plan(reach: Reach, lit: Lit, plan_id: int) -> PlanRow:
    """One plan. Raises `Refused` where it is not within reach."""
    rows = Plan.objects.filter(within(reach.plans, lit.day), pk=plan_id).select_related("area")
    found = _rows(list(rows), reach, lit)
    if not found:
        raise Refused("ledger.refused.no_such_plan", "ledger.hint.list")
    return found[0]


def plan_of_document(scope: Scope, day: date, document_id: int) -> int | None:
    """The plan that a document became, where it is within reach."""
    rows = Plan.objects.filter(within(scope, day), document_id=document_id)
    return rows.values_list("pk", flat=True).first()


def targets(scope: Scope, day: date, plan_id: int) -> tuple[TargetRow, ...]:
    """The targets of a plan within reach."""
    if not Plan.objects.filter(within(scope, day), pk=plan_id).exists():
        return ()
    names = tuple(TargetRow.__dataclass_fields__)
    rows = Target.objects.filter(plan_id=plan_id).order_by("position").values(*names)
    return tuple(TargetRow(**row) for row in rows)


def target_list(scope: Scope, day: date, plan_id: int, asked: Asked) -> Page[TargetRow]:
    """The targets of a plan within reach as a list, in text order.

    Words look in the indicator and in the words of the document; filter `verb`.
    """
    seen = Plan.objects.filter(within(scope, day), pk=plan_id).values("pk")
    rows = Target.objects.filter(plan_id__in=seen)
    if words := asked.words.strip():
        rows = rows.filter(Q(indicator__icontains=words) | Q(quote__icontains=words))
    if verb := asked.filter("verb"):
        rows = rows.filter(verb=verb)
    found = page(rows, asked.order(TARGET_SORTS), asked.after, asked.size)
    names = tuple(TargetRow.__dataclass_fields__)
    return found.of(TargetRow(*(getattr(row, name) for name in names)) for row in found.rows)


def units_of_plan(scope: Scope, day: date, plan_id: int) -> tuple[Named, ...]:
    """The units that lead or help with those of its tasks that lie within reach, by number."""
    rows = Task.objects.filter(within(scope, day), plan_id=plan_id)
    found = TaskUnit.objects.filter(task__in=rows.values("pk")).values_list("unit_id", flat=True)
    named = unit_names(found.order_by().distinct(), day)
    return tuple(named[pk] for pk in sorted(named))


def wall(scope: Scope, lit: Lit, plan_id: int) -> tuple[WallUnit, ...]:
    """The lamps of a plan's tasks within reach by lead unit, in the order of the plan."""
    rows = Task.objects.filter(within(scope, lit.day), leaf(), plan_id=plan_id)
    by_unit: dict[int | None, list[WallTask]] = {}
    for row in rows.order_by("position"):
        by_unit.setdefault(row.lead_unit_id, []).append(_wall_task(row, lit))
    names = unit_names(by_unit, lit.day)
    return tuple(
        WallUnit(names.get(unit_id) if unit_id else None, tuple(tasks))
        for unit_id, tasks in by_unit.items()
    )


def _wall_task(row: Task, lit: Lit) -> WallTask:
    return WallTask(
        id=row.pk,
        number=row.number,
        title=row.title,
        state=TaskState(row.state),
        due_on=row.due_on,
        lamp=lamp(alike(row), lit.scheme, lit.day),
    )


def _rows(rows: Sequence[Plan], reach: Reach, lit: Lit) -> list[PlanRow]:
    counts = counts_by_plan(reach.tasks, lit, [row.pk for row in rows])
    areas = area_names((row.area_id for row in rows), lit.day)
    units = unit_names((row.owner_unit_id for row in rows), lit.day)
    people = person_names(row.adopted_by_id for row in rows)
    return [
        PlanRow(
            id=row.pk,
            document_id=row.document_id,
            title=row.title,
            area=areas.get(row.area_id),
            is_fictional=row.area.is_fictional,
            owner_unit=units.get(row.owner_unit_id),
            state=row.state,
            adopted_on=row.adopted_on,
            adopted_by=people.get(row.adopted_by_id, ""),
            ends_on=row.ends_on,
            counts=counts[row.pk],
            version=row.version,
        )
        for row in rows
    ]
