"""印出的日期 — one printed day of a deadline: 2019年6月底, 六月三十日, 次年3月.

A month's end is its last day, 年底 is 31 December, 上半年 is 30 June, 3—6月 is the end of June.
"""

import re
from datetime import date, datetime, time

from mengyang.core.documents.numbering import numeral_value
from mengyang.core.documents.phrases.days import day_of, month_end
from mengyang.core.patterns import lazy_pattern

DASH = r"\s*[-—－–~～至到]+\s*"
_MONTH = r"\d{1,2}|十[一二]?|[一二三四五六七八九](?!\s*月内)"
_DATE = r"\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]"
DAY = lazy_pattern(
    rf"""(?=[\d每今明本当上下年月一二三四五六七八九十第次翌])
    (?:(?P<year>(?:19|20)\d{{2}}|二[〇○零][〇○零一二三四五六七八九]{{2}})\s*年\s*
      |(?P<every>每年)(?:的)?\s*|(?P<this>今年|本年度?|当年)\s*
      |(?P<next>明年)\s*|(?P<following>[次翌]年)\s*)?
    (?:
        (?:\d{{1,2}}{DASH})?(?P<month>{_MONTH})\s*月\s*(?:份)?\s*
          (?:(?:\d{{1,2}}\s*[日号]?{DASH})?(?P<day>{_DATE})\s*[日号]
              (?:\s*[(（](?:星期|周|礼拜)[一二三四五六日天末][)）])?
            |(?P<part>底|末|初|上旬|中旬|下旬|中))?
          (?:\s*(?P<noon>上午|下午|晚上?|中午)?\s*(?P<hour>\d{{1,2}})\s*
            (?:[:：]\s*(?P<minute>\d{{2}})|[时点](?:\s*(?P<minutes>\d{{1,2}})\s*分)?))?
      | (?P<half>上半年|下半年)
      | 第?(?P<quarter>[一二三四1-4])(?:季度(?:末|底)?|(?=[、和]第?[一二三四1-4]季度))
      | (?P<current>本季度[末底]?|本月(?=内)|[本下]个?月[底末]|(?<![每上当次份个半度\d])月[底末]
          |(?<![每上当次份个半度几多数\d一二三四五六七八九十两])月(?=内))
      | (?P<end>(?<!学)年[底末]|[底末]|年终)
      | (?P<middle>年中)
      | (?P<within>(?:年度?|度)?(?=内))
      | (?P<whole>(?=(?:之|以)?前))
    )
    (?P<by>(?:下班)?(?:之|以)?前(?![后期往沿])|(?:之|以)?内)?
    """,
    re.VERBOSE,
)
_NO_YEAR_WITHIN = lazy_pattern(r"[\d一二三四五六七八九十两几多半个每历往常当]")
_YEAR_SIGNS = {sign: str(value) for value, sign in enumerate("零一二三四五六七八九")} | {
    "〇": "0",
    "○": "0",
}
_WITHIN_YEAR = ("年内", "年度内")
_TENTHS = {"初": 10, "上旬": 10, "中旬": 20, "中": 15}
_LAST_MONTH = 12


def printed_year(match: re.Match[str]) -> int | None:
    """The year a match prints, in figures or in words."""
    printed = match.group("year")
    if not printed:
        return None
    return int("".join(_YEAR_SIGNS.get(sign, sign) for sign in printed))


def is_whole(match: re.Match[str]) -> bool:
    """Whether 年内 and a bare 前 have the year they need: not 三年内, not 会前."""
    has_year = any(match.group(name) for name in ("year", "this", "next", "following"))
    if match.group("whole") is not None:
        return has_year
    if match.group("within") is None or has_year:
        return True
    before = match.string[max(0, match.start() - 1) : match.start()]
    return match.group() in _WITHIN_YEAR and not _NO_YEAR_WITHIN.match(before)


def year_of(match: re.Match[str], year: int | None, signed_on: date | None) -> int | None:
    """The year a match means; `year` is the last one printed before it."""
    if match.group("year"):
        return printed_year(match)
    if signed_on is not None and match.group("next"):
        return signed_on.year + 1
    if match.group("following"):
        known = year or (signed_on.year if signed_on else None)
        return known + 1 if known else None
    if signed_on is not None and (match.group("this") or match.group() in _WITHIN_YEAR):
        return signed_on.year
    return year or (signed_on.year if signed_on else None)


def last_day(match: re.Match[str], year: int, signed_on: date | None) -> date | None:
    """The last day a match stands for in a year; of 本月 and 本季度 from the day of issue."""
    groups = match.groupdict()
    if groups["month"]:
        return _day_in_month(groups, year)
    if groups["current"]:
        return _current(groups["current"], signed_on)
    if groups["half"]:
        return day_of(year, 6, 30) if groups["half"] == "上半年" else day_of(year, 12, 31)
    if groups["quarter"]:
        quarter = "一二三四".find(groups["quarter"]) + 1 or int(groups["quarter"])
        return month_end(year, quarter * 3)
    return day_of(year, 6, 30) if groups["middle"] else day_of(year, 12, 31)


def at_hour(match: re.Match[str], day: date | None) -> date | datetime | None:
    """The day with its hour; 24时 is its last minute."""
    hour = int(match.group("hour"))
    if match.group("noon") in ("下午", "晚", "晚上") and hour < 12:
        hour += 12
    minute = int(match.group("minute") or match.group("minutes") or 0)
    if day is None or hour > 24 or minute > 59:
        return day
    return datetime.combine(day, time(23, 59) if hour == 24 else time(hour, minute))


def _day_in_month(groups: dict[str, str | None], year: int) -> date | None:
    month = numeral_value(groups["month"] or "")
    if groups["day"]:
        return day_of(year, month, numeral_value(groups["day"]))
    day = _TENTHS.get(groups["part"] or "")
    return day_of(year, month, day) if day else month_end(year, month)


def _current(words: str, signed_on: date | None) -> date | None:
    if signed_on is None:
        return None
    year, month = signed_on.year, signed_on.month
    if "季" in words:
        return month_end(year, (month + 2) // 3 * 3)
    if words.startswith("下"):
        year, month = (year, month + 1) if month < _LAST_MONTH else (year + 1, 1)
    return month_end(year, month)
