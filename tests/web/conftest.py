"""The cast at their screens 角色登录: a signed-in client for each person of the cast."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from mengyang.store.models import User
from tests.cast import Cast
from tests.ledger_plan import Written, write_plan

type SignedIn = Callable[[str], Client]


@pytest.fixture
def signed_in(cast: Cast) -> SignedIn:
    """`signed_in("leader")` is the browser of the leader, without the throttle of signing in."""

    def browser(person: str, **options: bool) -> Client:
        client = Client(raise_request_exception=False, headers={"accept-language": "zh"}, **options)
        client.force_login(
            User.objects.get(pk=cast.users[person]), "mengyang.web.signing_in.Accounts"
        )
        return client

    return browser


@pytest.fixture
def demo_mode(settings: Settings) -> None:
    """The installation is a demonstration."""
    settings.DEMO = True


@pytest.fixture(autouse=True)
def reading(warm_reading: None) -> None:
    """Every upload of these tests costs its reading and no start."""


@pytest.fixture
def files(settings: Settings, tmp_path: Path) -> Path:
    """Where the pages and routes of a test keep files."""
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, var=tmp_path)
    return tmp_path / "files"


@pytest.fixture
def plan(cast: Cast) -> Written:
    """An adopted plan, every task as it was registered."""
    return write_plan(cast)
