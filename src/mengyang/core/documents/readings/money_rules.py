"""经费规则 — what is paid to whom: amounts as printed, and what the text leaves open."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from mengyang.core.documents.claims import Claim, ClaimKind, find_claims
from mengyang.core.documents.outline import clause_at, path_at
from mengyang.core.documents.phrases.cost_shares import find_cost_shares
from mengyang.core.documents.phrases.days import day_of
from mengyang.core.documents.phrases.measures import is_money, is_share
from mengyang.core.documents.phrases.payments import find_payments
from mengyang.core.documents.records import Document, MoneyRule, RuleAmount, Span
from mengyang.core.patterns import lazy_pattern

NAME = "money_rules"

type Role = Literal["amount", "old", "cap", "floor", "share", "step", "band"]

UNIT_MISSING = "documents.open.unit_missing"
STEP_AMOUNTS = "documents.open.step_amounts"
FIRST_BAND = "documents.open.first_band"
AMOUNT = "documents.open.amount"
OPEN_VALUES = (AMOUNT, UNIT_MISSING, STEP_AMOUNTS, FIRST_BAND)

_PAYING = lazy_pattern(
    r"给予|发放|拨付|落实|建立|实行|实施|享受|提高|增加|加大|安排|调整|缴纳|健全|完善|按照?|用于|减免|设立|执行|支付|补助|奖励|通过"
)
_TO = (
    r"(?:对|为|给(?!予)|向)(?P<to>[^，,。；;:：、]{2,24}?)"
    r"(?:给予|发放|进行|实行|予以|的[,，]|补助|补贴|奖励|每|按|足额|缴纳|一次性|安排)"
)
_OF = (
    r"(?:教师|职工|保育员|园长|幼儿园|民办园|公办园|幼儿|儿童|学生"
    r"|家庭|困难户|企业|人员|村民|居民|农户)[)）]?"
)
_PAID = (
    r"(?=(?:工资)?[^，,。；;、]{0,8}?(?:差异化|特殊|奖励|奖补|津贴|补助|补贴|生均|同工同酬|资助))"
)
_GIVEN_TO = lazy_pattern(_TO)
_PAID_OF = lazy_pattern(_OF + _PAID)
# Slow, for it begins with any letter: tried only where the words of its second part stand.
_RECIPIENT = lazy_pattern(rf"{_TO}|(?P<of>[\u4e00-\u9fff()（）]{{0,12}}{_OF}){_PAID}")
_BEFORE_RECIPIENT = lazy_pattern(
    r"^(?:[（(][\d一二三四五六七八九十]+[)）]|\d+[.、])|.*(?:对|存在|实行|享受|及|和(?!平)|加大|建立|实施|落实|提高|拨付|[一二三四五]是)"
)
_AND = lazy_pattern(r"[^，。；]{0,10}[、和及与][^，。；]{0,10}")
_RATED = lazy_pattern(r"标准|补助|补贴|津贴|奖补|经费|资助|工资")
_BEARING = lazy_pattern(r"担(?<=[承负分共]担)|配套(?<=[级政]配套)")
_SHARING = "经费分担"
_GIVEN = lazy_pattern(r"(?:给予|予以)[^，,。；;]{0,10}$")
_GOES_ON = lazy_pattern(r"(?:其他|其它|其余)|(?:(?:19|20)\d{2}年)?\d")
_CAP = lazy_pattern(r"(?:最高|上限|封顶|至多)(?:不超过|不高于|为)?$|(?:不超过|不高于)$")
_FLOOR = lazy_pattern(r"(?:最低|下限|至少)(?:不低于|不少于|为)?$|(?:不低于|不少于)$")
_BAND = lazy_pattern(r"(?:及)?以[上下](?:的|，|、)|(?:及)?以[上下][^，,。；;]{0,6}的")
_RAISED = lazy_pattern(r"(?:逐步)?(?:提[高升]|调整?|增加|降低?|上调|下调)(?:到|至|为)")
_FROM = lazy_pattern(r"(?:由|从|原来?的?)[^，,。；;]{0,14}$")
_FROM_DAY = lazy_pattern(
    r"(?P<year>20\d{2})年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?|(?:春|秋)季学期)?起"
)
_NEAR = 16
_STEP = lazy_pattern(r"每(?:隔|增加|超过?|满)")
_DISTANCE = ("公里", "千米", "里", "米")
_STOPS = "。；;"
_BARE = frozenset(
    ("补助", "补贴", "津贴", "奖补", "资助", "补助标准", "补贴标准", "财政补助", "收费标准")
)


def read(document: Document) -> tuple[MoneyRule, ...]:
    """The money rules; where no amount is printed, only what has a name of its own."""
    found: dict[tuple[str, str, Span | None], MoneyRule] = {}
    claims = [claim for claim in find_claims(document) if _is_of_rule(claim)]
    payments = list(find_payments(document.text, document.body_span))
    starts = [name.start() for name in payments]
    for span in _sentences(document, payments):
        names = payments[bisect_left(starts, span[0]) : bisect_left(starts, span[1])]
        inside = [claim for claim in claims if _is_inside(claim, span)]
        for rule in _rules(document, span, names, inside):
            told = bool(rule.amounts or rule.cost_shares)
            found.setdefault((rule.path, rule.name, span if told else None), rule)
    rules = list(found.values())
    for shared in _shared_costs(document, [rule.span for rule in rules]):
        before = [rule for rule in rules if rule.path == shared.path and rule.span < shared.span]
        if before and not before[-1].cost_shares:
            at = rules.index(before[-1])
            rules[at] = replace(before[-1], cost_shares=shared.cost_shares)
        else:
            rules.append(shared)
    return tuple(sorted(rules, key=lambda rule: rule.span))


def _is_of_rule(claim: Claim) -> bool:
    """A number of a rule; a rate (元/生·年) is one also where it holds from a coming year on."""
    return claim.kind is ClaimKind.RULE or (
        is_money(claim.amount.unit)
        and ("/" in claim.amount.unit or claim.part_of is None)
        and claim.kind is ClaimKind.TARGET
        and _RATED.search(claim.indicator) is not None
    )


def _shared_costs(document: Document, known: Sequence[Span]) -> Iterator[MoneyRule]:
    """Who bears a cost, in sentences that are no rule themselves: 资金由省、市、县按6:2:2分担."""
    text = document.text
    done: set[Span] = set()
    for match in _BEARING.finditer(text, *document.body_span):
        span = _sentence_around(text, match.span())
        shares = find_cost_shares(text, span)
        if shares and span not in done and not any(a <= span[0] < b for a, b in known):
            done.add(span)
            yield MoneyRule(
                path=path_at(document, shares[0].span[0]),
                span=span,
                quote=text[slice(*span)],
                name=_SHARING,
                beneficiary=None,
                cost_shares=shares,
                in_force_from=_in_force_from(text, span),
            )


def _sentences(document: Document, payments: Sequence[re.Match[str]]) -> Iterator[Span]:
    """The sentences that name a payment, those of a quoted problem apart."""
    text = document.text
    end = -1
    for match in payments:
        if match.start() < end or (clause := clause_at(document, match.start())) is None:
            continue
        if "问题" in clause.heading and match.start() < clause.heading_span[1]:
            continue
        start, end = _sentence_around(text, match.span())
        yield start, end


def _sentence_around(text: str, span: Span) -> Span:
    """Up to the next stops; looked for in the line only, lest a rare one cost the whole text."""
    start = text.rfind("\n", 0, span[0]) + 1
    line_end = text.find("\n", span[1])
    end = len(text) if line_end < 0 else line_end
    for sign in _STOPS:
        start = max(start, text.rfind(sign, start, span[0]) + 1)
        stop = text.find(sign, span[1], end)
        end = end if stop < 0 else stop
    return start, end


def _is_inside(claim: Claim, span: Span) -> bool:
    return span[0] <= claim.amount.number[0] < span[1]


def _rules(
    document: Document, span: Span, payments: Sequence[re.Match[str]], claims: Sequence[Claim]
) -> Iterator[MoneyRule]:
    text = document.text
    names = [match for match in payments if not _is_in_title(text, match.end())]
    paid = [claim for claim in claims if is_money(claim.amount.unit) or is_share(claim.amount.unit)]
    if paid and names:
        own = [name for name in names if name.group() not in _BARE] or names
        at = paid[0].amount.number[0]
        named = min(own, key=lambda name: abs(name.start() - at))
        yield _rule(document, span, named, claims, paid)
    elif _PAYING.search(text, *span):
        last = span[0]
        for name in names:
            is_bare = name.group() in _BARE and name.group() != "收费标准"
            if is_bare and not _GIVEN.search(text, span[0], name.end()):
                continue
            is_one_more = last > span[0] and _AND.fullmatch(text, last, name.start())
            last = name.end()
            if not is_one_more:
                yield _rule(document, span, name, (), ())


def _rule(
    document: Document,
    span: Span,
    name: re.Match[str],
    claims: Sequence[Claim],
    paid: Sequence[Claim],
) -> MoneyRule:
    text = document.text
    return MoneyRule(
        path=path_at(document, name.start()),
        span=span,
        quote=text[span[0] : span[1]],
        name=name.group(),
        beneficiary=_beneficiary(text, span),
        amounts=_amounts(document, claims),
        cost_shares=find_cost_shares(text, span),
        in_force_from=_in_force_from(text, span),
        open_values=tuple(_open_values(text, claims, paid)),
    )


def _is_in_title(text: str, end: int) -> bool:
    return "》" in text[end : end + 16].partition("《")[0]


def _beneficiary(text: str, span: Span) -> str | None:
    pattern = _RECIPIENT if _PAID_OF.search(text, *span) else _GIVEN_TO
    match = pattern.search(text, *span)
    if match is None:
        return None
    words = _BEFORE_RECIPIENT.sub("", match[match.lastgroup or 0]).strip().lstrip("）)")
    return words.removesuffix("的") or None


def _amounts(document: Document, claims: Sequence[Claim]) -> tuple[RuleAmount, ...]:
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


def _in_force_from(text: str, span: Span) -> str | None:
    """The ISO day, or the year, from which a rule is in force."""
    match = _FROM_DAY.search(text, *span) if text.find("起", *span) >= 0 else None
    if match is None:
        return None
    if match["month"] is None:
        return match["year"]
    day = day_of(int(match["year"]), int(match["month"]), int(match["day"] or 1))
    return day.isoformat() if day else None


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


def _open_values(text: str, claims: Sequence[Claim], paid: Sequence[Claim]) -> Iterator[str]:
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


def _is_unit_missing(text: str, claim: Claim) -> bool:
    return is_money(claim.amount.unit) and "元" not in text[slice(*claim.amount.number)]
