"""分节规定 — what the head of a section says for all below it, and what is said of the rest."""

from typing import Any

import pytest

from mengyang.core.documents import read
from mengyang.core.documents.as_json import as_json

_HEAD = "甲县学前教育重点任务分工方案\n甲政办发〔2025〕12号\n2025年3月8日\n\n"
EDUCATION, POLICE = ("县教育局", "lead"), ("县公安局", "responsible")


def told(body: str) -> dict[str, tuple[list[tuple[str, str]], Any]]:
    result: Any = as_json(read(_HEAD + body))
    return {
        item["path"]: (
            [(unit["name"], unit["role"]) for unit in item["responsible_units"]],
            item["deadline"]["on"],
        )
        for item in result["obligations"]
    }


@pytest.mark.parametrize(
    "head",
    [
        "一、重点任务（以下各项均由县教育局牵头，2025年10月底前完成）\n",
        "一、重点任务\n以下任务均由县教育局牵头，以下任务均须于2025年10月底前完成。\n",
    ],
)
def test_what_a_head_says_holds_for_its_section_alone(head: str) -> None:
    found = told(
        f"{head}（一）新建幼儿园。\n（二）清理无证园，2025年6月底前完成。（县公安局）\n"
        "二、其他任务\n（三）培训教师。\n"
    )
    assert found == {
        "一/(一)": ([EDUCATION], "2025-10-31"),
        "一/(二)": ([POLICE, EDUCATION], "2025-06-30"),
        "二/(三)": ([], None),
    }


def test_a_head_that_speaks_for_its_points_is_no_task_with_them() -> None:
    found = told(
        "一、重点任务\n（一）扩大资源（以下各项均由县教育局牵头，2025年10月底前完成）\n"
        "1.新建幼儿园。\n2.移交园舍。\n（二）其他事项\n1.培训教师。（县公安局）\n"
    )
    assert found == {
        "一/(一)/1": ([EDUCATION], "2025-10-31"),
        "一/(一)/2": ([EDUCATION], "2025-10-31"),
        "一/(二)/1": ([POLICE], None),
    }


def test_the_bracket_of_a_section_holds_for_what_names_nobody() -> None:
    found = told(
        "一、扩大资源（县教育局牵头）\n（一）新建幼儿园。\n（二）清理无证园。（县公安局）\n"
        "二、加强监管\n（三）开展巡查。\n"
    )
    assert [units for units, _ in found.values()] == [[EDUCATION], [POLICE], []]


@pytest.mark.parametrize(
    ("below", "units"),
    [
        ("以下任务均由县财政局负责", [("县财政局", "responsible")]),
        # Those who only join leave the question who answers to the last resort.
        ("以下均需各乡镇配合", [EDUCATION, ("各乡镇", "joint")]),
    ],
)
def test_who_answers_for_all_comes_before_the_last_resort(
    below: str, units: list[tuple[str, str]]
) -> None:
    found = told(
        f"一、重点任务\n（一）新建幼儿园。（县住建局负责；{below}，不再列出）\n（二）清理无证园。\n"
        "二、工作要求\n未注明责任单位的，均由县教育局牵头落实。\n"
    )
    assert found["一/(二)"][0] == units
