"""Handing over 工作交接: one transaction, one list, and nothing left hanging on who leaves."""

from datetime import timedelta

import pytest
from django.test import Client

from mengyang.actions.assignments import assign_task
from mengyang.actions.handover import hand_over
from mengyang.core.findings import Refused
from mengyang.store.models import Deputy, Event, Handover, Post, User
from mengyang.store.reads.access import actor_of
from mengyang.web.clock import now, today
from tests.cast import Cast
from tests.incoming_papers import TITLE, register
from tests.ledger_plan import Written, write_liaison, write_plan
from tests.ledger_work import stored
from tests.web.conftest import SignedIn
from tests.web.page_text import in_one_line

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def granter(signed_in: SignedIn) -> Client:
    return signed_in("security_administrator")


def test_posts_and_deputies_pass_in_one_transaction(
    granter: Client, signed_in: SignedIn, cast: Cast
) -> None:
    leaver, successor = cast.users["leader"], cast.users["county_officer"]
    deputy = Deputy.objects.create(
        principal_id=leaver,
        deputy_id=cast.users["secretary"],
        from_day=today(),
        until_day=today() + timedelta(days=9),
    )
    theirs = signed_in("leader")
    page = granter.get(f"/people/{leaver}/hand-over/").text
    assert "甲禾县人民政府" in page and "思齐 – 文澜" in page
    form = {"successor": successor, "from_day": today().isoformat()}
    done = granter.post(f"/people/{leaver}/hand-over/", form, follow=True)
    row = Handover.objects.get()
    assert done.redirect_chain == [(f"/handovers/{row.pk}/", 302)]
    assert "工作交接清单：思齐 移交 春和" in done.text and "监交人" in done.text
    assert f'<a href="/people/{leaver}/">思齐</a>' in done.text
    assert not actor_of(leaver, today()).posts
    assert {post.role for post in actor_of(successor, today()).posts} == {"officer", "leader"}
    deputy.refresh_from_db()
    assert deputy.until_day == today() and theirs.get("/").status_code == 302
    event = Event.objects.latest("sequence")
    assert (event.action, event.subject_id) == ("user.hand_over", row.pk)
    # The two people find the list, others do not.
    theirs_to_read = signed_in("county_officer").get(f"/handovers/{row.pk}/")
    assert theirs_to_read.status_code == 200 and f"/people/{leaver}/" not in theirs_to_read.text
    assert signed_in("secretary").get(f"/handovers/{row.pk}/").status_code == 404
    assert f"/handovers/{row.pk}/" in granter.get(f"/people/{leaver}/").text


def test_nothing_passes_to_an_administrator(granter: Client, cast: Cast) -> None:
    form = {"successor": cast.users["audit_administrator"], "from_day": today().isoformat()}
    address = f"/people/{cast.users['leader']}/hand-over/"
    assert f'value="{form["successor"]}"' not in granter.get(address).text
    granter.post(address, form)
    with pytest.raises(Refused, match="administrator_works"):
        people = (cast.users["leader"], cast.users["audit_administrator"])
        hand_over(cast.actor("security_administrator"), *people, from_day=today(), at=now())
    assert not Handover.objects.exists()


@pytest.fixture
def plan(cast: Cast) -> Written:
    """A plan whose second task is with the housing department: 待签收."""
    plan = write_plan(cast)
    assign_task(cast.actor("prefecture_officer", today()), plan.tasks["2"], 1, at=now())
    return plan


def test_open_tasks_pass_with_the_posts(
    granter: Client, signed_in: SignedIn, cast: Cast, plan: Written
) -> None:
    leaver, successor = cast.users["department_officer"], cast.users["township_clerk"]
    theirs, sign_for = signed_in("township_clerk"), f"/tasks/{plan.tasks['2']}/sign-for/"
    page = granter.get(f"/people/{leaver}/hand-over/").text
    assert "大班额尚未消除" in page and "本单位无其他人员任职" in page
    assert "底数不清" not in page
    # A task of another unit cannot be seen, still less signed for, before the day.
    assert theirs.post(sign_for, {"version": 2}).status_code == 404
    form = {"successor": successor, "from_day": today().isoformat()}
    granter.post(f"/people/{leaver}/hand-over/", form)
    kept = Handover.objects.get().items["tasks"]
    assert [(one["number"], one["state"], one["is_sole"]) for one in kept] == [
        ("2", "assigned", True)
    ]
    assert signed_in("department_officer").post(sign_for, {"version": 2}).status_code == 404
    signed_in("township_clerk").post(sign_for, {"version": 2})
    signed, event = stored(plan, "2"), Event.objects.latest("sequence")
    assert (signed.state, signed.version) == ("signed_for", 3)
    assert (event.action, event.subject_id, event.actor_id) == (
        "task.sign_for",
        plan.tasks["2"],
        successor,
    )


def test_a_task_that_a_colleague_can_do_is_told_apart(
    granter: Client, cast: Cast, plan: Written
) -> None:
    leaver = cast.users["department_officer"]
    address = f"/api/handovers/hanging/{leaver}"
    assert [task["is_sole"] for task in granter.get(address).json()["tasks"]] == [True]
    colleague = write_liaison(cast, "jiahe-housing", "jiahe")
    assert [task["is_sole"] for task in granter.get(address).json()["tasks"]] == [False]
    # An account that is closed does nobody's work, and a unit that only helps is not asked.
    User.objects.filter(pk=colleague.user_id).update(is_active=False)
    assert [task["is_sole"] for task in granter.get(address).json()["tasks"]] == [True]
    helping = granter.get(f"/api/handovers/hanging/{cast.users['county_officer']}").json()["tasks"]
    assert [(task["number"], task["is_sole"]) for task in helping] == [("2", False)]


@pytest.mark.parametrize(
    ("leaver", "successor", "days", "reason"),
    [
        ("audit_administrator", "leader", 0, "没有可以交接的任职"),
        ("leader", "county_officer", -1, "不能早于今天"),
        ("security_administrator", "leader", 0, "自己"),
    ],
)
def test_it_is_refused_and_nothing_changes(
    granter: Client, cast: Cast, leaver: str, successor: str, days: int, reason: str
) -> None:
    day = today() + timedelta(days=days)
    form = {"successor": cast.users[successor], "from_day": day.isoformat()}
    before = list(Post.objects.order_by("pk").values())
    page = granter.post(f"/people/{cast.users[leaver]}/hand-over/", form)
    assert reason in page.text
    assert list(Post.objects.order_by("pk").values()) == before
    assert not Handover.objects.exists()


def test_a_closed_account_takes_nothing_over(granter: Client, cast: Cast) -> None:
    User.objects.filter(username="secretary").update(is_active=False)
    chosen = {
        "leaver_id": cast.users["leader"],
        "successor_id": cast.users["secretary"],
        "from_day": today().isoformat(),
    }
    told = granter.post("/api/handovers", chosen, content_type="application/json")
    assert told.json()["code"] == "access.refused.closed_successor"


def test_the_api_hands_over(granter: Client, signed_in: SignedIn, cast: Cast) -> None:
    leaver, successor = cast.users["leader"], cast.users["county_officer"]
    assert granter.get(f"/api/handovers/hanging/{leaver}").json()["tasks"] == []
    body = {"leaver_id": leaver, "successor_id": successor, "from_day": today().isoformat()}
    made = granter.post("/api/handovers", body, content_type="application/json").json()
    told = granter.get(f"/api/handovers/{made['id']}").json()
    assert told["leaver_name"] == "思齐" and told["items"]["posts"][0]["role"] == "leader"
    refused = signed_in("inspector")
    assert refused.post("/api/handovers", body, content_type="application/json").status_code == 403


def test_the_papers_of_the_units_are_on_the_list(granter: Client, cast: Cast) -> None:
    paper_id = register(cast)
    leaver, successor = cast.users["secretary"], cast.users["county_officer"]
    page = in_one_line(granter.get(f"/people/{leaver}/hand-over/").text)
    assert f"1号 {TITLE}" in page
    told = granter.get(f"/api/handovers/hanging/{leaver}").json()
    assert [paper["id"] for paper in told["papers"]] == [paper_id] and told["replies"] == []
    form = {"successor": successor, "from_day": today().isoformat()}
    done = granter.post(f"/people/{leaver}/hand-over/", form, follow=True)
    assert TITLE in done.text and Handover.objects.get().items["papers"][0]["number"] == 1
