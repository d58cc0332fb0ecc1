"""任务办理 — sign for, start, report, claim, verify, return and close, by one road each.

Every action takes the version the person saw, asks reach and rules inside its transaction,
writes its event and gives back the version the task has now.
"""

from dataclasses import dataclass
from datetime import date, datetime

from mengyang.actions.outcomes import advanced, speaking_unit
from mengyang.actions.outcomes import offers as offers
from mengyang.actions.reply_ways import require_direct
from mengyang.actions.tidings import tell
from mengyang.core.access import Actor
from mengyang.core.facts import Seen
from mengyang.core.ledger import (
    Event,
    EventKind,
    Reply,
    ReplyKind,
    ReplyState,
    SignOffWay,
    Task,
    is_leader_of,
)
from mengyang.store.writes import Work, transaction
from mengyang.store.writes.ledger import (
    ReplyDraft,
    ReportDraft,
    add_issued,
    add_report,
    change_task,
    follow_children,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """销号申请 — the closing statement; a denial also names the leader who signed it, and when."""

    words: str = ""
    signatory: str = ""
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """进展 — the words of a report; a percentage that is not stated is unknown."""

    text: str
    percent: int | None = None


NO_WORDS = Claim()


def sign_for_task(
    actor: Actor,
    task_id: int,
    expected_version: int,
    target_on: date | None = None,
    *,
    at: datetime,
) -> int:
    """签收 — with the own target day where the document demands an end but prints no day."""
    event = Event(kind=EventKind.SIGN_FOR, target_on=target_on)
    return _do(actor, task_id, expected_version, event, at)


def start_task(actor: Actor, task_id: int, expected_version: int, *, at: datetime) -> int:
    """启动 — work begins, or begins again after a return."""
    return _do(actor, task_id, expected_version, Event(kind=EventKind.START), at)


def report_progress(
    actor: Actor, task_id: int, expected_version: int, progress: Progress, *, at: datetime
) -> int:
    """报进展 — by the lead or a joint unit; the first report begins the work."""
    event = Event(kind=EventKind.REPORT, text=progress.text, percent=progress.percent)
    with transaction(actor, at) as work:
        before, after = advanced(work, actor, task_id, event, expected_version)
        draft = ReportDraft(
            unit_id=speaking_unit(before, actor),
            author_id=actor.user_id,
            text=progress.text.strip(),
            percent=progress.percent,
        )
        add_report(work, task_id, draft)
        return _write(work, before, after, event.kind, expected_version)


def claim_done(
    actor: Actor, task_id: int, expected_version: int, claim: Claim = NO_WORDS, *, at: datetime
) -> int:
    """申请销号 — the unit holds the task to be done and has the proof its answer demands.

    A unit that signs off inside claims by issuing a reply instead (`sign_off`).
    """
    with transaction(actor, at) as work:
        version = claim_within(work, actor, Seen(task_id, expected_version), claim)
        unit_id = require_direct(task_id, at.date())
        if claim.signatory:
            _keep_signature(work, actor, (task_id, unit_id), claim)
        return version


def claim_within(work: Work, actor: Actor, seen: Seen, claim: Claim) -> int:
    """The inside of every claim, by whatever way it left the unit.

    The closing statement (销号说明) is kept as a report of the unit; it is no proof of itself.
    """
    event = Event(
        kind=EventKind.CLAIM_DONE,
        text=claim.words,
        signatory=claim.signatory,
        signed_on=claim.signed_on,
    )
    before, after = advanced(work, actor, seen.id, event, seen.version)
    version = _write(work, before, after, event.kind, seen.version)
    if words := claim.words.strip():
        unit_id = speaking_unit(before, actor)
        add_report(work, seen.id, ReportDraft(unit_id, actor.user_id, words, None))
    return version


def take_back_claim(actor: Actor, task_id: int, expected_version: int, *, at: datetime) -> int:
    """撤回申请 — the unit goes on working; once the claim was judged it is too late."""
    return _do(actor, task_id, expected_version, Event(kind=EventKind.TAKE_BACK), at)


def verify_task(actor: Actor, task_id: int, expected_version: int, *, at: datetime) -> int:
    """核验 — by another pair of eyes than those that claimed."""
    return _do(actor, task_id, expected_version, Event(kind=EventKind.VERIFY), at)


def return_task(
    actor: Actor, task_id: int, expected_version: int, reason: str, *, at: datetime
) -> int:
    """退回 — the claim is not accepted, and why; the unit goes on from there."""
    event = Event(kind=EventKind.RETURN, text=reason)
    return _do(actor, task_id, expected_version, event, at)


def close_task(actor: Actor, task_id: int, expected_version: int, *, at: datetime) -> int:
    """销号 — what was verified is closed; a group closes with its last child."""
    return _do(actor, task_id, expected_version, Event(kind=EventKind.CLOSE), at)


def _keep_signature(work: Work, actor: Actor, of: tuple[int, int], claim: Claim) -> None:
    """Write who signed a claim that left its unit directly."""
    task_id, unit_id = of
    reply = Reply(
        kind=ReplyKind.CLAIM,
        unit_id=unit_id,
        way=SignOffWay.DIRECT,
        drafted_by=actor.user_id,
        drafted_on=work.at.date(),
        drafted_for=actor.acting_for,
    )
    signed = {
        "state": ReplyState.ISSUED.value,
        "issued_by_id": actor.user_id,
        "issued_for_id": actor.acting_for,
        "issued_at": work.at,
        "leader": claim.signatory.strip(),
        "leader_signed_on": claim.signed_on,
        "is_recorded": not is_leader_of(actor, unit_id),
    }
    add_issued(work, task_id, ReplyDraft(reply, claim.words.strip()), signed)


def _do(actor: Actor, task_id: int, expected_version: int, event: Event, at: datetime) -> int:
    with transaction(actor, at) as work:
        before, after = advanced(work, actor, task_id, event, expected_version)
        tell(work, [(before, after, event)])
        return _write(work, before, after, event.kind, expected_version)


def _write(work: Work, before: Task, after: Task, kind: EventKind, expected_version: int) -> int:
    version = change_task(
        work, before, after, action=f"task.{kind}", expected_version=expected_version
    )
    follow_children(work, [before.id])
    return version
