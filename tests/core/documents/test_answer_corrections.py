"""更正答复 — how a problem is answered, what the text says of its state; what is added by hand."""

from dataclasses import replace

import pytest

from mengyang.core.documents.corrections import (
    ObligationChange,
    WrittenAnswer,
    corrected_obligation,
    new_duty,
    new_figure,
    new_project,
    new_report,
)
from mengyang.core.findings import Refused

CHANGE = ObligationChange("problem", "台账不健全", (), "none", ())
UNREAD = {"path": "二", "response": None, "explanation": None, "remedies": []}
TEXT = (
    "各乡镇每月5日前将台账报县教育局。全县现有幼儿园120所。"
    "新建云麓县第四幼儿园，增设学位270个。由经办人另行通知。"
)


def answered(before: dict[str, object], **written: object) -> dict[str, object] | str:
    """The answer as kept, or the reason it is refused for."""
    answer = WrittenAnswer(**written)  # type: ignore[arg-type]
    found = corrected_obligation(before, replace(CHANGE, answer=answer))
    return found.reason if isinstance(found, Refused) else found


def test_an_explanation_read_as_nothing_becomes_one() -> None:
    words = "经核查，台账已于上年补齐。"
    found = answered(UNREAD, response="explanation", explanation=f" {words} ", remedies=())
    assert isinstance(found, dict)
    assert (found["response"], found["explanation"]) == ("explanation", words)


def test_a_denial_read_as_remedies_keeps_what_was_printed() -> None:
    remedy = {"path": "二/1", "span": [1, 9], "quote": "不存在。", "text": "不存在。"}
    before = {**UNREAD, "response": "remedies", "remedies": [remedy]}
    found = answered(before, response="denial", claimed_status="denied")
    assert isinstance(found, dict)
    assert (found["response"], found["claimed_status"]) == ("denial", "denied")
    assert found["remedies"] == [remedy]


def test_the_claimed_status_follows_the_person() -> None:
    found = answered({**UNREAD, "claimed_status": "ongoing"}, claimed_status="done")
    assert isinstance(found, dict)
    assert (found["claimed_status"], found["response"]) == ("done", None)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ({"response": "remedies"}, "documents.refused.no_remedy"),
        ({"response": "explanation"}, "documents.refused.no_explanation"),
        ({"response": "silence"}, "documents.refused.unknown_choice"),
        ({"claimed_status": "soon"}, "documents.refused.unknown_choice"),
        ({"explanation": "长" * 4001}, "documents.refused.too_long"),
    ],
)
def test_an_answer_without_its_words_is_refused(written: dict[str, object], reason: str) -> None:
    assert answered(UNREAD, **written) == reason


def test_who_corrects_another_part_is_not_stopped_by_an_answer_read_empty() -> None:
    found = answered({**UNREAD, "response": "explanation"}, response="explanation", remedies=())
    assert isinstance(found, dict)
    assert found["response"] == "explanation"


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("make", "words", "kept"),
    [
        (new_report, "各乡镇每月5日前将台账报县教育局", {"who": ["各乡镇"], "to": "县教育局"}),
        (new_report, "由经办人另行通知", {"who": [], "what": ["由经办人另行通知"], "to": None}),
        (new_figure, "现有幼儿园120所", {"value": 120, "unit": "所", "type": "fact"}),
        (new_figure, "增设学位270个", {"value": 270, "unit": "个", "type": "fact"}),
        (new_project, "新建云麓县第四幼儿园，增设学位270个", {"action": "新建", "seats": 270}),
        (new_project, "由经办人另行通知", {"name": "由经办人另行通知", "seats": None}),
        (new_duty, "由经办人另行通知", {"department": "", "duty": "由经办人另行通知"}),
    ],
)
def test_selected_words_become_an_entry_with_what_is_read_in_them(
    make: object, words: str, kept: dict[str, object]
) -> None:
    assert callable(make)
    made = make("一", span(words), TEXT)
    assert (made["path"], tuple(made["span"]), made["quote"]) == ("一", span(words), words)
    assert made | kept == made
    assert not {"verb", "is_input"} & made.keys()


def test_words_without_a_number_make_no_figure() -> None:
    found = new_figure("一", span("由经办人另行通知"), TEXT)
    assert isinstance(found, Refused)
    assert found.reason == "documents.refused.no_number"
