"""同上 — cells and fields that only repeat those above them."""

from typing import Any

import pytest

from mengyang.core.documents import read
from mengyang.core.documents.as_json import as_json
from tests.core.documents.mutants import check_reading

_HEAD = "甲县学前教育重点任务分工方案\n甲政办发〔2025〕12号\n2025年3月8日\n"
_SAME = ([("县教育局", "responsible")], "2025-10-31")


def told(text: str) -> list[tuple[list[tuple[str, str]], Any]]:
    result: Any = as_json(read(text))
    return [
        (
            [(unit["name"], unit["role"]) for unit in item["responsible_units"]],
            item["deadline"]["on"],
        )
        for item in result["obligations"]
    ]


@pytest.mark.parametrize("same", ["同上", "〃", "″", '"', "（同上）", "同  上", "同上栏"])
@pytest.mark.parametrize("sign", ["\t", "|", "\n"])
def test_a_cell_repeats_the_one_above_it(same: str, sign: str) -> None:
    rows = [
        ("序号", "任务", "责任单位", "完成时限"),
        ("1", "新建幼儿园", "县教育局", "2025年10月底前"),
        ("2", "清理无证园", same, same),
        ("3", "培训教师", same, "2025年12月底前"),
    ]
    found = told(_HEAD + "\n".join(sign.join(row) for row in rows) + "\n")
    assert found == [_SAME, _SAME, (_SAME[0], "2025-12-31")]


def test_a_cell_with_nothing_above_it_names_nobody() -> None:
    rows = "序号\t任务\t责任单位\t完成时限\n1\t新建幼儿园\t同上\t2025年10月底前\n"
    assert told(_HEAD + rows) == [([], "2025-10-31")]


def test_a_field_repeats_that_of_the_item_above() -> None:
    text = (
        "甲县教育督导反馈问题整改方案\n2025年3月8日\n"
        "一、学位不足问题\n整改措施：新建。\n责任单位：县教育局\n整改时限：2025年10月底前\n"
        "二、教师不足问题\n整改措施：招聘。\n责任单位：同上\n整改时限：同上。\n"
    )
    assert told(text) == [_SAME, _SAME]


@pytest.mark.parametrize(
    "text",
    [
        "责任单位：县教育局\n整改时限：2025年10月底前 二、不足 责任单位：同上 整改时限：同上。 ",
        "整改时限：同上。整改时限：同上。",
        "|序号|任务|责任单位\n|1|新建园|县教育局|2025年10月底前|\n|2\n|清理园|同上|（同上）|\n",
    ],
)
def test_what_repeats_words_above_it_keeps_its_own_place(text: str) -> None:
    check_reading(_HEAD + text)
