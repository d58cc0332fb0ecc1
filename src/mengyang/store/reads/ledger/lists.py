"""任务清单 — pages of tasks within reach, and what is open with a person's own units."""

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from mengyang.core.access import Actor, Scope
from mengyang.core.ledger import ENDED, LIFE, TaskState
from mengyang.store.models import Task
from mengyang.store.reads.asked import Asked, both_ways
from mengyang.store.reads.ledger.filters import asked_for, leaf, of_units
from mengyang.store.reads.ledger.rows import Lit, TaskRow, task_rows
from mengyang.store.reads.paging import Page, Ranked, page
from mengyang.store.reads.scope import within

TASK_SORTS = both_ways(
    *("position", "plan_id", "lead_unit_id", "state", "due_on", "progress_percent", "state_since")
)
MY_SORTS = ("due_on", *TASK_SORTS)
_CLAIMED = (TaskState.CLAIMED_DONE.value, TaskState.VERIFIED.value)
_NOT_OPEN = [state.value for state in sorted(ENDED | {TaskState.REGISTERED})]
# The order in the plan, the latest plan first; states in the order of a task's life.
_STATES = tuple(state.value for state in LIFE)
_ORDERS: Mapping[str, tuple[str, ...] | Ranked] = {
    "position": ("-plan_id", "position"),
    "-position": ("plan_id", "-position"),
    "plan_id": ("plan_id", "position"),
    "-plan_id": ("-plan_id", "position"),
    "state": Ranked(("state",), _STATES),
    "-state": Ranked(("-state",), _STATES),
}


def tasks(scope: Scope, lit: Lit, asked: Asked) -> Page[TaskRow]:
    """The tasks within reach; words look in number, title, problem and names of units.

    Filters: `plan`, `unit`, `area`, `parent` (ids), `state`, `lamp`, `kind`, `clause` (its path),
    `due_from`, `due_until` (days, both included). A group stands before its children in the order
    of the plan; as soon as a filter by unit, state, lamp or day narrows the list, groups stay out.
    """
    return _listed(_asked(scope, lit, asked), lit, asked, TASK_SORTS)


def my_tasks(scope: Scope, lit: Lit, unit_ids: Iterable[int], asked: Asked) -> Page[TaskRow]:
    """我的任务 — what is open with units, the nearest day first; filters as in `tasks`.

    A list begins with what was assigned: before, nobody has told the units.
    """
    rows = _asked(scope, lit, asked).filter(of_units(unit_ids), leaf())
    return _listed(rows.exclude(state__in=_NOT_OPEN), lit, asked, MY_SORTS)


def to_judge(scope: Scope, lit: Lit, actor: Actor, size: int) -> Page[TaskRow]:
    """待核验、待销号 — claims within reach that the actor may judge, the longest waiting first.

    Claims of the actor, of whom the actor stands in for, and of the own units are for others.
    """
    rows = Task.objects.filter(within(scope, lit.day), leaf(), state__in=_CLAIMED)
    people = [actor.user_id, actor.acting_for or actor.user_id]
    rows = rows.exclude(claimed_by_id__in=people).exclude(claimed_for_id__in=people)
    units = {post.unit_id for post in actor.posts} | actor.home_unit_ids
    rows = rows.exclude(claimed_unit_id__in=units)
    return _listed(
        rows.select_related("plan"), lit, Asked(sort="state_since", size=size), TASK_SORTS
    )


def _asked(scope: Scope, lit: Lit, asked: Asked) -> QuerySet[Task]:
    rows = Task.objects.filter(within(scope, lit.day), asked_for(asked, lit))
    return rows.select_related("plan")


def _listed(rows: QuerySet[Task], lit: Lit, asked: Asked, sorts: tuple[str, ...]) -> Page[TaskRow]:
    (order,) = asked.order(sorts)
    found = page(rows, _ORDERS.get(order, (order,)), asked.after, asked.size)
    return found.of(task_rows(found.rows, lit))
