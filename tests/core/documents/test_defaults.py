"""Units said once for many items, and units told in the middle of a sentence."""

from typing import Any

import pytest

from mengyang.core.documents import read
from mengyang.core.documents.as_json import as_json


def _units(body: str) -> dict[str, list[tuple[str, str]]]:
    result: Any = as_json(read(f"青原县工作任务分解\n\n一、任务\n\n{body}\n"))
    return {
        item["path"]: [(unit["name"], unit["role"]) for unit in item["responsible_units"]]
        for item in result["obligations"]
    }


@pytest.mark.parametrize(
    "said",
    ["以下均需各乡镇配合，不再列出", "以下任务均由各乡镇配合，不再一一列出", "各乡镇均配合，下同"],
)
def test_what_is_said_once_holds_for_the_items_below(said: str) -> None:
    units = _units(f"1.摸清底数。（县教育局负责；{said}）\n\n2.核定编制。（县委编办负责）")
    assert units["一/1"] == [("县教育局", "responsible"), ("各乡镇", "joint")]
    assert units["一/2"] == [("县委编办", "responsible"), ("各乡镇", "joint")]


def test_what_is_said_of_the_rest_holds_where_nobody_is_named() -> None:
    units = _units(
        "1.摸清底数。\n\n2.核定编制。（县委编办负责）\n\n未注明责任单位的，均由县教育局负责。"
    )
    assert units["一/1"] == [("县教育局", "responsible")]
    assert units["一/2"] == [("县委编办", "responsible")]


def test_who_is_told_to_leads_and_who_is_with_them_joins() -> None:
    units = _units(
        "1.关于移交问题。由县住建局牵头，会同县教育局、县财政局逐园制定方案。\n\n"
        "2.关于督办。请县政府督查室对上述事项跟踪督办。"
    )
    assert units["一/1"] == [("县住建局", "lead"), ("县教育局", "joint"), ("县财政局", "joint")]
    assert units["一/2"] == [("县政府督查室", "responsible")]


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("青原县2026年工作任务分解", "2026-06-30"),
        ("青原县工作任务分解\n\n青政办发〔2025〕3号", "2025-06-30"),
        ("青原县工作任务分解", None),
    ],
)
def test_a_day_without_a_year_takes_that_of_the_title_or_number(head: str, day: str | None) -> None:
    text = f"{head}\n\n一、任务\n\n1.摸清底数，6月底前完成。（县教育局负责）\n"
    result: Any = as_json(read(text))
    assert result["obligations"][0]["deadline"]["on"] == day


TASKS = (
    "一、新建幼儿园2所。（甲局、乙局）\n二、移交园舍。2024年9月底前完成。（乙局、甲局）\n"
    "三、核定编制。（丙局）\n"
)


def _items(text: str) -> list[tuple[list[tuple[str, str]], Any]]:
    result: Any = as_json(read(text))
    return [
        (
            [(unit["name"], unit["role"]) for unit in item["responsible_units"]],
            item["deadline"]["on"],
        )
        for item in result["obligations"]
    ]


@pytest.mark.parametrize(
    "said",
    [
        "未注明完成时限的，均于2024年12月底前完成。",
        "未标明时限的任务，均须在2024年12月31日前完成。",
        "没有明确时间要求的工作，原则上均应于2024年12月底前完成。",
        "完成时限未列明的，一律于2024年12月底前完成。",
        "其余任务均于2024年12月底前完成。",
    ],
)
@pytest.mark.parametrize("place", ["before", "note"])
def test_a_day_said_once_holds_for_items_without_one(said: str, place: str) -> None:
    head = f"甲县学前教育任务分工\n甲政办发〔2024〕2号\n{said if place == 'before' else ''}\n"
    found = _items(head + TASKS + (f"注：{said}\n" if place == "note" else ""))
    assert [day for _, day in found] == ["2024-12-31", "2024-09-30", "2024-12-31"]


@pytest.mark.parametrize(
    "said",
    [
        "责任单位中排在首位的为牵头单位。",
        "排在第一位的为牵头单位。",
        "第一个责任单位为牵头单位。",
        "牵头单位排在首位。",
    ],
)
@pytest.mark.parametrize("place", ["title", "before", "note"])
def test_the_first_unit_leads_wherever_it_is_said(said: str, place: str) -> None:
    head = "甲县学前教育任务分工\n"
    head += (
        f"（{said.rstrip('。')}）\n"
        if place == "title"
        else f"{said}\n"
        if place == "before"
        else ""
    )
    result: Any = as_json(read(head + TASKS + (f"注：{said}\n" if place == "note" else "")))
    leads = [
        [unit["name"] for unit in item["responsible_units"] if unit["role"] == "lead"]
        for item in result["obligations"]
    ]
    assert leads[:2] == [["甲局"], ["乙局"]]
    assert result["metadata"]["title"] == "甲县学前教育任务分工"


def test_units_said_once_join_those_behind_labels_and_of_all_items() -> None:
    said = "各项任务均需各乡镇人民政府落实，不再列出。"
    found = _items(f"甲县整改方案\n{said}\n一、整改任务\n（一）新建园所。\n责任单位：甲局\n")
    assert [units for units, _ in found] == [
        [("甲局", "responsible"), ("各乡镇人民政府", "responsible")]
    ]


def test_a_lead_said_to_hold_below_holds_where_nobody_is_named() -> None:
    units = _units("1.规范收费。（甲局牵头，下同）\n\n2.公示标准。\n\n3.移交。（乙局负责）")
    assert units["一/2"] == [("甲局", "lead")]
    assert units["一/3"] == [("乙局", "responsible")]


@pytest.mark.parametrize(
    "words",
    [
        "完成时限未注明年份的均为2024年。",
        "未完成的任务均于2024年12月底前报告原因。",
        "时限要求未落实的，予以通报。",
    ],
)
def test_what_only_sounds_so_is_no_rule_for_all(words: str) -> None:
    found = _items(f"甲县学前教育任务分工\n甲政办发〔2024〕2号\n{words}\n{TASKS}")
    assert [day for _, day in found] == [None, "2024-09-30", None]
