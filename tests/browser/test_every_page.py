"""Every page in a real browser 逐页检查: axe, both languages, no error, nothing from elsewhere."""

from collections.abc import Iterator
from itertools import groupby
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Page, TimeoutError

from mengyang.web.declared import Screen
from mengyang.web.family import screens
from tests.browser.accessibility import faults
from tests.browser.live import HEIGHT, PHONE_WIDTH, WIDTH, Live, open_screen
from tests.web.addresses import NO_PAGES, addresses

pytestmark = pytest.mark.browser


def reached(page: Page) -> str:
    return str(resolve(urlsplit(page.url).path).url_name)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_is_declared_and_accessible(live: Live, language: str) -> None:
    found: list[str] = []
    seen: set[str] = set()
    for screen, page in walk(live, language):
        try:
            open_screen(page, screen)
        except TimeoutError as late:
            found.append(f"{screen.name}: {late.message}")
            continue
        seen.add(reached(page))
        found += [f"{screen.name}: {fault}" for fault in faults(page)]
        if (width := width_on_a_phone(page)) > PHONE_WIDTH:
            found.append(f"{screen.name}: {width} px wide on a phone of {PHONE_WIDTH} px")
    assert "\n".join(found) == ""
    assert pages(live) - seen == set()


def width_on_a_phone(page: Page) -> int:
    """How wide the page is on a narrow screen, with nothing loaded again."""
    page.set_viewport_size({"width": PHONE_WIDTH, "height": HEIGHT})
    width = int(page.evaluate("document.documentElement.scrollWidth"))
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    return width


def walk(live: Live, language: str) -> Iterator[tuple[Screen, Page]]:
    """Each screen with the page of who looks at it; everybody signs in once."""
    declared = sorted(screens(), key=lambda screen: screen.account)
    for account, own in groupby(declared, key=lambda screen: screen.account):
        page = live.signed_in(account, language)
        yield from ((screen, page) for screen in own)
        page.context.close()


def test_every_page_that_is_for_the_phone_fits_it(live: Live) -> None:
    for screen in (screen for screen in screens() if screen.phone):
        page = live.signed_in(screen.account, width=PHONE_WIDTH)
        open_screen(page, screen)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE_WIDTH
        assert "\n".join(faults(page)) == "", screen.name
        page.context.close()


def pages(live: Live) -> set[str]:
    """The names of the addresses that show a page."""
    asked = live.signed_in("officer")
    shown = {name for name, address in addresses().items() if shows_a_page(asked, address)}
    return shown - set(NO_PAGES)


def shows_a_page(page: Page, address: str) -> bool:
    """Whether the address takes a GET at all."""
    return page.request.get(address).status != 405
