"""The story moved to the day it is loaded 演示日期: due then as it is due now, still of a piece."""

from datetime import date, timedelta

import pytest

from mengyang import packs
from mengyang.core.documents import read
from mengyang.packs import Demo
from mengyang.packs.story_days import Move

STORY, PAPERS = packs.demo(), packs.demo_papers()
LOADED = (date(2026, 12, 1), date(2027, 6, 1), date(2028, 2, 29), date(2031, 11, 21))


def texts(demo: Demo) -> dict[str, str]:
    return {document.key: document.text for document in demo.documents}


def days(text: str) -> list[tuple[str, int, int]]:
    """Each deadline of a text: what is due, in which month."""
    return [
        (each.path, day.year, day.month)
        for each in read(text).obligations
        for day in each.deadline.on
    ]


@pytest.mark.parametrize("loaded", [date(2020, 1, 1), STORY.day, date(2026, 11, 30)])
def test_it_stays_as_it_is_told_in_its_own_month(loaded: date) -> None:
    assert packs.story_on(STORY, PAPERS, loaded) == (STORY, PAPERS)


@pytest.mark.parametrize("loaded", LOADED)
def test_on_a_later_day_all_that_happened_is_past_and_no_more_is_overdue(loaded: date) -> None:
    story, papers = packs.story_on(STORY, PAPERS, loaded)
    assert loaded - timedelta(days=10) <= story.day < loaded
    happened = [step.day for step in story.steps]
    assert happened == sorted(happened) and happened[-1] <= story.day
    assert all(step.day <= story.day for paper in papers for step in paper.steps)
    asked = [step.target_on for step in STORY.steps if step.target_on]
    moved = [step.target_on for step in story.steps if step.target_on]
    assert [day > STORY.day for day in asked] == [day > story.day for day in moved]
    # What was due at the end of the month is due at the end of this one.
    ends = [day for _, text in sorted(texts(story).items()) for _, *day in days(text)]
    assert [loaded.year, loaded.month] in ends
    assert [step.actor for step in story.steps] == [step.actor for step in STORY.steps]


@pytest.mark.parametrize("loaded", LOADED)
def test_what_the_texts_lay_down_is_due_as_much_later(loaded: date) -> None:
    story, _ = packs.story_on(STORY, PAPERS, loaded)
    months = (loaded.year - STORY.day.year) * 12 + loaded.month - STORY.day.month
    for key, text in texts(STORY).items():
        told = [
            (path, year + (month - 1 + months) // 12, (month - 1 + months) % 12 + 1)
            for path, year, month in days(text)
        ]
        assert days(texts(story)[key]) == told, key


@pytest.mark.parametrize("loaded", LOADED)
def test_numbers_go_with_their_documents_and_those_of_others_stay(loaded: date) -> None:
    story, papers = packs.story_on(STORY, PAPERS, loaded)
    for document in story.documents:
        header = read(document.text).document.header
        # A corrected text keeps the number of the earlier one.
        is_own = document.key != "action-plan-corrected"
        if is_own and header.document_number and header.signed_on:
            assert f"〔{header.signed_on.year}〕" in header.document_number, document.key
    plan = texts(story)["rectification-plan"]
    assert "国办发〔2019〕3号" in plan and "青教发〔2025〕9号" in plan
    own = read(plan).document.header.document_number
    assert own and own in texts(story)["lanpu-plan"]
    assert all(f"〔{paper.day.year}〕" in paper.number for paper in papers if paper.number)


def test_after_whole_years_only_the_years_differ() -> None:
    story, _ = packs.story_on(STORY, PAPERS, date(2028, 11, 21))
    plan = texts(story)["action-plan"]
    assert "优质普惠行动计划（2028—2030年）" in plan and "QS0000000/2028-00009" in plan
    assert "成文日期：2028年5月18日" in plan and "青行办发〔2028〕6号" in plan
    assert "发展提升行动计划（2025—2027年）》（青行办发〔2025〕4号）" in plan


@pytest.mark.parametrize(
    ("said", "moved"),
    [
        ("2026年12月底前完成", "2027年5月底前完成"),
        ("2026年9月30日至10月31日", "2027年2月28日至3月31日"),
        ("请于9月25日前反馈", "请于2月25日前反馈"),
        ("每年11月底前", "每年11月底前"),
        ("到2027年，达到95%", "到2027年，达到95%"),
        ("3个月内，12项", "3个月内，12项"),
    ],
)
def test_days_in_a_sentence_are_moved(said: str, moved: str) -> None:
    assert Move(STORY.day, date(2027, 4, 30), {}).text(said) == moved
