"""时限 — deadlines as printed: 2019年6月底前, 立行立改, 每年2月底前, 30日内, 6月20日18：00前.

A month's end is its last day, 年底 is 31 December, 上半年 is 30 June. A day without a year takes
the year of the day of issue, and only where that day is not over yet.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from mengyang.core.documents.phrases.days import day_of, month_end
from mengyang.core.documents.records import Deadline, Span
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
_RELATIVE = re.compile(
    rf"(?:(?:\d{{1,3}}|[{_NUMERAL}]{{1,3}}|半)\s*(?:个?工作日|个?自然日|日|天|个?月|周|年|个?学期|小时))\s*(?:之内|以内|内)"
)
_BY_WHEN = re.compile(r"[年月日号底末旬度时点\d]\s*(?:之|以)?[前内]|半年|季度")
_MONTHLY = re.compile(
    r"每(?:年|半年|季度?|个?月|周|学期|学年)(?:度)?(?:[^，。；,;]{0,12}?(?:前|内|一次|1次|底|末))?"
)
_EVERY = re.compile(
    r"每(?:半?年|季度|季|个?月|周|学期|学年)度?[^，。；,;\n]{0,12}?(?:前|内)(?![后来部外])"
)
_TO_DO = re.compile(
    r"[^。；;，,]{0,6}[，,]?[^。；;，,]{0,24}?(?:完成|报送|上报|报告|办结|整改|提交|制定|出台|建成|实现|达到|解决|落实|反馈|"
    r"答复|移交|公布|公开|建立|印发|启动|形成|基本|取消|推广|消除|配备|改造|补齐|全部|力争)"
)
_PAST = re.compile(r"(?:近|过去|最近|连续|前|每|满|不足|超过|在任|任期)\s*$")
_STARTS = re.compile(
    r"(?:截至|截止到?|自|从|始于|有效期(?:至|到)?|延长(?:至|到)|延续至|施行至)\s*$"
)
_IMMEDIATE = re.compile(
    r"立[查行知整]立改|即[知查行]即改|立即|边查边改|立改立行|马上|立说立行|随即"
)
_ONGOING = re.compile(r"长期|持续|常态|坚持|全年|不间断|久久为功|经常性|始终|贯穿")
_DONE = re.compile(
    r"已经?(?:全部|基本|于[^，。]{1,12})?(?:按期|如期|按时)?(?:完成|整改|落实|解决|办结|到位|销号|建成|达到|结束)|"
    r"(?<!前)(?<!内)完成整改(?!任务)|整改完成$|整改到位$|^完成$|^办结$|^销号$"
)
_PART = re.compile(r"[^，,；;。\n]+")
_WORK = re.compile(r"负责|牵头|配合|参与|落实")
_LONGEST_WORDED = 16


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """One printed deadline: the day (none where the year stays open), kind and place."""

    kind: DeadlineKind
    span: Span
    raw: str
    on: date | datetime | None = None


def field_deadline(text: str, span: Span, signed_on: date | None) -> Deadline:
    """The deadline in the field of a label (整改时限): any day counts, and 长期坚持."""
    raw = text[span[0] : span[1]]
    found = list(_days(text, span, signed_on, is_field=True))
    found = _last_of_ranges(text, found)
    kind = _field_kind(raw, found)
    if kind is DeadlineKind.SEVERAL:
        return replace(_several(found), span=span)
    days = _distinct(found)
    return Deadline(kind, days, (raw,) if raw else (), span)


def bracket_deadline(text: str, span: Span, signed_on: date | None) -> Deadline:
    """The day printed beside units (`甲局牵头，6月底完成`); the units are no part of its words."""
    found = _last_of_ranges(text, list(_days(text, span, signed_on, is_field=True)))
    if not found:
        return _worded(text, span)
    days = _distinct(found)
    if len(days) > 1:
        return _several(found)
    return Deadline(found[0].kind, days, (found[0].raw,), found[0].span)


def clause_deadline(text: str, span: Span, signed_on: date | None) -> Deadline:
    """The deadline inside a clause's sentences: only what says by when (…前, …内, 上半年)."""
    found: list[DatePhrase] = []
    if _BY_WHEN.search(text, *span):
        found = list(_days(text, span, signed_on, is_field=False))
    if not found:
        found = [*_recurring(text, span), *_relatives(text, span)]
    if not found:
        return Deadline()
    days = _distinct(found)
    if len(days) > 1:
        return _several(found)
    first = next((phrase for phrase in found if phrase.on in days), found[0])
    return Deadline(first.kind, days, (first.raw,), first.span)


def _worded(text: str, span: Span) -> Deadline:
    """长期坚持 or 立行立改 as a part of its own beside units."""
    for part in _PART.finditer(text, *span):
        words = part.group().strip("()（）〔〕 ")
        if len(words) <= _LONGEST_WORDED and not _WORK.search(words):
            kind = _field_kind(words, [])
            if kind is not DeadlineKind.NONE:
                return Deadline(kind, (), (words,), part.span())
    return Deadline()


def _field_kind(raw: str, found: list[DatePhrase]) -> DeadlineKind:
    if _DONE.search(raw):
        return DeadlineKind.DONE
    ongoing = _ONGOING.search(raw) is not None
    if found:
        return _dated_kind(found, ongoing)
    if _MONTHLY.search(raw):
        return DeadlineKind.RECURRING
    if _RELATIVE.search(raw):
        return DeadlineKind.RELATIVE
    if _IMMEDIATE.search(raw):
        return DeadlineKind.IMMEDIATE_ONGOING if ongoing else DeadlineKind.IMMEDIATE
    return DeadlineKind.ONGOING if ongoing else DeadlineKind.NONE


def _dated_kind(found: list[DatePhrase], ongoing: bool) -> DeadlineKind:
    if len(_distinct(found)) > 1:
        return DeadlineKind.SEVERAL
    kind = found[0].kind
    if kind is DeadlineKind.BY_DATE and ongoing:
        return DeadlineKind.BY_DATE_ONGOING
    return kind


def _several(found: list[DatePhrase]) -> Deadline:
    seen: dict[date | datetime | None, DatePhrase] = {}
    for phrase in found:
        seen.setdefault(phrase.on, phrase)
    phrases = [phrase for phrase in seen.values() if phrase.on is not None]
    return Deadline(
        DeadlineKind.SEVERAL,
        tuple(phrase.on for phrase in phrases if phrase.on is not None),
        tuple(phrase.raw for phrase in phrases),
        (phrases[0].span[0], phrases[-1].span[1]),
    )


def _distinct(found: list[DatePhrase]) -> tuple[date | datetime, ...]:
    return tuple(dict.fromkeys(phrase.on for phrase in found if phrase.on is not None))


def _last_of_ranges(text: str, found: list[DatePhrase]) -> list[DatePhrase]:
    """2021年3月—12月 is one deadline, its end."""
    kept: list[DatePhrase] = []
    for phrase in found:
        if kept and re.fullmatch(r"\s*[-—－~～至到]+\s*", text[kept[-1].span[1] : phrase.span[0]]):
            kept.pop()
        kept.append(phrase)
    return kept


def _days(text: str, span: Span, signed_on: date | None, *, is_field: bool) -> Iterator[DatePhrase]:
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
        for match in _DASHED.finditer(text, *span):
            number = [int(part) for part in match.groups() if part]
            day = day_of(*number) if len(number) == 3 else month_end(number[0], number[1])
            if day is not None:
                yield DatePhrase(DeadlineKind.BY_DATE, match.span(), match.group(), day)


def _is_deadline(match: re.Match[str], text: str, signed_on: date | None) -> bool:
    before = text[max(0, match.start() - 6) : match.start()]
    if _STARTS.search(before):
        return False
    if match.group("by"):
        return not (match.group("within") is not None and match.group("every"))
    if not (match.group("half") or match.group("quarter")) or not match.group("year"):
        return False
    day = _last_day(match, int(match.group("year")))
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


def _relatives(text: str, span: Span) -> Iterator[DatePhrase]:
    if text.find("内", *span) < 0:
        return
    for match in _RELATIVE.finditer(text, *span):
        before = text[max(span[0], match.start() - 6) : match.start()]
        after = text[match.end() : min(span[1], match.end() + 40)]
        if _PAST.search(before) or not _TO_DO.match(after) or "不得" in after[:12]:
            continue
        yield DatePhrase(DeadlineKind.RELATIVE, match.span(), match.group())


def _recurring(text: str, span: Span) -> Iterator[DatePhrase]:
    if text.find("每", *span) < 0:
        return
    for match in _EVERY.finditer(text, *span):
        yield DatePhrase(DeadlineKind.RECURRING, match.span(), match.group())
