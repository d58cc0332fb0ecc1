"""事项对照读取 — tasks as compared, proposed and confirmed pairs, and whom to count once."""

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
from mengyang.core.ledger.crosswalk import Matter, TaskPair
from mengyang.store.models import (
    Document,
    ReadingEntry,
    SameMatter,
    Target,
    Task,
    TaskUnit,
)
from mengyang.store.reads.asked import Asked
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


def matters(scope: Scope, day: date) -> list[Matter]:
    """The tasks within reach that stand on their own in their plans, withdrawn ones apart."""
    tasks = list(_on_their_own(scope, day).select_related("plan").order_by("pk"))
    units = _units(tasks)
    words = _words(tasks, None)
    named = _indicators(tasks)
    cites = _cites({row.plan_id: row.plan.document_id for row in tasks})
    return [
        Matter(
            task_id=row.pk,
            plan_id=row.plan_id,
            area_id=row.plan.area_id,
            title=row.title,
            words=words[row.pk],
            unit_ids=units.get(row.pk, frozenset()),
            indicators=named.get(row.pk, frozenset()),
            cites=cites.get(row.plan_id, frozenset()),
        )
        for row in tasks
    ]


def matter_plans(scope: Scope, day: date, task_ids: Iterable[int]) -> dict[int, int]:
    """The plans of those tasks within reach that stand on their own, withdrawn ones apart."""
    rows = _on_their_own(scope, day).filter(pk__in=list(task_ids))
    return dict(rows.values_list("pk", "plan_id"))


def matter_choices(scope: Scope, day: date, plan_id: int) -> list[tuple[str, str]]:
    """The tasks of a plan that may be linked, by id as text with number and title."""
    rows = _on_their_own(scope, day).filter(plan_id=plan_id).order_by("position")
    return [
        (str(pk), f"{number} {title}")
        for pk, number, title in rows.values_list("pk", "number", "title")
    ]


def known_pairs() -> frozenset[TaskPair]:
    """Every pair proposed or decided on. No scope: ids only, so that none is proposed twice."""
    return frozenset(_pairs(SameMatter.objects.all()))


def same_matters(scope: Scope, lit: Lit, asked: Asked) -> Page[MatterRow]:
    """The pairs of which both tasks are within reach, the likeliest first.

    Filters: `state`, `plan` (id of either plan); words look in both titles.
    """
    seen = Task.objects.filter(within(scope, lit.day)).values("pk")
    rows = SameMatter.objects.filter(one__in=seen, other__in=seen)
    if state := asked.filter("state"):
        rows = rows.filter(state=state)
    if (plan := asked.filter("plan")) and plan.isdecimal():
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
    words = _words(rows, _SHOWN_WORDS)
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


def _on_their_own(scope: Scope, day: date) -> QuerySet[Task]:
    rows = Task.objects.filter(within(scope, day), parent=None)
    return rows.exclude(state=TaskState.WITHDRAWN.value)


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
    words = _words(list(tasks.values()), _SHOWN_WORDS)
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


def _words(tasks: Iterable[Task], most: int | None) -> dict[int, str]:
    """The words of each task's clause in its own text; each text is read once."""
    kept = list(tasks)
    ids = {row.document_id or row.plan.document_id for row in kept}
    texts = dict(Document.objects.filter(pk__in=ids).values_list("pk", "text"))
    found = {}
    for row in kept:
        text = texts.get(row.document_id or row.plan.document_id, "")
        end = row.end if most is None else min(row.end, row.start + most)
        found[row.pk] = text[row.start : end].strip() + ("…" if end < row.end else "")
    return found


def _units(tasks: Iterable[Task]) -> dict[int, frozenset[int]]:
    """The units of each task and of its children."""
    parents = {row.pk: row.pk for row in tasks}
    children = Task.objects.filter(parent_id__in=list(parents)).values_list("pk", "parent_id")
    parents |= {pk: parent or 0 for pk, parent in children}
    found: dict[int, set[int]] = {}
    rows = TaskUnit.objects.filter(task_id__in=list(parents)).values_list("task_id", "unit_id")
    for task_id, unit_id in rows:
        found.setdefault(parents[task_id], set()).add(unit_id)
    return {pk: frozenset(units) for pk, units in found.items()}


def _indicators(tasks: Iterable[Task]) -> dict[int, frozenset[str]]:
    """The indicators of the targets that stand in the words of each task."""
    by_plan: dict[int, list[Task]] = {}
    for row in tasks:
        by_plan.setdefault(row.plan_id, []).append(row)
    found: dict[int, set[str]] = {}
    for target in Target.objects.filter(plan_id__in=list(by_plan)).order_by("pk"):
        for row in by_plan[target.plan_id]:
            if row.document_id == target.document_id and row.start <= target.start < row.end:
                found.setdefault(row.pk, set()).add(target.indicator)
    return {pk: frozenset(named) for pk, named in found.items()}


def _cites(documents: Mapping[int, int]) -> dict[int, frozenset[int]]:
    """The plans whose document the document of each plan cites, by number or title."""
    frames = {
        row["pk"]: (row["document_number"], row["title"])
        for row in Document.objects.filter(pk__in=list(documents.values())).values(
            "pk", "document_number", "title"
        )
    }
    named: dict[str, int] = {}
    for plan_id, document_id in documents.items():
        for name in filter(None, frames.get(document_id, ())):
            named[name] = plan_id
    entries = ReadingEntry.objects.filter(
        document_id__in=list(documents.values()), reading="citations", is_rejected=False
    )
    by_document = {document_id: plan_id for plan_id, document_id in documents.items()}
    found: dict[int, set[int]] = {}
    for entry in entries:
        for name in (entry.content.get("document_number"), entry.content.get("title")):
            if name in named:
                found.setdefault(by_document[entry.document_id], set()).add(named[str(name)])
    return {plan_id: frozenset(cited) for plan_id, cited in found.items()}
