"""分年度指标表 — each number of a table with years is a target or a fact of its row."""

import pytest

from mengyang.core.documents import read

HEAD = "甲县学前教育行动计划（2024—2026年）\n甲政发〔2024〕9号\n一、主要目标\n"


def told(text: str) -> list[tuple[str, str, str, str, str | None]]:
    reading = read(text)
    entries = sorted((*reading.targets, *reading.figures), key=lambda entry: entry.span)
    return [
        (entry.indicator, entry.comparator, str(entry.value[0]), entry.unit, entry.by)
        for entry in entries
    ]


@pytest.mark.parametrize("bar", ["\t", "|"])
def test_years_before_the_plan_tell_and_later_ones_aim(bar: str) -> None:
    rows = (
        ("序号", "指标", "单位", "2023年基数", "2024年", "2026年目标"),
        ("1", "毛入园率", "%", "93.2", "≥94", "95以上"),
        ("2", "新增公办学位", "个", "1,200", "3600", "—"),
    )
    text = HEAD + "\n".join(bar.join(row) for row in rows) + "\n二、保障措施\n"
    assert told(text) == [
        ("毛入园率", "=", "93.2", "%", None),
        ("毛入园率", ">=", "94", "%", "2024"),
        ("毛入园率", ">=", "95", "%", "2026"),
        ("新增公办学位", "=", "1200", "个", None),
        ("新增公办学位", "=", "3600", "个", "2024"),
    ]
    assert all(entry.path == "一" for entry in read(text).targets)


def test_a_unit_may_stand_behind_the_name() -> None:
    text = HEAD + "指标\t2023年\t2025年\n普惠率（%）\t89.5\t≥92\n"
    assert told(text) == [
        ("普惠率", "=", "89.5", "%", None),
        ("普惠率", ">=", "92", "%", "2025"),
    ]


def test_a_table_without_years_is_left_to_the_other_rules() -> None:
    assert told(HEAD + "指标\t甲\t乙\n普惠率\t89.5\t92\n") == []


def test_cells_one_a_line_are_a_table_of_years_too() -> None:
    cells = (
        "指标|2023年（基期）|2024年|2025年|毛入园率（％）|94.2|94.8|95.5|公办占比（％）|47.7|50|—"
    )
    text = (
        HEAD + "公办为主。\n附表1\u3000主要指标\n" + cells.replace("|", "\n") + "\n注：新桥区除外。"
    )
    assert told(text) == [
        ("毛入园率", "=", "94.2", "%", None),
        ("毛入园率", "=", "94.8", "%", "2024"),
        ("毛入园率", "=", "95.5", "%", "2025"),
        ("公办占比", "=", "47.7", "%", None),
        ("公办占比", "=", "50", "%", "2024"),
    ]
    assert {entry.path for entry in read(text).targets} == {"附表1"}
