"""报送要求 — who reports what to whom by when, who signs, where it is made public."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mengyang.core.documents.outline import PREAMBLE, path_at
from mengyang.core.documents.phrases.dates import clause_deadline
from mengyang.core.documents.phrases.report_parts import parts_of, reporters, told_things
from mengyang.core.documents.phrases.report_verbs import find_reports
from mengyang.core.documents.records import Document, Reporting, Span
from mengyang.core.patterns import lazy_pattern

NAME = "reporting"

_SENT = lazy_pattern(
    r"[^，,。；;]{0,16}前[，,]?(?:报送|上报|报)(?P<what>[^，,。；;]{2,24})[，,；;]"
)
_SENT_LAST = lazy_pattern(
    r"[^，,。；;]{0,16}前[，,]?(?:报送|上报|报)(?P<what>[^，,。；;至]{2,24}?)(?=[，,。；;]|\Z)"
)
_SENT_AWAY = lazy_pattern(
    r"[^，,。；;：:\n]{2,60}?前(?:及时|书面)?(?:报送|"
    r"上报)(?P<what>[^，,。；;至\n]{2,24})(?=[。；;\n]|\Z)"
)
_PARTED = "。；;，,\n：:"
_SENDS = lazy_pattern(r"前(?:及时|书面)?(?:报送|上报)")
_APPROVAL = lazy_pattern(r"批准|审批|审定|同意|批复|审议|核准")
_DUE = lazy_pattern(r"要|应|请|须|务必|及时|定期|每|[底日]之?前|[年月日]内|将|把|形成|并")
_SIGNED = lazy_pattern(r"[经由](?P<who>[^，,。；;]{2,24}?)(?:签字|签批|签署|签发|审签|签名)")
_PUBLIC = lazy_pattern(
    r"向[^，,。；;]{1,18}?(?:[“\"](?:[^“”\"，,。；;\n]{0,6}公[开示布]){1,2}[”\"]|双公开|公开|"
    r"公示|公布)"
)
_HAS_DAY = lazy_pattern(r"前[，,]?(?:报送|上报|报|将)|[月季年]底?前|\d日前")
_ASKED = lazy_pattern(r"\s*请[于在按]")


def read(document: Document) -> tuple[Reporting, ...]:
    """The reporting duties in text order."""
    span = document.body_span
    duties = [
        each
        for found in find_reports(document.text, span)
        if (entry := _reporting(document, found)) is not None
        for each in _all_sent(document, entry, found.span())
    ]
    told = [each.span for each in duties]
    return tuple(sorted([*duties, *_sent_away(document, span, told)], key=lambda each: each.span))


def _sent_away(document: Document, span: Span, told: Sequence[Span]) -> Iterator[Reporting]:
    """各责任单位于每月5日前报送进展情况: a duty to report that does not say to whom."""
    text = document.text
    for sends in _SENDS.finditer(text, *span):
        begins = max(text.rfind(sign, span[0], sends.start()) for sign in _PARTED) + 1
        sent = _SENT_AWAY.match(text, max(begins, span[0]), span[1])
        if sent is None:
            continue
        start, end = sent.span()
        who, _ = reporters(text, start, end)
        who = who or _addressed(document, start)
        if not who or any(first <= start < last for first, last in told):
            continue
        yield Reporting(
            path=path_at(document, start),
            span=(start, end),
            quote=text[start:end],
            who=who,
            what=parts_of(sent.group("what")),
            to=None,
            deadline=clause_deadline(text, (start, end), document.header.reckoned_from),
            signatory=None,
            publicity=None,
        )


def _own_part(text: str, start: int, at: int) -> int:
    """Where the part of a sentence begins that has a day of its own (…；9月10日前报送总结)."""
    part = max(text.rfind("；", start, at), text.rfind(";", start, at)) + 1
    return part if part > start and _HAS_DAY.search(text, part, at) else start


def _of_own_part(text: str, part: Span) -> tuple[str, ...]:
    """What is reported in that part alone."""
    sent = _SENT.match(text, *part)
    return parts_of(sent["what"]) if sent else told_things(text[slice(*part)], has_who=False)


def _addressed(document: Document, start: int) -> tuple[str, ...]:
    """请于3月1日前报送…: whoever the letter is written to."""
    asked = _ASKED.match(document.text, start)
    return document.header.addressees if asked else ()


def _reporting(document: Document, found: re.Match[str]) -> Reporting | None:
    text = document.text
    start, end = _sentence(document, found.start())
    start = _heading_end(document, start, found.start())
    own = _own_part(text, start, found.start())
    to = next(filter(None, found.group("to", "at", "told", "of", "mailed")))
    tail = text[found.start() : min(end, found.end() + 8)]
    if not _DUE.search(text, start, found.start() + 1) or _APPROVAL.search(tail):
        return None
    who, who_end = reporters(text, start, found.start())
    who = who or _addressed(document, start)
    if not who and path_at(document, found.start()) == PREAMBLE:
        who = document.header.addressees
    what = parts_of(found.group("what") or found.group("sent") or "") or told_things(
        text[who_end : found.start()], bool(who)
    )
    if not what and not who:
        return None
    later = next(find_reports(text, (found.end(), end)), None)
    until = max(_own_part(text, found.end(), later.start()), found.end()) if later else end
    if own > start:
        what = _of_own_part(text, (own, found.start())) or what
    signed = _SIGNED.search(text, start, end)
    public = _PUBLIC.search(text, found.end(), end)
    return Reporting(
        path=path_at(document, found.start()),
        span=(start, end),
        quote=text[start:end],
        who=who,
        what=what,
        to=to,
        deadline=clause_deadline(text, (own, until), document.header.reckoned_from),
        signatory=signed.group("who") if signed else None,
        publicity=public.group() if public else None,
    )


def _in_turn(document: Document, last: Reporting, at: int) -> tuple[Reporting, ...]:
    """甲于4月底前报送方案，于9月底前报送总结，于12月底前将报告报乙局: one duty for each day."""
    if _own_part(document.text, last.span[0], at) > last.span[0]:
        return (last,)
    earlier = list(_SENT.finditer(document.text, last.span[0], at))
    if not earlier:
        return (last,)
    signed_on = document.header.reckoned_from
    each = [
        replace(
            last,
            what=parts_of(sent.group("what")),
            deadline=clause_deadline(document.text, sent.span(), signed_on),
            signatory=None,
        )
        for sent in earlier
    ]
    rest = earlier[-1].end(), last.span[1]
    return (*each, replace(last, deadline=clause_deadline(document.text, rest, signed_on)))


def _all_sent(document: Document, entry: Reporting, at: Span) -> tuple[Reporting, ...]:
    """What is sent to one office, in turn; what follows has a day of its own."""
    later = tuple(_afterwards(document, entry, at[1]))
    if later:
        before = entry.span[0], at[1]
        day = clause_deadline(document.text, before, document.header.reckoned_from)
        entry = replace(entry, deadline=day)
    return (*_in_turn(document, entry, at[0]), *later)


def _afterwards(document: Document, first: Reporting, at: int) -> Iterator[Reporting]:
    """每月将进展报甲局，12月20日前报送总结: what else is sent there, by a day of its own."""
    last = next(find_reports(document.text, (at, first.span[1])), None)
    stop = max(document.text.rfind("；", at, last.start()), at) if last else first.span[1]
    for sent in _SENT_LAST.finditer(document.text, at, stop):
        day = clause_deadline(document.text, sent.span(), document.header.reckoned_from)
        yield replace(first, what=parts_of(sent.group("what")), deadline=day, signatory=None)


def _sentence(document: Document, at: int) -> Span:
    """The sentence around `at`, ends at 。 or the line's end."""
    text = document.text
    start = max(text.rfind("。", 0, at), text.rfind("\n", 0, at)) + 1
    ends = [end for end in (text.find("。", at), text.find("\n", at)) if end >= 0]
    while text[start].isspace():
        start += 1
    return start, min(ends, default=len(text))


def _heading_end(document: Document, start: int, at: int) -> int:
    """A sentence that opens a clause begins behind its number and heading."""
    for clause in document.outline:
        if clause.span[0] == start and clause.text_span[0] <= at:
            return clause.text_span[0]
    return start
