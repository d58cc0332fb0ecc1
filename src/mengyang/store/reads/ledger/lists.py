"""任务清单 — pages of tasks within reach, and what is open with a person's own units."""

from collections.abc import Iterable

from django.db.models import QuerySet

from mengyang.core.access import Scope
from mengyang.core.ledger import ENDED
from mengyang.store.models import Task
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger.filters import asked_for, leaf, of_units
from mengyang.store.reads.ledger.rows import Lit, TaskRow, task_rows
from mengyang.store.reads.paging import Page, page
from mengyang.store.reads.scope import within

TASK_SORTS = (
    *("position", "-position", "due_on", "-due_on", "state_since", "-state_since"),
    *("progress_percent", "-progress_percent"),
)
MY_SORTS = ("due_on", "-due_on", "position", "-position", "state_since", "-state_since")
# The order in the plan, the latest plan first.
_IN_PLAN = {"position": ("-plan_id", "position"), "-position": ("plan_id", "-position")}


def tasks(scope: Scope, lit: Lit, asked: Asked) -> Page[TaskRow]:
    """The tasks within reach; words look in number, title, problem and names of units.

    Filters: `plan`, `unit`, `area`, `parent` (ids), `state`, `lamp`, `kind`, `due_from`,
    `due_until` (days, both included). A group stands before its children in the order of the
    plan; as soon as a filter by unit, state, lamp or day narrows the list, groups stay out.
    """
    return _listed(_asked(scope, lit, asked), lit, asked, TASK_SORTS)


def my_tasks(scope: Scope, lit: Lit, unit_ids: Iterable[int], asked: Asked) -> Page[TaskRow]:
    """我的任务 — what is open with units, the nearest day first; filters as in `tasks`."""
    rows = _asked(scope, lit, asked).filter(of_units(unit_ids), leaf())
    return _listed(rows.exclude(state__in=[state.value for state in ENDED]), lit, asked, MY_SORTS)


def _asked(scope: Scope, lit: Lit, asked: Asked) -> QuerySet[Task]:
    rows = Task.objects.filter(within(scope, lit.day), asked_for(asked, lit))
    return rows.select_related("plan")


def _listed(rows: QuerySet[Task], lit: Lit, asked: Asked, sorts: tuple[str, ...]) -> Page[TaskRow]:
    (order,) = asked.order(sorts)
    found = page(rows, _IN_PLAN.get(order, (order,)), asked.after, asked.size)
    return found.of(task_rows(found.rows, lit))
