"""告知 — what a unit is told of, beside what is due: an answer, a return, a new day, another task.

Nobody is told what the own unit has done: units ask, report and claim; the office answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from mengyang.core.ledger.events import Event, EventKind
from mengyang.core.ledger.tasks import Task, TaskState


class Tiding(StrEnum):
    """答复、调整、退回、重新办理、复查安排、转办."""

    ANSWER = "answer"
    DECISION = "decision"
    RETURNED = "returned"
    REOPENED = "reopened"
    REVIEW_SET = "review_set"
    TRANSFERRED = "transferred"


@dataclass(frozen=True, slots=True)
class Told:
    """告知 — one unit is told one thing; `reason` is the code of its words."""

    tiding: Tiding
    unit_id: int
    reason: str


_GRANTED: Mapping[EventKind, str] = MappingProxyType(
    {
        EventKind.EXTEND: "extended",
        EventKind.SUSPEND: "suspended",
        EventKind.TRANSFER: "transferred",
        EventKind.ASSIGN: "assigned",
        EventKind.UPHOLD: "upheld",
        EventKind.DECLINE: "declined",
    }
)
_DECIDED: Mapping[EventKind, str] = MappingProxyType(
    {
        EventKind.EXTEND: "extended",
        EventKind.SUSPEND: "suspended",
        EventKind.RESUME: "resumed",
    }
)


def told(before: Task, after: Task, event: Event) -> tuple[Told, ...]:
    """Whom an event is told, and as what; nobody where the unit did it or knows of it anyway."""
    found = [*_answer(event), *_decision(before, event), *_handed_over(before, after, event)]
    lead = after.lead_unit_id
    if lead is not None:
        found += [Told(tiding, lead, tiding.value) for tiding in _of_task(before, after, event)]
    return tuple(found)


def _answer(event: Event) -> list[Told]:
    reason = _GRANTED.get(event.kind)
    if reason is None or event.request is None:
        return []
    return [Told(Tiding.ANSWER, event.request.unit_id, f"answer_{reason}")]


def _decision(before: Task, event: Event) -> list[Told]:
    """What the office decided of its own motion."""
    reason = _DECIDED.get(event.kind)
    if reason is None or event.request is not None or before.lead_unit_id is None:
        return []
    return [Told(Tiding.DECISION, before.lead_unit_id, f"decision_{reason}")]


def _handed_over(before: Task, after: Task, event: Event) -> list[Told]:
    """Both units; of a first assignment nobody, for that is what a unit looks for on its list."""
    old, new = before.lead_unit_id, after.lead_unit_id
    if before.state is TaskState.REGISTERED or new is None or new == old:
        return []
    found = [Told(Tiding.TRANSFERRED, new, "transferred")]
    if event.request is None and old is not None:
        found.append(Told(Tiding.DECISION, old, "decision_moved"))
    return found


def _of_task(before: Task, after: Task, event: Event) -> list[Tiding]:
    """What the unit that has the task is told of it."""
    is_returned = after.state is TaskState.RETURNED and before.state is not TaskState.RETURNED
    if event.kind is EventKind.RETURN or is_returned:
        return [Tiding.RETURNED]
    if after.state is TaskState.REOPENED and before.state is not TaskState.REOPENED:
        return [Tiding.REOPENED]
    is_set = event.kind in {EventKind.CLOSE_STAGE, EventKind.RECHECK}
    is_reviewed = is_set and after.state is TaskState.STAGE_CLOSED and after.due_on is not None
    return [Tiding.REVIEW_SET] if is_reviewed else []
