"""批复与决定 — the office extends, halts, transfers, upholds, closes for a stage, reopens, merges.

Where a request of the unit waits for it, the decision is its answer; else the office acts of its
own motion. Each leaves a ruling beside the task.
"""

from dataclasses import dataclass
from datetime import date, datetime

from mengyang.actions.assignments import Assignment, answered, charge_around
from mengyang.actions.outcomes import advanced
from mengyang.actions.tidings import tell
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger import ENDED, Event, EventKind, RequestState
from mengyang.packs import terms
from mengyang.store.writes import Work, transaction
from mengyang.store.writes.ledger import (
    RecheckDraft,
    RulingDraft,
    add_recheck,
    add_ruling,
    answer_request,
    archive_file,
    change_task,
    charge_task,
    follow_children,
    take_task,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """回头看 — whether what was closed still holds, in words, with a second person."""

    holds: bool
    words: str
    witness: str
    next_on: date | None = None


@dataclass(frozen=True, slots=True)
class Filing:
    """归档 — the number of the file and its class of keeping."""

    file_number: str
    retention: str


def extend(actor: Actor, seen: Seen, later_on: date, words: str, *, at: datetime) -> int:
    """同意延期 — the task is due on a later day; the printed day stays beside it."""
    event = Event(kind=EventKind.EXTEND, text=words, target_on=later_on)
    return _rule(actor, seen, event, at)


def suspend(actor: Actor, seen: Seen, words: str, basis: str, *, at: datetime) -> int:
    """中止 — the clock stands still until the task is resumed."""
    event = Event(kind=EventKind.SUSPEND, text=words, basis=basis)
    return _rule(actor, seen, event, at)


def resume(actor: Actor, seen: Seen, words: str, *, at: datetime) -> int:
    """解除中止 — the day moves by as long as the task stood still."""
    event = Event(kind=EventKind.RESUME, text=words)
    return _rule(actor, seen, event, at)


def transfer(
    actor: Actor,
    seen: Seen,
    assignment: Assignment,
    words: str,
    *,
    at: datetime,
) -> int:
    """转办 — another unit answers for the task and signs for it anew."""
    event = Event(
        kind=EventKind.TRANSFER,
        text=words,
        lead_unit_id=assignment.lead_unit_id,
        joint_unit_ids=frozenset(assignment.joint_unit_ids),
    )
    return _rule(actor, seen, event, at)


def uphold(actor: Actor, seen: Seen, words: str, *, at: datetime) -> int:
    """维持交办 — the dispute is answered: the task stays with the unit."""
    event = Event(kind=EventKind.UPHOLD, text=words)
    return _rule(actor, seen, event, at)


def close_stage(actor: Actor, seen: Seen, review_on: date, words: str, *, at: datetime) -> int:
    """阶段性办结 — a standing duty leaves the open count and is reviewed on a day."""
    event = Event(kind=EventKind.CLOSE_STAGE, text=words, target_on=review_on)
    return _rule(actor, seen, event, at)


def reopen(actor: Actor, seen: Seen, due_on: date, words: str, *, at: datetime) -> int:
    """重新办理 — what was closed has come back; with a day to look at."""
    event = Event(kind=EventKind.REOPEN, text=words, target_on=due_on)
    return _rule(actor, seen, event, at)


def merge(actor: Actor, seen: Seen, into_id: int, words: str, *, at: datetime) -> int:
    """并入 — another task goes on with it; both are linked."""
    event = Event(kind=EventKind.MERGE, text=words, carried_to=into_id)
    return _rule(actor, seen, event, at)


def recheck(actor: Actor, seen: Seen, finding: Finding, *, at: datetime) -> int:
    """回头看 — what holds stays closed, what does not is opened again."""
    event = Event(
        kind=EventKind.RECHECK,
        text=finding.words,
        holds=finding.holds,
        witness=finding.witness,
        target_on=finding.next_on,
    )
    with transaction(actor, at) as work:
        before, after = advanced(work, actor, seen.id, event, seen.version)
        words, witness = finding.words.strip(), finding.witness.strip()
        add_recheck(work, seen.id, RecheckDraft(finding.holds, words, witness, finding.next_on))
        tell(work, [(before, after, event)])
        if after == before:
            return before.version
        version = change_task(
            work, before, after, action="task.recheck", expected_version=seen.version
        )
        follow_children(work, [seen.id])
        return version


def archive_task(actor: Actor, seen: Seen, filing: Filing, *, at: datetime) -> int:
    """归档 — the file of a closed task has its number and its class of keeping."""
    if filing.retention not in terms()["retention_classes"] or not filing.file_number.strip():
        raise Refused("ledger.refused.filing", "ledger.hint.filing")
    with transaction(actor, at) as work:
        event = Event(kind=EventKind.ARCHIVE)
        before, after = advanced(work, actor, seen.id, event, seen.version)
        archive_file(work, seen.id, filing.file_number.strip(), filing.retention)
        return change_task(
            work, before, after, action="task.archive", expected_version=seen.version
        )


def _rule(actor: Actor, seen: Seen, event: Event, at: datetime) -> int:
    with transaction(actor, at) as work:
        request_id, answering = answered(seen.id, event)
        before, after = advanced(work, actor, seen.id, answering, seen.version)
        if event.kind is EventKind.MERGE and event.carried_to is not None:
            _require_other(work, actor, event.carried_to)
        # Answered first: what still waits when the task ends has lapsed.
        _settle_request(work, request_id, event.kind)
        version = change_task(
            work, before, after, action=f"task.{event.kind}", expected_version=seen.version
        )
        if event.lead_unit_id is not None:
            named = Assignment(event.lead_unit_id, tuple(sorted(event.joint_unit_ids)))
            charge = charge_around(actor, seen.id, named, at.date())
            version = charge_task(work, seen.id, charge, action=f"task.{event.kind}")
        draft = RulingDraft(event.kind, event.text.strip(), event.basis.strip(), request_id)
        add_ruling(work, before, after, draft)
        tell(work, [(before, after, answering)])
        follow_children(work, [seen.id])
        return version


def _settle_request(work: Work, request_id: int | None, kind: EventKind) -> None:
    if request_id is not None:
        is_upheld = kind is EventKind.UPHOLD
        answer = RequestState.DECLINED if is_upheld else RequestState.GRANTED
        answer_request(work, request_id, answer)


def _require_other(work: Work, actor: Actor, into_id: int) -> None:
    other = take_task(work, access.scope(actor, "see", "task"), into_id)
    if other.state in ENDED or other.is_group:
        raise Refused(
            "ledger.refused.new_task_ended", "ledger.hint.choose_new_task", number=other.number
        )
