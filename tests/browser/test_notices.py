"""The text of a notice 督办通知: copied with one click, with or without a clipboard."""

import pytest
from playwright.sync_api import expect

from tests.browser.live import Live

pytestmark = pytest.mark.browser
# Over plain HTTP under a name a page has no clipboard: it falls back to a field of its own.
WITHOUT = "Object.defineProperty(window, 'isSecureContext', {value: false})"


def test_the_text_is_copied_with_one_click(live: Live) -> None:
    page = live.signed_in("personnel")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/")
    page.get_by_role("link", name="催办").first.click()
    text = page.locator("[id^=notice-]").inner_text().strip()
    assert text.startswith("【催办】")
    for number in range(2):
        page.evaluate("navigator.clipboard.writeText('')")
        if number:
            page.reload()
            page.evaluate(WITHOUT)
        button = page.locator("[data-copy]")
        button.click()
        expect(button).to_have_text("已复制")
        assert page.evaluate("navigator.clipboard.readText()").strip() == text
