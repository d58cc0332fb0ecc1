"""整改措施 — how a problem is answered: by remedies, each point one; explanation; denial."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mengyang.core.documents.clause_index import ClauseIndex
from mengyang.core.documents.fields import LabelField, with_role
from mengyang.core.documents.genres import genre_of
from mengyang.core.documents.genres.labels import Role
from mengyang.core.documents.item import Item
from mengyang.core.documents.numbering import find_marker
from mengyang.core.documents.records import Clause, Document, Remedy, Span

_DENIAL = re.compile(
    r"不存在(?:此类|该|上述|相关|这一|以上|所反映的|反馈的)?[^，。；]{0,10}?(?:问题|情况|现象)|无(?:此类|该|上述)(?:问题|情况)|"
    r"(?:问题|情况|反映)(?:内容)?不(?:属实|实)|与(?:事实|实际)不符|查无此事|未发现(?:此类|该|上述)"
)

_COUNTED = re.compile(
    r"(?:(?<=[\s。；;：:，,])|^)(?:[(（]\s*\d{1,2}\s*[)）]|\d{1,2}[.、．](?!\d)|[①-⑳]|[(（][一二三四五六七八九十]{1,2}[)）])"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands against the problem."""

    response: Literal["remedies", "explanation", "denial"] | None = None
    explanation: str | None = None
    remedies: tuple[Remedy, ...] = ()


def read_answer(document: Document, index: ClauseIndex, item: Item) -> Answer:
    """The answer of a labelled item; tasks and recommendations have none."""
    remedies = with_role(item.fields, Role.REMEDIES, Role.REPLY)
    explanations = with_role(item.fields, Role.EXPLANATION)
    if remedies:
        points = tuple(
            remedy
            for field in remedies
            for remedy in _remedies(document, index, item.clause, field)
        )
        return Answer("remedies", _words(document, explanations) or None, points)
    if explanations:
        words = _words(document, explanations)
        return Answer("denial" if _DENIAL.search(words) else "explanation", words)
    status = with_role(item.fields, Role.STATUS)
    if item.kind == "problem" and status:
        return Answer("remedies", None, tuple(_remedies(document, index, item.clause, status[0])))
    if item.kind == "problem" and not item.fields and genre_of(document.genre).replies:
        return _own_words(document, item.clause)
    return Answer()


def _own_words(document: Document, clause: Clause) -> Answer:
    """A reply without labels: what stands below the request."""
    start, end = clause.text_span
    if end <= start:
        return Answer()
    words = document.text[start:end]
    return Answer(
        "remedies", None, (Remedy(path=clause.path, span=(start, end), quote=words, text=words),)
    )


def _words(document: Document, fields: list[LabelField]) -> str:
    return "\n".join(document.text[field.value[0] : field.value[1]] for field in fields)


def _remedies(
    document: Document, index: ClauseIndex, clause: Clause, field: LabelField
) -> Iterator[Remedy]:
    """The numbered points inside the words of the field, or the words as one remedy."""
    points = list(_points(index, clause, field.value))
    for point in points:
        start = point.own_span[0] if not index.points(point) else point.span[0]
        head = point.heading_span[0]
        end = min(point.span[1], field.value[1])
        yield Remedy(
            path=point.path,
            span=(start, end),
            quote=document.text[start:end],
            text=document.text[head:end],
        )
    if not points:
        yield from _inline(document.text, clause.path, field.value)


def _inline(text: str, path: str, value: Span) -> Iterator[Remedy]:
    """Points counted inside a line (`（1）…；（2）…`), else the words as one remedy."""
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
        yield Remedy(
            path=f"{path}/{step}" if step else path,
            span=(start, end),
            quote=text[start:end],
            text=text[head:end],
        )


def _points(index: ClauseIndex, clause: Clause, value: Span) -> Iterator[Clause]:
    """The lowest clauses, numbered or 一是, that begin inside a field's words."""
    below = sorted([*index.children(clause), *index.points(clause)], key=lambda each: each.span)
    for child in below:
        if child.kind == "principle":
            continue
        inside = list(_points(index, child, value))
        if inside:
            yield from inside
        elif value[0] <= child.span[0] < value[1]:
            yield child
