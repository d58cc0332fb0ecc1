"""补助标准 — the numbers of a rule, what each of them is, and what must be decided to pay it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from mengyang.core.documents.claims import Claim
from mengyang.core.documents.phrases.measures import is_money, is_share
from mengyang.core.documents.records import Document, RuleAmount
from mengyang.core.patterns import lazy_pattern

type Role = Literal["amount", "old", "cap", "floor", "share", "step", "band"]

UNIT_MISSING = "documents.open.unit_missing"
STEP_AMOUNTS = "documents.open.step_amounts"
FIRST_BAND = "documents.open.first_band"
AMOUNT = "documents.open.amount"
OPEN_VALUES = (AMOUNT, UNIT_MISSING, STEP_AMOUNTS, FIRST_BAND)

_GOES_ON = lazy_pattern(r"(?:其他|其它|其余)|(?:(?:19|20)\d{2}年)?\d")
_CAP = lazy_pattern(r"(?:最高|上限|封顶|至多)(?:不超过|不高于|为)?$|(?:不超过|不高于)$")
_FLOOR = lazy_pattern(r"(?:最低|下限|至少)(?:不低于|不少于|为)?$|(?:不低于|不少于)$")
_BAND = lazy_pattern(
    r"(?:及)?以[上下](?:的|，|、)|(?:及)?以[上下][^，,。；;]{0,6}的|的[，,]?(?:减免|免除|免收|按)"
)
_RAISED = lazy_pattern(r"(?:逐步)?(?:提[高升]|调整?|增加|降低?|上调|下调)(?:到|至|为)")
_FROM = lazy_pattern(r"(?:由|从|原来?的?)[^，,。；;]{0,14}$")
_NEAR = 16
_STEP = lazy_pattern(r"每(?:隔|增加|超过?|满)")
_DISTANCE = ("公里", "千米", "里", "米")


def amounts_of(document: Document, claims: Sequence[Claim]) -> tuple[RuleAmount, ...]:
    """The amounts with their roles; 其他400元 is paid per what those before it are."""
    done: list[RuleAmount] = []
    for claim in claims:
        amount = _amount(document, claim)
        if (
            done
            and "/" not in amount.unit
            and "/" in done[-1].unit
            and _GOES_ON.match(amount.quote)
        ):
            unit, _, per = done[-1].unit.partition("/")
            amount = replace(
                amount, unit=f"{amount.unit}/{per}" if unit == amount.unit else amount.unit
            )
        done.append(amount)
    return tuple(done)


def open_values(text: str, claims: Sequence[Claim], paid: Sequence[Claim]) -> Iterator[str]:
    """What must be decided before the rule can be paid."""
    if not paid:
        yield AMOUNT
    if any(_is_unit_missing(text, claim) for claim in paid):
        yield UNIT_MISSING
    distances = [claim for claim in claims if claim.amount.unit in _DISTANCE]
    if not any(_STEP.search(text, *claim.span) for claim in distances):
        return
    if any(len(claim.amount.value) == 2 for claim in paid):
        yield STEP_AMOUNTS
    if any(len(claim.amount.value) == 2 for claim in distances):
        yield FIRST_BAND


def _role(text: str, claim: Claim) -> Role:
    """What a number of a rule is: see `RuleAmount`."""
    before = text[claim.amount.part[0] : claim.amount.number[0]]
    behind = text[claim.amount.number[1] : claim.amount.number[1] + _NEAR]
    if is_share(claim.amount.unit):
        return "share"
    if not is_money(claim.amount.unit):
        return "step" if _STEP.search(before) else "band"
    if _BAND.match(behind):
        return "band"
    if _CAP.search(before):
        return "cap"
    if _FLOOR.search(before):
        return "floor"
    return "old" if _RAISED.match(behind) and _FROM.search(before) else "amount"


def _amount(document: Document, claim: Claim) -> RuleAmount:
    return RuleAmount(
        role=_role(document.text, claim),
        path=claim.path,
        span=claim.span,
        quote=document.text[claim.span[0] : claim.span[1]],
        indicator=claim.indicator,
        comparator=claim.comparator,
        value=claim.amount.value,
        unit=claim.amount.unit,
        value_raw=claim.amount.raw,
        hedge=claim.amount.bound.hedge,
    )


def _is_unit_missing(text: str, claim: Claim) -> bool:
    return is_money(claim.amount.unit) and "元" not in text[slice(*claim.amount.number)]
