"""任务要素 — tasks as the rules see them, with what the rules count."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from operator import itemgetter

from django.db.models import Count

from mengyang.core import ledger as rules
from mengyang.core.access import Scope
from mengyang.core.facts import DeadlineKind
from mengyang.store.models import Task, TaskUnit
from mengyang.store.reads.ledger.evaluations import KIND, lacking_of
from mengyang.store.reads.scope import paths_on, within


def task_facts(scope: Scope, day: date, ids: Iterable[int]) -> list[rules.Task]:
    """The tasks within reach in the order of their ids, in two queries, or four."""
    rows = Task.objects.filter(within(scope, day), pk__in=list(ids)).annotate(
        reported=Count("reports", distinct=True),
        proven=Count("evidence", distinct=True),
        parts=Count("children", distinct=True),
    )
    kept = list(rows.order_by("pk"))
    units = _units(row.pk for row in kept)
    evaluations = [row.pk for row in kept if row.task_kind == KIND]
    lacking = lacking_of(evaluations) if evaluations else {}
    return [_fact(row, units.get(row.pk, frozenset()), lacking.get(row.pk)) for row in kept]


def plan_area(task_id: int, day: date) -> tuple[int, str]:
    """The area of the plan of a task, and its place in the tree; empty where not in force."""
    area_id = Task.objects.values_list("plan__area_id", flat=True).get(pk=task_id)
    return area_id, paths_on(day, [area_id]).get(area_id, "")


def _units(ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """The units of each task; asked for all at once, for an import asks for thousands."""
    named = TaskUnit.objects.filter(task_id__in=list(ids)).order_by("task_id")
    pairs = named.values_list("task_id", "unit_id")
    grouped = groupby(pairs, key=itemgetter(0))
    return {task_id: frozenset(unit_id for _, unit_id in group) for task_id, group in grouped}


def _fact(row: Task, units: frozenset[int], lacking: int | None) -> rules.Task:
    days = tuple(date.fromisoformat(day) for day in row.deadline_days)
    return rules.Task(
        id=row.pk,
        number=row.number,
        version=row.version,
        state=rules.TaskState(row.state),
        lead_unit_id=row.lead_unit_id,
        unit_ids=units,
        is_group=getattr(row, "parts", 0) > 0,
        response=rules.Response(row.response),
        explanation=row.explanation,
        deadline=rules.Deadline(DeadlineKind(row.deadline_kind), days, row.deadline_raw),
        due_on=row.due_on,
        state_since=row.state_since,
        progress_percent=row.progress_percent,
        report_count=getattr(row, "reported", 0),
        evidence_count=getattr(row, "proven", 0),
        claimed_by=row.claimed_by_id,
        claimed_for=row.claimed_for_id,
        claimed_unit_id=row.claimed_unit_id,
        verified_by=row.verified_by_id,
        return_reason=row.return_reason,
        lacking_conclusions=lacking,
        withdrawn_from=rules.TaskState(row.withdrawn_from) if row.withdrawn_from else None,
        decision=rules.Decision(row.decision),
        decision_reason=row.decision_reason,
        decision_basis=row.decision_basis,
        decided_for=row.decided_for_id,
        carried_to=row.carried_to_id,
        decided_by=row.decided_by_id,
        decided_on=row.decided_on,
    )
