"""时限 — deadlines as printed: 2019年6月底前, 立行立改, 每年2月底前, 30日内, 6月20日18：00前.

A field's words all count; in a sentence only what says by when. Kinds as the JSON prints them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from mengyang.core.documents.phrases.day_phrases import DatePhrase, find_days, merge_ranges
from mengyang.core.documents.phrases.manners import (
    find_lasting,
    find_recurring,
    find_relatives,
    goes_on,
    is_done,
    is_ongoing,
    kind_of,
)
from mengyang.core.documents.phrases.occasions import find_occasions
from mengyang.core.documents.records import NO_DEADLINE, Deadline, Span
from mengyang.core.facts import DeadlineKind
from mengyang.core.patterns import MAYBE_DIGIT, lazy_pattern

# 6月底前, 30日内, 开班前: not 半前, 季前.
_BEFORE = r"(?<![半季])\s*(?:之|以)?[前内]"
# 上半年, 三季度; a month that is named at all; 年底, 6月末.
_PERIOD = r"(?<=半)年|(?<=季)度|(?<=[\d一二三四五六七八九十 ]月)|(?<=[年月])[底末]"
# One class first: the search then runs from letter to letter.
_BY_WHEN = lazy_pattern(
    rf"[年月日号底末旬度时点{MAYBE_DIGIT}半季班）)](?:(?<=[年月日号底末旬度时点\d半季班）)])"
    rf"{_BEFORE}|{_PERIOD})"
)
_ANY_DAY = lazy_pattern(r"[\d年月季五]")
# What becomes of a problem that is done with.
_ENDED = r"完成|整改|下达|退还|清退|移交|拨付|办结|建成|落实|缴"
_DONE_ON = lazy_pattern(
    rf"(?<!未)已经?(?:于|在)\s*(?=[^，。；;]{{4,16}}(?:全部|如期|按期)?(?:{_ENDED}))"
)
_JOINS = lazy_pattern(r"\s*(?:、|和|及|以及|与)\s*")
_PART = lazy_pattern(r"[^，,；;。\n]+")
_WORK = lazy_pattern(r"负责|牵头|配合|参与|(?<!立即)(?<!长期)(?<!持续)落实")
_STATE = lazy_pattern(
    r"(?:立[行查知]立改|即[知查行]即改|边[查督]边改|长期坚持|持续(?:推进|整改|坚持)|常态(?:长效|化推进)|"
    r"[、，,；;并]){1,5}"
)
_OFTEN = lazy_pattern(r"每(?:半?个?月|季度?|周|旬)")
_LONGEST_WORDED = 16
# 全年 in a plan of one year: by its end; 全年持续推进 goes on instead.
_ALL_YEAR = lazy_pattern(r"(?:全|本|当|整个)年度?(?:内|完成|任务)?[。；]?|年度内")
_BEGINS_YEAR = ("全", "本", "当", "整", "年")


def field_deadline(text: str, span: Span, signed_on: date | None) -> Deadline:
    """The deadline in the field of a label (整改时限): any day counts, and 长期坚持."""
    raw = text[span[0] : span[1]]
    if signed_on is not None and raw[:1] in _BEGINS_YEAR and _ALL_YEAR.fullmatch(raw):
        return Deadline(DeadlineKind.BY_DATE, (date(signed_on.year, 12, 31),), (raw,), span)
    found = _field_days(text, span, signed_on)
    kind = _field_kind(raw, found)
    if kind is DeadlineKind.SEVERAL:
        return replace(_several(found), span=span)
    days = _distinct(found)
    if kind is DeadlineKind.DONE and not days and signed_on is not None:
        # 已于5月31日完成: a day that is over, of the year of issue.
        days = _distinct(_field_days(text, span, signed_on.replace(month=1, day=1)))
    return Deadline(kind, days, (raw,) if raw else (), span)


def bracket_deadline(text: str, span: Span, signed_on: date | None) -> Deadline:
    """The day printed beside units (`甲局牵头，6月底完成`); the units are no part of its words."""
    found = _field_days(text, span, signed_on)
    if not found:
        return _worded(text, span)
    days = _distinct(found)
    if len(days) > 1:
        return _several(found)
    first = found[0]
    kind = _lasting_kind(first.kind, is_lasting=goes_on(text, first.span[1], span[1]))
    return Deadline(kind, days, (first.raw,), first.span)


def clause_deadline(text: str, span: Span, signed_on: date | None) -> Deadline:
    """The deadline inside a clause's sentences: only what says by when (…前, …内, 上半年)."""
    found: list[DatePhrase] = []
    if _BY_WHEN.search(text, *span):
        found = sorted(
            find_days(text, span, signed_on, is_field=False), key=lambda phrase: phrase.span
        )
    occasions = list(find_occasions(text, span, signed_on, is_field=False))
    found += [occasion for occasion in occasions if occasion.on is not None]
    if not found:
        found = [*find_recurring(text, span), *find_relatives(text, span)] or occasions
    lasting = _lasting(text, span)
    if not found:
        return lasting
    days = _distinct(found)
    if len(days) > 1:
        return _several(found)
    first = next((phrase for phrase in found if phrase.on in days), found[0])
    if not days:
        first = _with_alike(text, found)
    is_lasting = lasting.kind is DeadlineKind.ONGOING or goes_on(text, first.span[1], span[1])
    kind = _lasting_kind(first.kind, is_lasting=is_lasting)
    if kind is DeadlineKind.BY_DATE and (besides := _besides(text, span, found)):
        both = sorted((first, besides), key=lambda phrase: phrase.span)
        raws = tuple(phrase.raw for phrase in both)
        return Deadline(DeadlineKind.SEVERAL, days, raws, first.span)
    return Deadline(kind, days, (first.raw,), first.span)


def done_by(text: str, span: Span, signed_on: date | None) -> Deadline:
    """The day by which a problem was done (`已于9月底前全部下达`), if the text tells it."""
    for match in _DONE_ON.finditer(text, *span):
        rest = match.end(), min(span[1], match.end() + _LONGEST_WORDED)
        found = list(find_days(text, rest, signed_on, is_field=True))
        if found and found[0].span[0] == match.end() and found[0].on is not None:
            return Deadline(DeadlineKind.DONE, (found[0].on,), (found[0].raw,), found[0].span)
    return NO_DEADLINE


def lasting_state(text: str, span: Span) -> Deadline:
    """立行立改、长期坚持 as the whole of a field that tells how far a problem is."""
    words = text[slice(*span)].strip("。；; ")
    if not words or _STATE.fullmatch(words) is None:
        return NO_DEADLINE
    return Deadline(kind_of(words), (), (words,), (span[0], span[0] + len(words)))


def both_deadlines(first: Deadline, second: Deadline) -> Deadline:
    """Two deadlines of one clause; one where they name the same days."""
    days = _each_once((*first.on, *second.on))
    if days in (first.on, second.on):
        return first if days == first.on else second
    span = (first.span or second.span or (0, 0))[0], (second.span or first.span or (0, 0))[1]
    raw = dict(zip((*second.on, *first.on), (*second.raw, *first.raw), strict=False))
    return Deadline(DeadlineKind.SEVERAL, days, tuple(raw[day] for day in days), span)


def joined_deadlines(found: Sequence[Deadline]) -> Deadline:
    """The deadlines of the rows of one item: one where all say the same, several days else."""
    stated = [each for each in found if each.kind is not DeadlineKind.NONE]
    first, *others = stated or found
    days = tuple(dict.fromkeys(day for each in (first, *others) for day in each.on))
    raws = tuple(dict.fromkeys(words for each in (first, *others) for words in each.raw))
    kinds = {each.kind for each in (first, *others)}
    if len(days) < 2 and (len(kinds) == 1 or kinds != {DeadlineKind.BY_DATE, DeadlineKind.ONGOING}):
        return next((each for each in (first, *others) if each.on), first)
    kind = DeadlineKind.SEVERAL if len(days) > 1 else DeadlineKind.BY_DATE_ONGOING
    spans = [each.span for each in (first, *others) if each.span]
    return Deadline(kind, days, raws, (spans[0][0], spans[-1][1]) if spans else None)


def _field_days(text: str, span: Span, signed_on: date | None) -> list[DatePhrase]:
    """The days of a field; an occasion without a day only where no day stands in it."""
    found: list[DatePhrase] = []
    if _ANY_DAY.search(text, *span):
        found = merge_ranges(text, list(find_days(text, span, signed_on, is_field=True)))
    occasions = list(find_occasions(text, span, signed_on, is_field=True))
    if any(phrase.on is not None for phrase in found):
        feasts = [occasion for occasion in occasions if occasion.on is not None]
        return sorted([*found, *feasts], key=lambda phrase: phrase.span) if feasts else found
    return found or occasions


def _with_alike(text: str, found: Sequence[DatePhrase]) -> DatePhrase:
    """每年3月底前、9月底前: the days of every year that are printed together are one phrase."""
    first, *others = found
    for other in others:
        gap = text[first.span[1] : other.span[0]]
        if other.kind is not DeadlineKind.RECURRING or not _JOINS.fullmatch(gap):
            break
        span = first.span[0], other.span[1]
        first = replace(first, span=span, raw=text[slice(*span)])
    return first


def _besides(text: str, span: Span, found: Sequence[DatePhrase]) -> DatePhrase | None:
    """每月25日前报进展 or 三年内补齐 beside the one day of a clause: a second time limit."""
    again = [phrase for phrase in found if phrase.kind is DeadlineKind.RECURRING]
    if text.find("每", *span) >= 0:
        again += find_recurring(text, span)
    told = next((phrase for phrase in again if _OFTEN.match(phrase.raw)), None)
    if told is None and text.find("年内", *span) >= 0:
        years = (each for each in find_relatives(text, span) if "年" in each.raw)
        told = next((each for each in years if not _overlaps(each, found)), None)
    return told


def _overlaps(one: DatePhrase, others: Sequence[DatePhrase]) -> bool:
    return any(one.span[0] < each.span[1] and each.span[0] < one.span[1] for each in others)


def _lasting(text: str, span: Span) -> Deadline:
    """长期坚持 or 立行立改 between two stops of a sentence."""
    match = find_lasting(text, span)
    if match is None:
        return NO_DEADLINE
    return Deadline(kind_of(match["words"]), (), (match["words"],), match.span("words"))


def _worded(text: str, span: Span) -> Deadline:
    """长期坚持 or 立行立改 as a part of its own beside units, or both in two of them."""
    found = NO_DEADLINE
    for part in _PART.finditer(text, *span):
        words = part.group().strip("()（）〔〕 ")
        if len(words) > _LONGEST_WORDED or _WORK.search(words):
            continue
        kind = kind_of(words)
        if found.kind is DeadlineKind.IMMEDIATE and kind is DeadlineKind.ONGOING:
            return replace(found, kind=DeadlineKind.IMMEDIATE_ONGOING)
        if found.kind is DeadlineKind.NONE and kind is not DeadlineKind.NONE:
            found = Deadline(kind, (), (words,), part.span())
    return found


def _field_kind(raw: str, found: list[DatePhrase]) -> DeadlineKind:
    if not found or is_done(raw):
        return kind_of(raw)
    if len(_distinct(found)) > 1:
        return DeadlineKind.SEVERAL
    return _lasting_kind(found[0].kind, is_lasting=is_ongoing(raw))


def _lasting_kind(kind: DeadlineKind, *, is_lasting: bool) -> DeadlineKind:
    """A day after which it goes on, where the words say so."""
    if kind is DeadlineKind.BY_DATE and is_lasting:
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
    return _each_once(phrase.on for phrase in found if phrase.on is not None)


def _each_once(days: Iterable[date | datetime]) -> tuple[date | datetime, ...]:
    """10月15日 and 10月15日18时 are one day, the hour kept."""
    known = tuple(dict.fromkeys(days))
    timed = {day.date() for day in known if isinstance(day, datetime)}
    return tuple(day for day in known if isinstance(day, datetime) or day not in timed)
