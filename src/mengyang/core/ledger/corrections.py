"""更正任务 — what a corrected document does to a task that is at work already.

Another deadline moves the day; another responsible unit has the task assigned to it anew. A task
that has come to its end keeps its day and its units: only its words follow the document.
"""

from dataclasses import dataclass, replace
from datetime import date

from mengyang.core.ledger.deadlines import NEEDS_TARGET_DAY, Deadline, due_day
from mengyang.core.ledger.tasks import ENDED, Task, TaskState


@dataclass(frozen=True, slots=True)
class Charged:
    """更正后的责任单位 — who answers from now on, and everybody who takes part."""

    lead_unit_id: int | None
    unit_ids: frozenset[int]


def corrected(task: Task, deadline: Deadline, units: Charged | None, day: date) -> Task:
    """The task under the corrected deadline, and under `units` where the text changed them."""
    if task.state in ENDED:
        return task
    changed = replace(task, deadline=deadline, due_on=_due_on(task, deadline, day))
    if units is None or task.is_group:
        return changed
    changed = replace(changed, lead_unit_id=units.lead_unit_id, unit_ids=units.unit_ids)
    if units.lead_unit_id == task.lead_unit_id or task.state is TaskState.REGISTERED:
        return changed
    return replace(
        changed,
        state=TaskState.ASSIGNED if units.lead_unit_id else TaskState.REGISTERED,
        state_since=day,
        claimed_by=None,
        claimed_for=None,
        claimed_unit_id=None,
        verified_by=None,
    )


def _due_on(task: Task, deadline: Deadline, day: date) -> date | None:
    if deadline == task.deadline:
        return task.due_on
    printed = due_day(deadline, day)
    if isinstance(printed, date):
        return printed
    # The day that the unit set itself goes on where the text still prints none.
    return task.due_on if deadline.kind in NEEDS_TARGET_DAY else None
