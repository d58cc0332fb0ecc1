"""不漏一行 — every line of a text is frame, read, or listed as unread; none vanishes."""

from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mengyang.core.documents import Reading, read
from mengyang.core.documents.records import Line

LONG = 300
PLAN = (
    "云岭县学前教育工作方案",
    "各乡镇人民政府:",
    "为办好学前教育,制定本方案。",
    "一、县教育局于2024年12月底前新建5所幼儿园。",
    "二、关于学位的要求。按规定执行有关事项。",
    "附件:任务清单",
    "云岭县教育局",
    "2024年3月5日",
)
ADDRESSED = ("各乡镇人民政府", "县直有关单位")
OPENINGS = (
    *("第", "标题:", "附件:", "序号\t", "相关链接:", "关于", "一、", "成文日期:", "概述:", ">"),
    *("1.1 ", "抄送:", "来源:", "甲|乙|丙|", "责任单位:", "整改措施:"),
)
ENDS = ("", "。", "通知", ":", "\t1", "2024年3月5日")


def is_accounted_for(reading: Reading, line: Line) -> bool:
    """Whether a line is a label shown with its value, touched by an entry, a heading, or unread."""
    document = reading.document
    if any(value and value in line.text for value in document.header.labels.values()):
        return True
    spans = [
        entry.span
        for field in fields(reading)
        if field.name not in ("document", "checks")
        for entry in getattr(reading, field.name)
    ]
    spans += [clause.heading_span for clause in document.outline]
    return any(start < line.end and end > line.start for start, end in spans)


def vanished(reading: Reading) -> list[str]:
    """The long lines that no part of a reading speaks of."""
    long = [line for line in reading.document.lines if len(line.text) > LONG]
    return [line.text[:20] for line in long if not is_accounted_for(reading, line)]


def test_one_line_of_numbers_without_end_is_no_title() -> None:
    text = "第" + "九" * 30_000 + "条" + "1.1." * 5_000
    reading = read(text)
    assert reading.document.header.title is None
    assert [check.finding.code for check in reading.checks] == ["documents.check.no_numbering"]
    assert [each.quote for each in reading.unread] == [text]


@pytest.mark.parametrize(
    "text", ["通知", "关于做好幼儿园安全工作的通知\n\n成文日期:2024年3月5日\n"]
)
def test_a_title_without_a_body_is_told(text: str) -> None:
    codes = [check.finding.code for check in read(text).checks]
    assert codes == ["documents.check.no_body"]


@pytest.mark.parametrize("label", ["标题", "发文机关", "成文日期", "概述"])
def test_the_value_of_a_label_is_not_the_whole_text(label: str) -> None:
    reading = read(f"{label}:{'县教育局的幼儿园' * 200}")
    assert reading.document.header.labels == {}
    assert vanished(reading) == []


def test_a_labelled_title_and_summary_of_usual_length_stay_labels() -> None:
    header = read(f"标题:{'甲' * 298}通知\n概述:{'乙' * 900}\n一、新建5所幼儿园。").document.header
    assert (len(header.title or ""), len(header.labels["概述"])) == (300, 900)


@settings(max_examples=150)
@given(
    st.sampled_from(OPENINGS),
    st.sampled_from(["甲", "县教育局负责,", "幼儿园。", "1.1.", "九", "一是办园。"]),
    st.sampled_from(ENDS),
    st.integers(0, len(PLAN)),
    st.booleans(),
)
def test_no_long_line_vanishes(opening: str, body: str, end: str, place: int, alone: bool) -> None:
    line = opening + body * (LONG + 5) + end
    lines = [line] if alone else [*PLAN[:place], line, *PLAN[place:]]
    assert vanished(read("\n".join(lines))) == []


def test_every_line_of_the_body_is_accounted_for() -> None:
    reading = read("\n".join(PLAN))
    start, end = reading.document.body_span
    body = [line for line in reading.document.lines if start <= line.start < end]
    assert [line.text for line in body if is_accounted_for(reading, line)] == list(PLAN[2:5])
    assert [(each.path, each.quote) for each in reading.unread] == [("preamble", PLAN[2])]
    assert reading.document.header.attachments == ("任务清单",)


NOTICE = """云岭县人民政府办公室关于印发学前教育整改方案的通知

各乡镇人民政府，县直有关单位：

《云岭县学前教育整改方案》已经县政府同意，现印发给你们，请认真贯彻执行。{order}

云岭县人民政府办公室
2024年3月5日

云岭县学前教育整改方案

一、主要任务
1.新建幼儿园。县教育局负责，2024年12月底前完成。
"""


@pytest.mark.parametrize(
    ("order", "who", "to"),
    [
        ("请于2024年3月31日前将落实情况报县教育局。", ADDRESSED, "县教育局"),
        ("请各单位于3月31日前将实施方案报送县教育局。", ("各单位",), "县教育局"),
        ("请抓好落实，并于2024年3月31日前将落实情况报县教育局。", ADDRESSED, "县教育局"),
        ("请于2024年3月31日前报送工作总结。", ADDRESSED, None),
    ],
)
def test_a_report_asked_for_in_the_covering_notice_is_read(
    order: str, who: tuple[str, ...], to: str | None
) -> None:
    [duty] = read(NOTICE.format(order=order)).reporting
    assert (duty.path, duty.who, duty.to) == ("preamble", who, to)
    assert duty.deadline.on == (date(2024, 3, 31),)


def test_a_dated_order_in_the_covering_notice_is_an_item() -> None:
    order = "各乡镇要于4月10日前完成摸底；请县财政局于5月10日前拨付经费。"
    found = [
        ([unit.name for unit in item.responsible_units], item.deadline.on)
        for item in read(NOTICE.format(order=order)).obligations
        if item.path == "preamble"
    ]
    assert found == [(["各乡镇"], (date(2024, 4, 10),)), (["县财政局"], (date(2024, 5, 10),))]


def test_a_notice_that_only_passes_on_is_unread_and_asks_for_nothing() -> None:
    reading = read(NOTICE.format(order=""))
    assert not reading.reporting
    assert [duty.path for duty in reading.duties] == ["一/1"]
    assert [each.path for each in reading.unread] == ["preamble"]


def unread_of(body: str) -> list[str]:
    reading = read(f"云岭县学前教育问题整改方案\n\n{body}\n\n云岭县教育局\n2024年3月5日\n")
    return [each.quote for each in reading.unread]


@pytest.mark.parametrize(
    "mention",
    [
        "建立健全督导问责机制，严格考核。",
        "根据《幼儿园工作规程》，规范办园行为。",
        "全面提高办园水平。",
    ],
)
def test_a_mention_of_a_system_or_a_document_does_not_read_a_clause(mention: str) -> None:
    tasks = "一、主要任务\n（一）扩大资源。由县教育局牵头，2024年12月底前新建幼儿园5所。\n"
    assert unread_of(f"{tasks}二、总体要求\n{mention}") == [mention]


def test_an_item_reads_no_clause_below_it_that_gave_nothing() -> None:
    body = (
        "一、问题整改\n1.学位不足的问题。\n整改措施：新建幼儿园。\n责任单位：县教育局\n"
        "整改时限：2024年12月底前\n责任领导：副县长 周某\n有关事项另行研究。"
    )
    assert unread_of(body) == ["有关事项另行研究。"]


def test_headings_labels_and_who_signed_are_not_listed() -> None:
    body = (
        "为做好工作，制定本方案。\n一、主要任务\n（一）扩大资源\n整改措施：\n1.新建幼儿园。\n"
        "责任单位：县教育局\n附件：1.任务清单"
    )
    assert unread_of(body) == ["为做好工作，制定本方案。"]
