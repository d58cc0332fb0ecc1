"""Signing in at the office's provider 统一认证: a real process, real signatures, real faults."""

import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from mengyang.store.models import Event, User
from tests.cast import Cast
from tests.conftest import ROOT
from tests.oidc_provider import CLIENT, SECRET, SUBJECT
from tests.web.conftest import SignedIn


class Stay(urllib.request.HTTPRedirectHandler):
    """Where the provider sends the browser, without going there."""

    def redirect_request(self, *_: Any) -> None:
        """Do not follow."""


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """The provider's address; the process ends with the tests."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.oidc_provider"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    yield process.stdout.readline().strip()
    process.terminate()
    process.wait(10)
    process.stdout.close()


@pytest.fixture
def office(settings: Settings, issuer: str, cast: Cast) -> Client:
    """A browser at an installation whose provider this is; the leader is bound to it."""
    settings.ENVIRONMENT = replace(
        settings.ENVIRONMENT,
        oidc_issuer=issuer,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
        oidc_name="政务统一认证",
    )
    User.objects.filter(pk=cast.users["leader"]).update(oidc_subject=SUBJECT)
    return Client(headers={"accept-language": "zh"})


def come_back(browser: Client, more: str = "") -> str:
    """Begin, be asked by the provider, and the address it sends the browser back to."""
    begun = browser.get("/sign-in/oidc/?next=/plans/")
    assert begun.status_code == 302, begun
    try:
        urllib.request.build_opener(Stay).open(begun["Location"] + more, timeout=10)
    except urllib.error.HTTPError as answer:
        headers: Message = answer.headers
        return str(headers["Location"]).removeprefix("http://testserver")
    raise AssertionError("the provider did not send the browser back")


def test_who_is_bound_comes_in(office: Client, cast: Cast) -> None:
    assert "使用政务统一认证登录" in office.get("/sign-in/").text
    done = office.get(come_back(office))
    assert (done.status_code, done["Location"]) == (302, "/plans/")
    assert office.get("/plans/").status_code == 200
    event = Event.objects.latest("sequence")
    assert (event.action, event.actor_id) == ("user.sign_in", cast.users["leader"])


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ("&fault=signature", "签名不正确"),
        ("&fault=issuer", "不是由本单位的统一认证签发"),
        ("&fault=expired", "已过期"),
        ("&fault=audience", "不是签发给本系统"),
        ("&fault=nonce", "不属于这次登录"),
        ("&sub=stranger", "“stranger”没有绑定账号"),
    ],
)
def test_a_word_that_cannot_be_trusted_is_refused(office: Client, more: str, reason: str) -> None:
    accounts = User.objects.count()
    page = office.get(come_back(office, more), follow=True)
    assert reason in page.text and "_auth_user_id" not in office.session
    assert User.objects.count() == accounts
    event = Event.objects.latest("sequence")
    assert event.action == "user.provider_failed" and event.actor_id is None
    assert event.after["reason"].startswith("access.refused.oidc_")
    assert "stranger" not in str(event.after)


def test_a_return_counts_once_and_only_where_it_began(office: Client) -> None:
    address = come_back(office)
    other = Client(headers={"accept-language": "zh"})
    assert "不是从本页发起" in other.get(address, follow=True).text
    assert not Event.objects.filter(action="user.provider_failed").exists()
    office.get(address)
    office.post("/sign-out/")
    assert "不是从本页发起" in office.get(address, follow=True).text
    kept = come_back(office)
    assert "没有同意这次登录" in office.get(kept.replace("code=", "code=x"), follow=True).text


def test_a_closed_account_stays_closed(office: Client, cast: Cast) -> None:
    User.objects.filter(pk=cast.users["leader"]).update(is_active=False)
    assert "没有绑定账号" in office.get(come_back(office), follow=True).text


def test_without_a_provider_there_is_no_way(
    settings: Settings, office: Client, issuer: str
) -> None:
    del issuer
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, oidc_issuer="http://127.0.0.1:9")
    assert "暂时无法连接" in office.get("/sign-in/oidc/", follow=True).text
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, oidc_issuer="")
    page = office.get("/sign-in/oidc/", follow=True).text
    assert "没有启用统一认证" in page and "/sign-in/oidc/" not in page


def test_the_system_administrator_binds_each_identity_once(signed_in: SignedIn, cast: Cast) -> None:
    keeper, leader = signed_in("system_administrator"), cast.users["leader"]
    form = {"version": 1, "subject": SUBJECT}
    assert (
        "已登记思齐的统一认证身份"
        in keeper.post(f"/people/{leader}/subject/", form, follow=True).text
    )
    assert SUBJECT not in str(list(Event.objects.values()))
    other = {"version": 1, "subject": SUBJECT}
    told = keeper.post(
        f"/api/people/{cast.users['secretary']}/subject", other, content_type="application/json"
    )
    assert told.json()["code"] == "access.refused.subject_taken"
    assert signed_in("security_administrator").get(f"/people/{leader}/subject/").status_code == 403
