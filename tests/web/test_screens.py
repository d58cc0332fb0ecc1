"""The pictures of the pages 界面截图清单: every page declares its screens and has its pictures."""

import pytest

from mengyang.web.family import screens
from tests.browser.photographs import file_names
from tests.web.addresses import NO_PAGES, addresses, answers_a_get
from tests.web.conftest import SignedIn
from tests.web.msgids import ROOT

FOLDER = ROOT / "docs" / "screens"
PAGES: set[str] = set()


def is_shown(page: str, screen: str) -> bool:
    """A screen is named after the address of its page, with what is peculiar to it behind."""
    name = page.replace("_", "-")
    return screen == name or screen.startswith(f"{name}-")


@pytest.fixture
def pages(signed_in: SignedIn) -> set[str]:
    """What the addresses show, but what is named with its reason."""
    if not PAGES:
        # Which addresses take a GET depends on nothing that changes from test to test.
        PAGES.update(answers_a_get(signed_in("public_head")) - set(NO_PAGES))
    return PAGES


def test_every_page_declares_its_screen(pages: set[str]) -> None:
    names = [screen.name for screen in screens()]
    assert sorted(page for page in pages if not any(is_shown(page, one) for one in names)) == []


def test_every_screen_is_named_after_its_page(pages: set[str]) -> None:
    names = [screen.name for screen in screens()]
    assert [one for one in names if not any(is_shown(page, one) for page in pages)] == []


def test_no_reason_is_left_of_an_address_that_is_gone() -> None:
    assert set(NO_PAGES) - set(addresses()) == set()


def test_every_screen_has_its_pictures_in_both_languages() -> None:
    wanted = {name for screen in screens() for name in file_names(screen)}
    assert sorted(wanted - {path.name for path in FOLDER.glob("*.png")}) == []


def test_no_picture_is_left_of_a_page_that_is_gone() -> None:
    wanted = {name for screen in screens() for name in file_names(screen)}
    assert sorted({path.name for path in FOLDER.glob("*.png")} - wanted) == []
