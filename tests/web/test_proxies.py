"""Behind a proxy 反向代理: whose address counts, and whose word about it."""

from dataclasses import replace

import pytest
from django.test import Client
from pytest_django import Settings

from mengyang.web.proxies import client_address, trusted_networks
from mengyang.web.site.faults import configuration_faults
from tests.cast import PASSWORD, Cast

NGINX = trusted_networks(["127.0.0.1", "10.3.0.0/24", "::1", "no address"])
WRONG = {"username": "leader", "password": "not the password"}


@pytest.mark.parametrize(
    ("peer", "forwarded", "meant"),
    [
        ("127.0.0.1", "10.9.0.7", "10.9.0.7"),
        ("::1", "2001:db8::7", "2001:db8::7"),
        ("127.0.0.1", "", "127.0.0.1"),
        # Two proxies of the office, one behind the other.
        ("127.0.0.1", "10.9.0.7, 10.3.0.2", "10.9.0.7"),
        # What the person wrote stands before what the proxy saw.
        ("127.0.0.1", "1.2.3.4, 10.9.0.7", "10.9.0.7"),
        ("127.0.0.1", "1.2.3.4, rubbish", "127.0.0.1"),
        # Nobody else is believed.
        ("10.9.0.7", "1.2.3.4", "10.9.0.7"),
        ("", "1.2.3.4", ""),
    ],
)
def test_only_a_trusted_proxy_is_believed(peer: str, forwarded: str, meant: str) -> None:
    assert client_address(peer, forwarded, NGINX) == meant


def test_the_throttle_sees_the_own_computer_behind_the_proxy(
    cast: Cast, settings: Settings
) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, trusted_proxies=("127.0.0.1",))
    theirs = Client(headers={"X-Forwarded-For": "10.9.0.7"})
    assert [theirs.post("/sign-in/", WRONG).status_code for _ in range(5)][-1] == 429
    own = Client(headers={"X-Forwarded-For": "10.9.0.8"})
    assert own.post("/sign-in/", WRONG | {"password": PASSWORD}).status_code == 302


def test_a_forged_header_opens_no_closed_account(cast: Cast, settings: Settings) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, trusted_proxies=("10.3.0.1",))
    statuses = [
        Client(headers={"X-Forwarded-For": f"10.9.0.{number}"}).post("/sign-in/", WRONG).status_code
        for number in range(5)
    ]
    assert statuses == [200, 200, 200, 200, 429]


def test_the_check_misses_a_trusted_proxy(settings: Settings) -> None:
    def codes(**changes: object) -> set[str]:
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, **changes)
        return {finding.code for finding in configuration_faults()}

    assert "check.found.no_trusted_proxy" in codes(secure=True, trusted_proxies=())
    told = codes(secure=True, trusted_proxies=("nginx",))
    assert "check.found.no_network" in told and "check.found.no_trusted_proxy" not in told
