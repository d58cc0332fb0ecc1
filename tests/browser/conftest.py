"""The browser tests' fixtures 浏览器测试基座: a demo, built once; a server; a watched Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.live import (
    CHROMIUM,
    WINDOWLESS,
    Live,
    built_once,
    copied,
    launch,
    serving,
    sessions_of,
)

# Other tiers run beside the browser: what is late is no fault yet.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder that all processes of a run share."""
    folder = tmp_path_factory.getbasetemp()
    # The folder of a process of pytest-xdist lies in that of the run.
    return folder if worker_id == "master" else folder.parent


@pytest.fixture(scope="session")
def demo_var(run_folder: Path) -> Path:
    """The demo installation, built once for all processes of a run; never changed, only copied."""
    return built_once(run_folder)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests."""
    program = next((each for each in (WINDOWLESS, CHROMIUM) if each.exists()), None)
    if program is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = launch(playwright, program)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shared_live(
    chromium: Browser, demo_var: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Live]:
    """A server for tests that only look."""
    with serving(copied(demo_var, tmp_path_factory.mktemp("shared") / "var")) as url:
        yield Live(url, chromium, sessions=sessions_of(demo_var))


@pytest.fixture
def live(shared_live: Live) -> Iterator[Live]:
    """For tests that only look. Fails on console errors and on requests that leave the machine."""
    shared_live.complaints.clear()
    shared_live.expected = set()
    yield from _watched(shared_live)


@pytest.fixture
def own_live(chromium: Browser, demo_var: Path, tmp_path: Path) -> Iterator[Live]:
    """For journeys that change things: an installation of the test's own in `tmp_path/var`."""
    with serving(copied(demo_var, tmp_path / "var")) as url:
        yield from _watched(Live(url, chromium, sessions=sessions_of(demo_var)))


def _watched(live: Live) -> Iterator[Live]:
    yield live
    while live.opened:
        live.opened.pop().close()
    assert live.complaints == []
