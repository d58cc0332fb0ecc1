"""办理结果 — what an event leaves in the task, apart from the state that the table leads to."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from mengyang.core.access import Actor
from mengyang.core.facts import DeadlineKind
from mengyang.core.findings import Refused
from mengyang.core.ledger.acceptance import ENDED_WELL, UNDER_JUDGEMENT, is_rejected
from mengyang.core.ledger.deadlines import due_day, target_day
from mengyang.core.ledger.decisions import Decision
from mengyang.core.ledger.events import Event, EventKind
from mengyang.core.ledger.tasks import Task, TaskState

type Effect = Callable[[Task, Event, Actor, date], Task]

_COMES_AGAIN = frozenset({DeadlineKind.SEVERAL, DeadlineKind.RECURRING})
_GOES_ON_ELSEWHERE = frozenset({Decision.CARRIED_OVER, Decision.MERGED})


def _assigned(task: Task, event: Event, _actor: Actor, _day: date) -> Task:
    if event.lead_unit_id is None:
        return task
    unit_ids = event.joint_unit_ids | {event.lead_unit_id}
    return replace(task, lead_unit_id=event.lead_unit_id, unit_ids=unit_ids)


def _signed_for(task: Task, event: Event, _actor: Actor, day: date) -> Task:
    # A day that was set when the plan was adopted stays, though it may have passed meanwhile.
    due_on = task.due_on or target_day(task.deadline, event.target_on, day)
    return task if isinstance(due_on, Refused) else replace(task, due_on=due_on)


def _unchanged(task: Task, _event: Event, _actor: Actor, _day: date) -> Task:
    return task


def _reported(task: Task, event: Event, _actor: Actor, _day: date) -> Task:
    # A report that states no percentage leaves the one stated last.
    percent = task.progress_percent if event.percent is None else event.percent
    return replace(task, report_count=task.report_count + 1, progress_percent=percent)


def _attached(task: Task, _event: Event, _actor: Actor, _day: date) -> Task:
    return replace(task, evidence_count=task.evidence_count + 1)


def _claimed(task: Task, _event: Event, actor: Actor, _day: date) -> Task:
    return replace(
        task,
        claimed_by=actor.user_id,
        claimed_for=actor.acting_for,
        claimed_unit_id=task.lead_unit_id,
    )


def _taken_back(task: Task, _event: Event, _actor: Actor, _day: date) -> Task:
    return replace(task, claimed_by=None, claimed_for=None, claimed_unit_id=None)


def _verified(task: Task, _event: Event, actor: Actor, _day: date) -> Task:
    return replace(task, verified_by=actor.user_id)


def _returned(task: Task, event: Event, _actor: Actor, day: date) -> Task:
    changed = replace(
        task,
        claimed_by=None,
        claimed_for=None,
        claimed_unit_id=None,
        verified_by=None,
        return_reason=event.text.strip(),
    )
    if task.deadline.kind not in _COMES_AGAIN:
        return changed
    # Of several printed days the claim has used up the past ones: the next open one counts.
    due_on = due_day(task.deadline, day)
    return replace(changed, due_on=due_on) if isinstance(due_on, date) else changed


def _decided(kind: Decision) -> Effect:
    def decide(task: Task, event: Event, actor: Actor, day: date) -> Task:
        is_ended = kind in {Decision.WITHDRAWN, Decision.CARRIED_OVER, Decision.MERGED}
        return replace(
            task,
            withdrawn_from=task.state if is_ended else None,
            decision=kind,
            decision_reason=event.text.strip(),
            decision_basis=event.basis.strip(),
            decided_for=event.document_id,
            carried_to=event.carried_to if kind in _GOES_ON_ELSEWHERE else None,
            decided_by=actor.user_id,
            decided_on=day,
        )

    return decide


def _restored(task: Task, event: Event, actor: Actor, day: date) -> Task:
    before = task.withdrawn_from or task.state
    decided = _decided(Decision.RESTORED)(task, event, actor, day)
    return replace(decided, state=before, state_since=day)


def _sets_day(task: Task, event: Event, _actor: Actor, _day: date) -> Task:
    return replace(task, due_on=event.target_on)


def _resumed(task: Task, _event: Event, _actor: Actor, day: date) -> Task:
    # The clock stood still: the day in force moves by as long as the task was suspended.
    if task.due_on is None or task.state_since is None:
        return task
    return replace(task, due_on=task.due_on + (day - task.state_since))


def _transferred(task: Task, event: Event, actor: Actor, day: date) -> Task:
    # What the unit before said of its progress says nothing of the new one's.
    return replace(_assigned(task, event, actor, day), progress_percent=None)


def _reopened(task: Task, event: Event, actor: Actor, day: date) -> Task:
    fresh = _taken_back(task, event, actor, day)
    return replace(fresh, verified_by=None, progress_percent=None, due_on=event.target_on)


def _rechecked(task: Task, event: Event, actor: Actor, day: date) -> Task:
    if not event.holds:
        again = _reopened(task, event, actor, day)
        return replace(again, state=TaskState.REOPENED, state_since=day)
    is_reviewed = task.state is TaskState.STAGE_CLOSED
    return replace(task, due_on=event.target_on) if is_reviewed else task


def _judged_outside(task: Task, event: Event, actor: Actor, day: date) -> Task:
    if not is_rejected(event):
        return task
    if task.state in UNDER_JUDGEMENT:
        again = _returned(task, event, actor, day)
        return replace(again, state=TaskState.RETURNED, state_since=day)
    if task.state in ENDED_WELL:
        again = _reopened(task, event, actor, day)
        return replace(again, state=TaskState.REOPENED, state_since=day)
    return task


EFFECTS: Mapping[EventKind, Effect] = MappingProxyType(
    {
        EventKind.ASSIGN: _assigned,
        EventKind.SIGN_FOR: _signed_for,
        EventKind.START: _unchanged,
        EventKind.REPORT: _reported,
        EventKind.ATTACH: _attached,
        EventKind.CLAIM_DONE: _claimed,
        EventKind.TAKE_BACK: _taken_back,
        EventKind.VERIFY: _verified,
        EventKind.RETURN: _returned,
        EventKind.CLOSE: _unchanged,
        EventKind.WITHDRAW: _decided(Decision.WITHDRAWN),
        EventKind.CARRY_OVER: _decided(Decision.CARRIED_OVER),
        EventKind.KEEP: _decided(Decision.KEPT),
        EventKind.RESTORE: _restored,
        EventKind.DISPUTE: _unchanged,
        EventKind.UPHOLD: _unchanged,
        EventKind.ASK: _unchanged,
        EventKind.RECALL: _unchanged,
        EventKind.DECLINE: _unchanged,
        EventKind.EXTEND: _sets_day,
        EventKind.SUSPEND: _unchanged,
        EventKind.RESUME: _resumed,
        EventKind.TRANSFER: _transferred,
        EventKind.CLOSE_STAGE: _sets_day,
        EventKind.RECHECK: _rechecked,
        EventKind.REOPEN: _reopened,
        EventKind.ARCHIVE: _unchanged,
        EventKind.MERGE: _decided(Decision.MERGED),
        EventKind.SPLIT: _unchanged,
        EventKind.SET_BODY: _unchanged,
        EventKind.WAIVE_BODY: _unchanged,
        EventKind.RECORD_VERDICT: _judged_outside,
        EventKind.FIND_AMOUNT: _unchanged,
        EventKind.RECTIFY_AMOUNT: _unchanged,
    }
)
