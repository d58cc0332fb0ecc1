"""经办、审核、签发 — a reply leaves its unit only after the steps the unit goes by.

Who drafted a reply does not review it; a leader of the unit issues it, or somebody of the unit
records that the leader signed on paper (代录): who, on which day, with the scan of the sheet.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from mengyang.core.access import Actor, Role
from mengyang.core.findings import Refused
from mengyang.core.ledger.events import EventKind
from mengyang.core.ledger.guards import unit_ids


class SignOffWay(StrEnum):
    """直接报送、经办—签发、经办—审核—签发: how a reply leaves a unit."""

    DIRECT = "direct"
    ISSUE = "issue"
    REVIEW = "review"


class ReplyKind(StrEnum):
    """销号申请、请示、异议: what a unit says of a task to whoever assigned it."""

    CLAIM = "claim"
    ASK = "ask"
    DISPUTE = "dispute"


class ReplyState(StrEnum):
    """拟稿、已审核、退回修改、已签发; 失效: the task went elsewhere or ended before."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    SENT_BACK = "sent_back"
    ISSUED = "issued"
    LAPSED = "lapsed"


class SignOffStep(StrEnum):
    """审核、签发、退回修改."""

    REVIEW = "review"
    ISSUE = "issue"
    SEND_BACK = "send_back"


# What happens to the task when a reply is issued, and not before.
ISSUES: Mapping[ReplyKind, EventKind] = MappingProxyType(
    {
        ReplyKind.CLAIM: EventKind.CLAIM_DONE,
        ReplyKind.ASK: EventKind.ASK,
        ReplyKind.DISPUTE: EventKind.DISPUTE,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """送出稿 — `way` is the one the unit went by when it was drafted.

    `drafted_for` is whom a deputy stood in for.
    """

    kind: ReplyKind
    unit_id: int
    way: SignOffWay
    drafted_by: int
    drafted_on: date
    drafted_for: int | None = None
    state: ReplyState = ReplyState.DRAFT


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """One step with what it states: why it is sent back, who signed on paper, when, on what."""

    step: SignOffStep
    words: str = ""
    signatory: str = ""
    signed_on: date | None = None
    has_sheet: bool = False


type _Guard = Callable[[Reply, SignOff, Actor, date], Refused | None]


def signed_off(reply: Reply, said: SignOff, actor: Actor, day: date) -> Reply | Refused:
    """The reply after the step, or why not."""
    if reply.unit_id not in unit_ids(actor):
        return Refused("ledger.refused.not_your_reply", "ledger.hint.own_unit_replies")
    to = _TABLE.get((reply.state, said.step))
    if to is None:
        return Refused("ledger.refused.reply_state", "ledger.hint.reload")
    refusals = (guard(reply, said, actor, day) for guard in _GUARDS[said.step])
    refused = next((answer for answer in refusals if answer), None)
    return refused or replace(reply, state=to)


def is_leader_of(actor: Actor, unit_id: int) -> bool:
    """Whether the person leads the unit, and so issues its replies without a sheet."""
    return any(post.unit_id == unit_id and post.role is Role.LEADER for post in actor.posts)


def open_steps(reply: Reply, actor: Actor, day: date) -> tuple[SignOffStep, ...]:
    """What the person may do with a reply now, as if every field were filled in properly."""
    said = (
        SignOff(step=step, words="…", signatory="…", signed_on=day, has_sheet=True)
        for step in SignOffStep
    )
    return tuple(
        each.step for each in said if isinstance(signed_off(reply, each, actor, day), Reply)
    )


def _goes_through_review(reply: Reply, _said: SignOff, actor: Actor, _day: date) -> Refused | None:
    if reply.way is not SignOffWay.REVIEW:
        return Refused("ledger.refused.no_review", "ledger.hint.issue_at_once")
    drafters = {reply.drafted_by, reply.drafted_for} - {None}
    if not drafters.isdisjoint({actor.user_id, actor.acting_for}):
        return Refused("ledger.refused.own_draft", "ledger.hint.other_reviewer")
    return None


def _says_why(_reply: Reply, said: SignOff, _actor: Actor, _day: date) -> Refused | None:
    if not said.words.strip():
        return Refused("ledger.refused.reason_missing", "ledger.hint.write_what_to_mend")
    return None


def _was_reviewed(reply: Reply, _said: SignOff, _actor: Actor, _day: date) -> Refused | None:
    if reply.way is SignOffWay.REVIEW and reply.state is not ReplyState.REVIEWED:
        return Refused("ledger.refused.not_reviewed", "ledger.hint.review_first")
    return None


def _is_signed(reply: Reply, said: SignOff, actor: Actor, day: date) -> Refused | None:
    if is_leader_of(actor, reply.unit_id):
        return None
    if not said.signatory.strip() or said.signed_on is None or not said.has_sheet:
        return Refused("ledger.refused.not_signed", "ledger.hint.record_sheet")
    if not reply.drafted_on <= said.signed_on <= day:
        return Refused(
            "ledger.refused.signed_on",
            "ledger.hint.day_of_sheet",
            day=said.signed_on,
            drafted_on=reply.drafted_on,
        )
    return None


_TABLE: Mapping[tuple[ReplyState, SignOffStep], ReplyState] = MappingProxyType(
    {
        (ReplyState.DRAFT, SignOffStep.REVIEW): ReplyState.REVIEWED,
        (ReplyState.DRAFT, SignOffStep.SEND_BACK): ReplyState.SENT_BACK,
        (ReplyState.DRAFT, SignOffStep.ISSUE): ReplyState.ISSUED,
        (ReplyState.REVIEWED, SignOffStep.SEND_BACK): ReplyState.SENT_BACK,
        (ReplyState.REVIEWED, SignOffStep.ISSUE): ReplyState.ISSUED,
    }
)
_GUARDS: Mapping[SignOffStep, tuple[_Guard, ...]] = MappingProxyType(
    {
        SignOffStep.REVIEW: (_goes_through_review,),
        SignOffStep.SEND_BACK: (_says_why,),
        SignOffStep.ISSUE: (_was_reviewed, _is_signed),
    }
)
