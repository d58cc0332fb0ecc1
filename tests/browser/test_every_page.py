"""Every page in a real browser 逐页检查: axe, both languages, no error, nothing from elsewhere."""

from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Page, TimeoutError

from mengyang.web.declared import Screen
from mengyang.web.family import screens
from tests.browser.accessibility import faults
from tests.browser.live import PHONE_WIDTH, Live, open_screen
from tests.web.addresses import addresses

pytestmark = pytest.mark.browser

# Answers that are no pages: files, and what a form is sent to.
NO_PAGES = {"document_file", "evidence", "plan_export"}


def reached(page: Page) -> str:
    return str(resolve(urlsplit(page.url).path).url_name)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_is_declared_and_accessible(live: Live, language: str) -> None:
    found: list[str] = []
    seen: set[str] = set()
    for account, declared in by_account().items():
        page = live.signed_in(account, language)
        for screen in declared:
            try:
                open_screen(page, screen)
            except TimeoutError as late:
                found.append(f"{screen.name}: {screen.follow} is not on the page: {late}")
                continue
            seen.add(reached(page))
            found += [f"{screen.name}: {fault}" for fault in faults(page)]
        page.context.close()
    assert found == []
    assert pages(live) - seen == set()


def test_every_page_that_is_for_the_phone_fits_it(live: Live) -> None:
    for screen in (screen for screen in screens() if screen.phone):
        page = live.signed_in(screen.account, width=PHONE_WIDTH)
        open_screen(page, screen)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE_WIDTH
        assert [f"{screen.name}: {fault}" for fault in faults(page)] == []
        page.context.close()


def by_account() -> dict[str, list[Screen]]:
    """The screens by who looks at them, so that each signs in once."""
    found: dict[str, list[Screen]] = {}
    for screen in screens():
        found.setdefault(screen.account, []).append(screen)
    return found


def pages(live: Live) -> set[str]:
    """The names of the addresses that show a page."""
    asked = live.signed_in("officer")
    shown = {name for name, address in addresses().items() if shows_a_page(asked, address)}
    return shown - NO_PAGES


def shows_a_page(page: Page, address: str) -> bool:
    """Whether the address takes a GET at all."""
    return page.request.get(address).status != 405
