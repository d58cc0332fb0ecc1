"""公文要素 — labels in all printed forms, titles over lines, dates that mean different things."""

from datetime import date

import pytest

from mengyang.core.documents import open_document
from mengyang.core.documents.frame_labels import read_labels


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("索引号：A-1", [("索引号", "A-1")]),
        ("索 引 号：\tA-1\t主题分类：\t教育", [("索引号", "A-1"), ("主题分类", "教育")]),
        ("文 号 甲政〔2021〕2号 发布机构 政府办公室",
         [("文号", "甲政〔2021〕2号"), ("发布机构", "政府办公室")]),
        ("5. [发文字号] 甲政 〔2023〕 16号", [("发文字号", "甲政 〔2023〕 16号")]),
        ("• 索引号:A-1", [("索引号", "A-1")]),
        ("索引号: | A-1 | 信息分类: | 通知 |", [("索引号", "A-1"), ("信息分类", "通知")]),
        ("一、索引号的编制", []),
        ("各县人民政府:", []),
    ],
)  # fmt: skip
def test_labels_are_read_in_every_printed_form(words: str, expected: list[tuple[str, str]]) -> None:
    assert [(pair.label, pair.value) for pair in read_labels(words)] == expected


COVER = """索引号：A-1
发文机关：甲县人民政府办公室
生成日期：2024-05-20
甲县人民政府办公室关于印发
《甲县学前教育行动计划（2024—2026年）》的通知
甲政办发〔2024〕 6号
各乡（镇）人民政府、街道办事处，县政府有关部门：
《甲县学前教育行动计划（2024—2026年）》已经县政府同意，现印发给你们。
甲县人民政府办公室
2024年5月6日
（此件公开发布）
甲县学前教育行动计划
（2024—2026年）
为发展学前教育，制定本计划。
一、总体要求
"""


def test_a_covering_notice_gives_title_number_addressees_and_day_of_issue() -> None:
    header = open_document(COVER).header
    assert header.title == "甲县人民政府办公室关于印发《甲县学前教育行动计划（2024—2026年）》的通知"
    assert header.plan_title == "甲县学前教育行动计划（2024—2026年）"
    assert header.document_number == "甲政办发〔2024〕6号"
    assert header.addressees == ("各乡（镇）人民政府", "街道办事处", "县政府有关部门")
    assert header.approved_by == "县政府"
    assert header.disclosure == "此件公开发布"
    assert header.issuing_body == "甲县人民政府办公室"


def test_the_day_of_a_web_page_is_never_the_day_of_issue() -> None:
    header = open_document(COVER).header
    assert header.signed_on == date(2024, 5, 6)
    assert header.generated_on == date(2024, 5, 20)
    only_page = open_document("生成日期 2024-05-20\n关于做好工作的通知\n一、要求\n").header
    assert only_page.signed_on is None


@pytest.mark.parametrize("day", ["2024年5月6日", "二〇二四年五月六日", "2024 年 5 月 6 日"])
def test_the_day_below_the_signature_is_the_day_of_issue(day: str) -> None:
    header = open_document(f"关于做好工作的通知\n一、要求\n按期完成。\n甲县教育局\n{day}\n").header
    assert header.signed_on == date(2024, 5, 6)


def test_a_red_head_names_who_issued_what_nobody_signed() -> None:
    body = "\n甲政办发〔2031〕5号\n关于印发《甲县方案》的通知\n各乡镇：\n一、排查。\n2031年3月5日\n"
    header = open_document(f"甲县人民政府办公室文件\n{body}").header
    assert (header.issuing_body, header.plan_title) == ("甲县人民政府办公室", "甲县方案")
    assert open_document(f"学习文件\n{body}").header.issuing_body is None


def test_what_is_absent_stays_absent() -> None:
    header = open_document("今年以来，全县完成整改688个，完成率98.71%。\n").header
    assert (header.title, header.document_number, header.signed_on) == (None, None, None)
    assert header.addressees == ()


def test_the_signature_below_is_no_part_of_the_body() -> None:
    document = open_document(
        "关于做好工作的通知\n一、要求\n按期完成。\n甲县教育局\n2024年5月6日\n扫一扫\n"
    )
    assert document.text[slice(*document.body_span)].endswith("按期完成。")
