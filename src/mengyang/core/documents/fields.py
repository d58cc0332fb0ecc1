"""事项要素 — the labelled fields (整改措施: 责任单位: 整改时限:), each with its clause."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mengyang.core.documents.genres import spellings_of
from mengyang.core.documents.genres.labels import Role
from mengyang.core.documents.outline import clause_at
from mengyang.core.documents.phrases.labels import FoundLabel, find_labels
from mengyang.core.documents.records import Clause, Document, Span

_LONG_ROLES = {
    Role.PROBLEM,
    Role.TASK,
    Role.GOAL,
    Role.REMEDIES,
    Role.EXPLANATION,
    Role.STATUS,
}
_BRACKET = re.compile(r"[(（【\[)）】\]]")
_EDGES = " \t\n；;，,、。（(【["
_TEXT_EDGES = " \t\n（(【["


@dataclass(frozen=True, slots=True)
class LabelField:
    """One label: what it means, where it starts, the span of its words, and the clause it is of."""

    role: Role
    start: int
    value: Span
    owner: Clause | None


def read_fields(document: Document) -> tuple[LabelField, ...]:
    """Every labelled field of the body, in text order."""
    spellings = spellings_of(document.genre)
    matches = list(find_labels(document.text, *document.body_span, spellings))
    if not matches:
        return ()
    limits = [match.start for match in matches[1:]] + [document.body_span[1]]
    by_path = {clause.path: clause for clause in document.outline}
    fields = []
    for match, limit in zip(matches, limits, strict=True):
        inner = _numbered_at(document, match.start, by_path)
        owner = inner
        if inner is not None and inner.heading_span[0] == match.start and inner.parent:
            owner = by_path[inner.parent]
        value = _value(document.text, match, _reach(limit, inner, owner))
        fields.append(LabelField(match.role, match.start, value, owner))
    return tuple(fields)


def with_role(fields: Sequence[LabelField], *roles: Role) -> list[LabelField]:
    """The fields of these roles."""
    return [field for field in fields if field.role in roles]


def _numbered_at(document: Document, offset: int, by_path: dict[str, Clause]) -> Clause | None:
    clause = clause_at(document, offset)
    while clause is not None and clause.kind != "numbered":
        clause = by_path[clause.parent] if clause.parent else None
    return clause


def _reach(limit: int, inner: Clause | None, owner: Clause | None) -> int:
    """A field ends with its clause; one numbered itself (3.责任单位：) ends with its own number."""
    clause = inner if inner is not owner else owner
    return min(limit, clause.span[1]) if clause else limit


def _value(text: str, label: FoundLabel[Role], limit: int) -> Span:
    start, role = label.end, label.role
    end = limit
    if role not in _LONG_ROLES:
        line_end = text.find("\n", start, limit)
        if line_end >= 0 and text[start:line_end].strip():
            end = line_end
        elif line_end >= 0:
            second = text.find("\n", line_end + 1, limit)
            end = second if second >= 0 else limit
    end = _before_closing_bracket(text, start, end)
    edges = _TEXT_EDGES if role in _LONG_ROLES else _EDGES
    while end > start and text[end - 1] in edges:
        end -= 1
    while start < end and text[start] in " \t\n":
        start += 1
    return start, end


def _before_closing_bracket(text: str, start: int, end: int) -> int:
    """Where a bracket opened before the label closes, or `end`."""
    depth = 0
    for match in _BRACKET.finditer(text, start, end):
        depth += 1 if match.group() in "(（【[" else -1
        if depth < 0:
            return match.start()
    return end
