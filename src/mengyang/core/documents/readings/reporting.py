"""报送要求 — who reports what to whom by when, who signs, where it is made public."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mengyang.core.documents.outline import PREAMBLE, path_at
from mengyang.core.documents.phrases.dates import clause_deadline
from mengyang.core.documents.phrases.subjects import subject_at
from mengyang.core.documents.phrases.units import is_unit, split_units
from mengyang.core.documents.records import Document, Reporting, Span

NAME = "reporting"

_TO = (
    r"[^，,。；;：:（(“《\s、至]{1,32}?(?:办公[厅室]|领导小组|工作专班|人民政府|政府|委员会|协调小组|总局|部门|"
    r"[局委厅部署办院处科股室会]|(?:中心)?学校|幼儿园)"
)
_TO = rf"{_TO}(?:、{_TO}){{0,3}}"
# What a verb of reporting begins with: looked for before the whole pattern is tried.
_BEGINS_REPORT = re.compile(
    "报|书面|上报|呈报|抄[报送]|反馈|向|及时报告|定期报告|按[月季年]|发[送至到给]|电邮"
)
_REPORT = re.compile(
    rf"(?:书面)?(?:(?:报送|上报|呈报|报备|抄报|抄送|反馈|(?<![申汇举情预海简通公电登填年月季快战])报(?![告道名纸表刊考]))(?:至|给|到)?"
    rf"(?P<to>{_TO})(?=[，,。；;（(：:]|\Z|备案|审核|汇总|统一|后|并|邮箱|存档)"
    rf"|(?:发送|电邮|发)(?:至|到|给)(?P<mailed>{_TO})(?=[，,。；;（(：:]|邮箱|\Z)"
    rf"|报送(?P<sent>[^，,。；;至]{{2,24}})至(?P<at>{_TO})(?=[，,。；;（(：:]|\Z|备案)"
    rf"|(?:书面|及时|定期|按月|按季度?|按年度?|(?<=[况果展题]))报告(?![经加由按于以形])(?P<told>{_TO})(?=[，,。；;（(]|\Z)"
    rf"|向(?P<of>{_TO})(?:书面|及时|集中)*(?:报告|汇报|报送)(?P<what>[^，,。；;]{{0,30}}))"
)
_SENT = re.compile(r"[^，,。；;]{0,16}前[，,]?(?:报送|上报|报)(?P<what>[^，,。；;]{2,24})[，,；;]")
_SENT_LAST = re.compile(
    r"[^，,。；;]{0,16}前[，,]?(?:报送|上报|报)(?P<what>[^，,。；;至]{2,24}?)(?=[，,。；;]|\Z)"
)
_SENT_AWAY = re.compile(
    r"[^，,。；;：:\n]{2,60}?前(?:及时|书面)?(?:报送|上报)(?P<what>[^，,。；;至\n]{2,24})(?=[。；;\n]|\Z)"
)
_PARTED = "。；;，,\n：:"
_SENDS = re.compile(r"前(?:及时|书面)?(?:报送|上报)")
_APPROVAL = re.compile(r"批准|审批|审定|同意|批复|审议|核准")
_DUE = re.compile(r"要|应|请|须|务必|及时|定期|每|[底日]之?前|[年月日]内|将|把|形成|并")
_OBJECT = re.compile(
    r"[将把](?P<what>[^。；;]{2,80}?)"
    r"(?=经|及时|书面|统一|汇总|一并|分别|于|按|同时|以|加盖|在\d|[，,]|\Z)"
)
_MADE = re.compile(
    r"(?:形成|制定|撰写|编制|填写|提出|起草|梳理)(?P<what>[^，,。；;]{2,30}?)(?=[，,]|并|后|报(?!告)|\Z)"
)
# 联络员名单请于2月20日前发送至…
_NAMED_FIRST = re.compile(
    r"(?:^|[，,；;])(?P<what>[^，,。；;]{0,20}?(?:名单|情况|材料|总结|报告|方案|表|信息|台账|清单|计划))(?:请|要|应|须)?(?:于|在)"
)
_TOPIC_END = re.compile(r"[，,]?(?:要|应|须|请)?(?:及时|按时|定期|按要求|书面)*$")
_OWNER = re.compile(r"各(?:省|市|县|区|州|地区?|乡镇|镇街|部门|单位)(?:[(（][^)）]{1,12}[)）])?")
_SIGNED = re.compile(r"[经由](?P<who>[^，,。；;]{2,24}?)(?:签字|签批|签署|签发|审签|签名)")
_PUBLIC = re.compile(r"向[^，,。；;]{1,18}?(?:[“\"]双公开[”\"]|双公开|公开|公示|公布)")
_PLEASE = re.compile(r"(?:(?:同时|此外|另外)[,，]?)?请?")
_HAS_DAY = re.compile(r"前[，,]?(?:报送|上报|报|将)|[月季年]底?前|\d日前")
_ASKED = re.compile(r"\s*请[于在按]")
_UNTIL = re.compile(r"[要应须于在每将把，,。；;]|\d")
_JOINS = re.compile(r"以及|[、和及]")


def read(document: Document) -> tuple[Reporting, ...]:
    """The reporting duties in text order."""
    span = document.body_span
    duties = [
        each
        for found in _reports(document.text, span)
        if (entry := _reporting(document, found)) is not None
        for each in _all_sent(document, entry, found.span())
    ]
    told = [each.span for each in duties]
    return tuple(sorted([*duties, *_sent_away(document, span, told)], key=lambda each: each.span))


def _reports(text: str, span: Span) -> Iterator[re.Match[str]]:
    """Each verb of reporting with whom it names, in text order."""
    last = span[0]
    for begins in _BEGINS_REPORT.finditer(text, *span):
        if begins.start() >= last and (found := _REPORT.match(text, begins.start(), span[1])):
            last = found.end()
            yield found


def _sent_away(document: Document, span: Span, told: Sequence[Span]) -> Iterator[Reporting]:
    """各责任单位于每月5日前报送进展情况: a duty to report that does not say to whom."""
    text = document.text
    for sends in _SENDS.finditer(text, *span):
        begins = max(text.rfind(sign, span[0], sends.start()) for sign in _PARTED) + 1
        sent = _SENT_AWAY.match(text, max(begins, span[0]), span[1])
        if sent is None:
            continue
        start, end = sent.span()
        who, _ = _who(text, start, end)
        who = who or _addressed(document, start)
        if not who or any(first <= start < last for first, last in told):
            continue
        yield Reporting(
            path=path_at(document, start),
            span=(start, end),
            quote=text[start:end],
            who=who,
            what=_parts(sent.group("what")),
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
    return _parts(sent["what"]) if sent else _what(text[slice(*part)], has_who=False)


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
    who, who_end = _who(text, start, found.start())
    who = who or _addressed(document, start)
    if not who and path_at(document, found.start()) == PREAMBLE:
        who = document.header.addressees
    what = _parts(found.group("what") or found.group("sent") or "") or _what(
        text[who_end : found.start()], bool(who)
    )
    if not what and not who:
        return None
    later = next(_reports(text, (found.end(), end)), None)
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
            what=_parts(sent.group("what")),
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
    last = next(_reports(document.text, (at, first.span[1])), None)
    stop = max(document.text.rfind("；", at, last.start()), at) if last else first.span[1]
    for sent in _SENT_LAST.finditer(document.text, at, stop):
        day = clause_deadline(document.text, sent.span(), document.header.reckoned_from)
        yield replace(first, what=_parts(sent.group("what")), deadline=day, signatory=None)


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


def _who(text: str, start: int, end: int) -> tuple[tuple[str, ...], int]:
    """The units that report, and where their names end."""
    please = _PLEASE.match(text, start, end)
    at = please.end() if please else start
    if until := _UNTIL.search(text, at, end):
        at = text.rfind("由", at, until.start()) + 1 or at
        found = split_units(text[at : until.start()], at)
        if found.units and all(is_unit(unit.name) for unit in found.units):
            return tuple(unit.name for unit in found.units), until.start()
    subject = subject_at(text, start, end)
    if subject is not None:
        names = split_units(text[slice(*subject)], subject[0]).units
        return tuple(unit.name for unit in names), subject[1]
    if owner := _OWNER.match(text, at, end):
        return (owner.group(),), owner.end()
    return (), at


def _what(words: str, has_who: bool) -> tuple[str, ...]:
    """What is reported: the object of 将, else what is drawn up, else the topic of the sentence."""
    if match := _OBJECT.search(words):
        return _parts(match.group("what"))
    made = list(_MADE.finditer(words))
    if made:
        return _parts(made[-1].group("what"))
    if match := _NAMED_FIRST.search(words):
        return _parts(match.group("what"))
    topic = _TOPIC_END.sub("", words)
    return _parts(topic) if has_who and len(topic) > 1 and not _UNTIL.search(topic) else ()


def _parts(words: str) -> tuple[str, ...]:
    """The parts of a list; `甲以及乙、丙等情况` ends with one part, 乙、丙等情况."""
    head, joined, tail = words.strip().rpartition("以及")
    if joined and "等" in tail:
        return (*_parts(head), tail)
    return tuple(part.strip() for part in _JOINS.split(words) if part.strip())
