"""目标、事实、规则 — what a number is given for, weighed from the words around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mengyang.core.documents.claims.claim import ClaimKind
from mengyang.core.documents.claims.cues import NOTHING, Found, Weight, weigh_cues
from mengyang.core.documents.claims.years import When
from mengyang.core.documents.phrases.amounts import Amount
from mengyang.core.documents.phrases.measures import is_money, is_share
from mengyang.core.documents.records import Span

_RATE = re.compile(r"[率比]|占比|比例|比重|覆盖|覆盖面|满意度|普及")
_CONDITION = re.compile(r"(?:及以[上下]|以[上下]|以内)(?:的|[^，。；、,;:：\s]{1,6})")
_TO_THE_DOT = re.compile(r"\.\d\d")
_INPUT = re.compile(r"抽调|选派|派驻|招聘|安排|投入|配备|引进|补充|聘请|购置|调剂|选聘|增派|下派")

_SCHEDULED = Weight(target=2.5)
_COMING = Weight(target=1.5)
_GONE = Weight(fact=2.5)
_CARRIED = {"aim": Weight(target=1.5), "past": Weight(fact=1.5), "coming": Weight(target=1)}


@dataclass(frozen=True, slots=True)
class Setting:
    """A sentence that holds numbers: its cues and dates, and what it takes from around it."""

    span: Span
    cues: Sequence[Found]
    dates: Sequence[When]
    carried: When | None = None
    prior: Weight = NOTHING


def judge(text: str, amount: Amount, setting: Setting) -> ClaimKind:
    """The kind of claim that has most on its side; a target wins a tie, then a rule."""
    total = (
        setting.prior
        + weigh_cues(setting.cues, amount.part[0], amount.number[0], amount.part[1])
        + _weigh_date(amount, setting)
        + _weigh_form(text, amount)
    )
    best = max(total.target, total.fact, total.rule)
    if amount.cycle or total.rule == best > total.target:
        return ClaimKind.RULE
    return ClaimKind.TARGET if total.target == best else ClaimKind.FACT


def date_of(amount: Amount, setting: Setting) -> When | None:
    """The date a number is meant for: the last one before it in its sentence, or one carried in."""
    before = [when for when in setting.dates if when.end <= amount.number[0]]
    if before:
        return before[-1]
    behind = [when for when in setting.dates if when.is_aim]
    return behind[0] if behind else setting.carried


def is_input(text: str, amount: Amount) -> bool:
    """Whether people or money are to be put in (抽调5名), rather than a result reached."""
    return _INPUT.search(text, amount.part[0], amount.number[0]) is not None


def _weigh_date(amount: Amount, setting: Setting) -> Weight:
    when = date_of(amount, setting)
    if when is None:
        return NOTHING
    if when is setting.carried:
        return _CARRIED["aim" if when.is_aim else "past" if when.is_past else "coming"]
    return _SCHEDULED if when.is_aim else _GONE if when.is_past else _COMING


def _weigh_form(text: str, amount: Amount) -> Weight:
    """What the unit and the bound of the number itself say."""
    total = Weight(fact=0.5) if amount.comparator == "=" else NOTHING
    if "/" in amount.unit and (is_money(amount.unit) or amount.unit.startswith("次")):
        total = total + Weight(rule=2.5)
    if amount.comparator == "=" and _TO_THE_DOT.search(amount.raw):
        total = total + Weight(fact=1.5)
    if amount.unit in (
        "年",
        "学时",
        "课时",
        "周岁",
        "岁",
        "天",
        "日",
        "个工作日",
        "工作日",
        "个月",
        "小时",
    ):
        total = total + Weight(rule=2)
    elif is_share(amount.unit) and amount.comparator not in ("=", "≈"):
        total = total + Weight(
            target=1 + bool(_RATE.search(text, amount.part[0], amount.number[0]))
        )
    if not is_share(amount.unit) and _CONDITION.match(text, amount.number[1]):
        total = total + Weight(rule=2)
    if amount.bound.word in ("ge", "le") and not is_share(amount.unit):
        total = total + Weight(rule=0.5)
    return total
