"""整改措施 — how a problem is answered: by remedies, each point one; explanation; denial."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from mengyang.core.documents.clause_index import ClauseIndex
from mengyang.core.documents.fields import LabelField, with_role
from mengyang.core.documents.genres import genre_of
from mengyang.core.documents.genres.labels import Role
from mengyang.core.documents.item import Item
from mengyang.core.documents.numbering import find_marker
from mengyang.core.documents.phrases.dates import clause_deadline, field_deadline
from mengyang.core.documents.records import NO_DEADLINE, Clause, Document, Remedy, Span
from mengyang.core.documents.responsible import labelled_units
from mengyang.core.facts import DeadlineKind
from mengyang.core.patterns import lazy_pattern

_DENIAL = lazy_pattern(
    r"不存在(?:此类|该|上述|相关|这一|以上|所反映的|反馈的)?[^，。；]{0,10}?(?:问题|情况|"
    r"现象)|无(?:此类|该|上述)(?:问题|情况)|"
    r"(?:问题|情况|反映)(?:内容)?不(?:属实|实)|与(?:事实|实际)不符|查无此事|未发现(?:此类|该|上述)"
)

_OPENS = lazy_pattern(
    r"\s*(?:(?:经|据)[^，,。；;]{0,16}[，,])?(?:经[^，,。；;不]{2,8}(?=不|未))?"
    r"(?:(?:关于|所|该|此|您|你)*(?:来[信访])?(?:反映|反馈|述|提)的?)?该?(?:(?:问题|情况|"
    r"内容)(?=与))?"
)
# One class first: the search then runs from sign to sign. Before it stands a stop, or nothing.
_COUNTED = lazy_pattern(
    r"[(（\d①-⑳](?<![^\s。；;：:，,].)(?:(?<=[①-⑳])|(?<=\d)\d?[.、．](?!\d)"
    r"|(?<=[(（])(?:\s*\d{1,2}\s*|[一二三四五六七八九十]{1,2})[)）])"
)
# What tells that something is wrong, not what is done about it.
_LACKS = lazy_pattern(
    r"不(?:足|够|到位|强|高|严|实|全|均|平衡|规范|健全|完善|及时|落实|合理|明确|细|深|力|"
    r"充分)|缺(?:乏|口|少|失|编)"
    r"|滞后|薄弱|偏[低少弱紧大]|过[低少大高]|较[低少弱差大慢]|短缺|未[能按及建配完开落有]|"
    r"没有|尚[未无]|存在|隐患|流失|拖欠|挤占"
)
_DOES = lazy_pattern(
    r"[^\u4e00-\u9fff]*(?:[一二三四五六七八九十]+是)?(?:全面|认真|深入|及时|进一步|切实|严格|"
    r"大力)?(?:排查|整[改治顿]|消除|化解|清[理退欠]|"
    r"开展|建立|加强|制定|完善|健全|组织|落实|推进|规范|强化|严[格肃]|加[大快]|补[齐足充发]|"
    r"新建|改扩?建|招聘|督促|约谈|改进|拨付)"
)
_ONLY_DONE = lazy_pattern(
    r"(?:已经?)?(?:全部|基本)?(?:完成|整改到位|办结|销号)(?:整改|销号)?[。；]?"
)


_ROWS = 2


class Answer(NamedTuple):
    """What stands against the problem."""

    response: Literal["remedies", "explanation", "denial"] | None = None
    explanation: str | None = None
    remedies: tuple[Remedy, ...] = ()


def read_answer(document: Document, index: ClauseIndex, item: Item) -> Answer:
    """The answer of a labelled item; tasks and recommendations have none."""
    if not item.fields and item.kind != "problem":
        return Answer()
    remedies = with_role(item.fields, Role.REMEDIES, Role.REPLY)
    explanations = with_role(item.fields, Role.EXPLANATION)
    if len(remedies) == 1 and _denies(document, remedies[0].value):
        return Answer("denial", _words(document, remedies))
    if remedies:
        points = list(_points(index, item.clause))
        rows = _rows(document, item)
        several = len(with_role(item.fields, Role.DEADLINE)) > 1
        answers = [
            _of_row(
                document,
                rows.get(field.start, ()),
                _remedies(document, points, item.clause, field),
                several_days=several,
            )
            for field in remedies
        ]
        found = tuple(remedy for answer in answers for remedy in answer)
        notes = [field for field in explanations if not _is_of_a_check(document, field)]
        return Answer("remedies", _words(document, notes) or None, found)
    if explanations:
        words = _words(document, explanations)
        return Answer("denial" if _DENIAL.search(words) else "explanation", words)
    status = with_role(item.fields, Role.STATUS)
    if item.kind == "problem" and status and not _ONLY_DONE.fullmatch(_words(document, status)):
        points = list(_points(index, item.clause))
        found = tuple(_remedies(document, points, item.clause, status[0]))
        return Answer("remedies", None, found)
    if item.kind == "problem" and (points := _unlabelled(document, index, item)):
        found = tuple(
            _remedy(document, each.path, each.span, each.heading_span[0]) for each in points
        )
        return Answer("remedies", None, found)
    if item.kind == "problem" and not item.fields and genre_of(document.genre).replies:
        return _own_words(document, item.clause)
    return Answer()


def _rows(document: Document, item: Item) -> dict[int, list[LabelField]]:
    """The fields on the line of each remedy, by where it begins; none where all are on one line."""
    if len(with_role(item.fields, Role.REMEDIES)) < _ROWS:
        return {}
    starts = [line.start for line in document.lines]
    by_line: dict[int, list[LabelField]] = defaultdict(list)
    places = [bisect_right(starts, field.start) for field in item.fields]
    for place, field in zip(places, item.fields, strict=True):
        by_line[place].append(field)
    if len(by_line) < _ROWS:
        return {}
    return {field.start: by_line[place] for place, field in zip(places, item.fields, strict=True)}


def _of_row(
    document: Document,
    beside: Sequence[LabelField],
    remedies: Iterable[Remedy],
    *,
    several_days: bool,
) -> Iterable[Remedy]:
    """The remedies of one row of several, with the day and the units of that row."""
    if not beside:
        return remedies
    units = labelled_units(document, beside).units
    own = with_role(beside, Role.DEADLINE) if several_days else []
    signed_on = document.header.reckoned_from
    day = field_deadline(document.text, own[0].value, signed_on) if own else NO_DEADLINE
    return [
        replace(
            remedy,
            responsible_units=units,
            deadline=day if remedy.deadline.kind is DeadlineKind.NONE else remedy.deadline,
        )
        for remedy in remedies
    ]


def _unlabelled(document: Document, index: ClauseIndex, item: Item) -> list[Clause]:
    """The points between a problem and its first label, unless they only describe it."""
    if not item.fields:
        return []
    first = item.fields[0].start
    points = [point for point in _points(index, item.clause) if point.span[1] <= first]
    lacking = sum(_only_describes(document.text[slice(*point.span)]) for point in points)
    return points if 2 * lacking < len(points) else []


def _only_describes(words: str) -> bool:
    return _LACKS.search(words) is not None and _DOES.match(words) is None


def _is_of_a_check(document: Document, field: LabelField) -> bool:
    """核查情况 beside remedies tells that the problem was looked into; it explains nothing away."""
    return document.text.startswith(("核查", "核实", "调查", "情况核实"), field.start)


def _denies(document: Document, span: Span) -> bool:
    """Whether an answer opens with it: 经核查，不存在此类问题; 反映情况不属实."""
    opening = _OPENS.match(document.text, *span)
    return _DENIAL.match(document.text, opening.end() if opening else span[0], span[1]) is not None


def _own_words(document: Document, clause: Clause) -> Answer:
    """A reply without labels: what stands below the request."""
    start, end = clause.text_span
    if end <= start:
        return Answer()
    if _denies(document, (start, end)):
        return Answer("denial", document.text[start:end].strip())
    return Answer("remedies", None, (_remedy(document, clause.path, (start, end), start),))


def _words(document: Document, fields: list[LabelField]) -> str:
    return "\n".join(document.text[field.value[0] : field.value[1]] for field in fields)


def _remedies(
    document: Document, points: Sequence[Clause], clause: Clause, field: LabelField
) -> Iterator[Remedy]:
    """The numbered points inside the words of the field, or the words as one remedy."""
    first, last = (bisect_left(points, at, key=lambda point: point.span[0]) for at in field.value)
    for point in points[first:last]:
        start, end = point.span[0], min(point.span[1], field.value[1])
        yield _remedy(document, point.path, (start, end), point.heading_span[0])
    if first == last:
        yield from _inline(document, clause.path, field.value)


def _inline(document: Document, path: str, value: Span) -> Iterator[Remedy]:
    """Points counted inside a line (`（1）…；（2）…`), else the words as one remedy."""
    text = document.text
    counted: list[tuple[str, int, int]] = []
    for match in _COUNTED.finditer(text, *value):
        marker = find_marker(match.group())
        if marker and marker.number == len(counted) + 1:
            counted.append((marker.step, match.start(), match.end()))
    if len(counted) < 2:
        counted = [("", value[0], value[0])] if value[1] > value[0] else []
    for index, (step, start, head) in enumerate(counted):
        end = counted[index + 1][1] if index + 1 < len(counted) else value[1]
        end = start + len(text[start:end].rstrip())
        yield _remedy(document, f"{path}/{step}" if step else path, (start, end), head)


def _remedy(document: Document, path: str, span: Span, head: int) -> Remedy:
    """A point whose own words begin at `head`, behind its number."""
    return Remedy(
        path=path,
        span=span,
        quote=document.text[slice(*span)],
        text=document.text[head : span[1]],
        deadline=clause_deadline(document.text, span, document.header.reckoned_from),
    )


def _points(index: ClauseIndex, clause: Clause) -> Iterator[Clause]:
    """The lowest clauses below, numbered or 一是, in text order."""
    below = [*index.children(clause), *index.points(clause)]
    for child in sorted(below, key=lambda each: each.span):
        if child.kind != "principle":
            inside = list(_points(index, child))
            yield from inside or [child]
