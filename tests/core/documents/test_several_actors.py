"""主语单位 — several offices with days of their own in one clause, or in a text without numbers."""

import pytest

from mengyang.core.documents import open_document
from mengyang.core.documents.readings import obligations

_HEAD = "甲县学前教育重点任务分工方案\n甲政办发〔2025〕12号\n2025年3月8日\n\n"
type Told = list[tuple[str, list[str], list[str]]]


def told(body: str) -> Told:
    return [
        (
            item.path,
            [unit.name for unit in item.responsible_units],
            [day.isoformat() for day in item.deadline.on],
        )
        for item in obligations.read(open_document(_HEAD + body))
    ]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (
            "各乡镇、县直各部门要高度重视。县教育局2025年6月底前制定规划，县住建局2025年9月底前移交。\n"
            "县财政局每年安排专项资金500万元。\n县公安局加强校园周边巡逻。\n",
            [
                ("§1", ["各乡镇", "县直各部门"], []),
                ("§1-2", ["县教育局"], ["2025-06-30"]),
                ("§1-3", ["县住建局"], ["2025-09-30"]),
                ("§2", ["县财政局"], []),
                ("§3", ["县公安局"], []),
            ],
        ),
        (
            "县教育局于2025年6月底前制定规划；县住建局于9月底前移交；县财政局要足额拨付资金。\n",
            [
                ("§1", ["县教育局"], ["2025-06-30"]),
                ("§1-2", ["县住建局"], ["2025-09-30"]),
                ("§1-3", ["县财政局"], []),
            ],
        ),
        (
            "各乡镇要加强宣传，县教育局给予指导。\n各学校要在2025年6月底前自查。\n",
            [("§1", ["各乡镇"], []), ("§2", ["各学校"], ["2025-06-30"])],
        ),
        ("县教育局2024年6月底前已完成移交。\n县财政局2024年安排500万元。\n", []),
    ],
)
def test_each_office_with_its_day_is_an_item_where_no_number_is(body: str, wanted: Told) -> None:
    assert told(body) == wanted


@pytest.mark.parametrize("stop", ["，", "。", "；"])
def test_each_office_with_its_day_answers_for_a_numbered_clause(stop: str) -> None:
    words = stop.join(
        ("县教育局2025年6月底前制定规划", "县住建局2025年9月底前移交", "县财政局10月底前拨付")
    )
    found = told(f"一、任务\n（一）{words}。\n（二）培训教师。（县人社局）\n")
    assert found == [
        (
            "一/(一)",
            ["县教育局", "县住建局", "县财政局"],
            ["2025-06-30", "2025-09-30", "2025-10-31"],
        ),
        ("一/(二)", ["县人社局"], []),
    ]
