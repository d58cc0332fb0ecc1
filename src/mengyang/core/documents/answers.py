"""整改措施 — how a problem is answered: by remedies, each point one; explanation; denial."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mengyang.core.documents.clause_index import ClauseIndex
from mengyang.core.documents.fields import LabelField, with_role
from mengyang.core.documents.genres.labels import Role
from mengyang.core.documents.items import Item
from mengyang.core.documents.records import Clause, Document, Remedy, Span

_DENIAL = re.compile(
    r"不存在(?:此类|该|上述|相关|这一|以上|所反映的|反馈的)?[^，。；]{0,10}?(?:问题|情况|现象)|无(?:此类|该|上述)(?:问题|情况)|"
    r"(?:问题|情况|反映)(?:内容)?不(?:属实|实)|与(?:事实|实际)不符|查无此事|未发现(?:此类|该|上述)"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands against the problem."""

    response: Literal["remedies", "explanation", "denial"] | None = None
    explanation: str | None = None
    remedies: tuple[Remedy, ...] = ()


def read_answer(document: Document, index: ClauseIndex, item: Item) -> Answer:
    """The answer of a labelled item; tasks and recommendations have none."""
    remedies = with_role(item.fields, Role.REMEDIES)
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
    if item.kind == "problem" and (status := with_role(item.fields, Role.STATUS)):
        points = tuple(_remedies(document, index, item.clause, status[0]))
        return Answer("remedies", None, points)
    return Answer()


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
    start, end = field.value
    if not points and end > start:
        words = document.text[start:end]
        yield Remedy(path=clause.path, span=(start, end), quote=words, text=words)


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
