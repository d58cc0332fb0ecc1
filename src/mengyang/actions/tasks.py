"""任务办理 — sign for, start, report, claim, verify, return and close, by one road each.

Every action takes the version the person saw, asks reach and rules inside its transaction,
writes its event and gives back the version the task has now.
"""

from dataclasses import dataclass
from datetime import date, datetime

from mengyang.actions.outcomes import advanced, speaking_unit
from mengyang.actions.outcomes import offers as offers
from mengyang.core.access import Actor
from mengyang.core.ledger import Event, EventKind, Task
from mengyang.store.writes import Work, transaction
from mengyang.store.writes.ledger import (
    ReportDraft,
    add_report,
    change_task,
    follow_children,
)


@dataclass(frozen=True, slots=True)
class Progress:
    """进展 — the words of a report; a percentage that is not stated is unknown."""

    text: str
    percent: int | None = None


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
    actor: Actor, task_id: int, expected_version: int, statement: str = "", *, at: datetime
) -> int:
    """申请销号 — the unit holds the task to be done and has the proof its answer demands.

    The closing statement (销号说明) is kept as a report of the unit; it is no proof of itself.
    """
    event = Event(kind=EventKind.CLAIM_DONE, text=statement)
    with transaction(actor, at) as work:
        before, after = advanced(work, actor, task_id, event, expected_version)
        version = _write(work, before, after, event.kind, expected_version)
        if words := statement.strip():
            unit_id = speaking_unit(before, actor)
            add_report(work, task_id, ReportDraft(unit_id, actor.user_id, words, None))
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


def _do(actor: Actor, task_id: int, expected_version: int, event: Event, at: datetime) -> int:
    with transaction(actor, at) as work:
        before, after = advanced(work, actor, task_id, event, expected_version)
        return _write(work, before, after, event.kind, expected_version)


def _write(work: Work, before: Task, after: Task, kind: EventKind, expected_version: int) -> int:
    version = change_task(
        work, before, after, action=f"task.{kind}", expected_version=expected_version
    )
    follow_children(work, [before.id])
    return version
