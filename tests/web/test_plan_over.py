"""A plan that is merely over 实施期满: its open tasks are carried over, kept or withdrawn."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from mengyang.actions.lineage import unrelate_documents
from mengyang.store.models import Event, Plan, Task
from mengyang.web.clock import today
from tests.cast import Cast
from tests.ledger_plan import Written
from tests.ledger_work import stored
from tests.supersession_cast import Pair, pair
from tests.web.conftest import SignedIn

__all__ = ["pair"]
pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def plan(cast: Cast, pair: Pair) -> Written:
    """A plan whose last day was yesterday, and which nothing supersedes."""
    unrelate_documents(cast.actor("prefecture_officer"), pair.relation_id, 1, at=cast.at)
    Plan.objects.filter(pk=pair.old.plan_id).update(ends_on=today() - timedelta(days=1))
    return pair.old


@pytest.fixture
def running(pair: Pair) -> int:
    """Another plan, which goes on."""
    return Task.objects.get(pk=pair.new["2"]).plan_id


@pytest.fixture
def officer(signed_in: SignedIn) -> Client:
    return signed_in("prefecture_officer")


def sent(plan: Written, number: str, decision: str, **more: object) -> dict[str, object]:
    """A form with one task ticked."""
    row = stored(plan, number)
    ticked = {f"task:{row.pk}": "1", f"version:{row.pk}": row.version}
    return {**ticked, "decision": decision, "reason": "期满", "basis": "局长办公会议", **more}


def test_open_tasks_are_listed_from_the_day_after_the_last(
    officer: Client, signed_in: SignedIn, plan: Written, running: int
) -> None:
    address = f"/plans/{plan.plan_id}/decisions/"
    for place in ("/", "/my-list/", f"/plans/{plan.plan_id}/"):
        assert address in officer.get(place).text, place
    page = officer.get(address).text
    assert "本方案已期满" in page and "大班额尚未消除" in page
    assert 'value="carried_over"' not in page and 'value="withdrawn"' in page
    assert f'<option value="{running}"' in page
    assert 'value="carried_over"' in officer.get(f"{address}?onto={running}").text
    assert 'name="decision"' not in signed_in("leader").get(address).text
    Plan.objects.filter(pk=plan.plan_id).update(ends_on=today())
    assert address not in officer.get(f"/plans/{plan.plan_id}/").text
    assert officer.post(address, sent(plan, "2", "withdrawn")).status_code == 422
    assert not Task.objects.exclude(decision="").exists()


def test_they_are_carried_over_kept_or_withdrawn(
    officer: Client, plan: Written, running: int
) -> None:
    address, old = f"/plans/{plan.plan_id}/decisions/", plan.tasks
    new = Task.objects.get(plan_id=running, number="2")
    carry = sent(plan, "2", "carried_over", onto=running)
    own = officer.post(address, carry | {f"to:{old['2']}": old["3"]})
    assert own.status_code == 422 and "不在您可以查看的执行中的方案里" in own.text
    assert officer.post(address, carry | {f"to:{old['2']}": new.pk}).url == address
    assert officer.post(address, sent(plan, "3", "withdrawn")).url == address
    assert officer.post(address, sent(plan, "5", "kept")).url == address
    rows = {number: stored(plan, number) for number in ("2", "3", "5")}
    assert [(row.state, row.decision, row.decided_for_id) for row in rows.values()] == [
        ("withdrawn", "carried_over", None),
        ("withdrawn", "withdrawn", None),
        ("registered", "kept", None),
    ]
    assert rows["2"].carried_to_id == new.pk
    told = Event.objects.filter(subject_id__in=[row.pk for row in rows.values()])
    assert set(told.values_list("action", flat=True)) >= {
        *("task.carry_over", "task.withdraw", "task.keep")
    }
    left = officer.get(f"/api/supersession/plans/{plan.plan_id}?onto={running}").json()
    assert [task["number"] for task in left["undecided"]] == ["1.1", "1.2", "4"]
    assert len(left["decided"]) == 3 and {one["id"] for one in left["running"]} == {running}
    assert left["end"]["source"] == "stated" and left["new_tasks"]


def test_a_plan_that_is_over_takes_nothing_over(
    officer: Client, plan: Written, running: int
) -> None:
    Plan.objects.filter(pk=running).update(ends_on=date(2020, 1, 1))
    new = Task.objects.get(plan_id=running, number="2")
    carry = sent(plan, "2", "carried_over", onto=running, **{f"to:{plan.tasks['2']}": new.pk})
    refused = officer.post(f"/plans/{plan.plan_id}/decisions/", carry)
    assert refused.status_code == 422 and stored(plan, "2").state == "registered"


def test_what_superseded_a_plan_goes_before_its_end(officer: Client, pair: Pair) -> None:
    Plan.objects.filter(pk=pair.old.plan_id).update(ends_on=today() - timedelta(days=1))
    page = officer.get(f"/plans/{pair.old.plan_id}/decisions/").text
    assert "本方案已期满" not in page and "新方案" in page
    assert officer.get("/").text.count(f"/plans/{pair.old.plan_id}/decisions/") == 1


def test_the_evaluation_is_none_of_the_tasks_to_be_decided_on(
    officer: Client, plan: Written
) -> None:
    told = re.compile(r"未销号任务 (\d+) 项")
    address = f"/plans/{plan.plan_id}/"
    [before] = told.findall(officer.get(address).text)
    Task.objects.filter(pk=plan.tasks["4"]).update(task_kind="evaluation")
    assert told.findall(officer.get(address).text) == [str(int(before) - 1)]
