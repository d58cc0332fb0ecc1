"""Takeovers 承接关系: nothing above is dropped, nothing later goes without its reason."""

import pytest

from mengyang.core.documents.inherited import Above, Own, paired
from mengyang.core.documents.taking_over import Settlement, Taken, settled
from mengyang.core.findings import Refused

ABOVE = (Above("1", "补足教师编制", "2026-06-30"), Above("2", "消除大班额"))
OWN = (
    Own("一", "核定编制", "上级任务1", "2026-05-31", 0),
    Own("二", "教研活动", "每月一次", "", 1),
)
WHOLE = Settlement(((0, "1"), (1, "")), {"2": "无大班额"})


def test_every_task_finds_its_place() -> None:
    assert settled(ABOVE, OWN, WHOLE) == (Taken("1", 0), Taken("2", None, "无大班额"))


def test_a_task_above_may_be_divided() -> None:
    said = Settlement(((0, "1"), (1, "1")), {"2": "无大班额"})
    found = settled(ABOVE, OWN, said)
    assert not isinstance(found, Refused)
    assert [(each.number, each.place) for each in found] == [("1", 0), ("1", 1), ("2", None)]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (Settlement(((0, "1"),), {"2": "无"}), "ledger.refused.own_unsettled"),
        (Settlement(((0, "1"), (1, ""))), "ledger.refused.above_unsettled"),
        (Settlement(((0, "1"), (1, "")), {"2": " "}), "ledger.refused.above_unsettled"),
        (
            Settlement(((0, "1"), (1, "2")), {"2": "无"}),
            "ledger.refused.taken_and_left_out",
        ),
        (Settlement(((0, "9"), (1, "")), {}), "ledger.refused.own_plan_stale"),
        (Settlement(((7, "1"),), {}), "ledger.refused.own_plan_stale"),
    ],
)
def test_what_is_open_is_refused(said: Settlement, reason: str) -> None:
    found = settled(ABOVE, OWN, said)
    assert isinstance(found, Refused)
    assert found.reason == reason


@pytest.mark.parametrize(
    "late",
    [Own("一", "核定", "", "2026-07-01", 0), Own("一", "核定", "", "", 0, is_open_ended=True)],
)
def test_a_later_day_needs_its_reason(late: Own) -> None:
    takes = ((0, "1"),)
    left = {"2": "无大班额"}
    found = settled(ABOVE, (late,), Settlement(takes, left))
    assert isinstance(found, Refused)
    assert found.reason == "ledger.refused.later_than_above"
    said = Settlement(takes, left, {0: "工期所限"})
    assert settled(ABOVE, (late,), said) == (
        Taken("1", 0, "工期所限"),
        Taken("2", None, "无大班额"),
    )


def test_a_marker_used_twice_and_one_of_another_plan_are_told() -> None:
    own = (
        Own("一", "补足教师编制", "上级任务1", place=0),
        Own("二", "另一事", "上级任务1", place=1),
        Own("三", "某事", "上级任务77", place=2),
    )
    codes = [each.code for pair in paired(ABOVE[:1], own) for each in pair.differences]
    assert codes == ["inherited.day", "inherited.twice", "inherited.foreign"]
