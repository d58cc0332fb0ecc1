"""建设项目 — named kindergartens that a document has built, rebuilt, or put to use."""

from collections.abc import Iterator
from datetime import date

from mengyang.core.documents.claims.years import find_dates
from mengyang.core.documents.outline import path_at
from mengyang.core.documents.phrases.institutions import (
    Institution,
    find_kindergartens,
    find_schools,
)
from mengyang.core.documents.phrases.stops import PART_END, Stops, with_parts_ended
from mengyang.core.documents.records import Document, Project, Span
from mengyang.core.patterns import lazy_pattern

NAME = "projects"

_BUILT = r"新建|改扩建|改建|扩建|迁建|续建|筹建|重建|修建|兴建|异地新建|规划建设|配建"
_BEFORE = lazy_pattern(
    rf"({_BUILT}|建设|建成|启动|启用|投用|开工建设)(?:好|了)?(?:\d+(?:所|个)|一所)?[^，,。；;：:\n]*$"
)
_BEHIND = lazy_pattern(
    rf"(?:等?\d*[所个]?)?(?:幼儿园|在建项目)?(?:(?:19|20)\d{{2}}年(?:\d{{1,2}}月)?(?:\d{{1,2}}日|底)?前?)?"
    r"(?:尽快|早日|全面|顺利|按期|如期|正式|的|项目|工程|及|和|、|按时|主体)*"
    r"((?:布局|规划|开工|工程|项目)?建设(?!用地|规模|标准|领导|滞后|管理|使用|情况|与|和管|制度|水平|质量|经费|资金)|"
    rf"{_BUILT}|改造|投入使用|交付使用|投用|启用|开园|竣工|开工|验收|移交|招生|落成|已?完成主体工程|主体(?:完工|封顶))"
)
# Every name holds one of these, and so does every verb; most parts of a text hold not both.
_KIND = lazy_pattern(r"幼儿|附设班|托育|托儿所|小学|中学|学校|学院|高中|初中")
_ACTION = lazy_pattern(
    r"新建|改建|扩建|迁建|续建|筹建|重建|修建|兴建|配建|建设|建成|改造|投入使用|交付使用|投用|启用|"
    r"开园|竣工|开工|验收|移交|启动|落成|主体工程|封顶"
)
_JUST_BEFORE = lazy_pattern(rf"({_BUILT})$")
_REACH, _NEARBY = 80, 400
_ISO_DAY = 10
_LINKS = ("、", "和", "及", "与")
_OPENS = lazy_pattern(
    r"(?:前|之前)?(?:全面|全部|正式|如期|按期|主体|秋季|春季|学期)*"
    r"(?:建成|投入使用|交付使用|投用|启用|开园|竣工|完工|建设完成|完成)"
)
_VAGUE = lazy_pattern(r"尽快|早日|抓紧|加快|尽早")
_SEATS = lazy_pattern(
    r"(?:学位|可容纳|规模)[^，,。；;\d]{0,8}(\d{1,6})(?!\d)\s?(?:个|名|人)?|(?<!\d)(\d{1,6})\s?个(?:[\u4e00-\u9fff]{0,4})学位"
)


def read(document: Document) -> tuple[Project, ...]:
    """The projects of a document in text order, each name once."""
    found: dict[str, Project] = {}
    for institution, action in _built(document):
        found.setdefault(institution.name, _project(document, institution, action))
    return tuple(found.values())


def _built(document: Document) -> Iterator[tuple[Institution, str]]:
    """The named institutions with what is done to them, part by part between two commas."""
    text = document.text
    for part in _parts(text, document.body_span):
        named = list(find_kindergartens(text, *part))
        for institution in named:
            action = _action(text, institution.span, part, named)
            if action is not None:
                yield institution, action
        for institution in find_schools(text, *part):
            before = _JUST_BEFORE.search(text, part[0], institution.span[0])
            if before is not None:
                yield institution, before[1]


def _parts(text: str, within: Span) -> Iterator[Span]:
    """The words between two commas that tell of building and of a kindergarten or a school."""
    parted = with_parts_ended(text)
    last = within[0]
    for action in _ACTION.finditer(text, *within):
        if action.start() < last:
            continue
        stop = parted.rfind(PART_END, last, action.start())
        start = last if stop < 0 else stop + 1
        end = parted.find(PART_END, action.end(), within[1])
        last = end if end >= 0 else within[1]
        if _KIND.search(text, start, last):
            yield start, last


def _action(text: str, span: Span, part: Span, named: list[Institution]) -> str | None:
    """What is done with it: the verb behind the name or behind its list, else the one before."""
    behind = _BEHIND.match(text, span[1], part[1])
    if behind is None and text[span[1] : span[1] + 1] in _LINKS:
        others = [other for other in named if span < other.span < (span[1] + _REACH, 0)]
        verbs = (_BEHIND.match(text, other.span[1], part[1]) for other in others)
        behind = next((verb for verb in verbs if verb), None)
    if behind is not None:
        return behind[1]
    before = _BEFORE.search(text, max(part[0], span[0] - _REACH), span[0])
    return before[1] if before else None


def _project(document: Document, institution: Institution, action: str) -> Project:
    text = document.text
    start, end = institution.span
    stops = Stops(text, *_nearby(text, start, end))
    shared = text[start - 1 : start] in _LINKS or text[end : end + 1] in _LINKS
    sentence = stops.sentence(start, end)
    seats = None if shared else _SEATS.search(text, end, sentence[1])
    raw, due_on = _due_behind(document, end, sentence[1])
    if raw is None:
        raw, due_on = _due(document, sentence[0], start, stops.part(start, end)[1])
    return Project(
        path=path_at(document, start),
        span=institution.span,
        quote=text[start:end],
        name=institution.name,
        action=action,
        seats=int(seats[1] or seats[2]) if seats else None,
        due_on=due_on,
        due_raw=raw,
    )


def _nearby(text: str, start: int, end: int) -> Span:
    """The line around a name, its ends included, but not more than is near."""
    first, last = max(0, start - _NEARBY), min(len(text), end + _NEARBY)
    line_end = text.find("\n", end, last)
    return max(first, text.rfind("\n", first, start)), last if line_end < 0 else line_end + 1


def _due_behind(document: Document, end: int, last: int) -> tuple[str | None, date | None]:
    """The day behind the name, up to the next one, by which it is to be built or opened."""
    text = document.text
    following = next(find_kindergartens(text, end, last), None)
    until = following.span[0] if following else last
    signed = document.header.reckoned_from
    for when in find_dates(text, end, until, signed.year if signed else None):
        if when.by is not None and not when.is_past and _OPENS.match(text, when.end, until):
            return text[when.start : when.end], _day(when.by)
    return None, None


def _due(document: Document, first: int, start: int, last: int) -> tuple[str | None, date | None]:
    """The last date before the name in its sentence; 尽快 where there is only that."""
    text = document.text
    signed = document.header.reckoned_from
    for when in reversed(find_dates(text, first, start, signed.year if signed else None)):
        if when.by is not None and not when.is_past:
            return text[when.start : when.end], _day(when.by)
    vague = _VAGUE.search(text, start, last)
    return (vague.group() if vague else None), None


def _day(by: str) -> date | None:
    """A whole day; a mere year is none."""
    return date.fromisoformat(by) if len(by) == _ISO_DAY else None
