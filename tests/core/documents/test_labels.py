"""标签 — labels taken apart into units, persons and days; as numbered headings; lost ones told."""

from datetime import date

import pytest

from mengyang.core.documents import open_document, read
from mengyang.core.documents.genres import spellings_of
from mengyang.core.documents.phrases.persons import persons_of
from mengyang.core.documents.readings import obligations
from mengyang.core.documents.records import Obligation

HEAD = "甲县巡察反馈问题整改方案\n一、关于学位不足的问题\n整改措施：新建园所。\n"


def items(text: str) -> list[Obligation]:
    return list(obligations.read(open_document(text)))


def units(item: Obligation) -> list[tuple[str, str]]:
    return [(unit.name, unit.role) for unit in item.responsible_units]


def leaders(item: Obligation) -> list[str]:
    return [leader.name for leader in item.responsible_leaders]


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("牵头单位及责任人", "lead"),
        ("责任单位（责任人）", "units"),
        ("责任单位及负责人", "units"),
        ("责任单位、责任人", "units"),
        ("责任领导和责任单位", "units"),
        ("牵头（责任）单位", "lead"),
        ("牵头、配合单位", "units"),
        ("县级牵头部门", "lead"),
        ("整改主体单位", None),
        ("整改责任单位及整改时限", "units"),
        ("整改措施及完成时限", "remedies"),
        ("整改目标和时限", "deadline"),
        ("跟踪督办单位", "overseer"),
        ("包联领导", "leader"),
        ("计划办结时间", "deadline"),
        ("整改进度", "status"),
        ("立行立改情况", "status"),
        ("工作时间", None),
        ("培训时间", None),
        ("建设单位", None),
        ("主要领导要求", None),
        ("幼儿园和责任人", None),
    ],
)
def test_a_label_is_what_its_parts_are(label: str, role: str | None) -> None:
    assert spellings_of("rectification-plan").get(label) == role


@pytest.mark.parametrize(
    ("line", "named", "persons"),
    [
        ("牵头单位及责任人：县教育局 李四", [("县教育局", "lead")], ["李四"]),
        ("责任单位（责任人）：县委编办（王五）", [("县委编办", "responsible")], ["王五"]),
        ("责任单位及负责人：县财政局局长 张三", [("县财政局", "responsible")], ["局长 张三"]),
        ("责任单位：县教育局长 张三", [("县教育局", "responsible")], ["长 张三"]),
        (
            "责任单位、责任人：县教育局：李四；县财政局：王五",
            [("县教育局", "responsible"), ("县财政局", "responsible")],
            ["李四", "王五"],
        ),
        (
            "责任单位：县教育局（牵头）、县财政局",
            [("县教育局", "lead"), ("县财政局", "joint")],
            [],
        ),
        ("责任单位：何家乡 黄村镇", [("何家乡", "responsible"), ("黄村镇", "responsible")], []),
        ("责任单位：各县（市）人民政府", [("各县（市）人民政府", "responsible")], []),
        ("责任领导：张三（副县长）\n责任单位：甲局", [("甲局", "responsible")], ["张三（副县长）"]),
    ],
)
def test_units_and_persons_behind_one_label_are_told_apart(
    line: str, named: list[tuple[str, str]], persons: list[str]
) -> None:
    (item,) = items(f"{HEAD}{line}\n整改时限：2025年6月底前\n")
    assert (units(item), leaders(item)) == (named, persons)
    assert item.deadline.on == (date(2025, 6, 30),)
    assert [remedy.text for remedy in item.remedies] == ["新建园所。"]


@pytest.mark.parametrize(
    ("words", "persons"),
    [
        ("张三（县委常委、副县长）、李四", ["张三（县委常委、副县长）", "李四"]),
        ("张三 李四", ["张三", "李四"]),
        ("副县长 张三", ["副县长 张三"]),
        ("县政府分管领导", ["县政府分管领导"]),
        ("县教育局", []),
        ("—", []),
        ("副县长张三、分管副县（市）长", ["副县长张三", "分管副县（市）长"]),
        ("安全股、安全科", []),
    ],
)
def test_the_persons_of_a_field_of_leaders(words: str, persons: list[str]) -> None:
    assert [words[slice(*span)] for span in persons_of(words, (0, len(words)))] == persons


@pytest.mark.parametrize("colon", ["", "："])
def test_labels_printed_as_numbered_headings_hold_what_stands_below(colon: str) -> None:
    (item,) = items(
        "甲县督导反馈意见整改方案\n一、关于经费的问题\n（一）整改目标\n经费到位。\n"
        f"（二）整改措施{colon}\n1.拨付资金。\n2.建立台账。\n（三）责任领导{colon}\n张三\n"
        f"（四）责任单位{colon}\n县财政局\n（五）整改时限{colon}\n2025年6月底前\n"
    )
    assert (item.path, item.response, item.goal) == ("一", "remedies", "经费到位")
    assert [(remedy.path, remedy.text) for remedy in item.remedies] == [
        ("一/(二)/1", "拨付资金。"), ("一/(二)/2", "建立台账。"),
    ]  # fmt: skip
    assert (units(item), leaders(item)) == ([("县财政局", "responsible")], ["张三"])
    assert item.deadline.on == (date(2025, 6, 30),)


def test_headings_that_only_look_like_labels_stay_headings() -> None:
    found = items(
        "甲县工作方案\n一、工作安排\n（一）工作目标\n到2025年建成。\n（二）主要任务\n1.新建园所。\n"
        "2.培训教师。\n（三）时间安排\n2025年底前完成。\n"
    )
    assert "一" not in [item.path for item in found]


@pytest.mark.parametrize(
    ("points", "remedies"),
    [
        ("一是抽调5名干部；二是公开招聘教师。\n", ["抽调5名干部；", "公开招聘教师。"]),
        ("\n1.排查隐患。\n2.建立台账。\n", ["排查隐患。", "建立台账。"]),
        ("一是公用经费不足；二是奖补资金拨付滞后。\n", []),
    ],
)
def test_points_behind_a_problem_are_its_remedies_unless_they_describe_it(
    points: str, remedies: list[str]
) -> None:
    (item,) = items(
        f"甲县整改清单\n一、关于管理的问题。{points}责任单位：县教育局\n完成时限：立行立改\n"
    )
    assert [remedy.text for remedy in item.remedies] == remedies
    assert (item.response, item.path) == ("remedies" if remedies else None, "一")


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("核查情况：2024年5月已核查12所，完成整改", "done"),
        ("整改进度：已完成。", "done"),
        ("整改进度：正在推进", "ongoing"),
        ("核查情况：已核查12所", "open"),
    ],
)
def test_what_was_done_is_told_by_notes_and_progress(line: str, status: str) -> None:
    (item,) = items(f"{HEAD}责任单位：县教育局\n整改时限：2025年6月底前\n{line}\n")
    assert item.claimed_status == status


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("整改牵头落地单位：县教育局", {"label_unknown", "lead_not_read"}),
        ("牵头单位：县教育局", set()),
        ("责任单位：县教育局", set()),
        ("各有关单位要抓好落实：县教育局", set()),
    ],
)
def test_a_label_that_is_not_understood_is_told(line: str, codes: set[str]) -> None:
    reading = read(f"{HEAD}{line}\n整改时限：2025年6月底前\n")
    told = {check.finding.code.rpartition(".")[2] for check in reading.checks}
    assert told & {"label_unknown", "lead_not_read"} == codes
