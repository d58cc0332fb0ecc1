"""Photographs of the screens 界面截图: every declared screen of a fresh demo, in both languages."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from playwright.sync_api import Error, FloatRect, Page, sync_playwright

from mengyang.web.declared import Screen
from mengyang.web.family import screens
from tests.browser.live import (
    HEIGHT,
    LOCALES,
    PHONE_WIDTH,
    WIDTH,
    Live,
    build_demo,
    launch,
    open_screen,
    serving,
    sessions_of,
)
from tests.browser.palette import reduce_colours

# What goes on below is more of the same.
TALLEST = 1200


def file_names(screen: Screen) -> list[str]:
    """The files a screen is kept in."""
    forms = ("", "-phone") if screen.phone else ("",)
    return [f"{screen.name}{form}-{language}.png" for form in forms for language in LOCALES]


def photograph(var: Path, target: Path, names: Sequence[str]) -> list[str]:
    """Take the screens of those names, or all, into `target`; what went wrong."""
    target.mkdir(parents=True, exist_ok=True)
    build_demo(var)
    with serving(var) as url, sync_playwright() as playwright:
        sessions = sessions_of(var)
        lives = {
            language: Live(url, launch(playwright, language=language), sessions=sessions)
            for language in LOCALES
        }
        failed = [
            trouble
            for language, live in lives.items()
            for trouble in _photograph(live, language, target, names)
        ]
        return failed + [each for live in lives.values() for each in live.complaints]


def _photograph(live: Live, language: str, target: Path, names: Sequence[str]) -> Iterator[str]:
    for screen, page in _walk(live, language, names):
        try:
            _take_all(live, page, screen, target, language)
        except Error as error:
            yield f"{screen.name}: {error.message}"


def _walk(live: Live, language: str, names: Sequence[str]) -> Iterator[tuple[Screen, Page]]:
    wanted = [screen for screen in screens() if not names or screen.name in names]
    wanted.sort(key=lambda screen: screen.account)
    for account, own in groupby(wanted, key=lambda screen: screen.account):
        page = live.signed_in(account, language)
        yield from ((screen, page) for screen in own)
        page.context.close()


def _take_all(live: Live, page: Page, screen: Screen, target: Path, language: str) -> None:
    widths = {"": WIDTH, "-phone": PHONE_WIDTH} if screen.phone else {"": WIDTH}
    for form, width in widths.items():
        heard = len(live.complaints)
        page.set_viewport_size({"width": width, "height": HEIGHT})
        open_screen(page, screen)
        page.wait_for_timeout(screen.settle_ms)
        # A broken page is told, never kept.
        if len(live.complaints) == heard:
            _take(page, width, target / f"{screen.name}{form}-{language}.png")


def _take(page: Page, width: int, path: Path) -> None:
    height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    clip = FloatRect(x=0, y=0, width=width, height=height)
    page.screenshot(path=path, full_page=True, clip=clip)
    reduce_colours(path)
