"""日期短语 — every day printed in a stretch of text, as deadlines print it: 2019年6月底前, 年底前.

A day without a year takes the year before it or that of the day of issue, and only where that day
is not over yet. In a sentence a day counts where the words around it say that it is meant.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from mengyang.core.documents.phrases.days import day_of, month_end
from mengyang.core.documents.phrases.printed_days import (
    DASH,
    DAY,
    at_hour,
    is_whole,
    last_day,
    printed_year,
    year_of,
)
from mengyang.core.documents.records import Span
from mengyang.core.facts import DeadlineKind
from mengyang.core.patterns import lazy_pattern

_DASHED = lazy_pattern(
    r"(?<![\d.])((?:19|20)\d{2})(?:([-/])(\d{1,2})(?:\2(\d{1,2}))?|\.(\d{1,2})(?:\.(\d{1,2}))?"
    r"(?:[-—－~～至](\d{1,2})(?![\d.]))?)(?!\d)"
)
_BEFORE = lazy_pattern(r"\s*日?(?:之|以)?前(?![后期往沿])")
_DOTTED = lazy_pattern(r"(?<![\d.])(\d{1,2})\.(\d{1,2})(?=日?(?:之|以)?前|。?\s*\Z)")
_BARE_YEAR = lazy_pattern(
    r"(?<!\d)((?:19|20)\d{2})\s*年度?(?!\s*\d)(?=[-—－~～至到、，。；\s)）〕】]|\Z|完成|启动|"
    r"开工|建成|竣工|投用|实施)"
)
_PLAN_END = lazy_pattern(r"“?十([三四五六])五”?(?:期间|时期|期?末|规划期)")
_RANGE = lazy_pattern(DASH)
_JOINED = lazy_pattern(
    r"\s*(?:、|和|及|以及|与)\s*(?:(?:19|20)\d{2}\s*年\s*)?\d{1,2}\s*月(?:\s*\d{1,2}\s*日|"
    r"底)?\s*(?:之|以)?前"
)
_AND = lazy_pattern(r"\s*(?:、|和|及|以及|与)\s*")
_STARTS = lazy_pattern(
    r"(?:截至|截止到?|自|从|始于|(?:有效期|有效|延长|延续|施行|执行|推迟|顺延|放宽|保留)(?:至|"
    r"到)?)\s*$"
)
_STARTED = lazy_pattern(r"\s*(?:起|以来|开始)")
# 原计划2030年底完成: what was put off is not due then.
_DONE_BY = lazy_pattern(r"(?:(?<!未)已经?(?:于|在)|原(?:计划|定|要求)(?:于|在)?)\s*$")
# 上半年4月底前: the half only says which one.
_MONTH = lazy_pattern(r"\s*\d{1,2}\s*月")
_LIMIT = lazy_pattern(
    r"(?:不晚于|不迟于|不得晚于|不得迟于|最[迟晚](?:不超过)?|报名截止|截止(?:时间|"
    r"日期)[为是:：]?|起至)\s*$"
)
_TOWARDS = lazy_pattern(r"(?<!截)(?<!截止)[到至]\s*$")
_AIMED = lazy_pattern(r"(?:确保|力争|争取|计划|预计|拟|将?[于在])\s*$")
_ENDS_IN = lazy_pattern(
    r"[，,]?(?:前后)?(?:全面|基本|全部|正式|如期|按期|主体|建设)?"
    r"(?:完成|实现|建成|启动|开工|动工|出台|竣工|完工|结束|收尾|总结|动员|投入使用|投用|启用|"
    r"交付|开园|验收|移交|印发|整改到位|达到|开展|举办|组织|召开)"
)
_TOLD_OF = lazy_pattern(r"的|以来|情况|经济|财政|共|累计|开始|起")
_ALREADY = lazy_pattern(r"已(?!知)")
_TOLD = lazy_pattern(r"[^，,。；;\n]{0,14}?(?:已|的(?=[\u4e00-\u9fff]))")
_VALID = lazy_pattern(r"有效|施行|试行|执行|[免减]征|减按|享受|适用|任期|合同|公示|出生")
# 4月至10月，每月…: how long something is done again and again, no day on which it is due.
_EACH_TIME = lazy_pattern(r"[，,]?\s*每(?:年|半年|季度?|个?月|周|日|天)(?!度?均)")
_CLOSES_STAGE = lazy_pattern(r"[)）][:：]")
_OPENING = ("（", "(")
_REACH = 24
_FIRST_PLAN_END = 2020


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """One printed deadline: the day (none where the year stays open), kind and place."""

    kind: DeadlineKind
    span: Span
    raw: str
    on: date | datetime | None = None


def find_days(
    text: str, span: Span, signed_on: date | None, *, is_field: bool
) -> Iterator[DatePhrase]:
    """The days between `span`; in a sentence only those that say by when, in a field all."""
    year, last, yearly = None, None, -1
    for match in DAY.finditer(text, *span):
        start = match.start()
        is_yearly = yearly >= 0 and _AND.fullmatch(text, yearly, start) is not None
        is_range = last is not None and _RANGE.fullmatch(text, last.end(), start) is not None
        first = last if last is not None and is_range else match
        year = printed_year(match) or year
        last, yearly = match, match.end() if match.group("every") or is_yearly else -1
        if is_yearly:
            if match.group("by"):
                yield DatePhrase(DeadlineKind.RECURRING, match.span(), match.group().strip())
            continue
        phrase = _phrase(match, year, signed_on)
        if phrase is None:
            continue
        if (is_field and not _STARTED.match(text, match.end())) or (
            not is_field and _is_deadline(match, first, phrase, signed_on)
        ):
            yield phrase
    if is_field:
        yield from _plain_days(text, span, signed_on)
    else:
        yield from _figures_before(text, span, signed_on)


def merge_ranges(text: str, found: list[DatePhrase]) -> list[DatePhrase]:
    """2021年3月—12月 is one deadline, its end."""
    kept: list[DatePhrase] = []
    for phrase in found:
        if kept and _RANGE.fullmatch(text, kept[-1].span[1], phrase.span[0]):
            span = (kept.pop().span[0], phrase.span[1])
            phrase = replace(phrase, span=span, raw=text[slice(*span)])
        kept.append(phrase)
    return kept


def _plain_days(text: str, span: Span, signed_on: date | None) -> Iterator[DatePhrase]:
    """Days that only a field holds: 2021-06-30, 2021.6, 6.30前, a bare 2022年, “十四五”末."""
    for match in _DASHED.finditer(text, *span):
        day = _dashed_day(match)
        if day is not None:
            yield DatePhrase(DeadlineKind.BY_DATE, match.span(), match.group(), day)
    for match in _DOTTED.finditer(text, *span):
        year = signed_on.year if signed_on else 0
        day = day_of(year, int(match.group(1)), int(match.group(2)))
        if day is not None:
            yield DatePhrase(DeadlineKind.BY_DATE, match.span(), match.group(), day)
    for match in _BARE_YEAR.finditer(text, *span):
        day = day_of(int(match.group(1)), 12, 31)
        yield DatePhrase(DeadlineKind.BY_DATE, match.span(), match.group(), day)
    for match in _PLAN_END.finditer(text, *span):
        day = day_of(_FIRST_PLAN_END + 5 * "三四五六".index(match.group(1)), 12, 31)
        yield DatePhrase(DeadlineKind.BY_DATE, match.span(), match.group(), day)


def _figures_before(text: str, span: Span, signed_on: date | None) -> Iterator[DatePhrase]:
    """2025-10-31前, 2025.10.31前: a day in figures that 前 closes in a sentence."""
    for match in _DASHED.finditer(text, *span):
        before = _BEFORE.match(text, match.end(), span[1])
        day = _dashed_day(match)
        if before is None or day is None:
            continue
        place = match.start(), before.end()
        phrase = DatePhrase(DeadlineKind.BY_DATE, place, text[slice(*place)], day)
        told = _TOLD if _is_over(phrase, signed_on) else _ALREADY
        if told.match(text, before.end()) is None:
            yield phrase


def _dashed_day(match: re.Match[str]) -> date | None:
    year = int(match.group(1))
    month = int(match.group(3) or match.group(5))
    day = match.group(4) or match.group(6)
    if day:
        return day_of(year, month, int(day))
    return month_end(year, int(match.group(7) or month))


def _is_deadline(
    match: re.Match[str], first: re.Match[str], phrase: DatePhrase, signed_on: date | None
) -> bool:
    """Whether the words around a day in a sentence say that something is due on it.

    `first` is where its range begins (3月1日至6月30日), else the same.
    """
    text = match.string
    is_range = first is not match or _RANGE.search(match.group()) is not None
    before = text[max(0, first.start() - _REACH) : first.start()]
    if _DONE_BY.search(before) or (_STARTS.search(before) and not is_range):
        return False
    is_end = match.group("end") or match.group("part") == "底"
    if match.group("half") and not match.group("by") and _MONTH.match(text, match.end()):
        return False
    if match.group("by"):
        told = _TOLD if _is_over(phrase, signed_on) else _ALREADY
        return told.match(text, match.end()) is None and not (
            match.group("within") is not None and match.group("every")
        )
    if match.group("month") and _JOINED.match(text, match.end()):
        return True
    if (match.group("year") and is_end and _TOWARDS.search(before)) or _LIMIT.search(before):
        return True
    if phrase.on is None or _is_over(phrase, signed_on):
        return False
    if signed_on is None and _TOLD.match(text, match.end()):
        return False
    return _is_aimed(match, before, is_range=is_range)


def _is_aimed(match: re.Match[str], before: str, *, is_range: bool) -> bool:
    """Whether a day to come that no 前 closes is meant: 力争到年底, 9月开工, 3月1日至6月30日."""
    text, end = match.string, match.end()
    if is_range:
        around = before[-8:] + text[end : end + _REACH]
        return not (_VALID.search(around) or _EACH_TIME.match(text, end))
    if match.group("half") or match.group("quarter"):
        return _TOLD_OF.match(text, end) is None
    if _STARTED.match(text, end):
        return False
    if _ENDS_IN.match(text, end) or (before[-1:] in _OPENING and _CLOSES_STAGE.match(text, end)):
        return True
    is_end = match.group("end") or match.group("part") == "底" or match.group("current")
    return bool(is_end and (_TOWARDS.search(before) or _AIMED.search(before)))


def _is_over(phrase: DatePhrase, signed_on: date | None) -> bool:
    if phrase.on is None or signed_on is None:
        return False
    day = phrase.on.date() if isinstance(phrase.on, datetime) else phrase.on
    return day < signed_on


def _phrase(match: re.Match[str], year: int | None, signed_on: date | None) -> DatePhrase | None:
    raw = match.group().strip()
    span = (match.start(), match.start() + len(match.group().rstrip()))
    if match.group("every"):
        return DatePhrase(DeadlineKind.RECURRING, span, raw)
    if not is_whole(match):
        return None
    own_year = year_of(match, year, signed_on)
    day = last_day(match, own_year, signed_on) if own_year else None
    is_guess = day is not None and not match.group("year") and year is None
    if is_guess and signed_on and day and day < signed_on:
        day = None
    if match.group("hour"):
        return DatePhrase(DeadlineKind.BY_DATE_TIME, span, raw, at_hour(match, day))
    return DatePhrase(DeadlineKind.BY_DATE, span, raw, day)
