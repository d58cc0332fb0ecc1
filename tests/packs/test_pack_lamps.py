"""亮灯规则 — each colour has a shape and a word, and the core reads the scheme as it is."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from mengyang.core.ledger import Alike, Colour, DeadlineKind, TaskState, lamp
from mengyang.packs import lamps
from mengyang.packs.lamp_scheme import SHAPES, read_lamps

DUE = date(2031, 6, 30)


@pytest.mark.parametrize("code", list(lamps()))
def test_every_scheme_draws_and_words_every_colour_differently(code: str) -> None:
    signs = lamps()[code].signs
    assert set(signs) == {str(colour) for colour in Colour}
    assert len({sign.shape for sign in signs.values()}) == len(signs)
    assert {sign.shape for sign in signs.values()} <= set(SHAPES)
    assert len({sign.word.zh for sign in signs.values()}) == len(signs)
    assert len({sign.word.en for sign in signs.values()}) == len(signs)


def test_the_default_scheme_burns_yellow_from_its_threshold_on() -> None:
    scheme = lamps()["default"]
    task = Alike(TaskState.IN_PROGRESS, DeadlineKind.BY_DATE, DUE)
    threshold = DUE - timedelta(scheme.yellow_within_days)
    assert lamp(task, scheme, threshold - timedelta(1)).colour == "green"
    assert lamp(task, scheme, threshold).colour == "yellow"
    assert lamp(task, scheme, DUE + timedelta(1)).colour == "red"


def test_a_new_file_is_a_new_scheme(pack: Path) -> None:
    text = (pack / "lamps/default.toml").read_text(encoding="utf-8")
    stricter = text.replace("yellow_within_days = 10", "yellow_within_days = 30")
    (pack / "lamps/stricter.toml").write_text(stricter, encoding="utf-8")
    assert read_lamps(pack)["stricter"].yellow_within_days == 30


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("yellow_within_days = 10", 'yellow_within_days = "ten"', "yellow_within_days: a whole"),
        ("yellow_within_days = 10", "yellow_within_days = -1", "yellow_within_days: a whole"),
        ("yellow_within_days = 10", "yellow_within_days = true", "yellow_within_days: a whole"),
        ('colour = "red"', 'colour = "blue"', "sign: each lamp colour is needed once"),
        ('shape = "square"', 'shape = "star"', r"sign\[4\]: shape: 'star' is not known"),
        ('shape = "square"', 'shape = "circle"', "sign: two lamps share a shape"),
        ('shape = "square"', "", r"sign\[4\]: shape: a text is needed"),
    ],
)
def test_a_fault_of_a_scheme_is_named(pack: Path, old: str, new: str, message: str) -> None:
    file = pack / "lamps/default.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ValueError, match=rf"lamps/default\.toml: {message}"):
        read_lamps(pack)
