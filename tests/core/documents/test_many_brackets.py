"""责任分工 — several brackets in one clause: each names who does what stands before it."""

import pytest

from mengyang.core.documents import open_document
from mengyang.core.documents.readings import obligations

_HEAD = "甲县学前教育重点任务分工方案\n甲政办发〔2025〕12号\n2025年3月8日\n一、重点任务\n"
BOTH = [("县教育局", "responsible"), ("县住建局", "responsible")]


def told(words: str) -> tuple[list[tuple[str, str]], list[str]]:
    """The units with their roles and the days of the one clause that holds the words."""
    text = f"{_HEAD}1.扩大资源。{words}\n2.加强监管。\n"
    item, _ = obligations.read(open_document(text))
    assert item.path == "一/1"
    units: list[tuple[str, str]] = [(unit.name, unit.role) for unit in item.responsible_units]
    return units, [day.isoformat() for day in item.deadline.on]


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("新建园3所（县教育局）；移交园舍（县住建局）。", BOTH),
        ("新建幼儿园（县教育局）。移交园舍（县住建局）。稳步提升质量。", BOTH),
        ("一是新建园3所（县教育局）二是移交园舍（县住建局）。", BOTH),
        ("新建园3所(县教育局);移交园舍(县住建局)。", BOTH),
        (
            "新建园3所（县教育局牵头）；移交园舍（县住建局）。",
            [("县教育局", "lead"), ("县住建局", "responsible")],
        ),
        (
            "新建园3所（县教育局、县财政局等）；移交园舍（各乡镇人民政府）。",
            [(name, "responsible") for name in ("县教育局", "县财政局", "各乡镇人民政府")],
        ),
        # What a bracket explains is not who must do it.
        ("成立领导小组办公室（县教育局）。加强监管。", []),
        ("覆盖各乡镇（街道）。加强监管。", []),
        ("清理各类机构（事业单位）；完善制度。", []),
        ("依托县级单位（县委党校）；培训教师。", []),
        ("报送材料（含县教育局）；完善制度。", []),
        ("由部门（县教育局）汇总，完善制度。", []),
        ("落实《奖补办法》（县政府办）；完善制度。", []),
        ("组长：李某（县教育局）；副组长：王某（县财政局）；负责日常工作。", []),
    ],
)
def test_a_bracket_with_offices_alone_counts_before_a_stop(
    words: str, units: list[tuple[str, str]]
) -> None:
    assert told(words) == (units, [])


@pytest.mark.parametrize(
    "words",
    [
        "一是新建园（县教育局，2025年9月底前）；二是移交园舍（县住建局，2025年12月底前）。",
        "一是新建园。（县教育局，2025年9月底前）二是移交园舍。（县住建局，2025年12月底前）",
        "新建园（责任单位：县教育局，完成时限：2025年9月底前）；"
        "移交园舍（责任单位：县住建局，完成时限：2025年12月底前）。",
    ],
)
def test_each_bracket_gives_its_units_and_its_day(words: str) -> None:
    assert told(words) == (BOTH, ["2025-09-30", "2025-12-31"])
