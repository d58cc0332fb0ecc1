"""Picking units 选单位: a task goes to units around its plan, and so offers the page."""

import pytest

from mengyang.store.models import Event, Plan, Task, TaskUnit
from tests.cast import Cast
from tests.ledger_plan import Written
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db


def _option(cast: Cast, unit: str) -> str:
    return f'<option value="{cast.units[unit]}"'


def test_a_task_is_offered_to_the_units_around_its_plan(
    cast: Cast, signed_in: SignedIn, plan: Written
) -> None:
    Plan.objects.filter(pk=plan.plan_id).update(area_id=cast.areas["jiahe"])
    address = f"/tasks/{plan.tasks['2']}/"
    page = signed_in("prefecture_officer").get(address).content.decode()
    for unit in ("jiahe-housing", "hekou-government", "yunlu-office"):
        assert _option(cast, unit) in page
    assert _option(cast, "yihe-education") not in page
    sent = {"version": "1", "lead_unit": str(cast.units["yihe-education"])}
    response = signed_in("prefecture_officer").post(f"{address}assign/", sent)
    assert response.status_code == 422
    assert Task.objects.get(pk=plan.tasks["2"]).version == 1


def test_the_list_of_a_plan_is_narrowed_by_units_that_its_tasks_name(
    cast: Cast, signed_in: SignedIn, plan: Written
) -> None:
    page = signed_in("county_officer").get(f"/plans/{plan.plan_id}/").content.decode()
    assert _option(cast, "jiahe-housing") in page
    assert _option(cast, "yunlu-office") not in page
    assert _option(cast, "yihe-education") not in page


def test_only_who_runs_the_plan_is_offered_to_assign_it(signed_in: SignedIn, plan: Written) -> None:
    address = f"/plans/{plan.plan_id}/"
    form = f'action="{address}assign/"'
    assert form in signed_in("prefecture_officer").get(address).content.decode()
    assert form not in signed_in("county_officer").get(address).content.decode()


def test_a_task_that_is_not_there_is_not_assigned(cast: Cast, signed_in: SignedIn) -> None:
    sent = {"version": "1", "lead_unit": str(cast.units["yihe-education"])}
    events = Event.objects.count()
    assert signed_in("prefecture_officer").post("/tasks/999/assign/", sent).status_code == 404
    assert (TaskUnit.objects.count(), Event.objects.count()) == (0, events)


def test_who_works_has_a_list_of_the_own_unit(signed_in: SignedIn, plan: Written) -> None:
    for person, is_there in {"leader": True, "secretary": True, "auditor": False}.items():
        ledger = signed_in(person).get("/plans/").content.decode()
        assert ('href="/my-list/"' in ledger) is is_there
