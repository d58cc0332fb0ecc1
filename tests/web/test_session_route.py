"""Signing in by the API 登录接口: the throttle, the token and the events are those of the page."""

import pytest
from django.test import Client

from mengyang.store.models import Event, User
from tests.cast import PASSWORD, Cast
from tests.web.conftest import SignedIn

RIGHT = {"username": "leader", "password": PASSWORD}
WRONG = {"username": "leader", "password": "not the password"}


@pytest.fixture
def program() -> Client:
    """A program that has asked nothing yet; its changes need the token."""
    return Client(enforce_csrf_checks=True, headers={"accept-language": "zh"})


def sign_in(program: Client, sent: dict[str, str] = RIGHT):
    token = {"X-CSRFToken": program.cookies["csrftoken"].value}
    return program.post("/api/session", sent, "application/json", headers=token)


def asked(program: Client):
    return program.get("/api/session")


def test_it_signs_in_says_who_one_is_and_signs_out(cast: Cast, program: Client) -> None:
    stranger = asked(program)
    assert (stranger.status_code, stranger.json()["code"]) == (401, "access.refused.signed_out")
    begun = sign_in(program)
    assert begun.status_code == 200
    assert begun.json() == asked(program).json()
    assert (begun.json()["username"], begun.json()["language"]) == ("leader", "")
    (post,) = begun.json()["posts"]
    assert (post["role"], post["unit_name_zh"]) == ("leader", "甲禾县人民政府")
    assert program.get("/api/registry/units").status_code == 200
    token = {"X-CSRFToken": program.cookies["csrftoken"].value}
    assert program.delete("/api/session", headers=token).json() == {"done": True}
    assert asked(program).status_code == 401
    told = Event.objects.filter(subject_id=cast.users["leader"]).order_by("sequence")
    assert list(told.values_list("action", flat=True))[-2:] == ["user.sign_in", "user.sign_out"]


def test_it_needs_the_token_to_come_and_to_go(cast: Cast, program: Client) -> None:
    refused = program.post("/api/session", RIGHT, "application/json")
    assert (refused.status_code, refused.json()["code"]) == (403, "access.refused.form_not_ours")
    asked(program)
    sign_in(program)
    assert program.delete("/api/session").status_code == 403
    assert asked(program).status_code == 200


def test_it_says_that_they_do_not_belong_together(cast: Cast, program: Client) -> None:
    asked(program)
    for sent in (WRONG, WRONG | {"username": "nobody"}):
        refused = sign_in(program, sent)
        assert refused.status_code == 401
        assert refused.json()["message"] == "账号或密码不正确。"
    assert Event.objects.filter(action="user.sign_in_failed").count() == 1
    assert "_auth_user_id" not in program.session


def test_it_closes_with_the_page_after_five_wrong_passwords(cast: Cast, program: Client) -> None:
    asked(program)
    statuses = [sign_in(program, WRONG).status_code for _ in range(5)]
    assert statuses == [401, 401, 401, 401, 429]
    told = Event.objects.order_by("sequence").values_list("action", flat=True)
    assert list(told)[-6:] == ["user.sign_in_failed"] * 5 + ["user.lock_out"]
    refused = sign_in(program)
    assert (refused.status_code, refused["Retry-After"]) == (429, "900")
    assert refused.json()["code"] == "access.refused.locked_out"
    assert "15 分钟" in refused.json()["message"]
    assert Client().post("/sign-in/", RIGHT).status_code == 429
    assert Event.objects.count() == len(told)


def test_a_new_password_ends_the_wait(cast: Cast, signed_in: SignedIn, program: Client) -> None:
    asked(program)
    assert [sign_in(program, WRONG).status_code for _ in range(5)][-1] == 429
    row = User.objects.get(username=WRONG["username"])
    address = f"/api/people/{row.pk}/password"
    administrator = signed_in("system_administrator")
    made = administrator.post(address, {"version": row.version}, "application/json").json()
    given = {"username": row.username, "password": made["password"]}
    assert sign_in(program, given).status_code == 200


def test_it_leaves_the_own_session_open_before_the_password_is_changed(
    signed_in: SignedIn,
) -> None:
    User.objects.filter(username="leader").update(must_change_password=True)
    browser = signed_in("leader")
    assert browser.get("/api/registry/units").status_code == 403
    assert browser.get("/api/session").json()["must_change_password"] is True
    assert browser.delete("/api/session").status_code == 200
