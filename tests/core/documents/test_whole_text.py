"""不漏一行 — every line of a text is frame, read, or listed as unread; none vanishes."""

from dataclasses import fields

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


def test_every_line_but_the_opening_words_is_accounted_for() -> None:
    reading = read("\n".join(PLAN))
    start, end = reading.document.body_span
    body = [line for line in reading.document.lines if start <= line.start < end]
    told = [line.text for line in body if is_accounted_for(reading, line)]
    assert told == list(PLAN[3:5])
    assert [line.text for line in body if line.text not in told] == list(PLAN[2:3])
    assert reading.document.header.attachments == ("任务清单",)
