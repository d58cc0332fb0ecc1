"""The pictures of the pages 界面截图清单: every page that declares a screen has its pictures."""

from mengyang.web.family import screens
from tests.browser.photographs import file_names
from tests.web.msgids import ROOT

FOLDER = ROOT / "docs" / "screens"


def test_every_screen_has_its_pictures_in_both_languages() -> None:
    wanted = {name for screen in screens() for name in file_names(screen)}
    assert sorted(wanted - {path.name for path in FOLDER.glob("*.png")}) == []


def test_no_picture_is_left_of_a_page_that_is_gone() -> None:
    wanted = {name for screen in screens() for name in file_names(screen)}
    assert sorted({path.name for path in FOLDER.glob("*.png")} - wanted) == []
