"""办理流程 — one table of what may follow what; `advance` is the only way a task changes state.

立项 → 交办 → 签收 → 整改中 → 申请销号 → 核验 → 销号, with 退回 from the two judging states,
撤回申请 until somebody has judged, 撤销 from all before 销号, and 恢复 to the state before.
Beside it: 异议 before 签收; 延期、中止、转办 while at work; 阶段性办结 of what goes on for
ever; 回头看 and 重新办理 of what was closed; 外部验收 of what others accept, and its money.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from mengyang.core.access import Actor
from mengyang.core.findings import Refused
from mengyang.core.ledger import acceptance, amount_guards, asking, splitting
from mengyang.core.ledger import guards as need
from mengyang.core.ledger.effects import EFFECTS
from mengyang.core.ledger.events import Event, EventKind
from mengyang.core.ledger.tasks import ENDED, Task, TaskState


@dataclass(frozen=True, slots=True)
class Transition:
    """Where an event leads: `to` is `None` where the state stays as it is.

    `keeps_day`: the day of the state before goes on to count, as that of closing does in the file.
    """

    to: TaskState | None
    guards: tuple[need.Guard, ...] = ()
    keeps_day: bool = False


_R = TaskState.REGISTERED
_A = TaskState.ASSIGNED
_S = TaskState.SIGNED_FOR
_P = TaskState.IN_PROGRESS
_D = TaskState.CLAIMED_DONE
_V = TaskState.VERIFIED
_C = TaskState.CLOSED
_B = TaskState.RETURNED
_W = TaskState.WITHDRAWN

_Q = TaskState.DISPUTED
_H = TaskState.SUSPENDED
_G = TaskState.STAGE_CLOSED
_O = TaskState.REOPENED
_Z = TaskState.ARCHIVED

# What the office decides of a task; on a request of the unit it is the answer to it.
_DECIDED = (
    need.has_grounds,
    need.is_not_of_lead_unit,
    asking.grants_its_kind,
    asking.is_not_the_asker,
)
_ANSWERED = (asking.answers_request, asking.is_not_the_asker)
# Where a unit is at work; and every state that somebody has still to bring to an end.
_AT_WORK = (_S, _P, _B, _O)
_UNENDED = tuple(state for state in TaskState if state not in ENDED)
# What is closed for a stage goes on: when its ground is gone it is decided on like the others.
_DECIDABLE = (*_UNENDED, _G)
# A verdict from outside comes when work has begun, and may come after the end.
_JUDGED_OUTSIDE = (*_AT_WORK, _D, _V, _H, _C, _G, _Z)

_REPORT = Transition(_P, (need.is_of_task_unit, need.has_words, need.has_true_percent))
_START = Transition(_P, (need.is_of_lead_unit,))
_ATTACH = Transition(None, (need.is_of_task_unit,))
_RETURN = Transition(_B, (need.is_another_pair_of_eyes, need.has_reason))
_WITHDRAW = Transition(_W, (need.is_not_the_claimant, need.has_grounds, need.has_basis))
_CARRY_OVER = Transition(_W, (need.is_not_the_claimant, need.has_new_task))
_MERGE = Transition(_W, (need.is_not_the_claimant, need.has_grounds, need.has_new_task))
_SPLIT = Transition(None, (need.has_grounds, splitting.stays_whole, splitting.has_parts))
_KEEP = Transition(None, (need.has_grounds,))
_ASK = Transition(
    None,
    (
        *(need.is_of_lead_unit, need.has_grounds, asking.has_request, asking.has_signatory),
        asking.is_not_asked_yet,
    ),
)
_DISPUTE = Transition(_Q, (need.is_of_lead_unit, need.has_grounds, asking.is_not_upheld))
_RECALL = Transition(None, (asking.is_of_asking_unit,))
_DECLINE = Transition(None, (need.has_grounds, asking.answers_request, asking.is_not_the_asker))
_EXTEND = Transition(None, (*_DECIDED, asking.sets_later_day))
_SUSPEND = Transition(_H, (*_DECIDED, need.has_basis))
_TRANSFER = Transition(
    _A,
    (need.has_grounds, asking.grants_its_kind, asking.is_not_the_asker, asking.names_other_unit),
)
_REOPEN = Transition(_O, (need.has_grounds, need.is_not_of_lead_unit, asking.sets_review_day))
_RECHECK = Transition(None, (need.is_not_of_lead_unit, asking.has_finding))
_STRUCK_OFF = (need.is_another_pair_of_eyes, acceptance.has_accepting_verdict)
_OTHERS_SAY = (need.is_not_of_lead_unit, need.is_another_pair_of_eyes)
_SET_BODY = Transition(None, (need.is_another_pair_of_eyes, acceptance.names_body))
_WAIVE_BODY = Transition(
    None, (*_OTHERS_SAY, need.has_grounds, need.has_basis, acceptance.is_accepted_outside)
)
# The effect leads on where the verdict leaves work to be done: whence, the task knows.
_VERDICT = Transition(None, (*_OTHERS_SAY, acceptance.is_accepted_outside, acceptance.has_verdict))
_FIND = Transition(None, (*_OTHERS_SAY, amount_guards.states_found))
_RECTIFY = Transition(
    None, (need.is_of_task_unit, amount_guards.is_in_question, amount_guards.states_rectified)
)

TABLE: Mapping[tuple[TaskState, EventKind], Transition] = MappingProxyType(
    {
        (_R, EventKind.ASSIGN): Transition(_A, (need.has_lead_unit,)),
        (_A, EventKind.ASSIGN): Transition(_A, (need.names_lead_unit,)),
        (_A, EventKind.SIGN_FOR): Transition(_S, (need.is_of_lead_unit, need.has_target_day)),
        (_A, EventKind.DISPUTE): _DISPUTE,
        (_Q, EventKind.ASSIGN): Transition(_A, (*_ANSWERED, asking.names_other_unit)),
        (_Q, EventKind.UPHOLD): Transition(_A, (need.has_grounds, *_ANSWERED)),
        (_Q, EventKind.RECALL): Transition(_A, (asking.is_of_asking_unit,)),
        (_Q, EventKind.ATTACH): _ATTACH,
        **{(state, EventKind.START): _START for state in (_S, _B, _O)},
        **{(state, EventKind.REPORT): _REPORT for state in _AT_WORK},
        **{(state, EventKind.ATTACH): _ATTACH for state in _AT_WORK},
        **{(state, EventKind.ASK): _ASK for state in _AT_WORK},
        **{(state, EventKind.EXTEND): _EXTEND for state in _AT_WORK},
        **{(state, EventKind.SUSPEND): _SUSPEND for state in _AT_WORK},
        **{(state, EventKind.TRANSFER): _TRANSFER for state in (_A, _H, *_AT_WORK)},
        # Asked before the claim or the halt, a request still wants its answer.
        **{(state, EventKind.RECALL): _RECALL for state in (_D, _V, _H, _A, *_AT_WORK)},
        **{(state, EventKind.DECLINE): _DECLINE for state in (_D, _V, _H, _A, *_AT_WORK)},
        (_H, EventKind.RESUME): Transition(_P, (need.has_grounds, need.is_not_of_lead_unit)),
        (_P, EventKind.CLAIM_DONE): Transition(_D, (need.is_of_lead_unit, need.has_proof)),
        (_D, EventKind.TAKE_BACK): Transition(_P, (need.is_of_lead_unit,)),
        (_D, EventKind.VERIFY): Transition(_V, (need.is_another_pair_of_eyes,)),
        (_D, EventKind.RETURN): _RETURN,
        (_V, EventKind.RETURN): _RETURN,
        (_V, EventKind.CLOSE): Transition(_C, _STRUCK_OFF),
        (_V, EventKind.CLOSE_STAGE): Transition(
            _G, (asking.is_standing_duty, *_STRUCK_OFF, asking.sets_review_day)
        ),
        **{(state, EventKind.RECHECK): _RECHECK for state in (_C, _G, _Z)},
        **{(state, EventKind.REOPEN): _REOPEN for state in (_C, _G, _Z)},
        (_C, EventKind.ARCHIVE): Transition(_Z, keeps_day=True),
        **{(state, EventKind.WITHDRAW): _WITHDRAW for state in _DECIDABLE},
        **{(state, EventKind.CARRY_OVER): _CARRY_OVER for state in _DECIDABLE},
        **{(state, EventKind.MERGE): _MERGE for state in _UNENDED},
        # A dispute is answered, a claim judged before the task is split.
        **{(state, EventKind.SPLIT): _SPLIT for state in (_R, _A, _H, *_AT_WORK)},
        **{(state, EventKind.KEEP): _KEEP for state in _DECIDABLE},
        **{(state, EventKind.SET_BODY): _SET_BODY for state in _UNENDED},
        **{(state, EventKind.WAIVE_BODY): _WAIVE_BODY for state in _UNENDED},
        **{(state, EventKind.RECORD_VERDICT): _VERDICT for state in _JUDGED_OUTSIDE},
        **{(state, EventKind.FIND_AMOUNT): _FIND for state in (*_UNENDED, _C, _G, _Z)},
        **{(state, EventKind.RECTIFY_AMOUNT): _RECTIFY for state in _AT_WORK},
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

    As soon as one child is at work the parent is in progress; it is closed only with the last,
    and for a stage where all are closed, some of them for a stage.
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
    changed = EFFECTS[event.kind](task, event, actor, day)
    to = transition.to
    if to is None or (to is task.state and event.kind is not EventKind.ASSIGN):
        return changed
    return replace(changed, state=to, state_since=task.state_since if transition.keeps_day else day)


_ORDER = (_R, _A, _S, _P, _D, _V, _G, _C)
# What stands beside the straight road ranks with the state that it interrupts or leads back to.
_BESIDE = {_Q: _A, _B: _P, _H: _P, _O: _P, _Z: _C}
_RANK: Mapping[TaskState, int] = MappingProxyType(
    {
        **{state: rank for rank, state in enumerate(_ORDER)},
        **{state: _ORDER.index(road) for state, road in _BESIDE.items()},
    }
)
