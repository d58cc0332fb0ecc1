"""事项识别 — which clauses are items: labelled problems, tasks, recommendations, review opinions.

Guiding thought, principles and goals carry none; how a plan is carried out depends on the genre.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from mengyang.core.documents.blocks import find_blocks, in_brackets, repeats
from mengyang.core.documents.clause_index import ClauseIndex
from mengyang.core.documents.fields import LabelField
from mengyang.core.documents.genres import Genre
from mengyang.core.documents.genres.labels import Role
from mengyang.core.documents.item import Item, ItemKind
from mengyang.core.documents.numbering import Rank, find_marker
from mengyang.core.documents.outline import clause_at
from mengyang.core.documents.paragraph_items import find_covering_orders, find_paragraphs
from mengyang.core.documents.records import Clause, Document
from mengyang.core.documents.tables import find_rows
from mengyang.core.patterns import lazy_pattern

_TASK_ROLES = frozenset({Role.UNITS, Role.LEAD, Role.JOINT, Role.DEADLINE, Role.REPLY})
_PROBLEM_ROLES = _TASK_ROLES | {Role.REMEDIES, Role.EXPLANATION, Role.STATUS}
_LONGEST_FRAME_HEADING = 16
_A_PROBLEM = lazy_pattern(r"(?:问题|不足|不到位|不及时|滞后|不规范|薄弱|缺失)。?$")
# 完善保障机制 among tasks is something to do, not how the rest is carried out.
_A_MEASURE = lazy_pattern(r"(?:建立|健全|完善|构建)+(?!工作机制).*机制$")
_STAGES = r"(?:工作|整改|实施|方法|推进)?(?:步骤|阶段)(?:安排)?$|时间安排$"
_STAGE_TIME = lazy_pattern(r"[(（][^)）]*(?:\d{1,2}\s*月|年底|\d{1,2}\s*日)[^)）]*[)）]")
type _Kind = Literal["framing", "support", "ruling"]
_NEXT_STEPS = r"下一?步(?:工作|整改|措施|打算|安排|计划)"


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the choice rests on.

    `assigns` tells whether a clause's own words name a unit in brackets, `states` whether they
    name a unit or a day, `orders` whether they say whom they order to act, `dated_goal` whether a
    goal clause says who reaches it by which day,
    `is_office` whether a heading is the name of an office.
    """

    document: Document
    index: ClauseIndex
    genre: Genre
    fields: Sequence[LabelField]
    assigns: Callable[[Clause], bool]
    states: Callable[[Clause], bool]
    orders: Callable[[Clause], bool]
    dated_goal: Callable[[Clause], bool]
    is_office: Callable[[Clause], bool]
    under: dict[str, dict[str, bool]] = field(
        default_factory=lambda: {"framing": {}, "support": {}, "ruling": {}}
    )


def find_items(grounds: Grounds) -> list[Item]:
    """The items in text order."""
    rows = list(find_rows(grounds.document, grounds.genre.item_kind))
    around = _around(grounds, rows)
    labelled = [*_labelled(grounds), *rows]
    if labelled and grounds.genre.item_kind == "problem":
        items = [
            *labelled,
            *_unlabelled_siblings(grounds, labelled, around),
            *_advice(grounds),
            *_next_steps(grounds, labelled),
        ]
    else:
        taken = {field.owner.path for item in labelled for field in item.fields if field.owner}
        items = [*labelled, *_tasks(grounds, taken | around)]
        if not items and not grounds.document.outline:
            items = list(find_paragraphs(grounds.document))
    items += find_covering_orders(grounds.document)
    return sorted(items, key=lambda item: item.clause.span)


def _around(grounds: Grounds, rows: Sequence[Item]) -> set[str]:
    """The clauses that hold the tables: what a heading announces, its rows say."""
    clauses = (clause_at(grounds.document, row.clause.span[0]) for row in rows)
    return {clause.path for clause in clauses if clause is not None}


def _labelled(grounds: Grounds) -> Iterator[Item]:
    by_owner: dict[str, list[LabelField]] = {}
    for each in grounds.fields:
        by_owner.setdefault(each.owner.path if each.owner else "", []).append(each)
    kind = grounds.genre.item_kind
    roles = _PROBLEM_ROLES if kind == "problem" else _TASK_ROLES
    owners = {
        path: fields
        for path, fields in by_owner.items()
        if any(field.role in roles for field in fields)
    }
    for path, fields in owners.items():
        if path and not (repeats(fields) and not in_brackets(grounds.document, fields)):
            if not _is_remedy_point(grounds, path, owners):
                yield Item(grounds.index.by_path[path], _kind(fields, kind), tuple(fields))
        else:
            owner = grounds.index.by_path.get(path)
            yield from find_blocks(grounds.document, owner, fields, kind)


def _kind(fields: Sequence[LabelField], kind: ItemKind) -> ItemKind:
    """A request with an office's reply is a problem whatever the document is."""
    return "problem" if any(field.role is Role.REPLY for field in fields) else kind


def _is_remedy_point(grounds: Grounds, path: str, owners: dict[str, list[LabelField]]) -> bool:
    """Whether a labelled clause lies inside the remedies of a labelled clause above it."""
    clause = grounds.index.by_path[path]
    return any(
        field.role is Role.REMEDIES and field.value[0] <= clause.span[0] < field.value[1]
        for above in grounds.index.ancestors(clause)
        for field in owners.get(above.path, [])
    )


def _unlabelled_siblings(
    grounds: Grounds, labelled: Sequence[Item], around: set[str]
) -> Iterator[Item]:
    """Problems left without an answer among answered ones."""
    paths = {item.clause.path for item in labelled} | around
    parents = {item.clause.parent for item in labelled}
    for clause in grounds.index.by_path.values():
        if (
            clause.kind == "numbered"
            and clause.parent in parents
            and clause.path not in paths
            and "问题" in clause.heading
            and not grounds.index.children(clause)
        ):
            yield Item(clause, "problem")


def _advice(grounds: Grounds) -> Iterator[Item]:
    """Recommendations and review opinions: the leaves of the sections so named."""
    for top in grounds.index.tops:
        kind: ItemKind
        if _compiled(grounds.genre.recommendations).search(top.heading):
            kind = "recommendation"
        elif _compiled(grounds.genre.opinions).search(top.heading):
            kind = "opinion"
        else:
            continue
        for clause in grounds.index.leaves(top):
            if clause is not top:
                yield Item(clause, kind)


def _next_steps(grounds: Grounds, labelled: Sequence[Item]) -> Iterator[Item]:
    """What is still to be done after the problems: tasks of the section so named."""
    taken = {item.clause.path for item in labelled}
    for top in grounds.index.tops:
        is_staged = _matches(_STAGES, top)
        if top.path in taken or not (is_staged or _matches(_NEXT_STEPS, top)):
            continue
        for clause in grounds.index.leaves(top):
            if clause is not top and (not is_staged or _is_stage(clause)):
                yield Item(clause, "task")


def _is_stage(clause: Clause) -> bool:
    """动员部署（2025年2月底前）: a step with its time in the heading."""
    return _STAGE_TIME.search(clause.heading) is not None


def _tasks(grounds: Grounds, taken: set[str]) -> Iterator[Item]:
    """The leaves under headings that carry tasks."""
    candidates = [
        clause
        for top in grounds.index.tops
        if top.kind == "numbered"
        for clause in _task_clauses(grounds, top, taken)
    ]
    core = [
        clause
        for clause in candidates
        if not (_is_under(grounds, clause, "framing") or _is_under(grounds, clause, "support"))
    ]
    needs_stated = 2 * sum(map(grounds.assigns, core)) > len(core) + 1
    is_flat = not any(
        grounds.index.children(top) and not _matches(grounds.genre.framing, top)
        for top in grounds.index.tops
    )
    for clause in candidates:
        if _counts(grounds, clause, is_flat=is_flat, needs_stated=needs_stated):
            yield Item(clause, _kind_of(grounds, clause))


def _kind_of(grounds: Grounds, clause: Clause) -> ItemKind:
    """Every request with a reply; in a report on problems those that are called so."""
    genre = grounds.genre
    if genre.item_kind != "problem":
        return "task"
    chain = (clause, *grounds.index.ancestors(clause))
    if any(re.search(_NEXT_STEPS, each.heading) for each in chain):
        return "task"
    return "problem" if genre.replies or _A_PROBLEM.search(clause.heading) else "task"


def _counts(grounds: Grounds, clause: Clause, *, is_flat: bool, needs_stated: bool) -> bool:
    if grounds.genre.assigned_only:
        return grounds.assigns(clause)
    if grounds.genre.stated_only and not (grounds.states(clause) or grounds.orders(clause)):
        return False
    if _is_under(grounds, clause, "ruling"):
        return grounds.states(clause)
    if _is_under(grounds, clause, "framing"):
        return grounds.assigns(clause) or ("目标" in clause.heading and grounds.dated_goal(clause))
    if _is_under(grounds, clause, "support") and clause.parent is None:
        return grounds.assigns(clause)
    if _is_under(grounds, clause, "support"):
        return (
            grounds.states(clause)
            or _support_counts(grounds, clause, needs_stated)
            or grounds.orders(clause)
        )
    if clause.parent is None and not is_flat:
        return grounds.states(clause) or grounds.is_office(clause)
    return True


def _support_counts(grounds: Grounds, clause: Clause, needs_stated: bool) -> bool:
    """Whether a clause on how the plan is carried out is a task without a unit or day of its own.

    Where tasks are marked by their units, only if its number runs on from theirs.
    """
    if not grounds.genre.support_counts or clause.parent is None:
        return False
    if not needs_stated:
        return True
    first = grounds.index.children(grounds.index.by_path[clause.parent])[0]
    marker = find_marker(first.marker)
    return marker is not None and marker.number > 1


def _task_clauses(grounds: Grounds, clause: Clause, taken: set[str]) -> Iterator[Clause]:
    """The clauses at or below `clause` that are one task each."""
    if clause.path in taken:
        return
    below = grounds.index.children(clause)
    if not below or _is_one_task(grounds, clause, below, taken):
        yield clause
        return
    if clause.parent is not None and grounds.assigns(clause):
        # Units of its own above numbered points with theirs: a task in its own words alone.
        yield clause._replace(span=clause.own_span)
    for child in below:
        yield from _task_clauses(grounds, child, taken)


def _is_one_task(
    grounds: Grounds, clause: Clause, below: Sequence[Clause], taken: set[str]
) -> bool:
    """Whether the numbers below only list points of one task: (1), ①, or no unit but the task's."""
    if any(child.path in taken or grounds.states(child) for child in below):
        return False
    if any(grounds.index.children(child) for child in below):
        return False
    marker = find_marker(below[0].marker)
    return (marker is not None and marker.rank >= Rank.ARABIC_BRACKETED) or (
        clause.parent is not None and grounds.states(clause)
    )


def _is_under(grounds: Grounds, clause: Clause, which: _Kind) -> bool:
    known = grounds.under[which]
    if clause.path not in known:
        pattern: str = getattr(grounds.genre, which)
        above = grounds.index.by_path[clause.parent] if clause.parent else None
        known[clause.path] = (
            _matches(pattern, clause)
            and not (above is not None and _A_MEASURE.match(clause.heading))
        ) or (above is not None and _is_under(grounds, above, which))
    return known[clause.path]


def _matches(pattern: str, clause: Clause) -> bool:
    heading = clause.heading
    if not 0 < len(heading) <= _LONGEST_FRAME_HEADING:
        return False
    return _compiled(pattern).search(heading) is not None


_compiled = cache(re.compile)
