"""报送要求 — parts of one sentence, offices and schools that are reported to, what is sent."""

from datetime import date

from mengyang.core.documents import read

HEAD = "关于报送材料的通知\n\n各县教育局：\n\n一、"
SIGNED = "\n\n甲县教育局\n2025年2月9日\n"


def told(words: str) -> list[tuple[tuple[str, ...], str | None, tuple[object, ...]]]:
    reading = read(HEAD + words + SIGNED)
    return [(duty.what, duty.to, duty.deadline.on) for duty in reading.reporting]


def test_a_part_behind_a_semicolon_has_its_own_day_and_office() -> None:
    words = (
        "各责任单位要于每月25日前将整改进展情况报县教育局汇总；"
        "2025年9月10日前报送整改工作总结，经主要负责同志签字后报县政府办公室。"
    )
    assert told(words) == [
        (("整改进展情况",), "县教育局", ()),
        (("整改工作总结",), "县政府办公室", (date(2025, 9, 10),)),
    ]


def test_where_it_is_made_public_keeps_its_closing_quote() -> None:
    words = "各县要于3月底前将整改情况报送市教育局，并向社会“公开公示”。"
    (found,) = read(HEAD + words + SIGNED).reporting
    assert found.publicity == "向社会“公开公示”"


def test_a_school_and_a_mailbox_are_reported_to() -> None:
    day = (date(2025, 3, 15),)
    assert told("各幼儿园要于3月15日前将自查报告（一式两份）报所在乡镇中心学校。") == [
        (("自查报告（一式两份）",), "所在乡镇中心学校", day)
    ]
    assert told("联络员名单请于3月15日前发送至县教育局基础教育股邮箱。") == [
        (("联络员名单",), "县教育局基础教育股", day)
    ]
