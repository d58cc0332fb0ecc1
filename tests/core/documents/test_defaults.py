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
