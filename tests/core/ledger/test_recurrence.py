"""Recurring deadlines 定期时限: the next day that the words name, and none made up."""

from datetime import date

import pytest

from mengyang.core.facts import DeadlineKind
from mengyang.core.findings import Unknown
from mengyang.core.ledger import Deadline, due_day
from mengyang.core.ledger.recurrence import next_day

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("words", "on"),
    [
        ("每季度末月25日前", "2026-12-25"),
        ("每季度最后一个月20日前", "2026-12-20"),
        ("每季度末20日前", "2026-12-20"),
        ("每季度首月10日前", "2027-01-10"),
        ("每个季度第二个月5日前", "2027-02-05"),
        ("每季度结束后10日内", "2027-01-10"),
        ("每季末", "2026-12-31"),
        ("每月25日前", "2026-11-25"),
        ("每月22日前", "2026-11-22"),
        ("每月5日前报送", "2026-12-05"),
        ("每月底", "2026-11-30"),
        ("每月31日前", "2026-11-30"),
        ("每半年末", "2026-12-31"),
        ("每年12月25日前", "2026-12-25"),
        ("每年1月10日、7月10日前", "2027-01-10"),
        ("每年6月底和12月底前", "2026-12-31"),
        ("每年年底前", "2026-12-31"),
        ("每年底", "2026-12-31"),
        ("每年2月30日前", "2027-02-28"),
    ],
)
def test_the_next_day_is_the_one_the_words_name(words: str, on: str) -> None:
    assert next_day(words, DAY) == date.fromisoformat(on)
    assert due_day(Deadline(DeadlineKind.RECURRING, (), words), DAY) == date.fromisoformat(on)


@pytest.mark.parametrize(
    "words",
    [
        *("", "每季度", "每年", "每半年", "每学期开学前", "每周五前", "每季度25日前", "每年9月"),
        *("每季度结束后10个工作日内", "每年13月5日前", "每月0日前"),
    ],
)
def test_no_day_is_made_up(words: str) -> None:
    assert next_day(words, DAY) is None
    found = due_day(Deadline(DeadlineKind.RECURRING, (), words), DAY)
    assert isinstance(found, Unknown) and found.why == "ledger.deadline.recurring"
