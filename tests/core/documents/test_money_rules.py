"""经费规则 — amounts as printed, who is paid, and what the text leaves open."""

import pytest

from mengyang.core.documents.readings.money_rules import (
    AMOUNT,
    FIRST_BAND,
    STEP_AMOUNTS,
    UNIT_MISSING,
)
from tests.core.documents.written_plans import plan

DISTANCE = (
    "实施村级幼儿园教师差异化补助政策,在享受每月200元/人基层补贴的基础上,按照距离城区10—20公里,"
    "每隔20公里一个补助标准给予每月500—2000不等的补助。"
)


def test_a_distance_allowance_says_what_it_leaves_open() -> None:
    (rule,) = plan(DISTANCE).money_rules
    assert rule.beneficiary == "村级幼儿园教师"
    assert [(amount.value_raw, amount.unit) for amount in rule.amounts] == [
        ("200", "元/人·月"),
        ("10—20", "公里"),
        ("20", "公里"),
        ("500—2000", "元/月"),
    ]
    assert set(rule.open_values) == {UNIT_MISSING, STEP_AMOUNTS, FIRST_BAND}


def test_a_complete_rule_leaves_nothing_open() -> None:
    (rule,) = plan("对普惠性民办园给予生均补助,标准为每生每年600元。").money_rules
    assert (rule.beneficiary, rule.open_values) == ("普惠性民办园", ())


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("建立生均公用经费拨款制度,所需资金纳入预算。", "生均公用经费拨款制度"),
        ("建立优秀骨干教师奖励基金。", "奖励基金"),
        ("为教职工缴纳社会保险和住房公积金。", "社会保险和住房公积金"),
    ],
)
def test_a_rule_without_an_amount_says_so(words: str, name: str) -> None:
    (rule,) = plan(words).money_rules
    assert (rule.name, rule.open_values) == (name, (AMOUNT,))


@pytest.mark.parametrize("words", ["加大补助力度。", "关于补贴的说明。", "推进公办园建设。"])
def test_a_mere_word_of_money_is_no_rule(words: str) -> None:
    assert plan(words).money_rules == ()
