"""As whom one works 办理身份: several units in one account, and deputies, chosen in sight."""

from datetime import timedelta

import pytest

from mengyang.store.models import Deputy, Event, Post
from mengyang.web.clock import today
from tests.cast import FOUNDED, Cast
from tests.web.conftest import SignedIn
from tests.web.page_text import in_one_line


@pytest.fixture
def second_post(cast: Cast) -> Post:
    """The secretary is also the officer of a county bureau."""
    return Post.objects.create(
        user_id=cast.users["secretary"],
        role="officer",
        unit_id=cast.units["yihe-education"],
        area_id=cast.areas["yihe"],
        from_day=FOUNDED,
    )


@pytest.fixture
def deputy(cast: Cast) -> Deputy:
    """The secretary deputises for the finance officer today."""
    return Deputy.objects.create(
        principal_id=cast.users["finance_officer"],
        deputy_id=cast.users["secretary"],
        from_day=today(),
        until_day=today() + timedelta(days=3),
    )


def test_one_unit_or_all_of_them(signed_in: SignedIn, cast: Cast, second_post: Post) -> None:
    browser, unit = signed_in("secretary"), cast.units["yihe-education"]
    page = browser.get("/units/").text
    assert "本人全部单位" in page and "云麓地区行署办公室 ·" in page and "乙禾县教育局 ·" in page
    chosen = browser.post("/standpoint/", {"standpoint": f"unit:{unit}"}, follow=True)
    assert "办理身份已切换" in chosen.text
    assert "乙禾县教育局 ·" in chosen.text and "云麓地区行署办公室 ·" not in chosen.text
    second_post.until_day = today()
    second_post.save()
    # What no longer holds falls back to the own posts, and there is no choice any more.
    page = browser.get("/units/").text
    assert "云麓地区行署办公室 ·" in page and "本人全部单位" not in page


def test_a_program_chooses_the_same(signed_in: SignedIn, cast: Cast, second_post: Post) -> None:
    browser, unit = signed_in("secretary"), cast.units["yihe-education"]
    told = browser.get("/api/session/standpoint").json()
    assert told["chosen"] == "" and {each["value"] for each in told["offered"]} >= {
        "",
        f"unit:{unit}",
    }
    sent = {"value": f"unit:{unit}"}
    address = "/api/session/standpoint"
    assert (
        browser.post(address, sent, content_type="application/json").json()["chosen"]
        == f"unit:{unit}"
    )
    assert "云麓地区行署办公室 ·" not in browser.get("/units/").text
    refused = browser.post(address, {"value": "unit:1000"}, content_type="application/json")
    assert refused.status_code == 422 and refused.json()["code"] == "access.refused.no_standpoint"


def test_acting_for_somebody_stands_on_the_page_and_in_the_event(
    signed_in: SignedIn, cast: Cast, deputy: Deputy
) -> None:
    browser, principal = signed_in("secretary"), cast.users["finance_officer"]
    page = browser.post("/standpoint/", {"standpoint": f"for:{principal}"}, follow=True).text
    page = in_one_line(page)
    assert "<summary>代计明办理</summary>" in page and "财政教科文科经办" in page
    # A change made now carries both names.
    browser.post("/password/", {"old": "x", "new": "y", "again": "y"})
    version = deputy.version
    refused = browser.post(f"/deputies/{deputy.pk}/end/", {"version": version})
    assert refused.status_code == 403
    browser.post("/sign-out/")
    assert Event.objects.latest("sequence").action == "user.sign_out"


@pytest.mark.parametrize("value", ["unit:999", "for:1", "for:x", "unit:", "king"])
def test_nobody_chooses_what_is_not_offered(signed_in: SignedIn, value: str) -> None:
    browser = signed_in("leader")
    assert browser.post("/standpoint/", {"standpoint": value}).status_code == 422
    assert "standpoint" not in browser.session


def test_one_appoints_the_own_deputy(signed_in: SignedIn, cast: Cast) -> None:
    browser, until = signed_in("prefecture_supervisor"), today() + timedelta(days=5)
    page = browser.get("/deputies/").text
    assert "尚未确定AB角" in page and "思齐" not in page
    form = {
        "deputy": cast.users["secretary"],
        "from_day": today().isoformat(),
        "until_day": until.isoformat(),
    }
    done = browser.post("/deputies/", form, follow=True)
    assert "AB角已确定" in done.text
    row = Deputy.objects.get()
    assert (row.deputy_id, row.until_day) == (cast.users["secretary"], until)
    browser.post(f"/deputies/{row.pk}/end/", {"version": row.version})
    row.refresh_from_db()
    assert row.until_day == today()


def test_whoever_is_alone_in_the_unit_is_told_who_can_appoint(signed_in: SignedIn) -> None:
    alone, others = (
        signed_in(who).get("/deputies/").text for who in ("leader", "prefecture_supervisor")
    )
    assert ("本单位没有其他任职人员" in alone, 'name="deputy"' in alone) == (True, False)
    assert ("本单位没有其他任职人员" in others, 'name="deputy"' in others) == (False, True)


def test_the_api_does_the_same(signed_in: SignedIn, cast: Cast) -> None:
    browser, until = signed_in("prefecture_supervisor"), today() + timedelta(days=5)
    offered = browser.get("/api/deputies/candidates").json()
    assert {"secretary", "auditor"} <= {each["username"] for each in offered}
    body = {
        "deputy_id": cast.users["secretary"],
        "from_day": today().isoformat(),
        "until_day": until.isoformat(),
    }
    made = browser.post("/api/deputies", body, content_type="application/json").json()
    assert [row["id"] for row in browser.get("/api/deputies").json()] == [made["id"]]
    ended = browser.post(
        f"/api/deputies/{made['id']}/end", {"version": 1}, content_type="application/json"
    )
    assert ended.json() == {"done": True}
