"""更正整改措施 — the remedies of a duty as a person sets them, one by one."""

from dataclasses import replace

import pytest

from mengyang.core.documents.corrections import (
    ObligationChange,
    WrittenAnswer,
    as_line,
    corrected_obligation,
)
from mengyang.core.findings import Refused

NONE = {"kind": "none", "on": None, "raw": None}
CHANGE = ObligationChange("problem", "学位不足", (), "none", ())


def printed(number: int, text: str) -> dict[str, object]:
    """A remedy that was read: it has its place and its words."""
    return {
        "path": f"二/{number}",
        "span": [number, 9],
        "quote": text,
        "text": text,
        "deadline": NONE,
    }


READ = [printed(1, "新建两所。\n改建一所。"), printed(2, "购买学位。")]
DUTY = {"path": "二", "response": "remedies", "remedies": READ}


def set_to(*lines: str, duty: dict[str, object] = DUTY) -> dict[str, object]:
    found = corrected_obligation(duty, replace(CHANGE, answer=WrittenAnswer(lines)))
    assert isinstance(found, dict)
    return found


def test_without_a_word_of_them_they_stay() -> None:
    found = corrected_obligation(DUTY, CHANGE)
    assert isinstance(found, dict)
    assert (found["remedies"], found["response"]) == (READ, "remedies")


def test_sent_back_as_the_form_shows_them_they_stay_as_they_were_read() -> None:
    assert set_to(*(as_line(str(each["text"])) for each in READ))["remedies"] == READ


def test_a_changed_one_keeps_its_place_and_its_words() -> None:
    found = set_to("新建两所。改建一所。", " 购买民办学位。 ")
    assert found["remedies"] == [READ[0], {**READ[1], "text": "购买民办学位。"}]


def test_one_more_stands_under_the_clause_and_the_others_stay() -> None:
    found = set_to("新建两所。改建一所。", "优化班额。", "", "购买学位。")
    own = {"path": "二", "span": None, "quote": None, "text": "优化班额。", "deadline": NONE}
    assert found["remedies"] == [READ[0], own, READ[1]]


@pytest.mark.parametrize(
    ("before", "lines", "after"),
    [
        ("remedies", (), None),
        (None, ("购买学位。",), "remedies"),
        ("explanation", ("购买学位。",), "explanation"),
        ("denial", (), "denial"),
    ],
)
def test_the_answer_follows(before: str | None, lines: tuple[str, ...], after: str | None) -> None:
    assert set_to(*lines, duty={**DUTY, "response": before})["response"] == after


@pytest.mark.parametrize("lines", [("长" * 2001,), ("一条",) * 61])
def test_too_much_is_refused(lines: tuple[str, ...]) -> None:
    assert isinstance(
        corrected_obligation(DUTY, replace(CHANGE, answer=WrittenAnswer(lines))), Refused
    )
