"""请示办理 — a unit asks for more time, a halt, another unit, or disputes; it may recall that.

What the office answers is in `rulings`; to decline is here, beside what is declined.
"""

from dataclasses import dataclass
from datetime import date, datetime

from mengyang.actions.outcomes import advanced
from mengyang.actions.reply_ways import require_direct
from mengyang.actions.tidings import tell
from mengyang.core.access import Actor
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger import Event, EventKind, Request, RequestKind, RequestState
from mengyang.store.reads.ledger import open_requests
from mengyang.store.writes import Work, transaction
from mengyang.store.writes.ledger import (
    RequestDraft,
    RulingDraft,
    add_request,
    add_ruling,
    answer_request,
    change_task,
    follow_children,
)


@dataclass(frozen=True, slots=True)
class Asking:
    """请示 — what is asked, why, what was done so far, and which leader signed it."""

    kind: RequestKind
    reason: str
    signatory: str
    progress: str = ""
    proposed_on: date | None = None
    proposed_unit_id: int | None = None


def ask(actor: Actor, seen: Seen, asking: Asking, *, at: datetime) -> int:
    """提出请示 — 延期、中止、移交; the task stays as it is until the answer. The request's id."""
    with transaction(actor, at) as work:
        request_id = ask_within(work, actor, seen, asking)
        require_direct(seen.id, at.date())
        return request_id


def dispute(actor: Actor, seen: Seen, asking: Asking, *, at: datetime) -> int:
    """提出异议 — the unit holds that the task is not its own, before it signs for it."""
    with transaction(actor, at) as work:
        version = dispute_within(work, actor, seen, asking)
        require_direct(seen.id, at.date())
        return version


def event_of(actor: Actor, asking: Asking) -> Event:
    """What is asked or disputed, as the rules see it."""
    if asking.kind is RequestKind.DISPUTE:
        return Event(kind=EventKind.DISPUTE, text=asking.reason, signatory=asking.signatory)
    return Event(
        kind=EventKind.ASK,
        text=asking.reason,
        signatory=asking.signatory,
        request=_request(actor, 0, asking),
    )


def ask_within(work: Work, actor: Actor, seen: Seen, asking: Asking) -> int:
    """The inside of every request, by whatever way it left the unit; its id."""
    if asking.kind is RequestKind.DISPUTE:
        raise Refused("ledger.refused.request_missing", "ledger.hint.choose_request")
    before, _ = advanced(work, actor, seen.id, event_of(actor, asking), seen.version)
    return _write(work, actor, before.lead_unit_id, (seen.id, asking))


def dispute_within(work: Work, actor: Actor, seen: Seen, asking: Asking) -> int:
    """The inside of every dispute; the version the task has now."""
    before, after = advanced(work, actor, seen.id, event_of(actor, asking), seen.version)
    _write(work, actor, before.lead_unit_id, (seen.id, asking))
    version = change_task(work, before, after, action="task.dispute", expected_version=seen.version)
    follow_children(work, [seen.id])
    return version


def recall(actor: Actor, seen: Seen, kind: RequestKind, *, at: datetime) -> int:
    """收回请示 — as long as nobody has answered; the version the task has now."""
    with transaction(actor, at) as work:
        pk, asked = _open(seen.id, kind)
        event = Event(kind=EventKind.RECALL, request=asked)
        before, after = advanced(work, actor, seen.id, event, seen.version)
        answer_request(work, pk, RequestState.RECALLED)
        if after.state is before.state:
            return before.version
        version = change_task(
            work, before, after, action="task.recall", expected_version=seen.version
        )
        follow_children(work, [seen.id])
        return version


def decline(
    actor: Actor,
    seen: Seen,
    kind: RequestKind,
    words: str,
    *,
    at: datetime,
) -> int:
    """不予同意 — the task goes on as it was, and the unit reads why; the ruling's id."""
    with transaction(actor, at) as work:
        pk, asked = _open(seen.id, kind)
        event = Event(kind=EventKind.DECLINE, text=words, request=asked)
        before, after = advanced(work, actor, seen.id, event, seen.version)
        answer_request(work, pk, RequestState.DECLINED)
        tell(work, [(before, after, event)])
        return add_ruling(
            work, before, after, RulingDraft(EventKind.DECLINE, words.strip(), request_id=pk)
        )


def _open(task_id: int, kind: RequestKind) -> tuple[int, Request]:
    found = open_requests(task_id).get(kind)
    if found is None:
        raise Refused("ledger.refused.no_open_request", "ledger.hint.reload")
    return found


def _request(actor: Actor, unit_id: int, asking: Asking) -> Request:
    return Request(
        kind=asking.kind,
        asked_by=actor.user_id,
        asked_for=actor.acting_for,
        unit_id=unit_id,
        proposed_on=asking.proposed_on,
        proposed_unit_id=asking.proposed_unit_id,
    )


def _write(work: Work, actor: Actor, unit_id: int | None, asked: tuple[int, Asking]) -> int:
    if unit_id is None:
        raise ValueError("only a unit that answers for a task asks for something")
    task_id, asking = asked
    draft = RequestDraft(
        _request(actor, unit_id, asking),
        asking.reason.strip(),
        asking.progress.strip(),
        asking.signatory.strip(),
    )
    return add_request(work, task_id, draft)
