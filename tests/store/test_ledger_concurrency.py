"""并发办理 — two people at one moment: the last two parts of an item, or one claim judged twice."""

import json

import pytest

from tests.installation import Installation

# Each process pauses between its change and the look at the item's parts, so that both are inside
# their transactions at once wherever the database lets them.
FORKED = """
import json, sys, time
from functools import partial
from mengyang.actions import tasks
from mengyang.core.findings import Refused
from mengyang.store.models import Area, Event, Task, Unit, User
from tests.cast import AT, Cast
from tests.forks import at_once
from tests.ledger_plan import write_plan

keyed = [dict(model.objects.values_list("key", "pk")) for model in (Area, Unit)]
cast = Cast(*keyed, dict(User.objects.values_list("username", "pk")))
plan = write_plan(cast)
Task.objects.filter(number__in=("1.1", "1.2")).update(state=sys.argv[1])
action, numbers = getattr(tasks, sys.argv[2]), sys.argv[3:]
follow = tasks.follow_children

def slowly(*arguments):
    time.sleep(0.7)
    follow(*arguments)

tasks.follow_children = slowly
def act(number):
    try:
        action(cast.actor("prefecture_supervisor"), plan.tasks[number], 1, at=AT)
    except Refused as refused:
        return 2 if refused.reason == "store.refused.stale" else 3

ended = sorted(at_once(partial(act, number) for number in numbers))
states = dict(Task.objects.filter(number__startswith="1").values_list("number", "state"))
events = Event.objects.filter(action="task." + sys.argv[2].split("_")[0]).count()
print(json.dumps([ended, states, events]))
"""


def at_once(installation: Installation, state: str, action: str, *numbers: str) -> list[object]:
    found: list[object] = json.loads(installation.run(FORKED, state, action, *numbers))
    return found


@pytest.mark.postgresql
@pytest.mark.django_db
def test_an_item_closes_though_its_last_two_parts_close_at_once(
    installation: Installation,
) -> None:
    ended, states, events = at_once(installation, "verified", "close_task", "1.1", "1.2")
    assert (ended, events) == ([0, 0], 2)
    assert states == {"1": "closed", "1.1": "closed", "1.2": "closed"}


@pytest.mark.postgresql
@pytest.mark.django_db
def test_of_two_who_judge_one_claim_the_second_is_told(installation: Installation) -> None:
    ended, states, events = at_once(installation, "claimed_done", "verify_task", "1.1", "1.1")
    assert isinstance(states, dict)
    assert (events, states["1.1"]) == (1, "verified")
    # On either database the second finds another state or another version.
    assert ended in ([0, 2], [0, 3])


# Both find no evaluation yet: each pauses before it takes the plan for itself.
DEMANDED = """
import json, time
from datetime import date
from mengyang.actions import evaluations
from mengyang.store.models import Area, Event, PlanEvaluation, Task, Unit, User
from tests.cast import AT, Cast
from tests.forks import at_once
from tests.ledger_plan import write_plan

keyed = [dict(model.objects.values_list("key", "pk")) for model in (Area, Unit)]
cast = Cast(*keyed, dict(User.objects.values_list("username", "pk")))
plan, officer = write_plan(cast), cast.actor("prefecture_officer")
evaluations.state_plan_end(officer, plan.plan_id, 1, date(2026, 4, 30), at=AT)
create = evaluations.create_evaluation

def slowly(*arguments):
    time.sleep(0.5)
    return create(*arguments)

evaluations.create_evaluation = slowly
def by_timer():
    evaluations.demand_due_evaluations(at=AT)

def by_person():
    evaluations.demand_evaluation(officer, plan.plan_id, at=AT)

ended = at_once((by_timer, by_person))
made = Task.objects.filter(task_kind="evaluation").count()
events = Event.objects.filter(action="evaluation.demand").count()
print(json.dumps([ended, made, PlanEvaluation.objects.count(), events]))
"""


@pytest.mark.postgresql
@pytest.mark.django_db
def test_timer_and_person_make_one_evaluation(installation: Installation) -> None:
    assert json.loads(installation.run(DEMANDED)) == [[0, 0], 1, 1, 3]
