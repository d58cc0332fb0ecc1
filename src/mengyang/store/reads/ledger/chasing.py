"""催办范围 — the tasks that a scheme is asked about, with what their units were told so far.

For the daily timer, which acts for nobody: no scope.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from mengyang.core.ledger.escalation import NOTICED, Chased, Sent, Step
from mengyang.core.ledger.requests import RequestState
from mengyang.core.ledger.tasks import TaskState
from mengyang.store.models import AreaVersion, Notice, Task, TaskRequest
from mengyang.store.reads.ledger.filters import leaf
from mengyang.store.reads.names import Named, unit_names
from mengyang.store.reads.scope import in_force

_BY_RULE = [step.value for step in Step]


@dataclass(frozen=True, slots=True)
class Chasing:
    """One task of the portion; `area_codes` are those of the plan's area, then of those above."""

    chased: Chased
    number: str
    title: str
    plan_title: str
    unit: Named | None
    area_codes: tuple[str, ...]
    assigned_on: date | None
    sent: tuple[Sent, ...]


def chasing(day: date, after: int, size: int) -> tuple[Chasing, ...]:
    """The next tasks by id of plans in force that have a day, or are to be signed for."""
    states = [state.value for state in NOTICED]
    unsigned = TaskState.ASSIGNED.value
    rows = Task.objects.filter(leaf(), state__in=states, pk__gt=after)
    rows = rows.filter(Q(due_on__isnull=False) | Q(state=unsigned))
    rows = rows.filter(plan__state="in_force").select_related("plan").order_by("pk")
    tasks = list(rows[:size])
    asked = _asking(row.pk for row in tasks)
    facts = {row.pk: _chased(row, row.pk in asked) for row in tasks}
    names = unit_names((each.unit_id for each in facts.values()), day)
    codes = _codes({row.plan.area_id for row in tasks}, day)
    sent = _sent(facts)
    return tuple(
        Chasing(
            chased=facts[row.pk],
            number=row.number,
            title=row.title,
            plan_title=row.plan.title,
            unit=names.get(facts[row.pk].unit_id or 0),
            area_codes=codes.get(row.plan.area_id, ()),
            assigned_on=row.state_since if row.state == unsigned else None,
            sent=tuple(sent.get(row.pk, ())),
        )
        for row in tasks
    )


def standing(task_ids: Iterable[int]) -> dict[int, Chased]:
    """The tasks as they stand now: asked inside a decision on a notice."""
    rows = Task.objects.filter(pk__in=list(task_ids)).select_related("plan")
    return {row.pk: _chased(row, False) for row in rows}


def _asking(task_ids: Iterable[int]) -> set[int]:
    rows = TaskRequest.objects.filter(task_id__in=list(task_ids), state=RequestState.OPEN.value)
    return set(rows.values_list("task_id", flat=True))


def _chased(row: Task, awaits_answer: bool) -> Chased:
    state = TaskState(row.state)
    # What is closed for the stage is looked at again by whoever runs the plan.
    is_reviewed = state is TaskState.STAGE_CLOSED
    return Chased(
        task_id=row.pk,
        state=state,
        unit_id=row.plan.owner_unit_id if is_reviewed else row.lead_unit_id,
        due_on=row.due_on,
        begun_on=row.plan.adopted_on,
        percent=row.progress_percent,
        awaits_answer=awaits_answer,
    )


def _sent(task_ids: Iterable[int]) -> Mapping[int, list[Sent]]:
    found: dict[int, list[Sent]] = {}
    made = Notice.objects.filter(task_id__in=list(task_ids), step__in=_BY_RULE)
    for row in made.order_by("pk"):
        if row.due_on is not None:
            one = Sent(row.rung, Step(row.step), row.unit_id, row.due_on, row.made_on)
            found.setdefault(row.task_id, []).append(one)
    return found


def _codes(area_ids: Iterable[int], day: date) -> dict[int, tuple[str, ...]]:
    """The official codes of areas and of all above them, the nearest first."""
    held = dict(
        AreaVersion.objects.filter(in_force(day), area_id__in=list(area_ids)).values_list(
            "area_id", "path"
        )
    )
    ids = {int(part) for path in held.values() for part in path.split(".") if part}
    versions = AreaVersion.objects.filter(in_force(day), area_id__in=ids)
    codes = dict(versions.values_list("area_id", "code"))
    return {
        area_id: tuple(codes.get(int(part), "") for part in reversed(path.split(".")) if part)
        for area_id, path in held.items()
    }
