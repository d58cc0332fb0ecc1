"""任务分工流程 — one table of what may follow what; a division takes effect only when issued.

起草 → 征求意见 → 汇总采纳 → 定稿 → 会签 → 印发, again for comment from 汇总采纳, 撤回 before 印发.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from mengyang.core.findings import Refused


class DivisionState(StrEnum):
    """起草、征求意见、汇总采纳、定稿、会签完毕、印发;撤回."""

    DRAFTING = "drafting"
    COMMENTING = "commenting"
    SETTLING = "settling"
    AGREED = "agreed"
    COUNTERSIGNED = "countersigned"
    ISSUED = "issued"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What can happen to a division; `EDIT` stands for any change of one of its tasks."""

    EDIT = "edit"
    SEND = "send"
    REPLY = "reply"
    CLOSE_ROUND = "close_round"
    SETTLE = "settle"
    AGREE = "agree"
    REOPEN = "reopen"
    COUNTERSIGN = "countersign"
    FINISH = "finish"
    ISSUE = "issue"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """任务分工 as the rules see it; tasks are named by their numbers in the draft.

    `unseen` are proposals nobody has looked at, `without_unit` tasks nobody leads, `changed` those
    changed since they were last sent for comment; `waiting` counts the units that have not replied,
    `unsettled` the opinions without a verdict; `unit_ids` are the units of its tasks;
    `signed_until` is the day of the last countersignature.
    """

    state: DivisionState = DivisionState.DRAFTING
    tasks: int = 0
    unseen: tuple[str, ...] = ()
    without_unit: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    rounds: int = 0
    reply_due_on: date | None = None
    waiting: int = 0
    unsettled: int = 0
    unit_ids: frozenset[int] = frozenset()
    countersigned: frozenset[int] = frozenset()
    drafted_on: date | None = None
    signed_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A step with what whoever takes it states; fields that a step does not ask for stay empty.

    `text` is a reason, `on` the day replies are due, a unit signed, or the division was issued.
    """

    step: Step
    text: str = ""
    on: date | None = None
    unit_id: int | None = None
    number: str = ""


type Guard = Callable[[Division, Statement, date], Refused | None]


@dataclass(frozen=True, slots=True)
class Transition:
    """Where a step leads; `guards` each give their refusal."""

    to: DivisionState
    guards: tuple[Guard, ...] = field(default=())


def _has_tasks(division: Division, _said: Statement, _day: date) -> Refused | None:
    if division.tasks == 0:
        return Refused("divisions.refused.no_tasks", "divisions.hint.add_tasks")
    return None


def _is_seen(division: Division, _said: Statement, _day: date) -> Refused | None:
    if division.unseen:
        numbers = "、".join(division.unseen)
        return Refused("divisions.refused.unseen", "divisions.hint.look", numbers=numbers)
    return None


def _has_leads(division: Division, _said: Statement, _day: date) -> Refused | None:
    if division.without_unit:
        numbers = "、".join(division.without_unit)
        return Refused("divisions.refused.no_lead", "divisions.hint.name_lead", numbers=numbers)
    return None


def _leaves_time(_division: Division, said: Statement, day: date) -> Refused | None:
    if said.on is None or said.on <= day:
        return Refused("divisions.refused.reply_day", "divisions.hint.later_day")
    return None


def _has_changes(division: Division, _said: Statement, _day: date) -> Refused | None:
    if not division.changed:
        return Refused("divisions.refused.nothing_changed", "divisions.hint.agree_instead")
    return None


def _is_settled(division: Division, _said: Statement, _day: date) -> Refused | None:
    if division.unsettled:
        return Refused(
            "divisions.refused.unsettled", "divisions.hint.settle", number=division.unsettled
        )
    return None


def _is_over(division: Division, _said: Statement, day: date) -> Refused | None:
    due_on = division.reply_due_on
    if division.waiting and due_on is not None and day <= due_on:
        return Refused(
            "divisions.refused.round_runs",
            "divisions.hint.wait_or_remind",
            number=division.waiting,
            day=due_on,
        )
    return None


def _was_shown(division: Division, said: Statement, _day: date) -> Refused | None:
    # A unit that never saw what it is to do must not be bound without a word.
    if division.changed and not said.text.strip():
        numbers = "、".join(division.changed)
        return Refused("divisions.refused.not_shown", "divisions.hint.ask_again", numbers=numbers)
    return None


def _has_reason(_division: Division, said: Statement, _day: date) -> Refused | None:
    if not said.text.strip():
        return Refused("divisions.refused.reason_missing", "divisions.hint.write_reason")
    return None


def _is_signatory(division: Division, said: Statement, day: date) -> Refused | None:
    if said.unit_id not in division.unit_ids:
        return Refused("divisions.refused.not_concerned", "divisions.hint.unit_of_task")
    if said.unit_id in division.countersigned:
        return Refused("divisions.refused.signed_already", "store.hint.reload")
    return _is_past(division, said, day) or _is_since(
        said, division.drafted_on, "divisions.refused.before_drafted"
    )


def _is_past(_division: Division, said: Statement, day: date) -> Refused | None:
    if said.on is None or said.on > day:
        return Refused("divisions.refused.day_to_come", "divisions.hint.day_of_paper")
    return None


def _is_after_signatures(division: Division, said: Statement, _day: date) -> Refused | None:
    return _is_since(said, division.signed_until, "divisions.refused.before_signed") or _is_since(
        said, division.drafted_on, "divisions.refused.before_drafted"
    )


def _is_since(said: Statement, earliest: date | None, reason: str) -> Refused | None:
    """A paper bears no day before that of what it follows."""
    if said.on is None or earliest is None or said.on >= earliest:
        return None
    return Refused(reason, "divisions.hint.day_of_paper", on=said.on, earliest=earliest)


def _has_all_signatures(division: Division, said: Statement, _day: date) -> Refused | None:
    missing = len(division.unit_ids - division.countersigned)
    if missing and not said.text.strip():
        return Refused(
            "divisions.refused.signatures_missing", "divisions.hint.why_without", number=missing
        )
    return None


def _has_number(_division: Division, said: Statement, _day: date) -> Refused | None:
    if not said.number.strip():
        return Refused("divisions.refused.number_missing", "divisions.hint.number")
    return None


_D = DivisionState.DRAFTING
_C = DivisionState.COMMENTING
_S = DivisionState.SETTLING
_A = DivisionState.AGREED
_K = DivisionState.COUNTERSIGNED
_I = DivisionState.ISSUED
_W = DivisionState.WITHDRAWN
_SENDABLE = (_has_tasks, _is_seen, _has_leads, _leaves_time)

TABLE: Mapping[tuple[DivisionState, Step], Transition] = MappingProxyType(
    {
        (_D, Step.EDIT): Transition(_D),
        (_D, Step.SEND): Transition(_C, _SENDABLE),
        (_C, Step.REPLY): Transition(_C),
        (_C, Step.CLOSE_ROUND): Transition(_S, (_is_over,)),
        (_S, Step.EDIT): Transition(_S),
        (_S, Step.SETTLE): Transition(_S),
        (_S, Step.SEND): Transition(_C, (*_SENDABLE, _is_settled, _has_changes)),
        (_S, Step.AGREE): Transition(_A, (_is_settled, _is_seen, _has_leads, _was_shown)),
        (_A, Step.COUNTERSIGN): Transition(_A, (_is_signatory,)),
        (_A, Step.FINISH): Transition(_K, (_has_all_signatures,)),
        (_A, Step.REOPEN): Transition(_S, (_has_reason,)),
        (_K, Step.REOPEN): Transition(_S, (_has_reason,)),
        (_K, Step.ISSUE): Transition(_I, (_has_number, _is_past, _is_after_signatures)),
        **{
            (state, Step.WITHDRAW): Transition(_W, (_has_reason,)) for state in (_D, _C, _S, _A, _K)
        },
    }
)


def advance(division: Division, said: Statement, day: date) -> Division | Refused:
    """The division after the step, or why not. Who may take it is asked of `core.access`."""
    transition = TABLE.get((division.state, said.step))
    if transition is None:
        return Refused("divisions.refused.state", "store.hint.reload")
    refusals = (guard(division, said, day) for guard in transition.guards)
    refused = next((answer for answer in refusals if answer), None)
    return refused or _after(division, said, transition.to)


def open_steps(state: DivisionState) -> frozenset[Step]:
    """The steps that the table knows for a state; what a page offers before asking the guards."""
    return frozenset(step for known, step in TABLE if known is state)


def _after(division: Division, said: Statement, to: DivisionState) -> Division:
    match said.step:
        case Step.SEND:
            return replace(
                division,
                state=to,
                rounds=division.rounds + 1,
                reply_due_on=said.on,
                changed=(),
            )
        case Step.COUNTERSIGN if said.unit_id is not None:
            signed = division.countersigned | {said.unit_id}
            return replace(division, state=to, countersigned=signed)
        case Step.REOPEN:
            # What was signed is about to change: everybody signs again.
            return replace(division, state=to, countersigned=frozenset())
        case _:
            return replace(division, state=to)
