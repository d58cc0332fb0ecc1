"""单位名称 — only names of offices leave the reader; titles, replies, citations in odd forms."""

import pytest

from mengyang.core.documents import read
from tests.core.documents.written_plans import plan


@pytest.mark.parametrize(
    ("words", "departments"),
    [
        ("建议县政府建立联席会议制度。", ["县政府"]),
        ("恳请县财政局落实资金。", ["县财政局"]),
        ("市住建局、市财政局负责落实建设资金。", ["市住建局", "市财政局"]),
        ("地、县教育部门要加强指导。", ["地、县教育部门"]),
    ],
)
def test_a_duty_is_that_of_each_office_named(words: str, departments: list[str]) -> None:
    assert [duty.department for duty in plan(words).duties] == departments


def test_a_bracket_left_open_is_no_part_of_a_unit() -> None:
    text = (
        "甲县整改方案\n一、整改任务\n（一）学位不足的问题\n整改措施：新建。\n责任单位：县教育局（\n"
    )
    (item,) = read(text).obligations
    assert [unit.name for unit in item.responsible_units] == ["县教育局"]


def test_the_last_word_of_a_title_may_be_set_apart() -> None:
    reading = read(
        "甲县人民政府关于开展\n学前教育攻坚行动的\n通　　知\n\n甲政发〔2024〕2号\n\n一、摸底。\n"
    )
    assert reading.document.header.title == "甲县人民政府关于开展学前教育攻坚行动的通知"


def test_a_reply_that_denies_is_a_denial() -> None:
    (item,) = read(
        "关于提案的答复\n一、关于“农村园不足”的建议\n不存在此类问题。已全部覆盖。\n"
    ).obligations
    assert (item.response, item.claimed_status, item.remedies) == ("denial", "denied", ())


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("按照国办发〔2018〕39号文件精神推进。", "国办发〔2018〕39号"),
        ("落实甲政发〔2023〕7号要求。", "甲政发〔2023〕7号"),
    ],
)
def test_a_document_called_by_its_number_alone_is_cited(words: str, number: str) -> None:
    assert [each.document_number for each in plan(words).citations] == [number]


def test_who_reports_stands_behind_by() -> None:
    (report,) = plan("整改情况由县政府于2024年底前报市教育局。", year=2024).reporting
    assert (report.who, report.to) == (("县政府",), "市教育局")


def test_a_kindergarten_that_opens_in_a_month_is_a_project() -> None:
    (project,) = plan("甲县第三幼儿园2024年9月开园。", year=2024).projects
    assert (project.name, str(project.due_on)) == ("甲县第三幼儿园", "2024-09-30")


def test_a_report_holds_no_tasks_but_those_with_a_unit_or_a_day() -> None:
    reading = read(
        "甲县学前教育工作情况报告\n一、投入\n三年共投入3100万元。\n二、下步工作\n"
        "（一）新建幼儿园2所，2025年底前完成。\n（二）加强管理。\n"
    )
    assert [item.path for item in reading.obligations] == ["二/(一)"]


@pytest.mark.parametrize("mark", ["—10—", "— 10 —", "— 1 0 —", "第10页"])
def test_the_number_of_a_page_is_no_line_of_the_body(mark: str) -> None:
    reading = read(
        f"甲县行动计划\n一、主要任务\n（一）新建园所。年内开工。\n{mark}\n二、其他\n无。\n"
    )
    assert mark not in [entry.quote for entry in reading.unread]
