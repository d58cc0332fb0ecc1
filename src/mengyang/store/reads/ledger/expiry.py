"""实施期满读取 — plans whose last day has passed although nothing superseded them, and what may
take their open tasks over."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from mengyang.core.access import Scope
from mengyang.core.ledger import ENDED, Decision, PlanEnd
from mengyang.store.models import Plan, Task
from mengyang.store.reads.ledger.evaluations import KIND, ends
from mengyang.store.reads.ledger.filters import leaf
from mengyang.store.reads.scope import within

# The evaluation of a plan is not of its document: it goes on after the last day.
OPEN = ~Q(state__in=[state.value for state in ENDED]) & ~Q(task_kind=KIND)
# Kept after the last day: no later document stood behind that decision.
KEPT_AFTER_END = Q(decision=Decision.KEPT.value, decided_for_id=None)


@dataclass(frozen=True, slots=True)
class RunningPlan:
    """在实施的方案 that may take over what is open of one that is over."""

    id: int
    title: str


def over_since(plan_ids: Iterable[int], day: date) -> dict[int, PlanEnd]:
    """The plans whose last day lies before `day`, with that day and where it is taken from."""
    return {pk: end for pk, end in ends(plan_ids).items() if end is not None and end.on < day}


def running_plans(scope: Scope, day: date, plan_id: int) -> tuple[RunningPlan, ...]:
    """The other plans within reach whose last day is not known or still to come."""
    rows = Plan.objects.filter(within(scope, day), state="in_force").exclude(pk=plan_id)
    titles = dict(rows.order_by("-adopted_on", "-pk").values_list("pk", "title"))
    over = over_since(titles, day)
    return tuple(RunningPlan(pk, title) for pk, title in titles.items() if pk not in over)


def tasks_to_take_over(scope: Scope, day: date, plan_id: int) -> frozenset[int]:
    """The ids of the tasks of all running plans within reach: asked inside a decision."""
    plans = [each.id for each in running_plans(scope, day, plan_id)]
    return frozenset(Task.objects.filter(leaf(), plan_id__in=plans).values_list("pk", flat=True))


def still_open(scope: Scope, day: date, plan_id: int) -> int:
    """How many tasks of a plan within reach are open, its evaluation apart."""
    return Task.objects.filter(within(scope, day), leaf(), OPEN, plan_id=plan_id).count()


def open_counts(scope: Scope, day: date, plan_ids: Iterable[int]) -> dict[int, int]:
    """How many open tasks within reach nobody has decided on since their plan was over."""
    rows = Task.objects.filter(within(scope, day), leaf(), OPEN, plan_id__in=list(plan_ids))
    return dict(Counter(rows.exclude(KEPT_AFTER_END).values_list("plan_id", flat=True)))
