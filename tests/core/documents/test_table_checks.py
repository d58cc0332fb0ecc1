"""表格核对 — planted faults in totals, shares and counts of tables, and in what is announced."""

import pytest

from mengyang.core.documents import Reading, read
from tests.core.documents.written_plans import codes

TABLE = """南川县各乡镇幼儿园情况表

乡镇\t幼儿园\t公办园\t公办园占比
东坪镇\t10\t6\t{share}
西坪镇\t8\t4\t50%
小计\t18\t{part}\t
北坪镇\t5\t4\t80%
南坪镇\t4\t3\t75.0%
合计\t{whole}\t17\t
"""
TASKS = """南川县2026年工作任务清单

序号\t工作任务\t责任单位\t完成时限
1\t摸清底数\t县教育局\t6月底前
2\t核定编制\t县委编办\t9月底前
合计\t{count}项
"""


def _table(share: str = "60%", part: str = "10", whole: str = "27") -> Reading:
    return read(TABLE.format(share=share, part=part, whole=whole))


def test_totals_of_a_table_are_added_up() -> None:
    found = codes(_table())
    assert "table_sum_agrees" in found
    assert not {"table_sum_differs", "table_share_differs"} & set(found)


def test_a_wrong_total_is_found() -> None:
    found = codes(_table(whole="28"))["table_sum_differs"]
    assert (found["column"], found["stated"], found["computed"]) == ("幼儿园", "28", "27")


def test_a_wrong_subtotal_is_found() -> None:
    found = codes(_table(part="11"))["table_sum_differs"]
    assert (found["column"], found["stated"], found["computed"]) == ("公办园", "11", "10")


def test_a_wrong_share_is_found_by_the_rows_that_are_right() -> None:
    found = codes(_table(share="65%"))["table_share_differs"]
    assert (found["stated"], found["computed"]) == ("65", "60")


def test_a_column_with_a_gap_is_not_added_up() -> None:
    text = TABLE.format(share="60%", part="10", whole="28").replace("北坪镇\t5", "北坪镇\t—")
    assert "table_sum_differs" not in codes(read(text))


@pytest.mark.parametrize(("count", "code"), [("2", "agrees"), ("3", "differs")])
def test_the_rows_of_a_table_are_counted(count: str, code: str) -> None:
    found = codes(read(TASKS.format(count=count)))[f"announced_{code}"]
    assert (found["stated"], found["listed"]) == (int(count), 2)


@pytest.mark.parametrize(("count", "code"), [("三", "agrees"), ("4", "differs"), ("五", "differs")])
def test_the_points_announced_are_counted(count: str, code: str) -> None:
    text = (
        "南川县学前教育实施方案\n\n一、主要任务\n\n"
        f"重点做好以下{count}项工作：\n\n(一)摸清底数。\n\n(二)核定编制。\n\n(三)补齐学位。\n"
    )
    assert f"announced_{code}" in codes(read(text))


def test_one_target_with_two_values_is_found() -> None:
    text = (
        "南川县学前教育实施方案\n\n一、主要目标\n\n到2027年,普惠性幼儿园覆盖率达到{first}%以上。\n\n"
        "二、主要任务\n\n(一)扩大供给。到2027年,普惠性幼儿园覆盖率达到90%以上。\n"
    )
    found = codes(read(text.format(first="92")))["two_values"]
    assert (found["first"], found["second"], found["path"]) == ("92", "90", "一")
    assert "two_values" not in codes(read(text.format(first="90")))
