"""承接读取 — plans above and below, and which task of an own plan takes over which task above."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from mengyang.core.ledger import TaskState, group_state
from mengyang.store.models import Plan, TakenOver, Task
from mengyang.store.reads.ledger.plans import Reach
from mengyang.store.reads.ledger.rows import Lit, TaskRow, task_rows
from mengyang.store.reads.names import Named, unit_names
from mengyang.store.reads.scope import within


@dataclass(frozen=True, slots=True)
class PlanLink:
    """方案 as its neighbour names it."""

    id: int
    document_id: int | None
    title: str
    unit: Named


@dataclass(frozen=True, slots=True)
class PlanFamily:
    """上级方案 and 本单位实施方案 of a plan, as far as within reach."""

    above: PlanLink | None
    own: tuple[PlanLink, ...]


@dataclass(frozen=True, slots=True)
class Takeover:
    """承接: `own` is `None` where the task above was left out, or where it is out of reach."""

    plan: PlanLink
    above: TaskRow | None
    own: TaskRow | None
    is_left_out: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Takeovers:
    """What a task takes over, and who takes it over; `state` is that of all of those together.

    The state is shown, never written: a task above is closed by who assigned it.
    """

    above: tuple[Takeover, ...]
    below: tuple[Takeover, ...]
    state: TaskState | None


def plan_family(reach: Reach, lit: Lit, plan_id: int) -> PlanFamily:
    """The plan above and the own plans below, by the order of their adoption."""
    rows = Plan.objects.filter(within(reach.plans, lit.day))
    around = list(rows.filter(Q(own_plans=plan_id) | Q(above_id=plan_id)).order_by("pk"))
    links = _links(around, lit)
    below = [each.pk for each in around if each.above_id == plan_id]
    above = [each.pk for each in around if each.above_id != plan_id]
    return PlanFamily(links[above[0]] if above else None, tuple(links[pk] for pk in below))


def own_plan(reach: Reach, lit: Lit, plan_id: int, unit_id: int) -> PlanLink | None:
    """The own plan of a unit below a plan, within reach."""
    rows = Plan.objects.filter(within(reach.plans, lit.day), above_id=plan_id)
    found = list(rows.filter(owner_unit_id=unit_id))
    return _links(found, lit)[found[0].pk] if found else None


def plan_takeovers(reach: Reach, lit: Lit, plan_id: int) -> tuple[Takeover, ...]:
    """What an own plan takes over and leaves out, in the order of the plan above."""
    rows = TakenOver.objects.filter(plan_id=plan_id).order_by("above__position", "id")
    return _takeovers(reach, lit, rows)


def takeovers(reach: Reach, lit: Lit, task_id: int) -> Takeovers:
    """Both sides of a task."""
    rows = TakenOver.objects.order_by("above__position", "plan_id", "id")
    below = _takeovers(reach, lit, rows.filter(above_id=task_id))
    states = [each.own.state for each in below if each.own]
    return Takeovers(
        above=_takeovers(reach, lit, rows.filter(own_id=task_id)),
        below=below,
        state=group_state(states) if states else None,
    )


def _takeovers(reach: Reach, lit: Lit, rows: QuerySet[TakenOver]) -> tuple[Takeover, ...]:
    plans = Plan.objects.filter(within(reach.plans, lit.day))
    kept = list(rows.filter(plan__in=plans.values("pk")).select_related("plan"))
    if not kept:
        return ()
    ids = {pk for each in kept for pk in (each.above_id, each.own_id) if pk}
    seen = Task.objects.filter(within(reach.tasks, lit.day), pk__in=ids).select_related("plan")
    tasks = {each.id: each for each in task_rows(list(seen), lit)}
    links = _links([each.plan for each in kept], lit)
    return tuple(
        Takeover(
            plan=links[each.plan_id],
            above=tasks.get(each.above_id),
            own=tasks.get(each.own_id or 0),
            is_left_out=each.own_id is None,
            reason=each.reason,
        )
        for each in kept
    )


def _links(rows: Sequence[Plan], lit: Lit) -> dict[int, PlanLink]:
    names = unit_names((row.owner_unit_id for row in rows), lit.day)
    return {
        row.pk: PlanLink(row.pk, row.document_id, row.title, names[row.owner_unit_id])
        for row in rows
    }
