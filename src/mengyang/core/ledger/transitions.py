"""办理流程 — one table of what may follow what; `advance` is the only way a task changes state.

立项 → 交办 → 签收 → 整改中 → 申请销号 → 核验 → 销号, with 退回 from the two judging states,
撤回申请 until somebody has judged, 撤销 from all before 销号, and 恢复 to the state before.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from mengyang.core.access import Actor
from mengyang.core.facts import DeadlineKind
from mengyang.core.findings import Refused
from mengyang.core.ledger import guards as need
from mengyang.core.ledger.deadlines import due_day, target_day
from mengyang.core.ledger.decisions import Decision
from mengyang.core.ledger.events import Event, EventKind
from mengyang.core.ledger.tasks import ENDED, Task, TaskState

type Effect = Callable[[Task, Event, Actor, date], Task]


@dataclass(frozen=True, slots=True)
class Transition:
    """Where an event leads: `to` is `None` where the state stays as it is."""

    to: TaskState | None
    guards: tuple[need.Guard, ...] = ()


_R = TaskState.REGISTERED
_A = TaskState.ASSIGNED
_S = TaskState.SIGNED_FOR
_P = TaskState.IN_PROGRESS
_D = TaskState.CLAIMED_DONE
_V = TaskState.VERIFIED
_C = TaskState.CLOSED
_B = TaskState.RETURNED
_W = TaskState.WITHDRAWN

_COMES_AGAIN = frozenset({DeadlineKind.SEVERAL, DeadlineKind.RECURRING})
_REPORT = Transition(_P, (need.is_of_task_unit, need.has_words, need.has_true_percent))
_ATTACH = Transition(None, (need.is_of_task_unit,))
_RETURN = Transition(_B, (need.is_another_pair_of_eyes, need.has_reason))
_WITHDRAW = Transition(_W, (need.is_not_the_claimant, need.has_grounds, need.has_basis))
_CARRY_OVER = Transition(_W, (need.is_not_the_claimant, need.has_new_task))
_KEEP = Transition(None, (need.has_grounds,))
_UNENDED = tuple(state for state in TaskState if state not in ENDED)

TABLE: Mapping[tuple[TaskState, EventKind], Transition] = MappingProxyType(
    {
        (_R, EventKind.ASSIGN): Transition(_A, (need.has_lead_unit,)),
        (_A, EventKind.ASSIGN): Transition(_A, (need.names_lead_unit,)),
        (_A, EventKind.SIGN_FOR): Transition(_S, (need.is_of_lead_unit, need.has_target_day)),
        (_S, EventKind.START): Transition(_P, (need.is_of_lead_unit,)),
        (_B, EventKind.START): Transition(_P, (need.is_of_lead_unit,)),
        (_S, EventKind.REPORT): _REPORT,
        (_P, EventKind.REPORT): _REPORT,
        (_B, EventKind.REPORT): _REPORT,
        (_S, EventKind.ATTACH): _ATTACH,
        (_P, EventKind.ATTACH): _ATTACH,
        (_B, EventKind.ATTACH): _ATTACH,
        (_P, EventKind.CLAIM_DONE): Transition(_D, (need.is_of_lead_unit, need.has_proof)),
        (_D, EventKind.TAKE_BACK): Transition(_P, (need.is_of_lead_unit,)),
        (_D, EventKind.VERIFY): Transition(_V, (need.is_another_pair_of_eyes,)),
        (_D, EventKind.RETURN): _RETURN,
        (_V, EventKind.RETURN): _RETURN,
        (_V, EventKind.CLOSE): Transition(_C, (need.is_another_pair_of_eyes,)),
        **{(state, EventKind.WITHDRAW): _WITHDRAW for state in _UNENDED},
        **{(state, EventKind.CARRY_OVER): _CARRY_OVER for state in _UNENDED},
        **{(state, EventKind.KEEP): _KEEP for state in _UNENDED},
        # The effect leads to the state before: which one that is, the task knows.
        (_W, EventKind.RESTORE): Transition(None, (need.has_grounds, need.was_withdrawn_alone)),
    }
)


def advance(task: Task, event: Event, actor: Actor, day: date) -> Task | Refused:
    """The task after `event`, or why not. What `actor` may reach is asked of `core.access`."""
    if task.is_group:
        return Refused("ledger.refused.group", "ledger.hint.act_on_children", number=task.number)
    transition = TABLE.get((task.state, event.kind))
    if transition is None:
        return Refused(f"ledger.refused.state_{event.kind}", "ledger.hint.reload")
    refusals = (guard(task, event, actor, day) for guard in transition.guards)
    refused = next((answer for answer in refusals if answer), None)
    return refused or _after(task, event, actor, day)


def open_events(state: TaskState) -> frozenset[EventKind]:
    """The events that the table knows for a state; what a page offers before asking the guards."""
    return frozenset(kind for known, kind in TABLE if known is state)


def group_state(children: Iterable[TaskState]) -> TaskState:
    """The state of a group's parent: all children alike, or the least advanced of them.

    As soon as one child is at work the parent is in progress; it is closed only with the last.
    Withdrawn children do not count, unless all are.
    """
    states = set(children)
    if not states:
        raise ValueError("a group has at least one child")
    ranks = {_RANK[state] for state in states - {_W}}
    if not ranks:
        return _W
    if min(ranks) <= _RANK[_P] <= max(ranks):
        return _P
    return _ORDER[min(ranks)]


def _after(task: Task, event: Event, actor: Actor, day: date) -> Task:
    transition = TABLE[task.state, event.kind]
    changed = _EFFECTS[event.kind](task, event, actor, day)
    to = transition.to
    if to is None or (to is task.state and event.kind is not EventKind.ASSIGN):
        return changed
    return replace(changed, state=to, state_since=day)


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
    # Of several days the claim has used up the past ones: the next open one counts.
    due_on = due_day(task.deadline, day)
    return replace(changed, due_on=due_on) if isinstance(due_on, date) else changed


def _decided(kind: Decision) -> Effect:
    def decide(task: Task, event: Event, actor: Actor, day: date) -> Task:
        is_ended = kind in {Decision.WITHDRAWN, Decision.CARRIED_OVER}
        return replace(
            task,
            withdrawn_from=task.state if is_ended else None,
            decision=kind,
            decision_reason=event.text.strip(),
            decision_basis=event.basis.strip(),
            decided_for=event.document_id,
            carried_to=event.carried_to if kind is Decision.CARRIED_OVER else None,
            decided_by=actor.user_id,
            decided_on=day,
        )

    return decide


def _restored(task: Task, event: Event, actor: Actor, day: date) -> Task:
    before = task.withdrawn_from or task.state
    decided = _decided(Decision.RESTORED)(task, event, actor, day)
    return replace(decided, state=before, state_since=day)


_EFFECTS: Mapping[EventKind, Effect] = MappingProxyType(
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
    }
)
_ORDER = (_R, _A, _S, _P, _D, _V, _C)
_RANK: Mapping[TaskState, int] = MappingProxyType(
    {**{state: rank for rank, state in enumerate(_ORDER)}, _B: _ORDER.index(_P)}
)
