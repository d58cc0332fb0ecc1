"""数量陈述 — a document in, its claims out in text order: how much of what, and in what sense."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from mengyang.core.documents.claims.changes import with_changes
from mengyang.core.documents.claims.claim import Claim, ClaimKind
from mengyang.core.documents.claims.counted import name_counted
from mengyang.core.documents.claims.indicators import following_noun, name_indicator
from mengyang.core.documents.claims.named_above import with_named_indicators
from mengyang.core.documents.claims.parts import with_wholes
from mengyang.core.documents.claims.scopes import find_scope
from mengyang.core.documents.claims.settings import Settings
from mengyang.core.documents.claims.spread import spread
from mengyang.core.documents.claims.weighing import Setting, date_of, is_input, judge_all
from mengyang.core.documents.claims.yearly_tables import find_yearly, with_yearly
from mengyang.core.documents.once import kept_for_latest
from mengyang.core.documents.outline import path_at
from mengyang.core.documents.phrases.amounts import Amount
from mengyang.core.documents.phrases.measures import is_share
from mengyang.core.documents.phrases.quantities import find_amounts
from mengyang.core.documents.phrases.stops import Stops
from mengyang.core.documents.records import Comparator, Document
from mengyang.core.documents.tables import row_places
from mengyang.core.patterns import lazy_pattern

_GLUED = 8
_LEADS_ON = frozenset("由从至到达为占超")
_TOTAL_ROW = lazy_pattern(r"[ |\t]*(?:小|合|总|共)\s*计[ ]*[\t|]")
_KEEP = lazy_pattern(r"保持|稳定在|维持|巩固在")
_RAISED = lazy_pattern(r"(?:提[高升]|增加?|扩大|增长|上升)(?:到|至)$")
_SERIAL = lazy_pattern(r"[\d.、（）()一二三四五六七八九十]*")
_COMPARED = lazy_pattern(r"(?:同比|环比)(?:增长|增加|提[高升]|上升|下降|减少|降低|增|降)?")
_SHARES = frozenset(("占", "占比", "仅占", "约占"))
_BOUNDS = frozenset(("满", "不满", "不足"))
_LOWERED = lazy_pattern(r"(?:降低?|下降|减少|压减|压缩|缩短)(?:到|至)$")


class _Draft(NamedTuple):
    """An amount with its kind; its words begin behind `free`."""

    amount: Amount
    kind: ClaimKind
    free: int
    scope: str | None


@kept_for_latest
def find_claims(document: Document) -> tuple[Claim, ...]:
    """Every claim of the document's body, in text order."""
    text = document.text
    body = document.body_span if document.body_span[1] else (0, len(text))
    stops = Stops(text, *body)
    settings = Settings(document)
    found: list[Claim] = []
    amounts = find_amounts(text, body, stops)
    for span, group in groupby(amounts, lambda amount: stops.sentence(*amount.number)):
        together = list(group)
        setting = settings.of(span, together[-1].part[1])
        beside = found[-1].kind if found and found[-1].span[0] >= setting.line else None
        found.extend(_claims(document, together, setting, beside))
    resolved = with_named_indicators(_without_overlap(found))
    placed = [
        each for each in _without_repeats(_in_rows(document, resolved)) if not _is_total(text, each)
    ]
    return tuple(with_yearly(placed, find_yearly(document, settings.year)))


def _claims(
    document: Document,
    amounts: Sequence[Amount],
    setting: Setting,
    beside: ClaimKind | None,
) -> list[Claim]:
    text = document.text
    claims: list[Claim] = []
    free = setting.span[0]
    scope = None
    for amount, kind in zip(amounts, judge_all(text, amounts, setting, beside), strict=True):
        scope = find_scope(text[free : amount.number[0]]) or scope
        claims.append(_claim(document, _Draft(amount, kind, free, scope), setting))
        free = amount.span[1]
    return with_wholes(text, spread(text, with_changes(text, _named(claims))))


def _in_rows(document: Document, claims: Sequence[Claim]) -> list[Claim]:
    """A number in the row of a table of tasks stands under the row's own path."""
    rows = row_places(document)
    starts = [span[0] for span, _ in rows]
    placed = []
    for claim in claims:
        at = bisect_right(starts, claim.amount.number[0]) - 1
        inside = at >= 0 and claim.amount.number[0] < rows[at][0][1]
        placed.append(claim._replace(path=rows[at][1]) if inside else claim)
    return placed


def _named(claims: Sequence[Claim]) -> list[Claim]:
    """5086户20402人: a number glued to the one before it counts the same thing."""
    done: list[Claim] = []
    for claim in claims:
        before = done[-1].indicator if done else claim.noun
        named = claim.indicator or before
        if done and _COMPARED.fullmatch(claim.indicator):
            named = f"{before}{claim.indicator}"
        elif done and claim.indicator in _SHARES and is_share(claim.amount.unit):
            named = f"{before.removesuffix('占比')}占比"
        elif done and claim.indicator in _BOUNDS and claim.amount.unit == done[-1].amount.unit:
            named = before
        done.append(claim if named == claim.indicator else claim._replace(indicator=named))
    return done


def _claim(document: Document, draft: _Draft, setting: Setting) -> Claim:
    text = document.text
    amount, kind = draft.amount, draft.kind
    named = name_indicator(text, draft.free, amount.number[0], amount.span[1], amount.part[1])
    noun = following_noun(text, amount.span[1], amount.part[1])
    when = date_of(text, amount, setting) if kind is ClaimKind.TARGET else None
    start = min(named.start, amount.span[0])
    return Claim(
        kind=kind,
        amount=amount,
        path=path_at(document, amount.number[0]),
        span=(start, amount.span[1]),
        indicator=noun
        if noun and _is_glued(text, draft)
        else name_counted(text, named.indicator, amount)
        or _row_name(text[setting.line : amount.number[0]]),
        comparator=_comparator(text, amount, kind),
        noun=noun,
        scope=draft.scope,
        by=when.by if when and not when.is_past else None,
        verb="keep" if _KEEP.search(text, start, amount.number[0]) else "reach",
        is_input=kind is ClaimKind.TARGET and is_input(text, amount),
    )


def _row_name(words: str) -> str:
    """The first cell of a table's row, its number apart, names the numbers in its other cells."""
    cells = [cell.strip() for cell in words.split("\t")[:-1]]
    return next((cell for cell in cells if not _SERIAL.fullmatch(cell)), "")


def _is_glued(text: str, draft: _Draft) -> bool:
    """2名教师和1名保育员: what stands between the numbers belongs to the first."""
    between = text[draft.free : draft.amount.number[0]]
    is_short = 0 < len(between) <= _GLUED and "、" not in between
    return draft.amount.part[0] < draft.free and is_short and between[-1] not in _LEADS_ON


def _without_overlap(claims: Sequence[Claim]) -> list[Claim]:
    """500万元及以下…；500万元以上…: where two bands meet at one value only the first holds it."""
    done = list(claims)
    for at, (low, high) in enumerate(pairwise(claims), start=1):
        meet = low.amount.value == high.amount.value and low.amount.unit == high.amount.unit
        if meet and low.path == high.path and (low.comparator, high.comparator) == ("<=", ">="):
            done[at] = high._replace(comparator=">")
    return done


def _is_total(text: str, claim: Claim) -> bool:
    """The sum at the foot of a table of tasks is no goal of its own."""
    line = text.rfind("\n", 0, claim.amount.number[0]) + 1
    return claim.kind is ClaimKind.TARGET and _TOTAL_ROW.match(text, line) is not None


def _comparator(text: str, amount: Amount, kind: ClaimKind) -> Comparator:
    """提高到90% as a target is a floor, 降至3% a ceiling; as a fact both just say how it is."""
    if kind is not ClaimKind.TARGET or amount.comparator != "=":
        return amount.comparator
    if _RAISED.search(text, amount.part[0], amount.number[0]):
        return ">="
    if _LOWERED.search(text, amount.part[0], amount.number[0]):
        return "<="
    return "="


def _without_repeats(claims: Sequence[Claim]) -> list[Claim]:
    """A fact told again of the same thing (4个巡察组 … 4个巡察组) is told once."""
    seen: set[tuple[object, ...]] = set()
    kept: list[Claim] = []
    for claim in claims:
        key = (claim.amount.value, claim.amount.unit, claim.comparator, claim.noun)
        if claim.kind is ClaimKind.FACT and len(claim.noun) > 2 and key in seen:
            continue
        seen.add(key)
        kept.append(claim)
    return kept
