"""The static package in a browser 静态包: opened from a folder, no network, no script, printed."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Request, Route, expect

from tests.browser.live import PHONE_WIDTH, Live

pytestmark = pytest.mark.browser


def test_a_package_opens_without_a_server_a_network_or_a_script(live: Live, tmp_path: Path) -> None:
    page = live.signed_in("")
    page.goto("/public/")
    page.locator(".versions a").first.click()
    got = page.request.get(page.locator("a[href$='/package/']").get_attribute("href") or "")
    with ZipFile(BytesIO(got.body())) as archive:
        archive.extractall(tmp_path)
    asked: list[str] = []

    def refuse(route: Route, request: Request) -> None:
        asked.append(request.url)
        route.abort()

    alone = live.browser.new_context(java_script_enabled=False, offline=True)
    try:
        alone.route(lambda url: not url.startswith("file:"), refuse)
        shown = alone.new_page()
        shown.set_viewport_size({"width": PHONE_WIDTH, "height": 800})
        shown.goto((tmp_path / "index.html").as_uri())
        expect(shown.get_by_role("heading", name="落实情况")).to_be_visible()
        expect(shown.locator("table.told").last.locator("tbody tr").first).to_be_visible()
        colour = shown.locator(".sheet").first.evaluate("e => getComputedStyle(e).borderTopStyle")
        assert colour == "solid", "the style sheet beside the page is read"
        width = shown.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE_WIDTH
        shown.get_by_role("link", name="English").click()
        expect(shown.get_by_text("Completion rate")).to_be_visible()
        assert asked == []
        paper = shown.pdf(format="A4")
        assert paper.startswith(b"%PDF")
    finally:
        alone.close()
