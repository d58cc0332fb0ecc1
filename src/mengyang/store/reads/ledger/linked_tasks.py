"""同一事项读取 — proposed and confirmed pairs of tasks, and whom to count once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import starmap
from typing import Any

from django.db.models import Q, QuerySet

from mengyang.core.access import Scope
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger import ENDED, TaskState
from mengyang.core.ledger.crosswalk import TaskPair, task_pair
from mengyang.store.models import (
    SameMatter,
    TakenOver,
    Task,
)
from mengyang.store.reads.asked import Asked, is_id
from mengyang.store.reads.ledger.matters import clause_words
from mengyang.store.reads.ledger.rows import Lit, TaskRow, task_rows
from mengyang.store.reads.paging import Page, page
from mengyang.store.reads.scope import within

SORTS = ("-percent", "percent")
_SHOWN_WORDS = 400


@dataclass(frozen=True, slots=True)
class MatterRow:
    """同一事项 — two tasks with the words of their clauses; `why` are codes with parameters."""

    id: int
    one: TaskRow
    other: TaskRow
    one_words: str
    other_words: str
    state: str
    percent: int
    why: tuple[Mapping[str, Any], ...]
    reason: str
    decided_by: str
    decided_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class LinkedTask:
    """A task that names the same duty, with the words of its clause.

    `pair` is the pair that links both directly; others are linked by way of it.
    """

    task: TaskRow
    words: str
    pair: Seen | None = None


def known_pairs() -> frozenset[TaskPair]:
    """Every pair proposed or decided on, or linked by an own plan that takes the one over.

    No scope: ids only, so that none is proposed twice.
    """
    rows = TakenOver.objects.exclude(own=None)
    taken = rows.values_list("above_id", "above__parent_id", "own_id")
    links = (task_pair(parent or above, own) for above, parent, own in taken if own is not None)
    return frozenset((*_pairs(SameMatter.objects.all()), *links))


def same_matters(scope: Scope, lit: Lit, asked: Asked) -> Page[MatterRow]:
    """The pairs of which both tasks are within reach, the likeliest first; none is proposed of
    which a task was withdrawn.

    Filters: `state`, `plan` (id of either plan); words look in both titles.
    """
    seen = Task.objects.filter(within(scope, lit.day)).values("pk")
    rows = SameMatter.objects.filter(one__in=seen, other__in=seen)
    gone = Q(one__state=TaskState.WITHDRAWN.value) | Q(other__state=TaskState.WITHDRAWN.value)
    rows = rows.exclude(gone, state="proposed")
    if state := asked.filter("state"):
        rows = rows.filter(state=state)
    if (plan := asked.filter("plan")) and is_id(plan):
        rows = rows.filter(Q(one__plan_id=int(plan)) | Q(other__plan_id=int(plan)))
    if words := asked.words.strip():
        rows = rows.filter(Q(one__title__icontains=words) | Q(other__title__icontains=words))
    wanted = rows.select_related("one__plan", "other__plan", "decided_by")
    found = page(wanted, asked.order(SORTS), asked.after, asked.size)
    return found.of(_rows(found.rows, lit))


def pair_tasks(scope: Scope, day: date, ids: Iterable[int]) -> dict[int, TaskPair]:
    """Both tasks of each pair within reach. Raises `Refused` where one is not."""
    seen = Task.objects.filter(within(scope, day)).values("pk")
    wanted = set(ids)
    rows = SameMatter.objects.filter(pk__in=wanted, one__in=seen, other__in=seen)
    found = {row.pk: TaskPair(row.one_id, row.other_id) for row in rows}
    if found.keys() != wanted:
        raise Refused("crosswalk.refused.not_found", "crosswalk.hint.list")
    return found


def linked(scope: Scope, lit: Lit, task_id: int) -> tuple[LinkedTask, ...]:
    """The tasks within reach that a person has confirmed to name the same duty."""
    around = _component(task_id) - {task_id}
    seen = Task.objects.filter(within(scope, lit.day), pk__in=around).select_related("plan")
    rows = list(seen.order_by("plan_id", "position"))
    words = clause_words(rows, _SHOWN_WORDS)
    pairs = _pairs_of(task_id)
    return tuple(LinkedTask(row, words[row.id], pairs.get(row.id)) for row in task_rows(rows, lit))


def counted_elsewhere(rows: QuerySet[Task]) -> list[int]:
    """Of each duty that several of these tasks name, all of them but one: the open one due first.

    The parts of two groups go together where the same unit answers for them.
    """
    pairs = list(_pairs(SameMatter.objects.filter(state="confirmed")))
    if not pairs:
        return []
    roots = {pk for pair in pairs for pk in pair}
    near = rows.filter(Q(pk__in=roots) | Q(parent_id__in=roots)).order_by()
    names = ("pk", "parent_id", "lead_unit_id", "state", "due_on")
    parts: dict[int, list[dict[str, Any]]] = {}
    for each in near.values(*names):
        own = each["pk"] if each["pk"] in roots else each["parent_id"]
        parts.setdefault(own, []).append(each)
    left_out: list[int] = []
    for group in _components(pairs):
        tasks = [each for pk in group for each in parts.get(pk, [])]
        is_group = any(each["pk"] not in roots for each in tasks)
        by_unit: dict[int | None, list[dict[str, Any]]] = {}
        for each in tasks:
            by_unit.setdefault(each["lead_unit_id"] if is_group else None, []).append(each)
        for same in by_unit.values():
            same.sort(key=_pressing)
            left_out += [each["pk"] for each in same[1:]]
    return left_out


def _pressing(row: Mapping[str, Any]) -> tuple[bool, date, int]:
    is_ended = TaskState(row["state"]) in ENDED
    return is_ended, row["due_on"] or date.max, row["pk"]


def _pairs_of(task_id: int) -> dict[int, Seen]:
    """The confirmed pairs of a task, by the other one."""
    touching = Q(one_id=task_id) | Q(other_id=task_id)
    rows = SameMatter.objects.filter(touching, state="confirmed")
    return {
        row.other_id if row.one_id == task_id else row.one_id: Seen(row.pk, row.version)
        for row in rows
    }


def _component(task_id: int) -> set[int]:
    reached, waiting = {task_id}, {task_id}
    while waiting:
        touching = Q(one_id__in=waiting) | Q(other_id__in=waiting)
        confirmed = SameMatter.objects.filter(touching, state="confirmed")
        around = {pk for pair in _pairs(confirmed) for pk in pair}
        waiting = around - reached
        reached |= around
    return reached


def _pairs(rows: QuerySet[SameMatter]) -> Iterator[TaskPair]:
    return starmap(TaskPair, rows.values_list("one_id", "other_id"))


def _components(pairs: Iterable[TaskPair]) -> list[set[int]]:
    found: dict[int, set[int]] = {}
    for one, other in pairs:
        joined = found.get(one, {one}) | found.get(other, {other})
        for each in joined:
            found[each] = joined
    return list({id(group): group for group in found.values()}.values())


def _rows(rows: Iterable[SameMatter], lit: Lit) -> list[MatterRow]:
    kept = list(rows)
    tasks = {each.pk: each for row in kept for each in (row.one, row.other)}
    shown = {each.id: each for each in task_rows(list(tasks.values()), lit)}
    words = clause_words(list(tasks.values()), _SHOWN_WORDS)
    return [
        MatterRow(
            id=row.pk,
            one=shown[row.one_id],
            other=shown[row.other_id],
            one_words=words[row.one_id],
            other_words=words[row.other_id],
            state=row.state,
            percent=row.percent,
            why=tuple(row.why),
            reason=row.reason,
            decided_by=row.decided_by.display_name if row.decided_by else "",
            decided_on=row.decided_on,
            version=row.version,
        )
        for row in kept
    ]
