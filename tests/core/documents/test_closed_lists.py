"""封闭列举核对 — parts in brackets and behind colons, names in lists, a text beside its table."""

import pytest

from mengyang.core.documents import read
from tests.core.documents.written_plans import codes, plan

_COMPARED = ("sum_", "growth_", "count_", "table_text_")


def told(words: str) -> list[str]:
    found = codes(plan(words, section="基本情况", year=2024))
    return [code for code in found if code.startswith(_COMPARED)]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("安排资金1900万元（中央1000万元、省级400万元、县级400万元）。", "sum_differs"),
        ("安排资金1900万元（中央1000万元、省级400万元、县级500万元）。", "sum_agrees"),
        ("安排资金1900万元（中央1000万元、省级400万元、县级600万元）。", "sum_exceeds"),
        ("总投资2400万元(中央1000万元,省400万元,县900万元)。", "sum_differs"),
        ("总投资2400万元，其中中央1000万元、省400万元、县900万元。", "sum_differs"),
        (
            "总投资2400万元，其中：中央资金1000万元，省级资金400万元，县级资金1000万元。",
            "sum_agrees",
        ),
        ("新增学位900个：甲镇300个，乙镇300个，丙镇200个。", "sum_differs"),
        ("新增学位900个：甲镇300个，乙镇300个，丙镇300个。", "sum_agrees"),
        ("幼儿园86所（公办34所、民办50所）。", "sum_differs"),
        ("在园幼儿1200人，比上年增加100人，增长20%。", "growth_differs"),
        ("在园幼儿1200人，较2023年增加200人，增长20%。", "growth_agrees"),
        ("在园幼儿900人，比上年减少100人，下降10%。", "growth_agrees"),
        ("在园幼儿900人，比上年减少100人，下降11.1%。", "growth_differs"),
        ("涉及3个乡镇：甲乡、乙乡。", "count_differs"),
        ("3个乡镇（甲乡、乙乡、丙镇）完成任务。", "count_agrees"),
        ("甲乡、乙乡、丙乡等4个乡镇完成任务。", "count_may_lack_one"),
    ],
)
def test_a_closed_list_is_counted_and_added_up(words: str, code: str) -> None:
    assert told(words) == [code]


@pytest.mark.parametrize(
    "words",
    [
        # A list of some, a list of unlike things, changes, years: nothing certain.
        "总投资2400万元，其中中央1000万元、省400万元。",
        "共新增学位900个，其中甲镇300个，乙镇300个。",
        "现有教职工500人（专任教师300人、保育员100人）。",
        "投入1900万元（比上年增加100万元、比前年增加300万元）。",
        "新增学位900个（其中甲镇300个、乙镇300个）。",
        "安排资金1900万元（中央1000万元，县级按比例配套400万元，其余自筹）。",
        "在园幼儿1200人，其中公办园增加100人，增长20%。",
        "涉及3个乡镇（以甲乡、乙乡为主）。",
        "北京、上海、天津等31个省市开展试点。",
        "投入1900万元，比上年增加5个项目，增长20%。",
    ],
)
def test_an_open_list_is_left_alone(words: str) -> None:
    assert told(words) == []


_TABLE = """甲县学前教育行动计划
甲政办发〔2025〕12号
2025年3月8日

一、任务
（一）{words}（县教育局）
{rows}
（二）培训教师。（县人社局）
"""
_ROWS = "乡镇\t幼儿园（所）\t学位（个）\n甲镇\t2\t540\n乙镇\t1\t270"


@pytest.mark.parametrize(
    ("words", "rows", "wanted"),
    [
        (
            "新建幼儿园5所，增设学位900个，详见下表。",
            _ROWS,
            {"table_text_differs": [("5", "3"), ("900", "810")]},
        ),
        (
            "新建幼儿园3所，增设学位810个，详见下表。",
            _ROWS,
            {"table_text_agrees": [("3", "3"), ("810", "810")]},
        ),
        (
            "新建幼儿园5所，见表1。",
            f"{_ROWS}\n合计\t3\t810",
            {"table_text_differs": [("5", "3")]},
        ),
        ("在3个乡镇新建，详见下表。", _ROWS, {"table_text_differs": [("3", "2")]}),
        ("新建幼儿园5所。", _ROWS, {}),
        ("新建幼儿园5所，改建幼儿园2所，详见下表。", _ROWS, {}),
        ("新建幼儿园5所，其中公办2所，详见下表。", "乡镇\t公办园（所）\n甲镇\t2\n乙镇\t1", {}),
        ("新建幼儿园5所，详见下表。", "乡镇\t幼儿园（所）\n甲镇\t若干\n乙镇\t1", {}),
    ],
)
def test_a_text_is_compared_with_its_own_table(
    words: str, rows: str, wanted: dict[str, list[tuple[str, str]]]
) -> None:
    found: dict[str, list[tuple[object, object]]] = {}
    for check in read(_TABLE.format(words=words, rows=rows)).checks:
        code = check.finding.code.removeprefix("documents.check.")
        if code.startswith("table_text_"):
            values = dict(check.finding.params)
            found.setdefault(code, []).append((values["stated"], values["computed"]))
    assert found == wanted
