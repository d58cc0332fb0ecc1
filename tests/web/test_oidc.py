"""Signing in at the office's provider 统一认证: a packaged provider in a process of its own."""

import base64
import hashlib
import json
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.test import Client
from pytest_django import Settings

from mengyang.store.models import Event, User
from tests.cast import Cast
from tests.web.conftest import SignedIn

SUBJECT = "sub-0001"
RETURN = "http://testserver/sign-in/oidc/return/"
STARTING_SECONDS = 20


class Stay(urllib.request.HTTPRedirectHandler):
    """Where the provider sends the browser, without going there."""

    def redirect_request(self, *_: Any) -> None:
        """Do not follow."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A provider under way, and what it gave our system."""

    issuer: str
    client: str
    secret: str
    process: subprocess.Popen[bytes]


@contextmanager
def provider(*options: str) -> Iterator[Registered]:
    """A provider that knows our system; the process ends with the tests."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    asked = ("--port", str(port), "--require-registration", "true", "--require-nonce", "true")
    process = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", *asked, *options], stderr=subprocess.DEVNULL
    )
    issuer = f"http://127.0.0.1:{port}"
    try:
        told = json.loads(_registered(issuer, process))
        yield Registered(issuer, told["client_id"], told["client_secret"], process)
    finally:
        process.kill()
        process.wait(10)


@pytest.fixture(scope="module")
def honest() -> Iterator[Registered]:
    """A provider whose word is true."""
    with provider() as registered:
        yield registered


@pytest.fixture
def recorder(settings: Settings, office: Client) -> Iterator[list[dict[str, str]]]:
    """What was sent for a token, to an address that keeps it and answers no."""
    del office
    heard: list[dict[str, str]] = []

    class Recorder(BaseHTTPRequestHandler):
        """Discovery, and an address for codes."""

        def do_GET(self) -> None:
            here = settings.ENVIRONMENT.oidc_issuer
            names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
            body = json.dumps({"issuer": here} | dict.fromkeys(names, here)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            heard.append(dict(parse_qsl(sent)))
            self.send_error(400)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Recorder) as server:
        issuer = f"http://127.0.0.1:{server.server_port}"
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, oidc_issuer=issuer)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield heard
        server.shutdown()


@pytest.fixture
def office(settings: Settings, honest: Registered, cast: Cast) -> Client:
    """A browser at an installation whose provider this is; the leader is bound to it."""
    return at_office(settings, honest, cast)


def at_office(settings: Settings, registered: Registered, cast: Cast) -> Client:
    settings.ENVIRONMENT = replace(
        settings.ENVIRONMENT,
        oidc_issuer=registered.issuer,
        oidc_client_id=registered.client,
        oidc_client_secret=registered.secret,
        oidc_name="政务统一认证",
    )
    User.objects.filter(pk=cast.users["leader"]).update(oidc_subject=SUBJECT)
    return Client(headers={"accept-language": "zh"})


def come_back(browser: Client, said: dict[str, str] | None = None, **changed: str) -> str:
    """Begin, sign in at the provider, and the address it sends the browser back to.

    `said` is what the person fills into the provider's form; `changed` what somebody on the way
    makes of what we asked.
    """
    begun = browser.get("/sign-in/oidc/?next=/plans/")
    assert begun.status_code == 302, begun
    parts = urlsplit(begun["Location"])
    asked = urlencode(dict(parse_qsl(parts.query)) | changed)
    form = urlencode(said or {"sub": SUBJECT}).encode()
    try:
        opener = urllib.request.build_opener(Stay)
        opener.open(parts._replace(query=asked).geturl(), form, timeout=10)
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
    ("said", "changed", "reason"),
    [
        ({"sub": "stranger"}, {}, "“stranger”没有绑定账号"),
        ({"action": "deny"}, {}, "没有同意这次登录"),
        ({"sub": SUBJECT}, {"nonce": "another"}, "不属于这次登录"),
        ({"sub": SUBJECT}, {"state": "another"}, "不是从本页发起"),
    ],
)
def test_a_word_that_cannot_be_trusted_is_refused(
    office: Client, said: dict[str, str], changed: dict[str, str], reason: str
) -> None:
    accounts = User.objects.count()
    page = office.get(come_back(office, said, **changed), follow=True)
    assert reason in page.text and "_auth_user_id" not in office.session
    assert User.objects.count() == accounts
    event = Event.objects.latest("sequence")
    assert event.action == "user.provider_failed" and event.actor_id is None
    assert event.after["reason"].startswith("access.refused.oidc_")
    assert "stranger" not in str(event.after)


def test_a_word_of_yesterday_is_refused_and_a_provider_that_is_gone_is_told(
    settings: Settings, cast: Cast
) -> None:
    with provider("--token-max-age", "-7200") as late:
        office = at_office(settings, late, cast)
        assert "已过期" in office.get(come_back(office), follow=True).text
        address = come_back(office)
    assert "暂时无法连接" in office.get(address, follow=True).text
    assert "暂时无法连接" in office.get("/sign-in/oidc/", follow=True).text
    assert "_auth_user_id" not in office.session


def test_a_system_that_the_provider_does_not_know_is_denied(
    settings: Settings, office: Client
) -> None:
    address = come_back(office)
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, oidc_client_secret="another")
    assert "没有同意这次登录" in office.get(address, follow=True).text


def test_the_code_is_redeemed_by_who_asked_for_it(
    office: Client, recorder: list[dict[str, str]]
) -> None:
    """PKCE: the provider that is asked gets the digest first, the verifier last."""
    begun = dict(parse_qsl(urlsplit(office.get("/sign-in/oidc/")["Location"]).query))
    state = begun["state"]
    told = office.get(f"/sign-in/oidc/return/?code=c&state={state}", follow=True)
    assert "没有同意这次登录" in told.text
    digest = hashlib.sha256(recorder[0]["code_verifier"].encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    assert (begun["code_challenge"], begun["code_challenge_method"]) == (challenge, "S256")
    assert recorder[0]["redirect_uri"] == begun["redirect_uri"] == RETURN


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
    assert "_auth_user_id" not in office.session


def test_without_a_provider_there_is_no_way(settings: Settings, cast: Cast) -> None:
    del cast
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, oidc_issuer="")
    page = Client(headers={"accept-language": "zh"}).get("/sign-in/oidc/", follow=True).text
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


def _registered(issuer: str, process: subprocess.Popen[bytes]) -> bytes:
    """What the provider answers to our registration, as soon as it serves."""
    request = urllib.request.Request(
        f"{issuer}/oauth2/clients",
        json.dumps({"redirect_uris": [RETURN]}).encode(),
        {"Content-Type": "application/json"},
    )
    ends = time.monotonic() + STARTING_SECONDS
    while True:
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return bytes(answer.read())
        except urllib.error.URLError:
            if time.monotonic() > ends or process.poll() is not None:
                raise
            time.sleep(0.05)
