"""催办规则 — each scheme is dated and sourced, an area finds its own, a fault is named."""

from datetime import date
from pathlib import Path

import pytest

from mengyang.core.ledger.escalation import PROPOSED, Step
from mengyang.core.ledger.tidings import Tiding
from mengyang.packs import escalation_for, escalations, read_escalations, terms

DAY = date(2026, 3, 2)


@pytest.mark.parametrize("code", list(escalations()))
def test_every_scheme_is_sourced_and_reminds_by_rule(code: str) -> None:
    scheme = escalations()[code]
    assert scheme.name.zh and scheme.source.zh and scheme.source.en
    assert {rung.step for rung in scheme.ladder.rungs} - PROPOSED
    assert 0 <= scheme.ladder.from_hour < scheme.ladder.until_hour <= 24


def test_every_step_and_reason_has_its_words() -> None:
    assert set(terms()["notice_steps"]) == {each.value for each in (*Step, *Tiding)}
    used = {rung.ground.value for one in escalations().values() for rung in one.ladder.rungs}
    assert used <= set(terms()["notice_reasons"])
    asks = {*(step.value for step in Step), "remind_review", "sign", "returned", "reopened"}
    assert set(terms()["notice_asks"]) == asks


def test_an_area_without_a_scheme_of_its_own_has_the_default() -> None:
    assert escalation_for(("990101", "990100", ""), DAY).code == "default"


def test_an_installation_names_another_scheme_once_it_is_in_force() -> None:
    assert escalation_for((), date(2026, 11, 23), "by_progress").code == "by_progress"
    assert escalation_for((), DAY, "by_progress").code == "default"
    assert escalation_for((), date(2026, 11, 23), "gone").code == "default"


def test_a_new_file_is_a_new_scheme(pack: Path) -> None:
    text = (pack / "escalation/default.toml").read_text(encoding="utf-8")
    stricter = text.replace("least = 20", "least = 15").replace(
        "[name]", 'areas = ["990100"]\n[name]'
    )
    (pack / "escalation/stricter.toml").write_text(stricter, encoding="utf-8")
    read = read_escalations(pack)
    assert read["stricter"].areas == ("990100",)
    assert read["stricter"].ladder.rungs[-1].least == 15
    assert read["default"].is_in_force(DAY) and not read["default"].is_in_force(date(1999, 1, 1))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("from_hour = 9", "from_hour = 19", "rung: office hours 19-18"),
        ("from_day = 2000-01-01", 'from_day = "2000"', "from_day: a day is needed"),
        ('step = "urge"', 'step = "shout"', r"rung\[2\]: step: 'shout' is not known"),
        ('ground = "review"', 'ground = "luck"', r"rung\[5\]: ground: 'luck' is not known"),
        ('code = "very_near"', 'code = "near"', "rung: two rungs of a scheme share a code"),
        ("again_after = 5", "again_after = 0", r"rung\[6\]: again_after: overdue: only a reminder"),
    ],
)
def test_a_fault_of_a_scheme_is_named(pack: Path, old: str, new: str, message: str) -> None:
    file = pack / "escalation/default.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=rf"escalation/default\.toml: {message}"):
        read_escalations(pack)
