"""Waiting 待签收、待批: who has not signed for by when, and which requests wait for an answer."""

from datetime import date

import pytest

from mengyang.store.models import Task, TaskRequest
from mengyang.web import clock
from mengyang.web.pages import task_waiting
from tests.cast import Cast
from tests.ledger_plan import Written
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db
# The Wednesday before a holiday of a week, and the second working day after it.
ASSIGNED, FAR = date(2026, 2, 11), date(2026, 2, 27)


@pytest.fixture
def assigned(plan: Written, monkeypatch: pytest.MonkeyPatch) -> Task:
    """Task 2, assigned before the holiday and looked at after it."""
    row = Task.objects.get(pk=plan.tasks["2"])
    row.state, row.state_since = "assigned", ASSIGNED
    row.save()
    for module in (clock, task_waiting):
        monkeypatch.setattr(module, "today", lambda: FAR)
    return row


def test_the_clock_of_signing_runs_on_working_days(
    signed_in: SignedIn, assigned: Task, cast: Cast
) -> None:
    office = signed_in("prefecture_supervisor")
    [row] = office.get("/api/waiting/unsigned").json()["rows"]
    # Thursday, Friday, and the Saturday that is worked before the holiday.
    assert (row["sign_by"], row["days_late"]) == ("2026-02-14", 4)
    page = office.get("/tasks/unsigned/").text
    assert "2026-02-14" in page and "甲禾县住房和城乡建设局" in page
    assert "已超期 4 个工作日" in office.get("/").text
    assert "已超期" not in signed_in("department_officer").get("/").text
    assigned.state = "signed_for"
    assigned.save()
    assert office.get("/api/waiting/unsigned").json()["total"] == 0


def test_requests_are_listed_for_who_may_see_their_tasks(
    signed_in: SignedIn, assigned: Task, cast: Cast
) -> None:
    TaskRequest.objects.create(
        task=assigned,
        request_kind="extension",
        unit_id=cast.units["jiahe-housing"],
        asked_by_id=cast.users["department_officer"],
        asked_at=cast.at,
        reason="雨季停工。",
    )
    office = signed_in("prefecture_supervisor")
    [row] = office.get("/api/waiting/requests?state=open").json()["rows"]
    assert (row["task_id"], row["request_kind"]) == (assigned.pk, "extension")
    assert office.get("/api/waiting/requests?state=granted").json()["total"] == 0
    assert "雨季停工。" in office.get("/requests/").text
    assert "待答复的请示" in office.get("/").text
    assert signed_in("private_head").get("/api/waiting/requests").json()["total"] == 0
