"""目标、事实、规则 — what a number is given for, weighed from the words around it."""

from collections.abc import Sequence
from typing import NamedTuple

from mengyang.core.documents.claims.claim import ClaimKind
from mengyang.core.documents.claims.cues import NOTHING, Found, Weight, weigh_cues
from mengyang.core.documents.claims.number_forms import (
    APART,
    AREA_ENDS,
    AROUND,
    BEGINS_CONDITION,
    BODIES,
    BORNE,
    BOUND_OF_A_CASE,
    BOUNDED,
    BUDGET,
    CONDITION,
    DONE_ALREADY,
    EXACT,
    FOR_EACH_SO_MANY,
    FOR_WHOM,
    INPUT,
    INVESTED,
    INVESTING,
    LEFT_OVER,
    LENGTHS,
    LISTING,
    OF_A_CASE,
    OF_THE_AREA,
    PAID,
    PUT_ON,
    RATE,
    RATE_IS,
    SCORED,
    SHORTENED,
    STEP,
    STILL_DUE,
    SUCH_AS,
    SUCH_BODIES,
    SUCH_IN_TWO_WAYS,
    SUCH_ONES,
    TERM,
)
from mengyang.core.documents.claims.years import When
from mengyang.core.documents.phrases.amounts import Amount
from mengyang.core.documents.phrases.measures import WAGES, is_money, is_share
from mengyang.core.documents.records import Span

_TIMES = frozenset(
    ("年", "学时", "课时", "周岁", "岁", "天", "日", "个工作日", "工作日", "个月", "小时", "分")
)
_ALL = 100
_FAINT = 0.5
_SCHEDULED = Weight(target=2.5)
_COMING = Weight(target=1.5)
_GONE = Weight(fact=2.5)
_CARRIED = {"aim": Weight(target=1.5), "past": Weight(fact=1.5), "coming": Weight(target=1)}


class Setting(NamedTuple):
    """A sentence that holds numbers: its cues and dates, and what it takes from around it.

    `closing` are the dates meant for what stands before them: no number of their own follows.
    """

    span: Span
    cues: Sequence[Found]
    dates: Sequence[When]
    closing: Sequence[When] = ()
    carried: When | None = None
    prior: Weight = NOTHING
    line: int = 0


def judge_all(
    text: str, amounts: Sequence[Amount], setting: Setting, before: ClaimKind | None = None
) -> list[ClaimKind]:
    """The kinds of the claims of one sentence; one without evidence is as the one beside it.

    `before` is the kind of the last claim of the same line, in an earlier sentence.
    """
    weights = [_weigh(text, amount, setting) for amount in amounts]
    kinds = [
        None if _is_faint(weight) and not amount.cycle else _choose(amount, weight)
        for amount, weight in zip(amounts, weights, strict=True)
    ]
    last = next((kind for kind in kinds if kind is not None), before)
    settled: list[ClaimKind] = []
    for amount, weight, kind in zip(amounts, weights, kinds, strict=True):
        last = kind or last
        settled.append(last or _choose(amount, weight))
    return settled


def _choose(amount: Amount, weight: Weight) -> ClaimKind:
    """The kind that has most on its side; a target wins a tie, then a rule."""
    best = max(weight.target, weight.fact, weight.rule)
    if amount.cycle or weight.rule == best > weight.target or best == 0:
        return ClaimKind.RULE
    return ClaimKind.TARGET if weight.target == best else ClaimKind.FACT


def _is_faint(weight: Weight) -> bool:
    return max(weight.target, weight.fact, weight.rule) <= _FAINT


def _weigh(text: str, amount: Amount, setting: Setting) -> Weight:
    is_of_bodies = amount.unit.partition("/")[0] in BODIES
    prior = setting.prior
    return (prior._replace(rule=0) if is_of_bodies and prior.rule else prior).plus(
        weigh_cues(setting.cues, amount.part, amount.number[0], is_of_bodies),
        _weigh_date(text, amount, setting),
        _weigh_form(text, amount),
    )


def date_of(text: str, amount: Amount, setting: Setting) -> When | None:
    """The date a number is meant for: its own behind it, the last before it, or one carried in."""
    start, end = amount.number[1], amount.part[1]
    own = [when for when in setting.closing if start <= when.start and when.end <= end]
    if own:
        return own[0]
    before = [when for when in setting.dates if when.end <= amount.number[0]]
    if before:
        return before[-1]
    if not setting.closing:
        return setting.carried
    past = min(
        (cue.start for cue in setting.cues if cue.name == "past" and cue.start > amount.number[0]),
        default=setting.span[1],
    )
    if DONE_ALREADY.search(text, amount.part[0], amount.number[0]):
        return setting.carried
    behind = [when for when in setting.closing if when.start < past]
    return behind[0] if behind else setting.carried


def is_input(text: str, amount: Amount) -> bool:
    """Whether people or money are to be put in (抽调5名), rather than a result reached."""
    return INPUT.search(text, amount.part[0], amount.number[0]) is not None


def _weigh_date(text: str, amount: Amount, setting: Setting) -> Weight:
    when = date_of(text, amount, setting)
    if when is None:
        return NOTHING
    if when is setting.carried:
        return _CARRIED["aim" if when.is_aim else "past" if when.is_past else "coming"]
    return _SCHEDULED if when.is_aim else _GONE if when.is_past else _COMING


def _weigh_form(text: str, amount: Amount) -> Weight:
    """What the unit and the bound of the number itself say."""
    if amount.unit.endswith("百分点") and APART.search(text[amount.part[0] : amount.number[0]]):
        return Weight(fact=5)
    if is_share(amount.unit):
        return _weigh_share(text, amount)
    fact = 0.5 if amount.comparator == "=" else 0.0
    rule = 0.5 if amount.bound.word in ("ge", "le") else 0.0
    is_rate = "/" in amount.unit and (is_money(amount.unit) or amount.unit.startswith("次"))
    is_wage = is_rate and WAGES.search(text, amount.part[0], amount.number[0]) is not None
    if is_rate and not is_wage:
        rule += 2.5 + 1.5 * amount.unit.startswith("次")
    if is_money(amount.unit) and PAID.search(text, amount.part[0], amount.number[0]):
        rule += 1.5
    before = text[amount.part[0] : amount.number[0]]
    if "亿元" in amount.unit and "/" not in amount.unit and BUDGET.search(before):
        rule -= 1.5
    # 月平均工资不低于2500元: what is earned by somebody is a goal, what is paid out is ruled.
    target = _weigh_end(text, amount) + 1.0 * (is_wage and amount.bound.word == "ge")
    target += 6.0 * _is_left_over(text, amount, before)
    if STEP.search(before):
        rule += 2
    if amount.unit.partition("/")[0] in _TIMES:
        shortened = SHORTENED.search(before) is not None
        target += 2.5 * shortened
        rule += 2 * (not shortened) + 3 * amount.unit.endswith("岁")
        rule += 3 * (amount.unit == "年" and TERM.search(before) is not None)
    rule += 1.5 * (amount.unit == "倍" and amount.bound.word in ("ge", "le"))
    fact += _weigh_told(before)
    rule += _weigh_condition(text, amount) + _weigh_place(text, amount, before)
    return Weight(target, fact, rule)


def _is_left_over(text: str, amount: Amount, before: str) -> bool:
    """其余7所年底前建成: what is left, with a day to do it by right behind it."""
    return before.endswith(LEFT_OVER) and STILL_DUE.match(text, amount.span[1]) is not None


def _weigh_told(before: str) -> float:
    """What the words right before a number say for a fact: 拟投资 plans, it reaches nothing."""
    if before.endswith(AREA_ENDS) and OF_THE_AREA.search(before):
        return 6.0
    if before.endswith(LISTING) and PUT_ON.search(before) is not None:
        return 4.0
    invested = before.endswith(INVESTING) and INVESTED.search(before) is not None
    return 4.0 * invested + 6.0 * (before.endswith("的") and SUCH_ONES.search(before) is not None)


def _weigh_place(text: str, amount: Amount, before: str) -> float:
    """周边200米范围内 only says where; 每3000户配建1所 rules how many for how many."""
    is_around = amount.unit in LENGTHS and AROUND.match(text, amount.number[1]) is not None
    is_each = "每" in before and FOR_EACH_SO_MANY.search(before) is not None
    return 4.0 * is_around + 3.0 * is_each


def _weigh_condition(text: str, amount: Amount) -> float:
    """4000人以上的大村: what speaks for a bound that only says which ones are meant."""
    weight = 0.0
    if text[amount.number[1] : amount.number[1] + 1] in BEGINS_CONDITION:
        condition = CONDITION.match(text, amount.number[1])
        weight += 0 if condition is None else 2 if condition["of"] else 1
    if amount.comparator in BOUNDED and _is_of_a_case(text, amount):
        weight += 3.5
    return weight


def _is_of_a_case(text: str, amount: Amount) -> bool:
    """对不足30人、且3公里范围内有其他园的村级园: a bound that says which ones are meant."""
    if BOUND_OF_A_CASE.match(text, amount.number[1]) or (
        amount.comparator in "<>" and SUCH_AS.match(text, amount.number[1])
    ):
        return True
    if SUCH_BODIES.match(text, amount.number[1]) or SUCH_IN_TWO_WAYS.match(text, amount.number[1]):
        return True
    if OF_A_CASE.match(text, amount.number[1]) is None:
        return False
    start = max(text.rfind(stop, 0, amount.number[0]) for stop in "。；;\n") + 1
    return FOR_WHOM.search(text, max(0, start - 1), amount.number[0]) is not None


def _weigh_end(text: str, amount: Amount) -> float:
    """8000亿元以上 and nothing behind it is more often meant than ruled."""
    end = amount.span[1]
    is_last = end >= amount.part[1] or text[end] == " "
    return 0.75 if is_last and amount.bound.word in ("以上", "以内", "左右") else 0.0


def _weigh_share(text: str, amount: Amount) -> Weight:
    """At least 95% is a goal, 95.68% was measured, a rate of 100% is meant."""
    is_rate = RATE.search(text, amount.part[0], amount.number[0]) is not None
    if SCORED.search(text, amount.part[0], amount.number[0]):
        return Weight(rule=3)
    if BORNE.search(text, amount.part[0], amount.number[0]):
        return Weight(rule=3)
    if amount.comparator == "≈":
        return Weight(target=_weigh_end(text, amount))
    if amount.comparator in "<>" and SUCH_AS.match(text, amount.number[1]):
        return Weight(rule=2)
    decimals = EXACT.search(amount.raw)
    if amount.comparator != "=":
        return Weight(target=1 + is_rate, fact=1.5 if decimals and not amount.bound.tail else 0)
    if decimals is not None:
        return Weight(fact=2 if len(decimals[1]) > 1 else 1.5)
    is_told = RATE_IS.search(text, amount.part[0], amount.number[0]) is not None
    return Weight(1.5 if is_rate and amount.value[0] == _ALL else 0, 1.5 if is_told else 0.5)
