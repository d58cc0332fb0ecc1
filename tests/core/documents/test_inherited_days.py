"""目标时限 — numbers of a task take the day of its label, bracket or cell, and only that."""

import pytest

from mengyang.core.documents import read


def days(text: str) -> list[str | None]:
    return [target.by for target in read(text).targets]


@pytest.mark.parametrize(
    ("body", "by"),
    [
        ("1.新增学位300个。\n（牵头单位：甲局；完成时限：2031年10月底）\n2.管理。\n", "2031-10-31"),
        ("（一）扩大供给。新增学位300个。\n责任单位：甲局\n时限：2031年9月底前\n", "2031-09-30"),
        ("（一）扩大供给。新增学位300个。（县教育局牵头，2031年6月底前完成）\n", "2031-06-30"),
        ("（一）扩大供给。新增学位300个。\n责任单位：县教育局\n完成时限：长期坚持\n", None),
    ],
)  # fmt: skip
def test_a_number_without_a_day_has_that_of_its_task(body: str, by: str | None) -> None:
    assert days(f"某县某项工作任务分解方案\n一、主要任务\n{body}") == [by]


def test_the_last_day_of_a_stage_or_of_several_dates_its_numbers() -> None:
    stage = (
        "三、实施步骤\n（一）部署阶段（2031年3月15日至3月31日）。每个乡镇张贴公告不少于200份。\n"
    )
    plan = (
        "某县某项专项整治工作方案\n一、整治措施\n（一）取缔。关停。\n二、要求\n（一）领导。加强。\n"
    )
    assert days(f"{plan}{stage}") == ["2031-03-31"]
    label = "责任单位：甲局\n完成时限：2031年6月底前完成50%以上，11月底前全部完成\n"
    assert "2031-11-30" in days(
        f"某县某项工作方案\n一、任务\n（一）扩大供给。建健身房8个。\n{label}"
    )


def test_a_day_of_its_own_stays() -> None:
    text = (
        "（一）扩大供给。到2033年，新增学位300个。\n责任单位：县教育局\n完成时限：2031年9月底前\n"
    )
    assert days(f"某县某项工作方案\n一、主要任务\n{text}") == ["2033"]
