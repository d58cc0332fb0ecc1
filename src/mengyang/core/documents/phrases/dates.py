"""时限 — deadlines as printed: 2019年6月底前, 立行立改, 每年2月底前, 30日内, 6月20日18：00前.

A field's words all count; in a sentence only what says by when. Kinds as the JSON prints them.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from mengyang.core.documents.phrases.day_phrases import DatePhrase, find_days, merge_ranges
from mengyang.core.documents.records import Deadline, Span
from mengyang.core.facts import DeadlineKind

_NUMERAL = "一二三四五六七八九十两"
_RELATIVE = re.compile(
    rf"(?:(?:\d{{1,3}}|[{_NUMERAL}]{{1,3}}|半)\s*(?:个?工作日|个?自然日|日|天|个?月|周|年|个?学期|小时))\s*(?:之内|以内|内)"
)
# One class first: the search then runs from letter to letter.
_BY_WHEN = re.compile(
    r"[年月日号底末旬度时点\d半季](?:(?<![半季])\s*(?:之|以)?[前内]|(?<=半)年|(?<=季)度)"
    r"|到\s*20\d\d\s*年.{0,4}[底末]"
)
_MONTHLY = re.compile(
    r"每(?:年|半年|季度?|个?月|周|学期|学年)(?:度)?(?:[^，。；,;]{0,12}?(?:前|内|一次|1次|底|末))?"
)
_EVERY = re.compile(
    r"每(?:半?年|季度|季|个?月|周|学期|学年)度?[^，。；,;\n]{0,12}?(?:前|内)(?![后来部外])"
)
_TO_DO = re.compile(
    r"[^。；;，,]{0,6}[，,]?[^。；;，,]{0,24}?(?:完成|报送|上报|报告|办结|整改|提交|制定|出台|建成|实现|达到|解决|落实|反馈|"
    r"答复|移交|公布|培训|提高|提升|增加|新增|扩大|覆盖|补充|招聘|投入|下达|拨付|退还|清退|收回|缴|予以|给予|作出|备案|审核|受理|处理|组织|开展|降|公开|建立|印发|启动|形成|基本|取消|推广|消除|轮训|配备|改造|补齐|全部|力争)"
)
_WITHIN = re.compile(r"(?:[要应须于]在?|限期?)\s*$")
_PAST = re.compile(r"(?:近|过去|最近|连续|前|每|满|不足|超过|在任|任期)\s*$")
_IMMEDIATE = re.compile(
    r"立[查行知整]立改|即[知查行]即改|立即|边查边改|立改立行|马上|立说立行|随即"
)
_ONGOING = re.compile(r"长期|持续|常态|坚持|全年|不间断|久久为功|经常性|始终|贯穿")
_DONE = re.compile(
    r"已经?(?:全部|基本|于[^，。]{1,12})?(?:按期|如期|按时)?(?:完成|整改|落实|解决|办结|到位|销号|建成|达到|结束)|"
    r"(?<!前)(?<!内)完成整改(?!任务)|整改完成$|整改到位$|^完成$|^办结$|^销号$"
)
_DONE_ON = re.compile(
    r"(?<!未)已经?(?:于|在)\s*(?=[^，。；;]{4,16}(?:全部|如期|按期)?(?:完成|整改|下达|退还|清退|移交|拨付|办结|建成|落实|缴))"
)
_LASTING = re.compile("长期坚持|常态长效|立改|即改|边改")
_WORDED = re.compile(
    r"(?<=[，,；;。（(、])(?:并|发现问题|对发现的问题)?"
    r"(?P<words>(?:立[查行知整]立改|即[知查行]即改|边查边改)(?:[、，,]?(?:并)?长期坚持)?|长期坚持|坚持常态长效)(?=[。；;，,）)\n]|\Z)"
)
_PART = re.compile(r"[^，,；;。\n]+")
_WORK = re.compile(r"负责|牵头|配合|参与|落实")
_LONGEST_WORDED = 16


def field_deadline(text: str, span: Span, signed_on: date | None) -> Deadline:
    """The deadline in the field of a label (整改时限): any day counts, and 长期坚持."""
    raw = text[span[0] : span[1]]
    found = list(find_days(text, span, signed_on, is_field=True))
    found = merge_ranges(text, found)
    kind = _field_kind(raw, found)
    if kind is DeadlineKind.SEVERAL:
        return replace(_several(found), span=span)
    days = _distinct(found)
    return Deadline(kind, days, (raw,) if raw else (), span)


def bracket_deadline(text: str, span: Span, signed_on: date | None) -> Deadline:
    """The day printed beside units (`甲局牵头，6月底完成`); the units are no part of its words."""
    found = merge_ranges(text, list(find_days(text, span, signed_on, is_field=True)))
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
        found = list(find_days(text, span, signed_on, is_field=False))
    if not found:
        found = [*_recurring(text, span), *_relatives(text, span)]
    lasting = _lasting(text, span)
    if not found:
        return lasting
    days = _distinct(found)
    if len(days) > 1:
        return _several(found)
    first = next((phrase for phrase in found if phrase.on in days), found[0])
    kind = first.kind
    if kind is DeadlineKind.BY_DATE and lasting.kind is DeadlineKind.ONGOING:
        kind = DeadlineKind.BY_DATE_ONGOING
    return Deadline(kind, days, (first.raw,), first.span)


def _lasting(text: str, span: Span) -> Deadline:
    """长期坚持 or 立行立改 between two stops of a sentence."""
    match = _WORDED.search(text, *span) if _LASTING.search(text, *span) else None
    if match is None:
        return Deadline()
    kind = _field_kind(match["words"], [])
    return Deadline(kind, (), (match["words"],), match.span("words"))


def done_by(text: str, span: Span, signed_on: date | None) -> Deadline:
    """The day by which a problem was done (`已于9月底前全部下达`), if the text tells it."""
    for match in _DONE_ON.finditer(text, *span):
        rest = match.end(), min(span[1], match.end() + _LONGEST_WORDED)
        found = list(find_days(text, rest, signed_on, is_field=True))
        if found and found[0].span[0] == match.end() and found[0].on is not None:
            return Deadline(DeadlineKind.DONE, (found[0].on,), (found[0].raw,), found[0].span)
    return Deadline()


def both_deadlines(first: Deadline, second: Deadline) -> Deadline:
    """Two deadlines of one clause; one where they name the same days."""
    days = tuple(dict.fromkeys((*first.on, *second.on)))
    if days == first.on:
        return first
    span = (first.span or second.span or (0, 0))[0], (second.span or first.span or (0, 0))[1]
    return Deadline(DeadlineKind.SEVERAL, days, (*first.raw, *second.raw), span)


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


def _relatives(text: str, span: Span) -> Iterator[DatePhrase]:
    if text.find("内", *span) < 0:
        return
    for match in _RELATIVE.finditer(text, *span):
        before = text[max(span[0], match.start() - 6) : match.start()]
        after = text[match.end() : min(span[1], match.end() + 40)]
        is_due = _WITHIN.search(before) or _TO_DO.match(after)
        if _PAST.search(before) or not is_due or "不得" in after[:12]:
            continue
        yield DatePhrase(DeadlineKind.RELATIVE, match.span(), match.group())


def _recurring(text: str, span: Span) -> Iterator[DatePhrase]:
    if text.find("每", *span) < 0:
        return
    for match in _EVERY.finditer(text, *span):
        yield DatePhrase(DeadlineKind.RECURRING, match.span(), match.group())
