"""沿革识别 — what a text says of its own validity and of the documents it ends or amends.

Proposals only, each with its words: a person confirms them. 自印发之日起施行, 有效期5年,
《…》同时废止, plan years in the title (2023—2025年).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from mengyang.core.documents.lineage.standing import Relation
from mengyang.core.documents.phrases.numerals import chinese
from mengyang.core.patterns import lazy_pattern

_DAY = r"(20\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"
_FROM = lazy_pattern(
    rf"[自从]\s*(?:(?P<issue>(?:印发|发布|公布|发文|下发|颁布)之日)|{_DAY})\s*起\s*(?:正式)?"
    r"(?:施行|实施|执行|生效)"
)
_UNTIL = lazy_pattern(rf"(?:有效期(?:限)?(?:截止|截至|至|到)|(?:施行|实施|执行)至)\s*{_DAY}")
_LASTS = lazy_pattern(
    r"有效期(?:限)?\s*(?:为|是)?\s*(\d{1,2}|[一二两三四五六七八九十]{1,2})\s*(年|个月)"
)
_YEARS = lazy_pattern(r"(20\d\d)\s*年?\s*[—–―─~～至-]{1,2}\s*(20\d\d)\s*年")
_FIVE_YEARS = lazy_pattern(r"十([一二三四五六])五")
_ENDS = lazy_pattern(r"同时废止|即行废止|相应废止|予以废止|停止执行|不再执行")
_IN_PART = lazy_pattern(r"第[一二三四五六七八九十百\d]{1,5}[条款项]|部分(?:内容|条款|规定)")
_TITLE = lazy_pattern(
    r"《((?:[^《》\n]|《[^《》\n]{1,80}》){2,160})》(?:\s?[（(]([^（）()\n]{4,40}?号)[）)])?"
)
_AMENDS = lazy_pattern(r"关于(?:修改|修订)《([^《》\n]{2,160})》的(?:决定|通知|意见)")
_STOP = "。；;\n"


@dataclass(frozen=True, slots=True)
class ProposedValidity:
    """From when until when (exclusive) a text says it holds; `words` are what it says."""

    from_day: date | None
    until_day: date | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProposedRelation:
    """An earlier document that the text ends or amends, as it names it."""

    title: str
    document_number: str
    relation: Relation
    words: str


def proposed_validity(text: str, title: str, issued_on: date | None) -> ProposedValidity | None:
    """What text and title say; None where they say nothing. `issued_on`: signed, else published.

    A length of time is counted from the first day; without one it gives no end.
    """
    begins, until = _FROM.search(text), _until(text)
    years = _plan_years(title)
    from_day = _first_day(begins, issued_on)
    words = [match.group() for match in (begins, until) if match]
    if years and not until:
        words.append(years[2])
    lasts_until = _last_day(until, from_day) or (date(years[1] + 1, 1, 1) if years else None)
    if from_day is None and years:
        from_day = issued_on or date(years[0], 1, 1)
    if from_day and lasts_until and lasts_until <= from_day:
        lasts_until = None
    return ProposedValidity(from_day, lasts_until, tuple(words)) if words else None


def last_plan_day(title: str) -> date | None:
    """The last day of the years that the title of a plan names (2023—2025年, 十五五)."""
    years = _plan_years(title)
    return date(years[1], 12, 31) if years else None


def proposed_relations(text: str, title: str) -> tuple[ProposedRelation, ...]:
    """The documents that the text repeals, wholly or in part, and the one its title amends."""
    found: dict[str, ProposedRelation] = {}
    for each in (*_amended(title), *_repealed(text)):
        found.setdefault(each.title, each)
    return tuple(found.values())


def _until(text: str) -> re.Match[str] | None:
    return _UNTIL.search(text) or _LASTS.search(text)


def _first_day(begins: re.Match[str] | None, issued_on: date | None) -> date | None:
    if begins is None:
        return None
    if begins["issue"]:
        return issued_on
    return _day(begins.group(2), begins.group(3), begins.group(4))


def _last_day(until: re.Match[str] | None, from_day: date | None) -> date | None:
    """The first day on which the text no longer holds."""
    if until is None:
        return None
    if until.re.pattern == _UNTIL.pattern:
        last = _day(until.group(1), until.group(2), until.group(3))
        return last + timedelta(days=1) if last else None
    number = int(until.group(1)) if until.group(1).isdigit() else int(chinese(until.group(1)) or 0)
    if from_day is None or not number:
        return None
    months = number * 12 if until.group(2) == "年" else number
    return _months_after(from_day, months)


def _months_after(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    # The 31st of a shorter month is its last day.
    return first.replace(day=min(day.day, (following - first).days))


def _plan_years(title: str) -> tuple[int, int, str] | None:
    if match := _YEARS.search(title):
        first, last = int(match[1]), int(match[2])
        return (first, last, match.group()) if first <= last <= first + 20 else None
    if five := _FIVE_YEARS.search(title):
        first = 2006 + 5 * "一二三四五六".index(five[1])
        return first, first + 4, five.group()
    return None


def _amended(title: str) -> Iterator[ProposedRelation]:
    if match := _AMENDS.search(title):
        yield ProposedRelation(match[1], "", Relation.AMENDS, match.group())


def _repealed(text: str) -> Iterator[ProposedRelation]:
    for ends in _ENDS.finditer(text):
        begin = max(text.rfind(stop, 0, ends.start()) for stop in _STOP) + 1
        sentence = text[begin : ends.end()]
        named = list(_TITLE.finditer(sentence))
        for match, after in zip(named, [*named[1:], None], strict=True):
            behind = sentence[match.end() : after.start() if after else len(sentence)]
            relation = Relation.REPEALS_IN_PART if _IN_PART.search(behind) else Relation.REPEALS
            title = re.sub(r"\s", "", match[1])
            yield ProposedRelation(title, match[2] or "", relation, sentence.strip())


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
