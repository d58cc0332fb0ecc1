"""The page of a task 任务页面: requests, rulings and rechecks are asked for, answered and shown."""

import re
from datetime import timedelta

import pytest

from mengyang.store.models import Task, TaskRequest
from mengyang.web.clock import today
from mengyang.web.pages.task_turns import TURNS
from mengyang.web.turn_forms import FORMS
from tests.cast import Cast
from tests.ledger_plan import Written
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db
WORDS = {"words": "同意。"}


@pytest.fixture
def task(cast: Cast, plan: Written) -> Task:
    """Task 2, at work with the housing department, due in a month."""
    row = Task.objects.get(pk=plan.tasks["2"])
    row.state, row.due_on = "in_progress", today() + timedelta(days=30)
    row.save()
    return row


def turn(browser: object, task: Task, kind: str, **sent: object) -> int:
    """The status of a turn sent with the version that the task has."""
    task.refresh_from_db()
    sent["version"] = task.version
    return browser.post(f"/tasks/{task.pk}/turns/{kind}/", sent).status_code  # type: ignore[attr-defined]


def day(days: int) -> str:
    return (today() + timedelta(days=days)).isoformat()


def test_every_turn_has_its_form() -> None:
    assert set(TURNS) == set(FORMS)


def test_a_unit_asks_and_the_office_answers_on_the_page(signed_in: SignedIn, task: Task) -> None:
    housing, office = signed_in("department_officer"), signed_in("prefecture_supervisor")
    asked = {"asks_for": "extension", "reason": "雨季停工。", "signatory": "分管副县长"}
    assert turn(housing, task, "ask", **asked, proposed_on=day(5)) == 422
    assert turn(housing, task, "ask", **asked, proposed_on=day(60)) == 302
    page = office.get(f"/tasks/{task.pk}/").text
    assert "雨季停工。" in page and "待批" in page
    # The answer begins with what was asked for.
    assert f'value="{day(60)}"' in page
    assert turn(office, task, "extend", day=day(60), **WORDS) == 302
    task.refresh_from_db()
    assert task.due_on == today() + timedelta(days=60)
    assert TaskRequest.objects.get().state == "granted"
    assert "批复与决定" in housing.get(f"/tasks/{task.pk}/").text


def test_what_was_filled_in_stays_where_it_is_refused(signed_in: SignedIn, task: Task) -> None:
    office = signed_in("prefecture_supervisor")
    sent = {"version": task.version, "words": "诉讼期间中止。", "basis": ""}
    answer = office.post(f"/tasks/{task.pk}/turns/suspend/", sent)
    assert answer.status_code == 422
    assert "诉讼期间中止。" in answer.text
    assert turn(office, task, "suspend", words="诉讼期间中止。", basis="会议纪要") == 302
    assert "已中止" in office.get(f"/tasks/{task.pk}/").text
    assert turn(office, task, "resume", **WORDS) == 302
    assert office.post(f"/tasks/{task.pk}/turns/fly/", sent).status_code == 404


def test_a_stranger_learns_nothing_of_the_task(signed_in: SignedIn, task: Task) -> None:
    elsewhere = signed_in("private_head")
    assert turn(elsewhere, task, "extend", day=day(60), **WORDS) == 404
    shown = elsewhere.get(f"/api/tasks/{task.pk}/turns").json()
    assert shown == {"requests": [], "rulings": [], "rechecks": [], "archived": []}


def test_the_interface_tells_what_was_asked_and_decided(signed_in: SignedIn, task: Task) -> None:
    office = signed_in("prefecture_supervisor")
    sent = {"version": task.version, "day": day(60), "words": "同意。"}
    done = office.post(f"/api/tasks/{task.pk}/extend", sent, content_type="application/json")
    assert done.status_code == 200
    [ruling] = office.get(f"/api/tasks/{task.pk}/turns").json()["rulings"]
    assert (ruling["step"], ruling["day_after"], ruling["words"]) == ("extend", day(60), "同意。")


def test_the_plan_shows_its_completion_with_the_formula(
    signed_in: SignedIn, task: Task, plan: Written
) -> None:
    office = signed_in("prefecture_supervisor")
    Task.objects.filter(pk=plan.tasks["3"]).update(state="closed")
    Task.objects.filter(pk=plan.tasks["5"]).update(state="stage_closed")
    page = office.get(f"/plans/{plan.plan_id}/").text
    said = re.sub(r"<[^>]+>|\s", "", page)
    assert "办结率33.3%=(办结1+阶段性办结1)÷应办6" in said
    counts = office.get(f"/api/ledger/plans/{plan.plan_id}").json()["counts"]["completion"]
    assert (counts["done"], counts["for_the_stage"]) == (1, 1)
    assert counts["rate"] == pytest.approx(1 / 3)
