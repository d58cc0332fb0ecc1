"""替代与废止 — what becomes of the open tasks of a superseded plan, or of one task alone.

Carried over to a task of the new plan, withdrawn, or kept running: each task leaves its own event;
several ticked at once are decided together or not at all. Nothing changes without a person.
"""

from dataclasses import dataclass
from datetime import date, datetime

from mengyang.actions.outcomes import advanced
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.findings import Refused
from mengyang.core.ledger import ENDED, Decision, Event, EventKind
from mengyang.store.reads.ledger import (
    over_since,
    superseding_documents,
    tasks_of,
    tasks_of_documents,
    tasks_to_take_over,
)
from mengyang.store.reads.scope import subjects
from mengyang.store.writes import Work, transaction
from mengyang.store.writes.ledger import change_task, follow_children, take_task

_EVENTS = {
    Decision.CARRIED_OVER: EventKind.CARRY_OVER,
    Decision.WITHDRAWN: EventKind.WITHDRAW,
    Decision.KEPT: EventKind.KEEP,
}
CHOICES = tuple(_EVENTS)


@dataclass(frozen=True, slots=True)
class Choice:
    """处理决定 — what becomes of the ticked tasks, why, and on which document or instruction."""

    decision: Decision
    reason: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Ticked:
    """A task in the version that the person saw; `carried_to` is the task of the new plan."""

    task_id: int
    version: int
    carried_to: int | None = None


def decide_tasks(
    actor: Actor, plan_id: int, choice: Choice, ticked: tuple[Ticked, ...], *, at: datetime
) -> int:
    """Decide on tasks of a plan superseded or over; how many. All of them or, refused, none."""
    if choice.decision not in _EVENTS:
        raise Refused("ledger.refused.no_decision", "ledger.hint.choose_decision")
    if not ticked:
        raise Refused("ledger.refused.nothing_ticked", "ledger.hint.tick_tasks")
    with transaction(actor, at) as work:
        later, new_tasks = _grounds(actor, plan_id, at.date())
        if not {each.task_id for each in ticked} <= tasks_of(plan_id):
            raise Refused("ledger.refused.not_found", "ledger.hint.list")
        for each in sorted(ticked, key=lambda each: each.task_id):
            if choice.decision is Decision.CARRIED_OVER:
                _require_new_task(work, actor, each, (later, new_tasks))
            _decide(work, actor, each, _event(choice, each, later))
    return len(ticked)


def withdraw_task(
    actor: Actor, task_id: int, expected_version: int, choice: Choice, *, at: datetime
) -> int:
    """撤销 — one task alone, with the reason and the document or instruction it rests on."""
    event = Event(kind=EventKind.WITHDRAW, text=choice.reason, basis=choice.basis)
    with transaction(actor, at) as work:
        return _decide(work, actor, Ticked(task_id, expected_version), event)


def restore_task(
    actor: Actor, task_id: int, expected_version: int, reason: str, *, at: datetime
) -> int:
    """恢复办理 — a withdrawal made by mistake is taken back: the task is where it was."""
    event = Event(kind=EventKind.RESTORE, text=reason)
    with transaction(actor, at) as work:
        return _decide(work, actor, Ticked(task_id, expected_version), event)


def may_decide(actor: Actor, plan_id: int, day: date) -> bool:
    """Whether the tasks of a plan are the actor's to decide on: by where the plan is run."""
    subject = subjects("plan", [plan_id], day).get(plan_id)
    reach = access.scope(actor, EventKind.WITHDRAW, "judgement")
    return subject is not None and access.may(reach, subject)


def _grounds(actor: Actor, plan_id: int, day: date) -> tuple[int | None, frozenset[int]]:
    """The latest document that supersedes the plan, none where it is merely over; and the tasks
    that may take over: of the plans of such documents, else of any plan that runs."""
    subject = subjects("plan", [plan_id], day).get(plan_id)
    if subject is None or not access.may(access.scope(actor, "see", "plan"), subject):
        raise Refused("ledger.refused.no_such_plan", "ledger.hint.list")
    later = superseding_documents(plan_id, day)
    if later:
        return later[0], tasks_of_documents(later)
    if not over_since([plan_id], day):
        raise Refused("ledger.refused.not_superseded", "ledger.hint.record_relation")
    return None, tasks_to_take_over(access.scope(actor, "see", "plan"), day, plan_id)


def _require_new_task(
    work: Work, actor: Actor, each: Ticked, grounds: tuple[int | None, frozenset[int]]
) -> None:
    """The task to carry over to is open, and one of a plan that may take it over."""
    later, new_tasks = grounds
    if each.carried_to is None:
        return
    if each.carried_to not in new_tasks:
        if later:
            raise Refused("ledger.refused.not_of_new_plan", "ledger.hint.choose_new_task")
        raise Refused("ledger.refused.not_of_running_plan", "ledger.hint.choose_new_task")
    target = take_task(work, access.scope(actor, "see", "task"), each.carried_to)
    if target.state in ENDED:
        raise Refused(
            "ledger.refused.new_task_ended", "ledger.hint.choose_new_task", number=target.number
        )


def _event(choice: Choice, each: Ticked, document_id: int | None) -> Event:
    return Event(
        kind=_EVENTS[choice.decision],
        text=choice.reason,
        basis=choice.basis,
        document_id=document_id,
        carried_to=each.carried_to,
    )


def _decide(work: Work, actor: Actor, each: Ticked, event: Event) -> int:
    before, after = advanced(work, actor, each.task_id, event)
    version = change_task(
        work, before, after, action=f"task.{event.kind}", expected_version=each.version
    )
    follow_children(work, [each.task_id])
    return version
