"""The browser tests' fixtures 浏览器测试基座: a demo, built once; a server; a watched Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.live import CHROMIUM, Live, build_demo, copied, launch, serving


@pytest.fixture(scope="session")
def demo_var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo installation; never changed, only copied."""
    var = tmp_path_factory.mktemp("demo") / "var"
    var.mkdir()
    build_demo(var)
    return var


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests."""
    if not Path(CHROMIUM).exists():
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shared_url(demo_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server for tests that only look."""
    with serving(copied(demo_var, tmp_path_factory.mktemp("shared") / "var")) as url:
        yield url


@pytest.fixture
def live(chromium: Browser, shared_url: str) -> Iterator[Live]:
    """For tests that only look. Fails on console errors and on requests that leave the machine."""
    yield from _watched(chromium, shared_url)


@pytest.fixture
def own_live(chromium: Browser, demo_var: Path, tmp_path: Path) -> Iterator[Live]:
    """For journeys that change things: an installation of the test's own in `tmp_path/var`."""
    with serving(copied(demo_var, tmp_path / "var")) as url:
        yield from _watched(chromium, url)


def _watched(browser: Browser, url: str) -> Iterator[Live]:
    live = Live(url, browser)
    yield live
    for context in browser.contexts:
        context.close()
    assert live.complaints == []
