"""目标年份 — the year or day by which a number is meant, from the words before it.

到2025年 stands for the year, 2020年底前 and 6月底前 for the last day, “十四五”末 for its last year;
a year before the document's own only looks back.
"""

import re
from typing import NamedTuple

from mengyang.core.documents.phrases.days import day_of, month_end
from mengyang.core.patterns import lazy_pattern

_DATE = lazy_pattern(
    # 补拨2030年度奖补资金: the year of the money, not that of the payment.
    r"(?=[\d年今本十])(?!(?<=补拨|拨付|兑付|补发|归还|偿还)\d{4}\s?年度)"
    r"(?:(?P<year>(?:19|20)\d{2})\s?年(?!度?以来|来)"
    r"(?:(?P<yearend>年?底(?:前|之前)?|年?末|年度?内)"
    r"|\s?(?P<month>\d{1,2})\s?月(?:(?P<monthend>底|末)(?:前|之前)?"
    r"|\s?(?P<day>\d{1,2})\s?日(?:前|之前)?|份)?"
    r"|(?P<half>上半年))?(?P<before>之?前|以前|[春秋]季(?:学期|开学)*前)?"
    r"|(?P<plan>十[一二三四五六]五)”?(?:期间|时期|末|期末|以来|规划期)"
    r"|(?P<yearsend>(?<![\d年])年底(?:前|之前))"
    r"|(?P<bare>(?<![\d年])(?:今年\s?)?(?P<inmonth>\d{1,2})\s?月(?:份?[底末]|"
    r"(?P<onday>\d{1,2})\s?日"
    r"(?:\s?\d{1,2}[:：时]\d{0,2})?)(?:之|以)?前"
    r"|(?<![\d年\-—－~～至到])(?P<work>\d{1,2})\s?月份?(?=组织|开展|举办|召开|举行|启动|完成)"
    r"(?![^，,。；;]{0,24}[了过]))"
    r"|(?P<thisyear>(?<![\d年一二三四五六七八九十两几])(?:今年(?!以来|上半年|初)|年内|本年度内?)))"
)
# Every date holds one of these, most stretches hold none. One class first: the search then runs
# from letter to letter.
_SIGN = lazy_pattern(
    r"[年月五](?:(?<=[\d今本].)|(?<=\d\s.)|(?<=年)(?=[底内])|(?<=十[一二三四五六]五))"
)
_BASE = ("比", "较")
_SINCE = lazy_pattern(r"(?:自|从|截至|截止)\s?$")
_TOWARDS = lazy_pattern(r"[到至]\s?$")
_ALREADY = lazy_pattern(r"[，,]?(?:我[市县区省]|全[市县区省])?已")
# 每年3月底前、9月底前: what recurs is no day to reach anything by.
_EVERY_YEAR = lazy_pattern(
    r"每年的?\s?(?:\d{1,2}月(?:\d{1,2}日|[底末])?(?:之|以)?前?\s?(?:、|和|及|与)\s?)+$"
)
# （3月15日至3月31日）: the first day of a stage only begins it.
_GOES_ON = lazy_pattern(
    r"\s?[至到—–~～-]{1,2}\s?(?:\d{4}\s?年\s?)?\d{1,2}\s?月?\s?\d{0,2}\s?日?[)）]"
)
# 2000年前建成的小区: how old it is.
_BUILT = lazy_pattern(
    r"(?:已?建成|已?建设|建造|竣工|出生|入职|参加工作|成立|取得|认定)(?:的|并|且|、|或|$)"
)
_LONGEST_TITLE = 60
_FIRST_PLAN_END = 2010
_PLANS = "一二三四五六"


class When(NamedTuple):
    """A date before a number: `by` as a target prints it, and whether it only looks back.

    `is_bare`: a month without its year, meant for its own sentence alone.
    """

    by: str | None
    is_aim: bool
    is_past: bool
    start: int
    end: int
    is_bare: bool = False


def find_dates(text: str, start: int, end: int, this_year: int | None) -> list[When]:
    """The dates of a stretch of text, seen from the year of the document."""
    found: list[When] = []
    if _SIGN.search(text, start, end) is None:
        return found
    year = this_year
    for match in _DATE.finditer(text, start, end):
        if text[match.start() - 1 : match.start()] in _BASE or _in_title(text, match):
            continue
        if match["before"] and _BUILT.match(text, match.end()):
            continue
        if match["day"] and _GOES_ON.match(text, match.end()):
            continue
        if match["bare"] and _EVERY_YEAR.search(text, start, match.start()):
            continue
        year = int(match["year"]) if match["year"] else year
        found.append(_bare(match, year) if match["bare"] else _when(match, this_year))
    return found


def _in_title(text: str, match: re.Match[str]) -> bool:
    """《…规划（2021—2035年）》 names a document; nothing is due in its years."""
    start = max(0, match.start() - _LONGEST_TITLE)
    return text.rfind("《", start, match.start()) > text.rfind("》", start, match.start())


def _when(match: re.Match[str], this_year: int | None) -> When:
    if match["year"]:
        return _dated(match, int(match["year"]), this_year)
    if match["plan"]:
        last = _FIRST_PLAN_END + 5 * _PLANS.index(match["plan"][1])
        is_past = this_year is not None and last < this_year
        return When(str(last), not is_past, is_past, *match.span())
    by = (
        None if this_year is None else f"{this_year}-12-31" if match["yearsend"] else f"{this_year}"
    )
    return When(by, True, False, *match.span())


def _bare(match: re.Match[str], year: int | None) -> When:
    """6月底前: in the year named before it, else in the document's own."""
    month, day = int(match["inmonth"] or match["work"]), match["onday"]
    last = None
    if year is not None:
        last = day_of(year, month, int(day)) if day else month_end(year, month)
    return When(last.isoformat() if last else None, True, False, *match.span(), is_bare=True)


def _dated(match: re.Match[str], year: int, this_year: int | None) -> When:
    lead = match.string[max(0, match.start() - 3) : match.start()]
    is_over = this_year is not None and year < this_year
    if _SINCE.search(lead):
        starts = match.string.startswith("起", match.end()) and not is_over
        return When(None if starts else _by(match, year), False, not starts, *match.span())
    is_due = "前" in match.group()
    is_aimed = is_due or _TOWARDS.search(lead) is not None
    is_done = _ALREADY.match(match.string, match.end()) is not None
    told = is_done or (not is_aimed if this_year is None else is_over)
    is_past = (is_over and is_done) if is_due else told
    return When(_by(match, year), is_aimed and not is_past, is_past, *match.span())


def _by(match: re.Match[str], year: int) -> str | None:
    if match["yearend"]:
        return str(year) if "内" in match["yearend"] else f"{year}-12-31"
    if match["half"]:
        return f"{year}-06-30"
    if match["month"] is None:
        return str(year)
    month = int(match["month"])
    day = day_of(year, month, int(match["day"])) if match["day"] else month_end(year, month)
    return day.isoformat() if day else None
