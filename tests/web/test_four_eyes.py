"""Nobody verifies the own claim 谁申请、谁不得核验, whatever standpoint is chosen."""

from datetime import timedelta

import pytest
from django.test import Client

from mengyang.store.models import Deputy, Post, Task
from mengyang.web.clock import today
from tests.cast import FOUNDED, Cast
from tests.ledger_plan import write_plan
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db

_CARD = "<h2>待核验、待销号 "


@pytest.fixture
def claimed(cast: Cast) -> Task:
    """A task that the county's housing department claims done; the prefecture judges it."""
    task = Task.objects.get(pk=write_plan(cast).tasks["2"])
    task.state, task.claimed_by_id = "claimed_done", cast.users["department_officer"]
    task.claimed_unit_id = task.lead_unit_id = cast.units["jiahe-housing"]
    task.save()
    return task


def _post(cast: Cast, person: str, role: str, unit: str, area: str) -> None:
    Post.objects.create(
        user_id=cast.users[person],
        role=role,
        unit_id=cast.units[unit],
        area_id=cast.areas[area],
        from_day=FOUNDED,
    )


def _deputy(cast: Cast, principal: str, deputy: str) -> None:
    Deputy.objects.create(
        principal_id=cast.users[principal],
        deputy_id=cast.users[deputy],
        from_day=today(),
        until_day=today() + timedelta(days=3),
    )


def _stands(browser: Client, value: str) -> None:
    assert browser.post("/standpoint/", {"standpoint": value}).status_code == 302
    assert browser.session["standpoint"] == value


def _waits_for(browser: Client, task: Task) -> bool:
    """Whether the home page lists the claim among those to be judged."""
    card = browser.get("/").text.partition(_CARD)[2].partition("</section>")[0]
    return task.title in card


def _verify(browser: Client, task: Task) -> tuple[int, str]:
    """The answer of the page's step and the code of the API's refusal; "" where it went through."""
    step = browser.post(f"/tasks/{task.pk}/steps/verify/", {"version": str(task.version)})
    task.refresh_from_db()
    sent = {"version": task.version}
    told = browser.post(f"/api/tasks/{task.pk}/verify", sent, content_type="application/json")
    return step.status_code, told.json().get("code", "")


def test_who_also_belongs_to_the_claiming_unit_is_refused_as_the_office(
    cast: Cast, signed_in: SignedIn, claimed: Task
) -> None:
    _post(cast, "prefecture_officer", "department_officer", "jiahe-housing", "jiahe")
    browser = signed_in("prefecture_officer")
    for value in ("", f"unit:{cast.units['yunlu-education']}"):
        browser.post("/standpoint/", {"standpoint": value})
        assert _verify(browser, claimed) == (403, "ledger.refused.own_unit_claim"), value
        assert not _waits_for(browser, claimed)
    claimed.refresh_from_db()
    assert claimed.state == "claimed_done"


def test_a_colleague_of_the_claimant_is_refused_as_the_office_s_deputy(
    cast: Cast, signed_in: SignedIn, claimed: Task
) -> None:
    _post(cast, "county_officer", "department_officer", "jiahe-housing", "jiahe")
    _deputy(cast, "prefecture_officer", "county_officer")
    browser = signed_in("county_officer")
    _stands(browser, f"for:{cast.users['prefecture_officer']}")
    assert _verify(browser, claimed) == (403, "ledger.refused.own_unit_claim")


def test_for_whom_a_deputy_claimed_is_refused_too(
    cast: Cast, signed_in: SignedIn, claimed: Task
) -> None:
    claimed.state, claimed.claimed_by, claimed.claimed_unit = "in_progress", None, None
    claimed.save()
    _post(cast, "county_officer", "department_officer", "jiahe-housing", "jiahe")
    _deputy(cast, "county_officer", "department_officer")
    deputy = signed_in("department_officer")
    _stands(deputy, f"for:{cast.users['county_officer']}")
    sent = {"version": str(claimed.version), "statement": "措施均已落实。"}
    Task.objects.filter(pk=claimed.pk).update(response="explanation", explanation="已说明。")
    report = {"version": str(claimed.version), "text": "已完成", "percent": ""}
    assert deputy.post(f"/tasks/{claimed.pk}/report/", report).status_code == 302
    claimed.refresh_from_db()
    sent["version"] = str(claimed.version)
    assert deputy.post(f"/tasks/{claimed.pk}/claim-done/", sent).status_code == 302
    claimed.refresh_from_db()
    assert (claimed.claimed_by_id, claimed.claimed_for_id) == (
        cast.users["department_officer"],
        cast.users["county_officer"],
    )
    # The principal has left the unit since; the claim stays the principal's own.
    Post.objects.filter(
        user_id=cast.users["county_officer"], unit_id=cast.units["jiahe-housing"]
    ).update(until_day=today())
    _post(cast, "county_officer", "officer", "yunlu-education", "yunlu")
    assert _verify(signed_in("county_officer"), claimed) == (403, "ledger.refused.own_claim")


def test_another_person_of_the_office_verifies(
    cast: Cast, signed_in: SignedIn, claimed: Task
) -> None:
    browser = signed_in("prefecture_officer")
    assert _waits_for(browser, claimed)
    status, _ = _verify(browser, claimed)
    claimed.refresh_from_db()
    assert (status, claimed.state) == (302, "verified")
