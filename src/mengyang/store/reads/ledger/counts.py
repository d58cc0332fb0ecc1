"""台账统计 — tasks by state and lamp, set-wise: as many queries for one task as for many."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from mengyang.core.access import Scope
from mengyang.core.facts import DeadlineKind
from mengyang.core.ledger import DONE, Alike, Counts, Passed, TaskState, count
from mengyang.store.models import Task
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger.filters import asked_for, leaf, of_units
from mengyang.store.reads.ledger.linked_tasks import counted_elsewhere
from mengyang.store.reads.ledger.requests import extensions
from mengyang.store.reads.ledger.rows import Lit
from mengyang.store.reads.scope import within

_STRUCK_OFF = DONE | {TaskState.STAGE_CLOSED}
_SHARED = ("state", "deadline_kind", "due_on", "is_extended")


def task_counts(scope: Scope, lit: Lit, asked: Asked) -> Counts:
    """The tasks of a list by state and lamp, a shared duty once; filters as in `tasks`."""
    rows = _leaves(scope, lit).filter(asked_for(asked, lit))
    return _once(rows, lit)


def my_counts(scope: Scope, lit: Lit, unit_ids: Iterable[int]) -> Counts:
    """The tasks assigned to units by state and lamp, closed ones too, a shared duty once."""
    rows = _leaves(scope, lit).filter(of_units(unit_ids))
    return _once(rows.exclude(state=TaskState.REGISTERED.value), lit)


def counts_by_plan(scope: Scope, lit: Lit, plan_ids: Iterable[int]) -> dict[int, Counts]:
    """The counts of several plans; a plan without a task in reach counts 0."""
    ids = list(plan_ids)
    found = _by(_leaves(scope, lit).filter(plan_id__in=ids), "plan_id", lit)
    return {pk: found.get(pk) or count((), lit.scheme, lit.day) for pk in ids}


def group_count(scope: Scope, lit: Lit, plan_id: int) -> int:
    """How many items of a plan stand in lists above their parts and are counted nowhere."""
    rows = Task.objects.filter(within(scope, lit.day), plan_id=plan_id)
    return rows.exclude(leaf()).count()


def counts_by_unit(scope: Scope, lit: Lit, plan_id: int) -> dict[int | None, Counts]:
    """The tasks of a plan by the unit that answers for them; `None` where none does yet."""
    return _by(_leaves(scope, lit).filter(plan_id=plan_id), "lead_unit_id", lit)


def passed(scope: Scope, lit: Lit, plan_id: int) -> list[Passed]:
    """The tasks of a plan by the day they are due and the day they were closed.

    A withdrawn task is neither due nor closed: it stands in no rate. A standing duty counts as due
    and closed on the day its stage was closed: what it waits for now is a review.
    """
    rows = _leaves(scope, lit).filter(plan_id=plan_id).order_by()
    rows = rows.exclude(state=TaskState.WITHDRAWN.value)
    shared = rows.values("due_on", "state", "state_since")
    return [_passed(dict(each)) for each in shared.annotate(number=Count("pk"))]


def _passed(shared: dict[str, Any]) -> Passed:
    state = TaskState(shared["state"])
    closed_on = shared["state_since"]
    return Passed(
        due_on=closed_on if state is TaskState.STAGE_CLOSED else shared["due_on"],
        closed_on=closed_on if state in _STRUCK_OFF else None,
        number=shared["number"],
    )


def _once(rows: QuerySet[Task], lit: Lit) -> Counts:
    doubled = counted_elsewhere(rows)
    kept = rows.exclude(pk__in=doubled) if doubled else rows
    found = count((_alike(shared) for shared in _grouped(kept)), lit.scheme, lit.day)
    return replace(found, doubled=len(doubled))


def _leaves(scope: Scope, lit: Lit) -> QuerySet[Task]:
    return Task.objects.filter(within(scope, lit.day), leaf())


def _by(rows: QuerySet[Task], column: str, lit: Lit) -> dict[int | None, Counts]:
    groups: dict[int | None, list[Alike]] = {}
    for shared in _grouped(rows, column):
        groups.setdefault(shared[column], []).append(_alike(shared))
    return {pk: count(tasks, lit.scheme, lit.day) for pk, tasks in groups.items()}


def _grouped(rows: QuerySet[Task], *columns: str) -> Iterable[dict[str, Any]]:
    told = rows.order_by().annotate(is_extended=Exists(extensions(OuterRef("pk"))))
    return list(told.values(*columns, *_SHARED).annotate(number=Count("pk")))


def _alike(shared: dict[str, Any]) -> Alike:
    return Alike(
        state=TaskState(shared["state"]),
        deadline_kind=DeadlineKind(shared["deadline_kind"]),
        due_on=shared["due_on"],
        number=shared["number"],
        is_extended=shared["is_extended"],
    )
