"""The code after the password 动态口令: enrolled, asked for, locked, recovered, reset."""

import re
from dataclasses import replace

import pytest
from django.test import Client
from pytest_django import Settings

from mengyang.actions import second_factor as actions
from mengyang.core.second_factor import as_bytes, code_at
from mengyang.store.models import Event, SecondFactor, User
from mengyang.web.clock import now
from tests.cast import PASSWORD, Cast
from tests.web.conftest import SignedIn

LETTERS = re.compile(r"<code>((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})</code>")
RECOVERY = re.compile(r"<code>([a-z2-9]{4}(?:-[a-z2-9]{4}){2})</code>")


def current(secret: bytes, steps: int = 0) -> str:
    return code_at(secret, int(now().timestamp()) // 30 + steps)


@pytest.fixture
def enrolled(signed_in: SignedIn) -> tuple[bytes, list[str]]:
    """The leader has enrolled; the secret and the recovery codes."""
    browser = signed_in("leader")
    page = browser.get("/second-factor/").text
    assert "<svg" in page and "http" not in page.partition("<svg")[2].partition("</svg>")[0][60:]
    secret = as_bytes(LETTERS.findall(page)[0])
    assert "不正确" in browser.post("/second-factor/", {"code": "000000"}).text
    # The next step is left for the tests: a step may end between any two lines.
    done = browser.post("/second-factor/", {"code": current(secret)})
    return secret, RECOVERY.findall(done.text)


def after_password() -> Client:
    browser = Client(headers={"accept-language": "zh"})
    browser.post("/sign-in/", {"username": "leader", "password": PASSWORD})
    return browser


def test_nothing_opens_before_the_code(enrolled: tuple[bytes, list[str]]) -> None:
    secret, recovery = enrolled
    assert len(recovery) == 10 and Event.objects.filter(action="user.enrol_code").exists()
    assert not any(str(text) in str(list(Event.objects.values())) for text in recovery)
    browser = after_password()
    for address in ("/", "/plans/", "/second-factor/", "/password/"):
        assert browser.get(address)["Location"] == "/sign-in/code/"
    assert "bar-menu" not in browser.get("/sign-in/code/").text
    told = browser.get("/api/people").json()
    assert told["code"] == "access.refused.code_needed"
    shown = {"code": current(secret, 1)}
    assert browser.post("/sign-in/code/", shown)["Location"] == "/"
    assert browser.get("/plans/").status_code == 200
    # The same code opens no second session.
    assert "已经用过" in after_password().post("/sign-in/code/", shown).text


def test_a_recovery_code_opens_once(enrolled: tuple[bytes, list[str]]) -> None:
    code = enrolled[1][3]
    browser = after_password()
    copied = {"code": code.upper().replace("-", " ")}
    assert browser.post("/sign-in/code/", copied).status_code == 302
    assert "还剩 9 个" in browser.get("/second-factor/").text
    assert "不正确" in after_password().post("/sign-in/code/", {"code": code}).text
    assert len(SecondFactor.objects.get().recovery) == 9


def test_five_wrong_codes_lock_the_right_one_out(enrolled: tuple[bytes, list[str]]) -> None:
    browser = after_password()
    for _ in range(5):
        browser.post("/sign-in/code/", {"code": "000000"})
    assert "暂停验证" in browser.post("/sign-in/code/", {"code": current(enrolled[0])}).text
    assert Event.objects.filter(action="user.code_failed").count() == 5


def test_the_api_takes_the_code(enrolled: tuple[bytes, list[str]]) -> None:
    browser = after_password()
    sent = {"code": current(enrolled[0], 1)}
    done = browser.post("/api/people/me/code", sent, content_type="application/json")
    assert done.json() == {"done": True} and browser.get("/").status_code == 200


def test_the_own_codes_are_removed_by_one_more(enrolled: tuple[bytes, list[str]]) -> None:
    browser = after_password()
    browser.post("/sign-in/code/", {"code": current(enrolled[0], 1)})
    done = browser.post("/second-factor/", {"code": enrolled[1][0]}, follow=True)
    assert "动态口令已停用" in done.text and not SecondFactor.objects.exists()
    assert after_password().get("/").status_code == 200


def test_the_system_administrator_resets_them(
    enrolled: tuple[bytes, list[str]], signed_in: SignedIn, cast: Cast
) -> None:
    keeper, leader = signed_in("system_administrator"), cast.users["leader"]
    assert (
        signed_in("security_administrator")
        .post(f"/people/{leader}/second-factor/reset/")
        .status_code
        == 403
    )
    assert "停用动态口令" in keeper.get(f"/people/{leader}/").text
    keeper.post(f"/people/{leader}/second-factor/reset/")
    assert not User.objects.get(pk=leader).has_second_factor
    assert Event.objects.latest("sequence").action == "user.reset_code"


def test_administrators_enrol_first_where_they_must(
    settings: Settings, signed_in: SignedIn, cast: Cast
) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, admin_codes=True)
    browser = signed_in("system_administrator")
    assert browser.get("/people/")["Location"] == "/second-factor/"
    assert browser.get("/second-factor/").status_code == 200
    told = browser.get("/api/people").json()
    assert told["code"] == "access.refused.enrol_first"
    body = {"secret": "A" * 32, "code": current(bytes(20))}
    made = browser.post("/api/people/me/second-factor", body, content_type="application/json")
    assert len(made.json()["recovery_codes"]) == 10
    assert signed_in("leader").get("/").status_code == 200


def test_at_the_machine_they_are_removed_on_record(enrolled: tuple[bytes, list[str]]) -> None:
    actions.reset_code_at_the_machine("leader", at=now())
    event = Event.objects.latest("sequence")
    assert (event.action, event.actor_id) == ("user.reset_code", None)
