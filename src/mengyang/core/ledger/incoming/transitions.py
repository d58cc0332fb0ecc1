"""收文办理流程 — one table of what may follow what; `advance` is the only way a paper moves.

已登记 → 已拟办 → 已批示 → 承办中 → 已办结; a paper that needs no instruction goes straight from
拟办 to its unit, further leaders may write until it is done, and a mistaken entry is 撤销.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from mengyang.core.access import Actor
from mengyang.core.facts import DeadlineKind
from mengyang.core.findings import Refused
from mengyang.core.ledger.deadlines import Deadline, due_day
from mengyang.core.ledger.guards import unit_ids
from mengyang.core.ledger.incoming.papers import Handling, Incoming, IncomingState, Step

type Guard = Callable[[Incoming, Handling, Actor, date], Refused | None]

_R, _P = IncomingState.REGISTERED, IncomingState.PROPOSED
_I, _H = IncomingState.INSTRUCTED, IncomingState.IN_HAND
_D, _W = IncomingState.DONE, IncomingState.WITHDRAWN


@dataclass(frozen=True, slots=True)
class Transition:
    """Where a step leads, and what must hold before it."""

    to: IncomingState
    guards: tuple[Guard, ...]


def _has_words(_paper: Incoming, step: Handling, _actor: Actor, _day: date) -> Refused | None:
    if step.text.strip():
        return None
    return Refused(f"incoming.refused.no_words_{step.kind}", "incoming.hint.write_words")


def _names_leader(_paper: Incoming, step: Handling, _actor: Actor, _day: date) -> Refused | None:
    if step.leader_name.strip() and step.leader_post.strip():
        return None
    return Refused("incoming.refused.no_leader", "incoming.hint.name_leader")


def _has_scan(_paper: Incoming, step: Handling, _actor: Actor, _day: date) -> Refused | None:
    """What was written on paper is believed because its sheet is there to be seen."""
    if step.is_transcribed and not step.has_scan:
        return Refused("incoming.refused.no_scan", "incoming.hint.scan")
    return None


def _has_true_day(paper: Incoming, step: Handling, _actor: Actor, day: date) -> Refused | None:
    """Nobody writes on a paper before it came, or tomorrow."""
    if step.on is None:
        return Refused("incoming.refused.no_day", "incoming.hint.state_day")
    if not paper.received_on <= step.on <= day:
        return Refused(
            "incoming.refused.day",
            "incoming.hint.state_day",
            on=step.on,
            received_on=paper.received_on,
            day=day,
        )
    return None


def _names_unit(_paper: Incoming, step: Handling, _actor: Actor, _day: date) -> Refused | None:
    if step.lead_unit_id is None:
        return Refused("incoming.refused.no_unit", "incoming.hint.name_unit")
    return None


def deadline_fault(deadline: Deadline, received_on: date) -> Refused | None:
    """Why a deadline fits no paper received on this day: it has no day, or one before it."""
    if deadline.kind is DeadlineKind.BY_DATE and not deadline.days:
        return Refused("incoming.refused.deadline_day", "incoming.hint.deadline_day")
    early = [day for day in deadline.days if day < received_on]
    if early:
        return Refused(
            "incoming.refused.deadline_early",
            "incoming.hint.deadline_early",
            on=min(early),
            received_on=received_on,
        )
    return None


def _has_day_of_deadline(
    paper: Incoming, step: Handling, _actor: Actor, _day: date
) -> Refused | None:
    return deadline_fault(step.deadline, paper.received_on) if step.deadline else None


def _is_of_lead_unit(paper: Incoming, _step: Handling, actor: Actor, _day: date) -> Refused | None:
    if paper.lead_unit_id in unit_ids(actor):
        return None
    return Refused("incoming.refused.not_lead_unit", "incoming.hint.ask_lead_unit")


_PROPOSE = Transition(_P, (_has_words,))
_SPOKEN: tuple[Guard, ...] = (_has_words, _names_leader, _has_true_day, _has_scan)
_HAND_OVER = Transition(_H, (_names_unit, _has_day_of_deadline))
_WITHDRAW = Transition(_W, (_has_words,))

TABLE: Mapping[tuple[IncomingState, Step], Transition] = MappingProxyType(
    {
        (_R, Step.PROPOSE): _PROPOSE,
        (_P, Step.PROPOSE): _PROPOSE,
        (_P, Step.INSTRUCT): Transition(_I, _SPOKEN),
        (_I, Step.INSTRUCT): Transition(_I, _SPOKEN),
        (_H, Step.INSTRUCT): Transition(_H, _SPOKEN),
        (_P, Step.HAND_OVER): _HAND_OVER,
        (_I, Step.HAND_OVER): _HAND_OVER,
        (_H, Step.HAND_OVER): _HAND_OVER,
        (_H, Step.FINISH): Transition(_D, (_is_of_lead_unit, _has_words, _has_true_day)),
        # What is registered wrongly is found out at any time, also when the matter is done.
        **{
            (state, Step.CORRECT): Transition(state, (_has_words,))
            for state in (_R, _P, _I, _H, _D)
        },
        (_R, Step.WITHDRAW): _WITHDRAW,
        (_P, Step.WITHDRAW): _WITHDRAW,
        (_I, Step.WITHDRAW): _WITHDRAW,
    }
)


def spoken_fault(paper: Incoming, said: Handling, day: date) -> Refused | None:
    """Why an instruction that was entered from paper cannot read so; its scan is there already."""
    if paper.state is IncomingState.WITHDRAWN:
        return Refused("incoming.refused.state_instruct", "incoming.hint.reload")
    nobody = Actor(0)
    guards = (_has_words, _names_leader, _has_true_day)
    refusals = (guard(paper, said, nobody, day) for guard in guards)
    return next((answer for answer in refusals if answer), None)


def record_kind(kind: Step, is_transcribed: bool = False) -> str:
    """As what the access rules are asked: the office acts on its register, others on the paper."""
    spoken = kind is Step.INSTRUCT and not is_transcribed
    return "incoming" if spoken or kind is Step.FINISH else "registration"


def open_steps(state: IncomingState) -> frozenset[Step]:
    """The steps that the table knows for a state."""
    return frozenset(kind for known, kind in TABLE if known is state)


def advance(paper: Incoming, step: Handling, actor: Actor, day: date) -> Incoming | Refused:
    """The paper after the step, or why not. What `actor` may reach is asked of `core.access`."""
    transition = TABLE.get((paper.state, step.kind))
    if transition is None:
        return Refused(f"incoming.refused.state_{step.kind}", "incoming.hint.reload")
    refusals = (guard(paper, step, actor, day) for guard in transition.guards)
    refused = next((answer for answer in refusals if answer), None)
    return refused or _moved(_changed(paper, step, day), transition.to, day)


def _moved(paper: Incoming, to: IncomingState, day: date) -> Incoming:
    return paper if to is paper.state else replace(paper, state=to, state_since=day)


def _changed(paper: Incoming, step: Handling, day: date) -> Incoming:
    match step.kind:
        case Step.HAND_OVER:
            return _handed_over(paper, step, day)
        case Step.FINISH:
            return replace(paper, result=step.text.strip(), finished_on=step.on)
        case Step.WITHDRAW:
            return replace(paper, withdraw_reason=step.text.strip())
        case _:
            return paper


def _handed_over(paper: Incoming, step: Handling, day: date) -> Incoming:
    deadline = step.deadline or paper.deadline
    due_on = due_day(deadline, day)
    return replace(
        paper,
        lead_unit_id=step.lead_unit_id,
        joint_unit_ids=step.joint_unit_ids - {step.lead_unit_id},
        section=step.section.strip(),
        deadline=deadline,
        due_on=due_on if isinstance(due_on, date) else None,
    )
