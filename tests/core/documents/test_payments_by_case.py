"""经费规则 — awards, exemptions, steps and heads paid for: told as rules, flagged where open."""

import pytest

from mengyang.core.documents.rule_amounts import AMOUNT
from tests.core.documents.written_plans import plan

type Amounts = list[tuple[str, str, str]]


@pytest.mark.parametrize(
    ("words", "name", "amounts", "is_open"),
    [
        (
            "省级示范园奖励10万元，市级示范园奖励5万元。",
            "奖励",
            [("10", "万元", "amount"), ("5", "万元", "amount")],
            False,
        ),
        (
            "家庭年收入0-35000元的减免全部保教费，35000元以上的减免50%。",
            "减免",
            [("0-35000", "元", "band"), ("35000", "元", "band"), ("50", "%", "share")],
            False,
        ),
        ("对困难家庭幼儿减免50%保教费。", "减免", [("50", "%", "share")], False),
        ("对低保家庭幼儿免除保教费。", "免除", [], False),
        ("每隔20公里增加补助。", "补助", [("20", "公里", "step")], True),
        (
            "对距县城20公里以上的教师，每隔20公里提高一档补助标准。",
            "补助标准",
            [("20", "公里", "band"), ("20", "公里", "step")],
            True,
        ),
        ("对每班不足20人的按20人核拨。", "核拨", [("20", "人", "band")], True),
        ("不足100人的按100人核定公用经费。", "核定", [("100", "人", "band")], True),
    ],
)
def test_a_case_with_what_is_paid_for_it_is_a_rule(
    words: str, name: str, amounts: Amounts, is_open: bool
) -> None:
    (rule,) = plan(words).money_rules
    assert rule.name == name
    assert [(each.value_raw, each.unit, each.role) for each in rule.amounts] == amounts
    assert rule.open_values == ((AMOUNT,) if is_open else ())


@pytest.mark.parametrize(
    "words",
    [
        "2024年共奖励10万元。",
        "累计减免保教费20万元。",
        "某园获奖励5万元。",
        "去年对困难幼儿减免保教费。",
        "落实学生资助，对312名幼儿免除保教费，已支出60万元。",
        "教师编制按1:7核定，不足20人的按20人核定。",
        "班额按35人核定。",
        "落实税费减免。",
        "奖励先进单位10个。",
        "每隔20公里设一个站点。",
        "收费标准在7月底前核定。",
    ],
)
def test_what_was_paid_or_is_not_paid_is_no_rule(words: str) -> None:
    assert plan(words).money_rules == ()
