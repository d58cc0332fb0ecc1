"""时限 — deadlines in labels and in sentences; what is no deadline; days that stay open."""

from datetime import date

import pytest

from mengyang.core.documents.phrases.dates import (
    bracket_deadline,
    clause_deadline,
    field_deadline,
)
from mengyang.core.documents.phrases.days import day_of, first_day, month_end, whole_day

SIGNED = date(2021, 1, 25)


@pytest.mark.parametrize(
    ("words", "kind", "days"),
    [
        ("立查立改、长期坚持", "immediate+ongoing", []),
        ("立行立改", "immediate", []),
        ("即知即改，持续推进", "immediate+ongoing", []),
        ("长期坚持", "ongoing", []),
        ("2020年12月底已完成整改", "done", ["2020-12-31"]),
        ("已完成", "done", []),
        ("2021年6月底前", "by date", ["2021-06-30"]),
        ("2021年6月底前完成整改", "by date", ["2021-06-30"]),
        ("2021年12月31日", "by date", ["2021-12-31"]),
        ("2021-06-30", "by date", ["2021-06-30"]),
        ("2021年2月", "by date", ["2021-02-28"]),
        ("2020年年底前", "by date", ["2020-12-31"]),
        ("2021年上半年", "by date", ["2021-06-30"]),
        ("2021年第三季度", "by date", ["2021-09-30"]),
        ("2021年3月—12月", "by date", ["2021-12-31"]),
        ("2021年6月底前，并长期坚持", "by date+ongoing", ["2021-06-30"]),
        ("2021年6月底前出台，2021年12月底前到位", "several", ["2021-06-30", "2021-12-31"]),
        ("6月20日18：00前", "by date-time", ["2021-06-20T18:00:00"]),
        ("每年2月底前", "recurring", []),
        ("每季度一次", "recurring", []),
        ("自印发之日起30日内", "relative", []),
        ("年底前", "by date", ["2021-12-31"]),
        ("今年9月底前", "by date", ["2021-09-30"]),
        ("1月10日前", "by date", []),
        ("六月底前", "by date", ["2021-06-30"]),
        ("二〇二一年十二月三十一日前", "by date", ["2021-12-31"]),
        ("本月底前", "by date", ["2021-01-31"]),
        ("下月底前", "by date", ["2021-02-28"]),
        ("本季度末", "by date", ["2021-03-31"]),
        ("3—6月", "by date", ["2021-06-30"]),
        ("2021年10月至次年3月", "by date", ["2022-03-31"]),
        ("2021.3-12", "by date", ["2021-12-31"]),
        ("6.30前", "by date", ["2021-06-30"]),
        ("“十四五”末", "by date", ["2025-12-31"]),
        ("2021年启动，2023年完成", "several", ["2021-12-31", "2023-12-31"]),
        ("6月20日下午5时30分前", "by date-time", ["2021-06-20T17:30:00"]),
        ("2021年秋季学期开学前", "relative", []),
        ("汛期前", "relative", []),
        ("2021年暑假期间", "relative", []),
        ("国庆节前", "by date", ["2021-10-01"]),
        ("每学期开学前", "recurring", []),
        ("按季度调度", "recurring", []),
        ("自2021年6月起，每月开展一次", "recurring", []),
        ("2021年6月起", "ongoing", []),
        ("3个月", "relative", []),
        ("即日起", "immediate", []),
        ("尽快", "none", []),
        ("", "none", []),
    ],
)
def test_a_labelled_deadline(words: str, kind: str, days: list[str]) -> None:
    found = field_deadline(words, (0, len(words)), SIGNED)
    assert (found.kind, [day.isoformat() for day in found.on]) == (kind, days)


@pytest.mark.parametrize(
    ("words", "kind", "days", "raw"),
    [
        ("该项工作于2019年4月底前完成。", "by date", ["2019-04-30"], ("2019年4月底前",)),
        ("对已建成的，2021年6月底前完成；对需新建的，2021年12月底前完成。", "several",
         ["2021-06-30", "2021-12-31"], ("2021年6月底前", "2021年12月底前")),
        ("2021年6月底前摸底，9月底前整改。", "several", ["2021-06-30", "2021-09-30"],
         ("2021年6月底前", "9月底前")),
        ("请于1月31日之前报送。", "by date", ["2021-01-31"], ("1月31日之前",)),
        ("自印发之日起30日内完成备案。", "relative", [], ("30日内",)),
        ("三年内实现全覆盖。", "relative", [], ("三年内",)),
        ("每年2月底前报送名单。", "recurring", [], ("每年2月底前",)),
        ("2021年上半年完成招聘。", "by date", ["2021-06-30"], ("2021年上半年",)),
        ("六月底前完成排查。", "by date", ["2021-06-30"], ("六月底前",)),
        ("2021年6月底完成选址，9月开工建设，明年8月投入使用。", "several",
         ["2021-06-30", "2021-09-30", "2022-08-31"], ("2021年6月底", "9月", "明年8月")),
        ("3月1日至6月30日开展整治。", "by date", ["2021-06-30"], ("6月30日",)),
        ("自查阶段（3—5月）：摸清底数。", "by date", ["2021-05-31"], ("3—5月",)),
        ("从即日起至2月底开展排查。", "by date", ["2021-02-28"], ("2月底",)),
        ("不晚于6月30日报送。", "by date", ["2021-06-30"], ("6月30日",)),
        ("请于2月10日（周三）17:00前反馈。", "by date-time", ["2021-02-10T17:00:00"],
         ("2月10日（周三）17:00前",)),
        ("“六一”前完成一轮检查。", "by date", ["2021-06-01"], ("“六一”前",)),
        ("秋季学期开学前完成校舍改造。", "relative", [], ("秋季学期开学前",)),
        ("秋季学期开学前完成，逾期的1个月内整改。", "relative", [], ("1个月内",)),
        ("每年6月底、12月底前各报一次。", "recurring", [], ("每年6月底、12月底前",)),
        ("每年3月底前和9月底前各查一次。", "recurring", [], ("每年3月底前和9月底前",)),
        ("自本方案印发之日起30日内成立专班。", "relative", [], ("30日内",)),
        ("自发布之日起，三个月内组建专班。", "relative", [], ("三个月内",)),
        ("用三年时间完成改造。", "relative", [], ("用三年时间",)),
        ("2021-10-31前完成。", "by date", ["2021-10-31"], ("2021-10-31前",)),
        ("于2021.10.31之前完成。", "by date", ["2021-10-31"], ("2021.10.31之前",)),
        ("2021/6/30前摸底，12月底前整改。", "several", ["2021-06-30", "2021-12-31"],
         ("2021/6/30前", "12月底前")),
        ("1.立查立改。", "immediate", [], ("立查立改",)),
        ("（一）立行立改，长期坚持。", "immediate+ongoing", [], ("立行立改，长期坚持",)),
    ],
)  # fmt: skip
def test_a_deadline_in_a_sentence(
    words: str, kind: str, days: list[str], raw: tuple[str, ...]
) -> None:
    found = clause_deadline(words, (0, len(words)), SIGNED)
    assert (found.kind, [day.isoformat() for day in found.on], found.raw) == (kind, days, raw)


@pytest.mark.parametrize(
    "words",
    [
        "到2025年，覆盖率达到90%。",
        "2020年12月底前建成的幼儿园。",
        "2021年8月31日前已入园的幼儿按原标准执行。",
        "5月开始施行，有效期至2025年12月31日。",
        "自2021年2月1日至2021年12月31日执行。",
        "近三年内未发生事故。",
        "2018年11月，印发了意见。",
        "自2021年3月起施行，有效期至2025年12月31日。",
        "截至2020年底前",
        "三年内不得再次申请。",
        "近三年内完成投资2亿元。",
        "2019年上半年完成投资。",
        "会前充分准备，课前认真备课。",
        "县域内学前教育",
        "服务半径500米以内建成",
        "自取得之日起3年内有效。",
        "2021-10-31前已建成的幼儿园。",
        "依据2021-10-31印发的通知。",
        "2020-10-31前建成的幼儿园。",
    ],
)
def test_what_is_no_deadline(words: str) -> None:
    assert clause_deadline(words, (0, len(words)), SIGNED).kind == "none"


def test_a_day_without_a_year_stays_open_where_the_day_of_issue_is_unknown() -> None:
    found = clause_deadline("6月底前完成", (0, 6), None)
    assert (found.kind, found.on, found.raw) == ("by date", (), ("6月底前",))


def test_a_day_beside_units_keeps_only_its_own_words() -> None:
    words = "（区教委牵头，6月底完成）"
    found = bracket_deadline(words, (0, len(words)), SIGNED)
    assert (found.on, found.raw) == ((date(2021, 6, 30),), ("6月底",))
    standing = "（区教委负责，长期坚持）"
    assert bracket_deadline(standing, (0, len(standing)), SIGNED).kind == "ongoing"


def test_days_that_do_not_exist_are_none() -> None:
    assert day_of(2021, 2, 30) is None
    assert day_of(0, 1, 1) is None
    assert month_end(2024, 2) == date(2024, 2, 29)
    assert month_end(2024, 13) is None
    assert whole_day("二〇二一年元月五日") == date(2021, 1, 5)
    assert whole_day("2021年1月5日召开") is None
    assert first_day("2020-04-09 08:44") == date(2020, 4, 9)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("清理无证园，长期坚持。", "ongoing"),
        ("排查隐患，发现问题立行立改。", "immediate"),
        ("2021年6月底前完成清理，并长期坚持。", "by date+ongoing"),
        ("坚持长期规划，改进作风。", "none"),
    ],
)
def test_words_of_lasting_between_two_stops_are_a_deadline(words: str, kind: str) -> None:
    assert clause_deadline(words, (0, len(words)), SIGNED).kind == kind


@pytest.mark.parametrize("signed_on", [date(2024, 1, 15), None])
@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2024年上半年完成食堂改造。", date(2024, 6, 30)),
        ("2024年下半年建成两所幼儿园。", date(2024, 12, 31)),
        ("2024年第三季度完成移交。", date(2024, 9, 30)),
    ],
)
def test_a_stretch_with_its_year_ends_with_and_without_a_day_of_issue(
    words: str, day: date, signed_on: date | None
) -> None:
    found = clause_deadline(words, (0, len(words)), signed_on)
    assert (found.kind, found.on) == ("by date", (day,))


@pytest.mark.parametrize("words", ["上半年完成食堂改造。", "2024年上半年已完成食堂改造。"])
def test_without_a_day_of_issue_a_half_year_needs_its_year_and_is_not_told(words: str) -> None:
    assert clause_deadline(words, (0, len(words)), None).on == ()
