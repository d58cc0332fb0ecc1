"""事项要素 — the labelled fields (整改措施: 责任单位: 整改时限:), each with its clause."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mengyang.core.documents.ditto import is_ditto
from mengyang.core.documents.genres import spellings_of
from mengyang.core.documents.genres.labels import Role
from mengyang.core.documents.outline import clause_at
from mengyang.core.documents.phrases.units import is_unit
from mengyang.core.documents.records import Clause, Document, Span
from mengyang.core.patterns import lazy_pattern

_LONG_ROLES = {
    Role.PROBLEM,
    Role.TASK,
    Role.GOAL,
    Role.REMEDIES,
    Role.EXPLANATION,
    Role.STATUS,
    Role.REPLY,
}
_WHO = {Role.UNITS, Role.LEAD, Role.JOINT}
_LONGEST_BARE = 12
_OPENING, _CLOSING = "(（【[〔", ")）】]〕"
_BRACKET = lazy_pattern(r"[(（【\[〔)）】\]〕]")
_CLOSER = lazy_pattern(r"[)）】\]〕]")
_EDGES = " \t\n；;，,、。" + _OPENING
_TEXT_EDGES = " \t\n" + _OPENING
_REPLY = lazy_pattern(
    r"^[ \t]*([^\s。；;，,：:]{2,24}?)(?:的)?(?:答复|回复|办理)?意见[:：]", re.MULTILINE
)
# A line of its own under a problem: 意见：, 回复：, 答复：.
_BARE_REPLY = lazy_pattern(r"^[ \t]*((?:意见|[回答]复)(?:如下)?)[:：]", re.MULTILINE)
# Looked for before the two above; each begins with letters, which are found quickly.
_REPLIES = (lazy_pattern("意见[:：]"), lazy_pattern("复(?:如下)?[:：]"))


class LabelField(NamedTuple):
    """One label: what it means, where it starts, the span of its words, and the clause it is of.

    `unit` is the office in front of a reply (`县财政局意见：`).
    """

    role: Role
    start: int
    value: Span
    owner: Clause | None
    unit: Span | None = None

    @property
    def end(self) -> int:
        """Where it ends; one that repeats the words above it (同上) holds them, not its own."""
        return max(self.start, self.value[1])


class _Label(NamedTuple):
    """A label in the numbered clause `inner`, which it opens where `is_head`."""

    start: int
    end: int
    role: Role
    inner: Clause | None
    is_head: bool
    unit: Span | None = None


def read_fields(document: Document) -> tuple[LabelField, ...]:
    """Every labelled field of the body, in text order."""
    by_path = {clause.path: clause for clause in document.outline}
    labels = _labels(document, by_path)
    if not labels:
        return ()
    field_clauses = _field_clauses(labels)
    fields = []
    above: dict[Role, Span] = {}
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        limit = _limit(document, following)
        owner = label.inner
        while owner is not None and owner.path in field_clauses:
            owner = by_path[owner.parent] if owner.parent else None
        if label.inner is not None:
            if owner is label.inner and _is_heading(document.text, label, label.inner):
                continue
            limit = min(limit, label.inner.span[1])
        value = _value(document.text, label, limit)
        if is_ditto(document.text[slice(*value)]):
            value = above.get(label.role, value)
        above[label.role] = value
        fields.append(LabelField(label.role, label.start, value, owner, label.unit))
    return tuple(fields)


def with_role(fields: Sequence[LabelField], *roles: Role) -> list[LabelField]:
    """The fields of these roles."""
    return [field for field in fields if field.role in roles]


def _limit(document: Document, following: _Label | None) -> int:
    """Words end where the next label does begin, its number included."""
    if following is None:
        return document.body_span[1]
    inner = following.inner
    return inner.span[0] if inner is not None and following.is_head else following.start


def _labels(document: Document, by_path: dict[str, Clause]) -> list[_Label]:
    found = [
        _label(document, by_path, (label.start, label.end), label.role)
        for label in document.labels.values()
    ]
    ends = {label.end for label in found}
    if any(sign.search(document.text) for sign in _REPLIES):
        found += [label for label in _replies(document, by_path, found) if label.end not in ends]
    found += _bare_headings(document, found)
    return sorted(found, key=lambda label: label.start)


def _bare_headings(document: Document, found: Sequence[_Label]) -> list[_Label]:
    """Labels printed as headings without a colon (`（二）整改措施`).

    Only below a clause of which another part, so printed or with a colon, says who answers.
    """
    text, spellings = document.text, spellings_of(document.genre)
    known = {label.start for label in found}
    bare = [
        _Label(*clause.heading_span, role, clause, _is_head(text, clause.heading_span[0], clause))
        for clause in document.outline
        if clause.parent
        and clause.kind == "numbered"
        and 0 < len(clause.heading) <= _LONGEST_BARE
        and clause.heading_span[0] not in known
        and (role := spellings.get("".join(clause.heading.split()))) is not None
    ]
    heads = [label for label in found if label.is_head]
    answered = {
        label.inner.parent for label in (*heads, *bare) if label.inner and label.role in _WHO
    }
    return [label for label in bare if label.inner and label.inner.parent in answered]


def _label(document: Document, by_path: dict[str, Clause], place: Span, role: Role) -> _Label:
    inner = _numbered_at(document, place[0], by_path)
    is_head = inner is not None and _is_head(document.text, place[0], inner)
    return _Label(*place, role, inner, is_head)


def _replies(
    document: Document, by_path: dict[str, Clause], found: Sequence[_Label]
) -> Iterator[_Label]:
    """县财政局意见：, and 意见： or 回复： on a line of its own under a problem."""
    text, span = document.text, document.body_span
    for reply in _REPLY.finditer(text, *span):
        if is_unit(reply.group(1)):
            place = (reply.start(1), reply.end())
            label = _label(document, by_path, place, Role.REPLY)
            yield label._replace(unit=reply.span(1))
    has_problems = any(label.role is Role.PROBLEM for label in found)
    for reply in _BARE_REPLY.finditer(text, *span):
        label = _label(document, by_path, (reply.start(1), reply.end()), Role.REPLY)
        if label.inner is not None or has_problems:
            yield label


def _numbered_at(document: Document, offset: int, by_path: dict[str, Clause]) -> Clause | None:
    clause = clause_at(document, offset)
    while clause is not None and clause.kind != "numbered":
        clause = by_path[clause.parent] if clause.parent else None
    return clause


def _field_clauses(labels: Sequence[_Label]) -> set[str]:
    """Numbered fields (`1.整改目标：` `2.整改措施：` `3.责任单位：`): clauses of the item above.

    A numbered problem with labels of its own below is the item itself.
    """
    heads = [
        (label, label.inner)
        for label in labels
        if label.inner is not None and label.inner.parent and label.is_head
    ]
    siblings = Counter(inner.parent for _, inner in heads)
    starts = [label.start for label in labels]
    return {
        inner.path
        for label, inner in heads
        if siblings[inner.parent] > 1
        and not (
            label.role in (Role.PROBLEM, Role.TASK)
            and bisect_left(starts, inner.span[1]) - bisect_left(starts, inner.span[0]) > 1
        )
    }


def _is_head(text: str, at: int, clause: Clause) -> bool:
    """Whether nothing but its number stands in a clause before `at`."""
    return text[clause.span[0] : at].strip() == clause.marker


def _is_heading(text: str, label: _Label, clause: Clause) -> bool:
    """Whether what looks like a label is the heading of a section (`三、整改措施：`)."""
    if not label.is_head:
        return False
    line_end = text.find("\n", label.end)
    return (
        clause.parent is None or not text[label.end : line_end if line_end >= 0 else None].strip()
    )


def _value(text: str, label: _Label, limit: int) -> Span:
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
    if _CLOSER.search(text, start, end) is None:
        return end
    depth = 0
    for match in _BRACKET.finditer(text, start, end):
        depth += 1 if match.group() in _OPENING else -1
        if depth < 0:
            return match.start()
    return end
