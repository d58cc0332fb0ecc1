"""Accounts and posts 账号与任职: who opens, who grants, and that nobody does both."""

import re

import pytest
from django.test import Client

from mengyang.store.models import Event, Post, User
from mengyang.web.clock import today
from tests.cast import PASSWORD, Cast
from tests.web.conftest import SignedIn

ACCOUNT = {"username": "new", "display_name": "新来"}
MADE = re.compile(r"<code>([a-z2-9]{4}(?:-[a-z2-9]{4}){2})</code>")


@pytest.fixture
def opener(signed_in: SignedIn) -> Client:
    return signed_in("system_administrator")


@pytest.fixture
def granter(signed_in: SignedIn) -> Client:
    return signed_in("security_administrator")


def last_action() -> str:
    return Event.objects.order_by("-sequence")[0].action


def test_it_lists_people_by_role(opener: Client) -> None:
    page = opener.get("/people/?role=inspector").text
    assert "守正" in page and "思齐" not in page
    assert "云麓地区教育督导室" in page
    assert "共 <strong>1</strong> 条" in page


def test_it_opens_an_account_without_a_post(opener: Client) -> None:
    page = opener.post("/people/new/", ACCOUNT)
    user = User.objects.get(username="new")
    shown = MADE.findall(page.text)
    assert len(shown) == 1 and user.check_password(shown[0])
    assert "no-store" in page["Cache-Control"]
    assert user.must_change_password and not user.posts.exists()
    assert last_action() == "user.create"


@pytest.mark.parametrize(
    "wrong",
    [{"username": "leader"}, {"username": " "}, {"username": "x" * 90}],
)
def test_it_keeps_what_was_typed_when_it_refuses(opener: Client, wrong: dict[str, str]) -> None:
    response = opener.post("/people/new/", ACCOUNT | wrong)
    assert response.status_code == 200
    assert 'value="新来"' in response.text
    assert not User.objects.filter(display_name="新来").exists()


def test_it_grants_and_ends_a_post(granter: Client, cast: Cast) -> None:
    person, unit = cast.users["leader"], cast.units["yihe-education"]
    form = {"role": "officer", "unit": unit, "from_day": today().isoformat()}
    response = granter.post(f"/people/{person}/posts/new/", form, follow=True)
    assert "已授予思齐任职" in response.text
    post = Post.objects.get(user_id=person, role="officer")
    assert post.area_id == cast.areas["yihe"]
    assert last_action() == "user.grant"
    # A post that begins today cannot end today: it would have held for no day.
    Post.objects.filter(pk=post.pk).update(from_day="2026-01-01")
    ended = granter.post(
        f"/people/{person}/posts/{post.pk}/end/", {"version": post.version}, follow=True
    )
    assert ended.status_code == 200
    post.refresh_from_db()
    assert post.until_day == today()
    assert last_action() == "user.revoke"


@pytest.mark.parametrize(
    "wrong", [{"role": "emperor"}, {"unit": "999999"}, {"from_day": "31.3.2026"}, {"unit": "x"}]
)
def test_it_grants_nothing_that_does_not_exist(
    granter: Client, cast: Cast, wrong: dict[str, str]
) -> None:
    unit = cast.units["yihe-education"]
    form = {"role": "officer", "unit": unit, "from_day": today().isoformat()} | wrong
    before = Post.objects.count()
    assert granter.post(f"/people/{cast.users['leader']}/posts/new/", form).status_code == 200
    assert Post.objects.count() == before


def test_nobody_opens_and_grants(opener: Client, granter: Client, cast: Cast) -> None:
    form = {"role": "officer", "unit": cast.units["yihe-education"], "from_day": "2026-01-01"}
    before = (User.objects.count(), Post.objects.count(), Event.objects.count())
    assert granter.post("/people/new/", ACCOUNT).status_code == 403
    address = f"/people/{cast.users['leader']}/posts/new/"
    assert opener.get(address).status_code == 403
    assert opener.post(address, form).status_code == 403
    assert (User.objects.count(), Post.objects.count(), Event.objects.count()) == before


def test_nobody_decides_about_the_own_account(opener: Client, granter: Client, cast: Cast) -> None:
    own = cast.users["system_administrator"]
    assert opener.post(f"/people/{own}/close/", {"version": "1"}).status_code == 403
    own = cast.users["security_administrator"]
    assert f"/people/{own}/posts/new/" not in granter.get(f"/people/{own}/").text
    form = {"role": "officer", "unit": cast.units["yihe-education"], "from_day": "2026-01-01"}
    refused = granter.post(f"/people/{own}/posts/new/", form)
    assert refused.status_code == 200 and 'role="alert"' in refused.text


def test_it_closes_an_account_and_opens_it_again(opener: Client, cast: Cast) -> None:
    person = cast.users["leader"]
    opener.post(f"/people/{person}/close/", {"version": User.objects.get(pk=person).version})
    assert not User.objects.get(pk=person).is_active
    assert last_action() == "user.disable"
    page = opener.get(f"/people/{person}/").text
    assert "重新启用" in page and "停用账号" in page  # the button, and the history
    opener.post(f"/people/{person}/open/", {"version": User.objects.get(pk=person).version})
    assert User.objects.get(pk=person).is_active


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999"])
def test_a_version_that_is_none_is_refused(opener: Client, cast: Cast, version: str) -> None:
    address = f"/people/{cast.users['leader']}/close/"
    assert opener.post(address, {"version": version}).status_code == 400
    assert User.objects.get(pk=cast.users["leader"]).is_active


def test_it_resets_a_password_and_ends_the_sessions(
    opener: Client, signed_in: SignedIn, cast: Cast
) -> None:
    person, theirs = cast.users["leader"], signed_in("leader")
    assert theirs.get("/").status_code == 200
    form = {"version": User.objects.get(pk=person).version}
    page = opener.post(f"/people/{person}/password/", form)
    user = User.objects.get(pk=person)
    assert user.check_password(MADE.findall(page.text)[0]) and user.must_change_password
    assert theirs.get("/").status_code == 302
    again = opener.post(f"/people/{person}/password/", form)
    assert not MADE.findall(again.text)


def test_a_session_ends_with_a_post_and_with_the_account(
    opener: Client, granter: Client, signed_in: SignedIn, cast: Cast
) -> None:
    person, unit = cast.users["leader"], cast.units["yihe-education"]
    theirs = signed_in("leader")
    form = {"role": "officer", "unit": unit, "from_day": today().isoformat()}
    granter.post(f"/people/{person}/posts/new/", form)
    assert theirs.get("/").status_code == 302
    theirs = signed_in("leader")
    for state in ("close", "open"):
        version = User.objects.get(pk=person).version
        opener.post(f"/people/{person}/{state}/", {"version": version})
    assert theirs.get("/").status_code == 302


def test_the_api_does_the_same(opener: Client, granter: Client, cast: Cast) -> None:
    account = ACCOUNT | {"password": PASSWORD}
    made = opener.post("/api/people", account, content_type="application/json")
    user_id = made.json()["id"]
    taken = opener.post("/api/people", account, content_type="application/json")
    assert (taken.status_code, taken.json()["code"]) == (422, "access.refused.name_taken")
    post = {"role": "officer", "unit_id": cast.units["yihe-education"], "from_day": "2026-01-01"}
    granted = granter.post(f"/api/people/{user_id}/posts", post, content_type="application/json")
    assert Post.objects.get(pk=granted.json()["id"]).role == "officer"
    person = opener.get(f"/api/people/{user_id}").json()
    assert person["roles"] == ["officer"] and "password" not in person
    off = {"is_active": False, "version": person["version"]}
    assert opener.post(
        f"/api/people/{user_id}/state", off, content_type="application/json"
    ).json() == {"done": True}
    assert not User.objects.get(pk=user_id).is_active
    stale = opener.post(f"/api/people/{user_id}/state", off, content_type="application/json")
    assert (stale.status_code, stale.json()["code"]) == (409, "store.refused.stale")


def test_a_name_is_erased_only_of_a_closed_account(
    opener: Client, granter: Client, cast: Cast
) -> None:
    address, label = f"/people/{cast.users['leader']}/", "清除姓名"
    leader = User.objects.get(username="leader")
    assert label not in granter.get(address).text
    assert label not in opener.get(address).text
    granter.post(f"{address}erase/", {"version": leader.version})
    leader.refresh_from_db()
    assert leader.display_name == "思齐"
    opener.post(f"{address}close/", {"version": leader.version})
    leader.refresh_from_db()
    assert label in granter.get(address).text and label not in opener.get(address).text
    opener.post(f"{address}erase/", {"version": leader.version})
    assert last_action() == "user.disable"
    response = granter.post(f"{address}erase/", {"version": leader.version}, follow=True)
    assert "姓名已清除" in response.text and label not in response.text
    assert last_action() == "user.erase"
    leader.refresh_from_db()
    assert leader.display_name == "—"


def test_a_wrong_name_is_corrected_on_a_page(opener: Client, cast: Cast) -> None:
    leader = cast.users["leader"]
    assert f"/people/{leader}/name/" in opener.get(f"/people/{leader}/").text
    form = {"version": User.objects.get(pk=leader).version, "display_name": "李娜"}
    page = opener.post(f"/people/{leader}/name/", form, follow=True).text
    assert "姓名已更正" in page and User.objects.get(pk=leader).display_name == "李娜"
    assert last_action() == "user.correct_name"


def test_the_history_of_a_person_tells_the_posts(granter: Client, cast: Cast) -> None:
    leader, unit = cast.users["leader"], cast.units["jiahe-finance"]
    day = today().isoformat()
    form = {"role": "department_officer", "unit": unit, "from_day": day, "until_day": ""}
    page = granter.post(f"/people/{leader}/posts/new/", form, follow=True).text
    told = page[page.index('<ol class="history">') :]
    assert "授予任职" in told and "甲禾县财政局" in told and "登录会话批次" not in told
    again = granter.post(f"/people/{leader}/posts/new/", form).text
    assert "已在该单位担任这一角色" in again
    post = Post.objects.filter(user_id=leader).latest("pk")
    end = f"/people/{leader}/posts/{post.pk}/end/"
    told = granter.post(end, {"version": post.version}, follow=True).text
    assert "撤销任职" in told[told.index('<ol class="history">') :]
