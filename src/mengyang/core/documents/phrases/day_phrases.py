"""日期短语 — every day printed in a stretch of text, as deadlines print it: 2019年6月底前, 年底前.

A month's end is its last day, 年底 is 31 December, 上半年 is 30 June. A day without a year takes
the year before it or that of the day of issue, and only where that day is not over yet.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from mengyang.core.documents.phrases.days import day_of, month_end
from mengyang.core.documents.records import Span
from mengyang.core.facts import DeadlineKind

_NUMERAL = "一二三四五六七八九十两"
_DAY = re.compile(
    r"""(?=[\d每今明本当上下年月一二三四第次])
    (?:(?P<year>(?:19|20)\d{2})\s*年\s*|(?P<every>每年)(?:的)?\s*|(?P<this>今年|本年度?|当年)\s*|(?P<next>明年|次年)\s*)?
    (?:
        (?P<month>\d{1,2})\s*月\s*(?:份)?\s*
          (?:(?P<day>\d{1,2})\s*[日号]|(?P<part>底|末|上旬|中旬|下旬|中))?
          (?:\s*(?P<noon>上午|下午|晚)?\s*(?P<hour>\d{1,2})\s*(?:[:：]\s*(?P<minute>\d{2})|[时点]))?
      | (?P<half>上半年|下半年)
      | 第?(?P<quarter>[一二三四1-4])季度(?:末|底)?
      | (?P<end>年?[底末]|年终)
      | (?P<middle>年中)
      | (?P<within>年?(?=内))
      | (?P<whole>(?=(?:之|以)?前))
    )
    (?P<by>(?:之|以)?前|(?:之|以)?内)?
    """,
    re.VERBOSE,
)
_DASHED = re.compile(r"((?:19|20)\d{2})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)")
_BARE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年度?(?=[-—－~～至到、，。；\s]|\Z)")
_JOINED = re.compile(
    r"\s*(?:、|和|及|以及|与)\s*(?:(?:19|20)\d{2}\s*年\s*)?\d{1,2}\s*月(?:\s*\d{1,2}\s*日|底)?\s*(?:之|以)?前"
)
_STARTS = re.compile(
    r"(?:截至|截止到?|自|从|始于|有效期(?:至|到)?|延长(?:至|到)|延续至|施行至)\s*$"
)
_DONE_BY = re.compile(r"(?<!未)已经?(?:于|在)\s*$")
_ENDS_IN = re.compile(r"[，,]?(?:全面|基本|全部|底前)?(?:完成|实现|建成|启动|开工|出台)")
_TOWARDS = re.compile(r"(?<!截止)(?<!截)到\s*$")


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
    year = None
    for match in _DAY.finditer(text, *span):
        if match.group("year"):
            year = int(match.group("year"))
        if not is_field and not _is_deadline(match, text, signed_on):
            continue
        phrase = _phrase(match, year, signed_on)
        if phrase is not None:
            yield phrase
    if is_field:
        yield from _plain_days(text, span)


def merge_ranges(text: str, found: list[DatePhrase]) -> list[DatePhrase]:
    """2021年3月—12月 is one deadline, its end."""
    kept: list[DatePhrase] = []
    for phrase in found:
        if kept and re.fullmatch(r"\s*[-—－~～至到]+\s*", text[kept[-1].span[1] : phrase.span[0]]):
            span = (kept.pop().span[0], phrase.span[1])
            phrase = replace(phrase, span=span, raw=text[slice(*span)])
        kept.append(phrase)
    return kept


def _plain_days(text: str, span: Span) -> Iterator[DatePhrase]:
    """Days that only a field holds: 2021-06-30, 2021.6, a bare 2022年."""
    for match in _DASHED.finditer(text, *span):
        number = [int(part) for part in match.groups() if part]
        day = day_of(*number) if len(number) == 3 else month_end(number[0], number[1])
        if day is not None:
            yield DatePhrase(DeadlineKind.BY_DATE, match.span(), match.group(), day)
    for match in _BARE_YEAR.finditer(text, *span):
        day = day_of(int(match.group(1)), 12, 31)
        yield DatePhrase(DeadlineKind.BY_DATE, match.span(), match.group(), day)


def _is_deadline(match: re.Match[str], text: str, signed_on: date | None) -> bool:
    before = text[max(0, match.start() - 6) : match.start()]
    if _STARTS.search(before) or _DONE_BY.search(before):
        return False
    is_end = match.group("end") or match.group("part") == "底"
    if match.group("year") and is_end and _TOWARDS.search(before):
        return True
    if match.group("month") and _JOINED.match(text, match.end()):
        return True
    if match.group("by"):
        return not (match.group("within") is not None and match.group("every"))
    if not (match.group("half") or match.group("quarter")):
        return False
    if not match.group("year") and (signed_on is None or not _ENDS_IN.match(text, match.end())):
        return False
    day = _last_day(match, int(match.group("year") or signed_on.year if signed_on else 0))
    return signed_on is not None and day is not None and day >= signed_on


def _phrase(match: re.Match[str], year: int | None, signed_on: date | None) -> DatePhrase | None:
    raw = match.group().strip()
    span = (match.start(), match.start() + len(match.group().rstrip()))
    if match.group("every"):
        return DatePhrase(DeadlineKind.RECURRING, span, raw)
    if not _is_whole(match):
        return None
    own_year = _year_of(match, year, signed_on)
    day = _last_day(match, own_year) if own_year else None
    is_guess = day is not None and not match.group("year") and year is None
    if is_guess and signed_on and day and day < signed_on:
        day = None
    if match.group("hour"):
        return DatePhrase(DeadlineKind.BY_DATE_TIME, span, raw, _at_hour(match, day))
    return DatePhrase(DeadlineKind.BY_DATE, span, raw, day)


def _is_whole(match: re.Match[str]) -> bool:
    """Whether 年内 and a bare 前 have the year they need: not 三年内, not 会前."""
    has_year = match.group("year") or match.group("this") or match.group("next")
    if match.group("whole") is not None:
        return has_year is not None
    if match.group("within") is None or has_year:
        return True
    before = match.string[max(0, match.start() - 1) : match.start()]
    return match.group() == "年内" and not re.match(rf"[\d{_NUMERAL}几多半个每历往常当]", before)


def _year_of(match: re.Match[str], year: int | None, signed_on: date | None) -> int | None:
    if match.group("year"):
        return int(match.group("year"))
    if signed_on is not None and match.group("next"):
        return signed_on.year + 1
    if signed_on is not None and match.group("this"):
        return signed_on.year
    return year or (signed_on.year if signed_on else None)


def _last_day(match: re.Match[str], year: int) -> date | None:
    groups = match.groupdict()
    if groups["month"]:
        return _day_in_month(groups, year)
    if groups["half"]:
        return day_of(year, 6, 30) if groups["half"] == "上半年" else day_of(year, 12, 31)
    if groups["quarter"]:
        quarter = "一二三四".find(groups["quarter"]) + 1 or int(groups["quarter"])
        return month_end(year, quarter * 3)
    return day_of(year, 6, 30) if groups["middle"] else day_of(year, 12, 31)


def _day_in_month(groups: dict[str, str | None], year: int) -> date | None:
    month = int(groups["month"] or 0)
    if groups["day"]:
        return day_of(year, month, int(groups["day"]))
    day = {"上旬": 10, "中旬": 20, "中": 15}.get(groups["part"] or "")
    return day_of(year, month, day) if day else month_end(year, month)


def _at_hour(match: re.Match[str], day: date | None) -> date | datetime | None:
    hour = int(match.group("hour"))
    if match.group("noon") in ("下午", "晚") and hour < 12:
        hour += 12
    minute = int(match.group("minute") or 0)
    if day is None or hour > 24 or minute > 59:
        return day
    return datetime.combine(day, time(23, 59) if hour == 24 else time(hour, minute))
