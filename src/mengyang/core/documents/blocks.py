"""要素块 — items without a number: each run of labelled lines (问题: 责任单位: 整改时限:)."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from mengyang.core.documents.fields import LabelField
from mengyang.core.documents.genres.labels import Role
from mengyang.core.documents.item import Item, ItemKind, stand_in
from mengyang.core.documents.records import Clause, Document, Span

_OPENS = (Role.PROBLEM, Role.TASK)
_ANSWERS = {Role.REMEDIES, Role.EXPLANATION, Role.UNITS, Role.LEAD, Role.DEADLINE, Role.REPLY}
_OPENING = "（("
_AROUND = " \t—－-•●。；;（(【[〔"
_LONGEST_TITLE = 200


def repeats(fields: Sequence[LabelField]) -> bool:
    """Whether the fields of one clause are those of several items."""
    count = Counter(field.role for field in fields)
    return count[Role.DEADLINE] > 1 and (
        count[Role.REMEDIES] > 1 or count[Role.UNITS] + count[Role.LEAD] > 1
    )


def in_brackets(document: Document, fields: Sequence[LabelField]) -> bool:
    """Whether they stand in brackets of one paragraph: …（责任单位：甲局）；…（责任单位：乙局）."""
    text, start, end = document.text, fields[0].start, fields[-1].value[1]
    if text.find("\n", start, end) >= 0 or any(field.role in _OPENS for field in fields):
        return False
    opened = sum(text.count(sign, start - 1, end) for sign in _OPENING)
    return text[start - 1] in _OPENING and opened > 1


def find_blocks(
    document: Document, owner: Clause | None, fields: Sequence[LabelField], kind: ItemKind
) -> Iterator[Item]:
    """The items among labelled lines that have no clause each."""
    prefix = f"{owner.path}/" if owner else ""
    ending = owner.span[0] if owner else document.body_span[0]
    count = 0
    for group in _groups(fields):
        if not any(field.role in _ANSWERS for field in group):
            continue
        if all(field.role is Role.EXPLANATION for field in group):  # 说明：, a note below a table
            continue
        count += 1
        title_span = _title(document, group, ending)
        ending = max(field.end for field in group)
        clause = stand_in(
            f"{prefix}§{count}",
            document.text[slice(*title_span)],
            title_span,
            (min(title_span[0], group[0].start), ending),
        )
        yield Item(clause, kind, tuple(field._replace(owner=clause) for field in group))


def _groups(fields: Sequence[LabelField]) -> Iterator[list[LabelField]]:
    """A new item begins with a problem or task, or where a label comes again."""
    group: list[LabelField] = []
    for field in fields:
        seen = {earlier.role for earlier in group}
        if group and (field.role in seen or (field.role in _OPENS and seen & _ANSWERS)):
            yield group
            group = []
        group.append(field)
    if group:
        yield group


def _title(document: Document, group: Sequence[LabelField], after: int) -> Span:
    """The words of 问题: or 任务:, else the line before the first label."""
    for field in group:
        if field.role in _OPENS:
            return field.value
    first = group[0].start
    at = bisect_left(document.lines, first, key=lambda line: line.start)
    before = document.lines[at - 1] if at else None
    if before is not None and after <= before.start < first < before.end:
        # ——新建5所。责任单位：…: the words of its own line.
        own = document.text[before.start : first].strip(_AROUND)
        if own:
            start = document.text.index(own, before.start)
            return start, start + len(own)
    while at and document.lines[at - 1].start >= after:
        at -= 1
        line = document.lines[at]
        if line.end <= first and len(line.text) <= _LONGEST_TITLE:
            return line.start, line.end
    return first, first
