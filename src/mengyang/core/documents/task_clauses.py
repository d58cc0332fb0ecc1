"""任务条款 — which clauses under the headings of a plan are tasks, one each."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from mengyang.core.documents.item import Item, ItemKind
from mengyang.core.documents.item_grounds import NEXT_STEPS, Grounds, matches
from mengyang.core.documents.numbering import Rank, find_marker
from mengyang.core.documents.records import Clause
from mengyang.core.patterns import lazy_pattern

_A_PROBLEM = lazy_pattern(r"(?:问题|不足|不到位|不及时|滞后|不规范|薄弱|缺失)。?$")
# 完善保障机制 among tasks is something to do, not how the rest is carried out.
_A_MEASURE = lazy_pattern(r"(?:建立|健全|完善|构建)+(?!工作机制).*机制$")
_OF_ITSELF = lazy_pattern(
    r"\s*本(?:通知|方案|意见|办法|细则|规定|计划|标准|政策)(?:自|从|由|有效期|未尽)[^。]{0,40}"
    r"(?:施行|执行|实施|有效|解释|负责|规定)"
)
_TO_ALL = lazy_pattern(
    r"\s*(?:各[\u4e00-\u9fff]{1,4}(?:[（(][^（）()]{1,8}[)）])?[、，]|各地|各级){0,3}各?(?:牵头|责任|主办|承办|成员|有关|"
    r"相关)*(?:责任)?(?:单位|部门)"
)
type _Kind = Literal["framing", "support", "ruling", "content"]


def clause_tasks(grounds: Grounds, taken: set[str]) -> Iterator[Item]:
    """The leaves under headings that carry tasks."""
    candidates = [
        clause
        for top in grounds.index.tops
        if top.kind == "numbered"
        for clause in _task_clauses(grounds, top, taken)
        if not _rules_itself(grounds, clause)
    ]
    core = [
        clause
        for clause in candidates
        if not (_is_under(grounds, clause, "framing") or _is_under(grounds, clause, "support"))
    ]
    needs_stated = 2 * sum(map(grounds.assigns, core)) > len(core) + 1
    is_flat = not any(
        grounds.index.children(top) and not matches(grounds.genre.framing, top)
        for top in grounds.index.tops
    )
    for clause in candidates:
        if _counts(grounds, clause, is_flat=is_flat, needs_stated=needs_stated):
            yield Item(clause, _kind_of(grounds, clause))


def _counts(grounds: Grounds, clause: Clause, *, is_flat: bool, needs_stated: bool) -> bool:
    if grounds.genre.assigned_only:
        return grounds.assigns(clause)
    if grounds.genre.stated_only and not (grounds.states(clause) or grounds.orders(clause)):
        return False
    if _is_under(grounds, clause, "ruling"):
        return grounds.states(clause)
    if _is_under(grounds, clause, "framing"):
        return (
            grounds.assigns(clause)
            or ("目标" in clause.heading and grounds.dated_goal(clause))
            or (_is_under(grounds, clause, "content") and grounds.states(clause))
        )
    if _is_under(grounds, clause, "support") and clause.parent is None:
        return grounds.assigns(clause)
    if _is_under(grounds, clause, "support"):
        return not _speaks_to_all(grounds, clause) and (
            grounds.states(clause)
            or _support_counts(grounds, clause, needs_stated)
            or grounds.orders(clause)
        )
    if clause.parent is None and not is_flat:
        return grounds.states(clause) or grounds.is_office(clause)
    return True


def _kind_of(grounds: Grounds, clause: Clause) -> ItemKind:
    """Every request with a reply; in a report on problems those that are called so."""
    genre = grounds.genre
    if genre.item_kind != "problem":
        return "task"
    chain = (clause, *grounds.index.ancestors(clause))
    if any(re.search(NEXT_STEPS, each.heading) for each in chain):
        return "task"
    return "problem" if genre.replies or _A_PROBLEM.search(clause.heading) else "task"


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
    if clause.parent is not None and (grounds.assigns(clause) or grounds.charges(clause)):
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


def _rules_itself(grounds: Grounds, clause: Clause) -> bool:
    """本通知自某日起施行: what is said of the paper is nothing to do."""
    start = clause.heading_span[0]
    return _OF_ITSELF.match(grounds.document.text, start, clause.span[1]) is not None


def _speaks_to_all(grounds: Grounds, clause: Clause) -> bool:
    """各牵头单位要…报督查室: how all of them carry it out, not what one of them must do."""
    text = grounds.document.text
    return _TO_ALL.match(text, *clause.text_span) is not None and not grounds.assigns(clause)


def _is_under(grounds: Grounds, clause: Clause, which: _Kind) -> bool:
    known = grounds.under[which]
    if clause.path not in known:
        pattern: str = getattr(grounds.genre, which)
        above = grounds.index.by_path[clause.parent] if clause.parent else None
        known[clause.path] = (
            matches(pattern, clause)
            and not (above is not None and _A_MEASURE.match(clause.heading))
        ) or (above is not None and _is_under(grounds, above, which))
    return known[clause.path]
