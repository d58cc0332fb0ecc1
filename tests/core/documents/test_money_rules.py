"""经费规则 — amounts as printed, who is paid, and what the text leaves open."""

import pytest

from mengyang.core.documents.rule_amounts import (
    AMOUNT,
    FIRST_BAND,
    STEP_AMOUNTS,
    UNIT_MISSING,
)
from tests.core.documents.written_plans import codes, plan

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


def test_a_sum_behind_its_label_names_nobody() -> None:
    (rule,) = plan("交通补助：给予每月300—900元不等的交通补贴。").money_rules
    assert rule.beneficiary is None


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


@pytest.mark.parametrize(
    ("words", "shares"),
    [
        ("所需资金由省、市、县按6:2:2比例分担。", [("省", 60), ("市", 20), ("县", 20)]),
        ("所需经费市县按3:7分担。", [("市", 30), ("县", 70)]),
        ("省、市、县财政分别承担60%、25%、15%。", [("省", 60), ("市", 25), ("县", 15)]),
        ("省定标准的50%由县级配套。", [("县级", 50)]),
        ("保险费的50%由财政承担。", [("财政", 50)]),
        ("改造费用由县级财政全额承担。", [("县级财政", 100)]),
        ("所需资金由县财政承担60%、镇财政承担40%。", [("县财政", 60), ("镇财政", 40)]),
        ("资金由中央财政承担80%，省财政承担20%。", [("中央财政", 80), ("省财政", 20)]),
        ("费用由家庭承担30%。", [("家庭", 30)]),
        ("所需经费由县财政承担60%，乡镇承担40%。", [("县财政", 60), ("乡镇", 40)]),
        ("所需资金由省级财政负担70%、市县负担30%。", [("省级财政", 70), ("市县", 30)]),
        ("由省财政补助80%，其余由市县承担。", [("省财政", 80), ("市县", 20)]),
        ("所需经费省、市县按6:4分担。", [("省", 60), ("市县", 40)]),
        ("所需经费省、市、乡镇财政按5:3:2分担。", [("省", 50), ("市", 30), ("乡镇", 20)]),
        ("所需资金由地区、县（市）按5:5分担。", [("地区", 50), ("县（市）", 50)]),
        (
            "资金由自治区、地区、县（市）按6:2:2分担。",
            [("自治区", 60), ("地区", 20), ("县（市）", 20)],
        ),
        ("中央财政承担80%，地方财政承担20%。", [("中央财政", 80), ("地方财政", 20)]),
        ("省级每生补助300元，县级财政按不低于1：1比例配套。", [("县级财政", 50)]),
        ("所需资金由市县财政承担。", [("市县财政", 100)]),
        ("经费由县财政承担六成。", []),
        ("经费由县财政承担大部分。", []),
        ("校车每隔20公里设一个站点。", []),
        ("师幼比按1:7配备，由县级安排检查。", []),
    ],
)
def test_who_bears_the_cost_is_read(words: str, shares: list[tuple[str, int]]) -> None:
    found = [share for rule in plan(words).money_rules for share in rule.cost_shares]
    assert [(share.payer, share.percent) for share in found] == shares


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("所需资金由县财政承担60%、镇财政承担40%。", "cost_shares_agree"),
        ("所需资金由县财政承担60%、镇财政承担50%。", "cost_shares_differ"),
        ("所需资金由省、市、县按1:1:1比例分担。", "cost_shares_agree"),
        ("省、市、县财政分别承担60%、25%、10%。", "cost_shares_differ"),
        ("费用由家庭承担30%。", None),
    ],
)
def test_the_shares_of_one_cost_are_added_up(words: str, code: str | None) -> None:
    found = [each for each in codes(plan(words)) if each.startswith("cost_shares")]
    assert found == ([code] if code else [])


@pytest.mark.parametrize(
    ("words", "amounts"),
    [
        (
            "新建园每班补助10万元；改扩建园每平方米补助800元，最高不超过200万元。",
            [("10", "万元/班", "amount"), ("800", "元/平方米", "amount"), ("200", "万元", "cap")],
        ),
        (
            "生均公用经费由600元/年提高到800元/年。",
            [("600", "元/年", "old"), ("800", "元/年", "amount")],
        ),
        (
            "省级园每生每年补助800元，市级园每生每年600元，其他400元。",
            [
                ("800", "元/生·年", "amount"),
                ("600", "元/生·年", "amount"),
                ("400", "元/生·年", "amount"),
            ],
        ),
        (
            "2024年生均公用经费标准每生每年600元，2026年800元。",
            [("600", "元/生·年", "amount"), ("800", "元/生·年", "amount")],
        ),
    ],
)
def test_each_amount_has_its_role(words: str, amounts: list[tuple[str, str, str]]) -> None:
    rules = plan(words, section="经费保障", year=2024).money_rules
    found = [amount for rule in rules for amount in rule.amounts]
    assert [(each.value_raw, each.unit, each.role) for each in found] == amounts


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("生均公用经费每生每年800元，2025年1月1日起执行。", "2025-01-01"),
        ("从2025年起生均公用经费每生每年800元。", "2025"),
        ("生均公用经费每生每年800元。", None),
    ],
)
def test_from_when_a_rule_holds(words: str, day: str | None) -> None:
    (rule,) = plan(words, section="经费保障", year=2024).money_rules
    assert rule.in_force_from == day


@pytest.mark.parametrize("words", ["对成绩突出的给予奖补。", "给予奖补，具体标准另行制定。"])
def test_a_payment_without_an_amount_is_left_open(words: str) -> None:
    (rule,) = plan(words).money_rules
    assert (rule.amounts, rule.open_values) == ((), (AMOUNT,))


def test_the_recipient_has_no_number_of_the_clause() -> None:
    (rule,) = plan("（1）困难家庭幼儿每生每年补助1500元。").money_rules
    assert rule.beneficiary == "困难家庭幼儿"


def test_two_bands_that_meet_do_not_overlap() -> None:
    reading = plan("补助500万元及以下的由县级承担；500万元以上的由市级承担。", section="经费保障")
    assert [figure.comparator for figure in reading.figures] == ["<=", ">"]


def test_what_is_only_to_be_invested_is_no_target() -> None:
    reading = plan("拟投资400亿元建设产业园。", section="主要目标", year=2024)
    assert (reading.targets, [figure.type for figure in reading.figures]) == ((), ["fact"])


def test_who_bears_a_rule_told_before_belongs_to_it() -> None:
    (rule,) = plan("幼儿每生每年补助1500元。所需资金由省、市、县按6:2:2分担。").money_rules
    assert (len(rule.amounts), len(rule.cost_shares)) == (1, 3)
