"""定期时限 — the next day of a duty that recurs, where its words name one: 每季度末月25日前.

A day is never made up: 每季度 or 每学期开学前 alone have none.
"""

import calendar
from collections.abc import Iterator
from datetime import date

from mengyang.core.patterns import lazy_pattern

_END = 31
_DAY = r"(?:(?P<day>[0-9]{1,2})\s*[日号]|(?P<end>[底末]))"
_YEARLY = lazy_pattern(rf"(?P<month>[0-9]{{1,2}})\s*月(?:份)?\s*{_DAY}|年(?:[底末终]|底[前末])")
_MONTHLY = lazy_pattern(rf"每个?月(?:度|份)?的?\s*{_DAY}")
_QUARTERLY = lazy_pattern(
    r"每(?:个?季度?|季)的?"
    r"(?:(?P<first>首月|首个月|第[一1]个?月|(?:结束|终了)后的?)|(?P<second>第[二2]个?月|中间月)"
    rf"|(?P<third>末月|最后[一1]?个?月|第[三3]个?月|末(?=\s*[0-9])))\s*{_DAY}(?!内?工作)"
    r"|每(?:个?季度?|季)(?P<last>[底末])"
)
_HALF_YEARLY = lazy_pattern(r"每半年度?[底末]")
_MONTHS = range(1, 13)


def next_day(words: str, day: date) -> date | None:
    """The first day, from `day` on, on which what the words tell falls due; none without a day."""
    due = [
        date(year, month, min(number, calendar.monthrange(year, month)[1]))
        for year in (day.year, day.year + 1)
        for month, number in _places(words)
        if month in _MONTHS and 0 < number <= _END
    ]
    return min((each for each in due if each >= day), default=None)


def _places(words: str) -> Iterator[tuple[int, int]]:
    """Month and day of each time in a year; a day past the month's end is its last."""
    for match in _MONTHLY.finditer(words):
        yield from ((month, int(match["day"] or _END)) for month in _MONTHS)
    for match in _QUARTERLY.finditer(words):
        month = 1 if match["first"] else 2 if match["second"] else 3
        number = int(match["day"] or _END)
        yield from ((start + month, number) for start in (0, 3, 6, 9))
    if _HALF_YEARLY.search(words):
        yield from ((month, _END) for month in (6, 12))
    if "每年" in words:
        for match in _YEARLY.finditer(words, words.index("每年") + 1):
            yield int(match["month"] or 12), int(match["day"] or _END)
