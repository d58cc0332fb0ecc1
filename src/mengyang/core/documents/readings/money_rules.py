"""经费规则 — what is paid to whom: amounts as printed, and what the text leaves open."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mengyang.core.documents.claims import Claim, ClaimKind, find_claims
from mengyang.core.documents.outline import clause_at, path_at
from mengyang.core.documents.phrases.cost_shares import find_cost_shares
from mengyang.core.documents.phrases.days import day_of
from mengyang.core.documents.phrases.measures import is_money, is_share
from mengyang.core.documents.phrases.payments import find_payments
from mengyang.core.documents.phrases.recipients import find_recipient
from mengyang.core.documents.records import Document, MoneyRule, Span
from mengyang.core.documents.rule_amounts import amounts_of, open_values
from mengyang.core.patterns import lazy_pattern, matches_from

NAME = "money_rules"

_PAYING = lazy_pattern(
    r"给予|发放|拨付|落实|建立|实行|实施|享受|提高|增加|加大|安排|调整|缴纳|健全|完善|按照?|"
    r"用于|减免|设立|执行|支付|补助|奖励|通过|免[除收]|核拨|人核定"
)
_AND = lazy_pattern(r"[^，。；]{0,10}[、和及与][^，。；]{0,10}")
_RATED = lazy_pattern(r"标准|补助|补贴|津贴|奖补|经费|资助|工资")
_BEARING = lazy_pattern(r"担(?<=[承负分共]担)|配套(?<=[级政]配套)")
_SHARING = "经费分担"
_GIVEN = lazy_pattern(r"(?:给予|予以)[^，,。；;]{0,10}$")
# These name a rule without an amount only for a case: 不足20人的按20人核拨, 对困难幼儿减免保教费.
_OF_A_CASE = ("奖励", "减免", "免除", "免收", "核拨", "核定")
_FREE = ("免除", "免收")
_CASE = lazy_pattern(r"的[，,]?(?:按|减|免|奖)|[对为][^，,。；;]{2,30}(?:减免|免[除收])|以[上下]的")
_TOLD = lazy_pattern(r"已|累计|截至|共[减免奖]|总计|目前|去年|上年|以来")
_STEPPED = lazy_pattern(r"每(?:隔|增加|超过?)\s?\d+(?:\.\d+)?\s?(?:公里|千米|里|米|人|年|岁)")
_FROM_DAY = lazy_pattern(
    r"(?P<year>20\d{2})年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?|(?:春|秋)季学期)?起"
)
_STOPS = "。；;"
# 在享受每月200元基层补贴的基础上: what is paid already, not what the rule is about.
_GROUND = lazy_pattern(r"[，,]?在[^，,。；;]{0,30}基础上")
_BARE = frozenset(
    ("补助", "补贴", "津贴", "奖补", "资助", "补助标准", "补贴标准", "财政补助", "收费标准")
)


def read(document: Document) -> tuple[MoneyRule, ...]:
    """The money rules; where no amount is printed, only what has a name of its own."""
    found: dict[tuple[str, str, Span | None], MoneyRule] = {}
    claims = [(claim.amount.number[0], claim) for claim in find_claims(document)]
    payments = list(find_payments(document.text, document.body_span))
    starts = [name.start() for name in payments]
    for span in _sentences(document, payments):
        names = payments[bisect_left(starts, span[0]) : bisect_left(starts, span[1])]
        inside = [claim for at, claim in claims if span[0] <= at < span[1]]
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
    for match in matches_from("担配", _BEARING, text, document.body_span):
        span = _sentence_around(text, match.span())
        if span in done or any(a <= span[0] < b for a, b in known):
            continue
        done.add(span)
        if shares := find_cost_shares(text, span):
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


def _rules(
    document: Document, span: Span, payments: Sequence[re.Match[str]], inside: Sequence[Claim]
) -> Iterator[MoneyRule]:
    text = document.text
    claims = [claim for claim in inside if _is_of_rule(claim)]
    names = [match for match in payments if not _is_in_title(text, match.end())]
    paid = [claim for claim in claims if is_money(claim.amount.unit) or is_share(claim.amount.unit)]
    if paid and names:
        own = [name for name in names if name.group() not in _BARE] or names
        own = [name for name in own if not _is_ground(text, span, name)] or own
        at = paid[0].amount.number[0]
        named = min(own, key=lambda name: abs(name.start() - at))
        yield _rule(document, span, named, claims, paid)
    elif _PAYING.search(text, *span):
        last = span[0]
        for name in names:
            if not _is_named(text, span, name) or (
                name.group() in _OF_A_CASE and _tells_sums(inside)
            ):
                continue
            is_one_more = last > span[0] and _AND.fullmatch(text, last, name.start())
            last = name.end()
            if not is_one_more:
                cases = claims if _is_of_cases(text, span, name) else ()
                yield _rule(document, span, name, cases, ())


def _is_ground(text: str, span: Span, name: re.Match[str]) -> bool:
    """Whether a name stands in what the rule builds on."""
    grounds = _GROUND.finditer(text, *span)
    return any(ground.start() <= name.start() < ground.end() for ground in grounds)


def _is_named(text: str, span: Span, name: re.Match[str]) -> bool:
    """Whether a name makes a rule where no amount is printed."""
    words = name.group()
    if words in _OF_A_CASE:
        return _CASE.search(text, *span) is not None and _TOLD.search(text, *span) is None
    if words not in _BARE or words == "收费标准" or _STEPPED.search(text, *span):
        return True
    return _GIVEN.search(text, span[0], name.end()) is not None


def _tells_sums(inside: Sequence[Claim]) -> bool:
    """Whether a sentence tells what was paid: its sums are facts."""
    return any(is_money(claim.amount.unit) and not _is_of_rule(claim) for claim in inside)


def _is_of_cases(text: str, span: Span, name: re.Match[str]) -> bool:
    """Whether the numbers beside a name say for whom, or in what steps, it is paid."""
    return name.group() in _OF_A_CASE or _STEPPED.search(text, *span) is not None


def _rule(
    document: Document,
    span: Span,
    name: re.Match[str],
    claims: Sequence[Claim],
    paid: Sequence[Claim],
) -> MoneyRule:
    text = document.text
    is_free = name.group() in _FREE
    return MoneyRule(
        path=path_at(document, name.start()),
        span=span,
        quote=text[span[0] : span[1]],
        name=name.group(),
        beneficiary=find_recipient(text, span),
        amounts=amounts_of(document, claims),
        cost_shares=find_cost_shares(text, span),
        in_force_from=_in_force_from(text, span),
        open_values=() if is_free else tuple(open_values(text, claims, paid)),
    )


def _is_in_title(text: str, end: int) -> bool:
    return "》" in text[end : end + 16].partition("《")[0]


def _in_force_from(text: str, span: Span) -> str | None:
    """The ISO day, or the year, from which a rule is in force."""
    match = _FROM_DAY.search(text, *span) if text.find("起", *span) >= 0 else None
    if match is None:
        return None
    if match["month"] is None:
        return match["year"]
    day = day_of(int(match["year"]), int(match["month"]), int(match["day"] or 1))
    return day.isoformat() if day else None
