"""替代与废止读取 — by which documents a plan is superseded, and what was decided of its tasks."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet

from mengyang.core.access import Scope
from mengyang.core.documents.lineage import ENDING, Relation
from mengyang.core.ledger import Decision, PlanEnd
from mengyang.store.models import Document, DocumentRelation, Plan, Task
from mengyang.store.reads.ledger.expiry import (
    KEPT_AFTER_END,
    OPEN,
    RunningPlan,
    open_counts,
    over_since,
    running_plans,
)
from mengyang.store.reads.ledger.filters import leaf
from mengyang.store.reads.ledger.plans import Reach
from mengyang.store.reads.ledger.rows import Lit, TaskRow, task_rows
from mengyang.store.reads.names import person_names
from mengyang.store.reads.scope import within

# A repeal in part too: which tasks it takes is for a person to say.
SUPERSEDING = ENDING | {Relation.REPEALS_IN_PART}


@dataclass(frozen=True, slots=True)
class Occasion:
    """替代（废止）文件 — without a title where out of reach; `plan_id` where it became a plan."""

    document_id: int
    title: str
    document_number: str
    relation: Relation
    from_day: date
    words: str
    plan_id: int | None
    plan_title: str


@dataclass(frozen=True, slots=True)
class DecidedTask:
    """A task with what was decided of it, by whom, for which later document."""

    row: TaskRow
    decision: Decision
    reason: str
    basis: str
    document: Occasion | None
    carried_to: TaskRow | None
    decided_by: str
    decided_on: date | None


@dataclass(frozen=True, slots=True)
class Supersession:
    """替代与废止 of a plan: the documents in force today, the latest first, and its tasks.

    Where nothing superseded it, `end` is the last day if that has passed; then `running` are the
    plans that may take tasks over, and `new_tasks` those of the one that was asked for.
    """

    occasions: tuple[Occasion, ...]
    undecided: tuple[TaskRow, ...]
    decided: tuple[DecidedTask, ...]
    new_tasks: tuple[TaskRow, ...]
    end: PlanEnd | None = None
    running: tuple[RunningPlan, ...] = ()


@dataclass(frozen=True, slots=True)
class WaitingPlan:
    """待决定的方案 — superseded, or over since `end`, with the tasks nobody has decided on."""

    id: int
    title: str
    undecided: int
    end: PlanEnd | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision of one task, and the tasks that were carried over to it."""

    own: DecidedTask | None
    carried_from: tuple[TaskRow, ...]


def supersession(
    reach: Reach, documents: Scope, lit: Lit, plan_id: int, onto: int | None = None
) -> Supersession:
    """What supersedes a plan within reach on the day, and what is still to be decided.

    `onto` is the running plan that takes over the tasks of one that is merely over.
    """
    found = _occasions(_relations([plan_id], lit.day), reach, documents, lit)
    rows = Task.objects.filter(within(reach.tasks, lit.day), leaf(), plan_id=plan_id)
    ordered = rows.select_related("plan").order_by("position")
    decided = _decided(ordered.exclude(decision=""), reach, documents, lit)
    if not found:
        return _over(reach, lit, plan_id, onto, Supersession((), (), decided, ()))
    waiting = ordered.filter(OPEN).exclude(_kept_for(found[0].document_id))
    plan_ids = [each.plan_id for each in found if each.plan_id]
    new = Task.objects.filter(within(reach.tasks, lit.day), leaf(), plan_id__in=plan_ids)
    open_ones = new.filter(OPEN).select_related("plan")
    return Supersession(
        occasions=found,
        undecided=tuple(task_rows(list(waiting), lit)),
        decided=tuple(each for each in decided if each.decision is not Decision.RESTORED),
        new_tasks=tuple(task_rows(list(open_ones.order_by("plan_id", "position")), lit)),
    )


def undecided_counts(scope: Scope, day: date, plan_ids: Iterable[int]) -> dict[int, int]:
    """How many open tasks within reach wait for a decision, by superseded plan."""
    latest: dict[int, int] = {}
    for plan_id, row in _relations(plan_ids, day):
        latest.setdefault(plan_id, row.later_id)
    rows = Task.objects.filter(within(scope, day), leaf(), plan_id__in=latest)
    open_ones = rows.filter(OPEN).order_by()
    counted: Counter[int] = Counter()
    for plan_id, decision, decided_for in open_ones.values_list(
        "plan_id", "decision", "decided_for_id"
    ):
        is_kept = decision == Decision.KEPT.value and decided_for == latest[plan_id]
        counted[plan_id] += not is_kept
    return {plan_id: number for plan_id, number in counted.items() if number}


def waiting_plans(reach: Reach, day: date, unit_ids: Iterable[int]) -> tuple[WaitingPlan, ...]:
    """The plans that units run, superseded or over, with open tasks to be decided on."""
    rows = Plan.objects.filter(within(reach.plans, day), owner_unit_id__in=list(unit_ids))
    titles = dict(rows.order_by("pk").values_list("pk", "title"))
    counted = undecided_counts(reach.tasks, day, titles)
    over = over_since(titles, day)
    for pk, _ in _relations(over, day):
        over.pop(pk, None)
    left = open_counts(reach.tasks, day, over)
    return tuple(
        WaitingPlan(pk, titles[pk], counted.get(pk) or left[pk], over.get(pk))
        for pk in titles
        if pk in counted or pk in left
    )


def superseding_documents(plan_id: int, day: date) -> tuple[int, ...]:
    """The later documents in force on `day`, the latest first: asked inside a decision."""
    return tuple(row.later_id for _, row in _relations([plan_id], day))


def tasks_of(plan_id: int) -> frozenset[int]:
    """The ids of a plan's tasks: asked inside a decision."""
    return frozenset(Task.objects.filter(plan_id=plan_id).values_list("pk", flat=True))


def tasks_of_documents(document_ids: Iterable[int]) -> frozenset[int]:
    """The ids of the tasks that may take another one over: parents of groups apart."""
    rows = Task.objects.filter(leaf(), plan__document_id__in=list(document_ids))
    return frozenset(rows.values_list("pk", flat=True))


def decided(reach: Reach, documents: Scope, lit: Lit, task_id: int) -> Decided:
    """What was decided of a task within reach, and what it took on."""
    seen = Task.objects.filter(within(reach.tasks, lit.day)).select_related("plan")
    own = _decided(seen.filter(pk=task_id).exclude(decision=""), reach, documents, lit)
    before = seen.filter(carried_to=task_id).order_by("plan_id", "position")
    return Decided(own[0] if own else None, tuple(task_rows(list(before), lit)))


def _over(
    reach: Reach, lit: Lit, plan_id: int, onto: int | None, found: Supersession
) -> Supersession:
    """What is to be decided of a plan that is over, and the tasks of the plan asked for."""
    end = over_since([plan_id], lit.day).get(plan_id)
    if end is None:
        return found
    rows = Task.objects.filter(within(reach.tasks, lit.day), leaf(), OPEN).select_related("plan")
    running = running_plans(reach.plans, lit.day, plan_id)
    chosen = [each.id for each in running if each.id == onto]
    waiting = rows.filter(plan_id=plan_id).exclude(KEPT_AFTER_END).order_by("position")
    return replace(
        found,
        end=end,
        running=running,
        undecided=tuple(task_rows(list(waiting), lit)),
        decided=tuple(each for each in found.decided if each.decision is not Decision.RESTORED),
        new_tasks=tuple(task_rows(list(rows.filter(plan_id__in=chosen).order_by("position")), lit)),
    )


def _kept_for(document_id: int) -> Q:
    return Q(decision=Decision.KEPT.value, decided_for_id=document_id)


def _relations(plan_ids: Iterable[int], day: date) -> list[tuple[int, DocumentRelation]]:
    """What supersedes the documents of plans on `day`, with the plan; the latest first."""
    plans = dict(Plan.objects.filter(pk__in=list(plan_ids)).values_list("document_id", "pk"))
    rows = DocumentRelation.objects.filter(
        ~Q(later__state="withdrawn"),
        earlier_id__in=plans,
        relation__in=[relation.value for relation in SUPERSEDING],
        from_day__lte=day,
    )
    return [(plans[row.earlier_id], row) for row in rows.order_by("-from_day", "-pk")]


def _occasions(
    relations: list[tuple[int, DocumentRelation]], reach: Reach, documents: Scope, lit: Lit
) -> tuple[Occasion, ...]:
    ids = [row.later_id for _, row in relations]
    seen = Document.objects.filter(within(documents, lit.day), pk__in=ids)
    titles = {row.pk: row for row in seen.only("title", "document_number")}
    plans = Plan.objects.filter(within(reach.plans, lit.day), document_id__in=ids)
    made = {row.document_id: row for row in plans}
    return tuple(
        Occasion(
            document_id=row.later_id,
            title=titles[row.later_id].title if row.later_id in titles else "",
            document_number=titles[row.later_id].document_number if row.later_id in titles else "",
            relation=Relation(row.relation),
            from_day=row.from_day,
            words=row.words,
            plan_id=made[row.later_id].pk if row.later_id in made else None,
            plan_title=made[row.later_id].title if row.later_id in made else "",
        )
        for _, row in relations
    )


def _decided(
    rows: QuerySet[Task], reach: Reach, documents: Scope, lit: Lit
) -> tuple[DecidedTask, ...]:
    kept = list(rows)
    if not kept:
        return ()
    people = person_names(row.decided_by_id for row in kept)
    around = _relations({row.plan_id for row in kept}, lit.day)
    known = {each.document_id: each for each in _occasions(around, reach, documents, lit)}
    ids = [row.carried_to_id for row in kept if row.carried_to_id]
    seen = Task.objects.filter(within(reach.tasks, lit.day), pk__in=ids).select_related("plan")
    targets = {row.id: row for row in task_rows(list(seen), lit)}
    return tuple(
        DecidedTask(
            row=shown,
            decision=Decision(row.decision),
            reason=row.decision_reason,
            basis=row.decision_basis,
            document=known.get(row.decided_for_id or 0),
            carried_to=targets.get(row.carried_to_id or 0),
            decided_by=people.get(row.decided_by_id, ""),
            decided_on=row.decided_on,
        )
        for row, shown in zip(kept, task_rows(kept, lit), strict=True)
    )
