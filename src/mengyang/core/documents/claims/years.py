"""目标年份 — the year or day by which a number is meant, from the words before it.

到2025年 stands for the year, 2020年底前 and 6月底前 for the last day; what lies before the
document is no goal.
"""

import re
from dataclasses import dataclass

from mengyang.core.documents.phrases.days import day_of, month_end

_DATE = re.compile(
    r"(?=[12年今本])(?:(?P<year>(?:19|20)\d{2})\s?年(?!度?以来|来)"
    r"(?:(?P<yearend>年?底(?:前|之前)?|年?末|年度?内)"
    r"|\s?(?P<month>\d{1,2})\s?月(?:(?P<monthend>底|末)(?:前|之前)?|\s?(?P<day>\d{1,2})\s?日(?:前|之前)?|份)?"
    r"|(?P<half>上半年))?(?P<before>之?前|以前)?"
    r"|(?P<bare>(?<![\d年])年底(?:前|之前)|(?<![\d年])(?:今年|年内|本年度内?)))"
)
_BASE = ("比", "较")
_SINCE = re.compile(r"(?:自|从|截至|截止)\s?$")
_TOWARDS = re.compile(r"[到至]\s?$")


@dataclass(frozen=True, slots=True)
class When:
    """A date before a number: `by` as a target prints it, and whether it only looks back."""

    by: str | None
    year: int | None
    is_aim: bool
    is_past: bool
    start: int
    end: int


def find_dates(text: str, start: int, end: int, this_year: int | None) -> list[When]:
    """The dates of a stretch of text, seen from the year of the document."""
    return [
        _when(match, this_year)
        for match in _DATE.finditer(text, start, end)
        if text[match.start() - 1 : match.start()] not in _BASE
    ]


def _when(match: re.Match[str], this_year: int | None) -> When:
    if match["bare"]:
        by = (
            None
            if this_year is None
            else f"{this_year}-12-31"
            if "底" in match["bare"]
            else str(this_year)
        )
        return When(by, this_year, is_aim=True, is_past=False, start=match.start(), end=match.end())
    year = int(match["year"])
    lead = match.string[max(0, match.start() - 3) : match.start()]
    since = _SINCE.search(lead) is not None
    due = "前" in match.group()
    aimed = due or (_TOWARDS.search(lead) is not None and not since)
    gone = not due and (year < this_year if this_year is not None else not aimed)
    past = since or gone
    return When(
        _by(match, year),
        year,
        is_aim=aimed and not past,
        is_past=past,
        start=match.start(),
        end=match.end(),
    )


def _by(match: re.Match[str], year: int) -> str | None:
    month = int(match["month"]) if match["month"] else None
    if match["yearend"]:
        return f"{year}-12-31" if "内" not in match["yearend"] else str(year)
    if match["half"]:
        return f"{year}-06-30"
    if month is None:
        return str(year)
    day = day_of(year, month, int(match["day"])) if match["day"] else month_end(year, month)
    return day.isoformat() if day else None
