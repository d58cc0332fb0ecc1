"""Every page in a real browser 逐页检查: axe, both languages, no error, nothing from elsewhere."""

import fcntl
import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Page

from mengyang import packs
from mengyang.web.declared import Screen
from mengyang.web.family import screens
from tests.browser.accessibility import faults
from tests.browser.live import HEIGHT, PHONE_WIDTH, WIDTH, Live
from tests.browser.trail import PATIENCE_MS, areas, opened
from tests.web.addresses import NO_PAGES, addresses

pytestmark = pytest.mark.browser

WIDTH_OF_PAGE = "document.documentElement.scrollWidth"
# A chart is drawn anew one frame later.
SETTLED_WIDTH = """async ([narrow, patience]) => {
    const until = performance.now() + patience;
    const width = () => document.documentElement.scrollWidth;
    while (width() > narrow && performance.now() < until)
        await new Promise(requestAnimationFrame);
    return width();
}"""
# What a person reads that is no quotation and nothing somebody wrote, with the names in it.
NAMES_SHOWN = r"""(names) => {
    const read = document.body.cloneNode(true);
    for (const quoted of read.querySelectorAll("[lang='zh-Hans'], q, .pre-line, script, style"))
        quoted.remove();
    const alone = (name) =>
        new RegExp(`(?<!\\p{Script=Han})${name}(?![\\p{Script=Han}\\d])`, "u");
    return names.filter((name) => alone(name).test(read.textContent));
}"""
AREAS = areas(screens())
PHONE_AREAS = areas([screen for screen in screens() if screen.phone])


def reached(page: Page) -> str:
    return str(resolve(urlsplit(page.url).path).url_name)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("area", AREAS)
def test_every_page_is_declared_and_accessible(
    live: Live, area: str, language: str, run_folder: Path
) -> None:
    """The wide page, opened in the language and looked at by axe, then made as narrow as a phone.

    Colours, which are those of every language, are judged in Chinese.
    The tests of a language close with a count, done by the last of them: who has reached what.
    """
    found: list[str] = []
    seen: set[str] = set()
    page = live.looking(AREAS[area][0].account, language)
    for screen, failure in opened(page, AREAS[area]):
        if failure:
            found.append(f"{screen.name}: {failure}")
            continue
        seen.add(reached(page))
        found += told(page, screen, colours=language == "zh")
        if language == "en":
            found += [f"{screen.name}: {name} in Chinese" for name in chinese_names(page)]
        if (width := width_on_a_phone(page)) > PHONE_WIDTH:
            found.append(f"{screen.name}: {width} px wide on a phone of {PHONE_WIDTH} px")
    assert "\n".join(found) == ""
    assert undeclared(live, everywhere(run_folder, language, area, seen)) == set()


@pytest.mark.parametrize("area", PHONE_AREAS)
def test_every_page_that_is_for_the_phone_fits_it(live: Live, area: str) -> None:
    """Opened at the width of a phone, so that its own way of showing things is looked at."""
    found: list[str] = []
    page = live.looking(PHONE_AREAS[area][0].account, width=PHONE_WIDTH)
    for screen, failure in opened(page, PHONE_AREAS[area]):
        assert failure == "", screen.name
        assert page.evaluate(WIDTH_OF_PAGE) <= PHONE_WIDTH
        found += told(page, screen)
    assert "\n".join(found) == ""


def told(page: Page, screen: Screen, colours: bool = True) -> list[str]:
    """What axe finds, with the name of the screen."""
    return [f"{screen.name}: {fault}" for fault in faults(page, colours)]


def chinese_names(page: Page) -> list[str]:
    """The names of the demo's people that an English page tells in Chinese."""
    names = [account.name.zh for account in packs.demo().accounts]
    shown: list[str] = page.evaluate(NAMES_SHOWN, names)
    return shown


def width_on_a_phone(page: Page) -> int:
    """How wide the page is on a narrow screen, with nothing loaded again."""
    page.set_viewport_size({"width": PHONE_WIDTH, "height": HEIGHT})
    width = int(page.evaluate(SETTLED_WIDTH, [PHONE_WIDTH, PATIENCE_MS]))
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    return width


def everywhere(folder: Path, language: str, area: str, seen: set[str]) -> set[str] | None:
    """What all areas together have reached in a language; None as long as one is missing."""
    register = folder / f"reached-{language}.json"
    with (folder / "reached.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        rows = json.loads(register.read_text()) if register.exists() else {}
        rows[area] = sorted(seen)
        register.write_text(json.dumps(rows))
    return set().union(*rows.values()) if rows.keys() == AREAS.keys() else None


def undeclared(live: Live, seen: set[str] | None) -> set[str]:
    """The addresses that show a page which nobody has reached."""
    if seen is None:
        return set()
    asked = live.signed_in("officer")
    others = addresses().keys() - seen - set(NO_PAGES)
    return {name for name in others if shows_a_page(asked, addresses()[name])}


def shows_a_page(page: Page, address: str) -> bool:
    """Whether the address takes a GET at all."""
    return page.request.get(address).status != 405
