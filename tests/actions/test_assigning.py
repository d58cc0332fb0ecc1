"""任务分派 — a plan or one task goes to its units: as one event, by naming a unit, or refused."""

import pytest

from mengyang.actions.assignments import AssignedPlan, Assignment, assign_plan, assign_task
from mengyang.actions.tasks import sign_for_task
from mengyang.store.models import (
    Event,
    EventChange,
    Task,
    TaskUnit,
)
from tests.cast import AT, Cast
from tests.ledger_plan import Written
from tests.ledger_work import LATER, refused_by, stored

pytestmark = pytest.mark.django_db


@pytest.mark.postgresql
def test_a_plan_is_assigned_as_one_event(cast: Cast, plan: Written) -> None:
    done = assign_plan(cast.actor("prefecture_supervisor"), plan.plan_id, at=LATER)
    assert done == AssignedPlan(assigned=5, without_unit=1)
    states = {row.number: row.state for row in Task.objects.filter(plan_id=plan.plan_id)}
    assert states == {
        **{number: "assigned" for number in ("1", "1.1", "1.2", "2", "3", "5")},
        "4": "registered",
    }
    event = Event.objects.get(action="task.assign")
    changes = EventChange.objects.filter(event=event)
    numbers = {plan.tasks[number] for number in ("1.1", "1.2", "2", "3", "5")}
    assert set(changes.values_list("subject_id", flat=True)) == numbers
    assert (event.subject_kind, event.after) == ("ledger.task", {"rows": 5})
    assert Event.objects.filter(action="task.follow", subject_id=plan.tasks["1"]).count() == 1
    assert all(row.state_since == LATER.date() for row in Task.objects.filter(state="assigned"))


def test_a_plan_without_anything_to_assign_says_so(cast: Cast, plan: Written) -> None:
    office = cast.actor("prefecture_supervisor")
    assign_plan(office, plan.plan_id, at=AT)
    refused = refused_by(assign_plan, office, plan.plan_id, at=AT)
    assert refused.reason == "ledger.refused.nothing_to_assign"


@pytest.mark.postgresql
def test_a_task_without_a_unit_is_assigned_by_naming_one(cast: Cast, plan: Written) -> None:
    pk, office = plan.tasks["4"], cast.actor("prefecture_supervisor")
    assert refused_by(assign_task, office, pk, 1, at=AT).reason == "ledger.refused.no_unit"
    named = Assignment(cast.units["jiahe-education"], (cast.units["yunlu-inspection"],))
    version = assign_task(office, pk, 1, named, at=AT)
    row = stored(plan, "4")
    assert (row.state, row.version) == ("assigned", version)
    assert (row.lead_unit_id, row.area_id) == (named.lead_unit_id, cast.areas["jiahe"])
    units = TaskUnit.objects.filter(task=row).values_list("unit_id", "role")
    assert dict(units) == {
        cast.units["jiahe-education"]: "lead",
        cast.units["yunlu-inspection"]: "joint",
    }


@pytest.mark.postgresql
def test_an_assigned_task_moves_to_another_unit(cast: Cast, plan: Written) -> None:
    pk, office = plan.tasks["2"], cast.actor("prefecture_supervisor")
    version = assign_task(office, pk, 1, at=AT)
    version = assign_task(office, pk, version, Assignment(cast.units["yihe-education"]), at=AT)
    row = stored(plan, "2")
    assert (row.lead_unit_id, row.area_id) == (cast.units["yihe-education"], cast.areas["yihe"])
    assert [unit.unit_id for unit in row.units.all()] == [cast.units["yihe-education"]]
    gone = Event.objects.filter(subject_kind="ledger.task_unit", action="task.assign")
    assert {event.before.get("role") for event in gone} >= {"lead", "joint"}
    refused = refused_by(sign_for_task, cast.actor("department_officer"), pk, version, at=AT)
    assert refused.reason == "ledger.refused.not_found"


def test_a_unit_that_does_not_exist_is_not_assigned(cast: Cast, plan: Written) -> None:
    office = cast.actor("prefecture_supervisor")
    refused = refused_by(assign_task, office, plan.tasks["4"], 1, Assignment(10**9), at=AT)
    assert refused.reason == "registry.refused.no_such_unit"
    assert stored(plan, "4").state == "registered"


def test_a_group_is_not_assigned_itself(cast: Cast, plan: Written) -> None:
    office = cast.actor("prefecture_supervisor")
    refused = refused_by(assign_task, office, plan.tasks["1"], 1, at=AT)
    assert refused.reason == "ledger.refused.group"
