"""标题下日期 — the day or the month printed below a title: `（2024年7月）`, `——2025年7月1日在…`.

Lines of the head in, days out; `None` where none is printed.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from mengyang.core.documents.phrases.days import day_of, first_day, whole_day
from mengyang.core.documents.records import Line
from mengyang.core.patterns import lazy_pattern

_SPOKEN = lazy_pattern(r"[—－-]{1,3}\s*(\d{4}年\d{1,2}月\d{1,2}日)(?:上午|下午)?在.{4,60}")
_MONTH = lazy_pattern(r"[(（]?\s*(\d{4})\s*年\s*(\d{1,2})\s*月\s*[)）]?")
_DATED = lazy_pattern(r"\S{2,40}[ \t\u3000]{2,}(\d{4}年\d{1,2}月\d{1,2}日)")
_MEETING = lazy_pattern(r"(\d{4}年\d{1,2}月\d{1,2}日)[^。]{0,60}(?:主持|召开)[^。]{0,20}会")
_TITLE_LINES = 6


def spoken_on(head: Sequence[str]) -> date | None:
    """The day below a title: of a speech, alone on its line, or behind an office and blanks."""
    spoken = (match for words in head if (match := _SPOKEN.fullmatch(words)))
    near = [words for words in head[:_TITLE_LINES] if "年" in words]
    days = (day for words in near if (day := whole_day(words) or dated_line(words)) is not None)
    return next((first_day(match.group(1)) for match in spoken), None) or next(days, None)


def dated_line(words: str) -> date | None:
    """The day of a line that is an office, blanks and a day."""
    match = _DATED.fullmatch(words)
    return first_day(match.group(1)) if match else None


def month_below(head: Iterable[str]) -> date | None:
    """The first day of a month that stands alone on a line of the head."""
    found = (match for words in head if (match := _MONTH.fullmatch(words)))
    return next((day_of(int(match[1]), int(match[2]), 1) for match in found), None)


def day_of_meeting(lines: Iterable[Line]) -> date | None:
    """The day that minutes open with (`2024年4月8日上午，…主持召开会议`)."""
    found = (match for line in lines if (match := _MEETING.match(line.text)))
    return next((first_day(match.group(1)) for match in found), None)
