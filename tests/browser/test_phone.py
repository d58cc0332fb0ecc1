"""Pages on a phone 窄屏: text and readings of a document take turns; no page is wider than it."""

import pytest
from playwright.sync_api import expect

from mengyang.web.family import screens
from tests.browser.live import PHONE_WIDTH, Live, open_screen

pytestmark = pytest.mark.browser


def test_text_and_readings_of_a_document_take_turns(live: Live) -> None:
    [screen] = [screen for screen in screens() if screen.name == "document"]
    page = live.signed_in(screen.account, width=PHONE_WIDTH)
    open_screen(page, screen)
    text, entry = page.locator(".source-text"), page.locator("[data-entry]").nth(1)
    expect(text).to_be_hidden()
    entry.locator(".entry-title").click()
    number = entry.get_attribute("data-entry")
    marked = page.locator(f"[data-entries~='{number}'].chosen").first
    expect(marked).to_be_in_viewport()
    expect(entry).to_be_hidden()
    marked.click()
    expect(text).to_be_hidden()
    expect(entry).to_be_in_viewport()
    page.get_by_role("button", name="原文", exact=True).click()
    expect(text).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(text).to_be_visible()
    expect(entry).to_be_visible()
    expect(page.locator("[data-panes]")).to_be_hidden()
