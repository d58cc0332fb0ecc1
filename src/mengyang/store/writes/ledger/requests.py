"""请示与批复写入 — what a unit asked, how it was answered, what was decided, found, filed."""

from dataclasses import dataclass
from datetime import date, datetime

from mengyang.core.access import Actor
from mengyang.core.findings import Refused
from mengyang.core.ledger import EventKind, Request, RequestState, Task
from mengyang.store.models import ArchivedTask, Recheck, Ruling, TaskRequest
from mengyang.store.writes.work import Work


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """请示 to be written, with its reason, the work so far and the leader who signed."""

    request: Request
    reason: str
    progress: str = ""
    signatory: str = ""


@dataclass(frozen=True, slots=True)
class RulingDraft:
    """批复 to be written; `request_id` where it answers one."""

    step: EventKind
    words: str = ""
    basis: str = ""
    request_id: int | None = None


@dataclass(frozen=True, slots=True)
class RecheckDraft:
    """回头看 to be written."""

    holds: bool
    words: str
    witness: str
    next_on: date | None = None


def add_request(work: Work, task_id: int, draft: RequestDraft) -> int:
    """Write an open request; its id."""
    asked = draft.request
    row = TaskRequest(
        task_id=task_id,
        request_kind=asked.kind.value,
        state=asked.state.value,
        unit_id=asked.unit_id,
        asked_by_id=asked.asked_by,
        asked_for_id=asked.asked_for,
        asked_at=work.at,
        reason=draft.reason,
        progress=draft.progress,
        signatory=draft.signatory,
        proposed_on=asked.proposed_on,
        proposed_unit_id=asked.proposed_unit_id,
    )
    return work.create(row, action="task.ask").pk


def answer_request(work: Work, request_id: int, state: RequestState) -> None:
    """Write that a request was answered, recalled, or lapsed with its task."""
    row = TaskRequest.objects.select_for_update().get(pk=request_id)
    if row.state != RequestState.OPEN.value:
        # Of two who answer at once the second waited for the lock, and is told.
        raise Refused("ledger.refused.no_open_request", "ledger.hint.reload")
    changes = {"state": state.value}
    work.change(row, changes, action="request.answer", expected_version=row.version)


def lapse_requests(work: Work, task_id: int) -> None:
    """What nobody answered before the task ended has lapsed."""
    open_ones = TaskRequest.objects.filter(task_id=task_id, state=RequestState.OPEN.value)
    for pk in open_ones.values_list("pk", flat=True):
        answer_request(work, pk, RequestState.LAPSED)


def add_ruling(work: Work, before: Task, after: Task, draft: RulingDraft) -> int:
    """Write what the office decided, with the days and units before and after; its id."""
    row = ruling_of(before, after, draft, (_decider(work), work.at))
    return work.create(row, action=f"task.{draft.step}").pk


def ruling_of(
    before: Task, after: Task, draft: RulingDraft, decided: tuple[int, datetime]
) -> Ruling:
    """A ruling, not saved yet; `decided` by whom and when."""
    by, at = decided
    is_moved = before.lead_unit_id != after.lead_unit_id
    is_dated = before.due_on != after.due_on
    return Ruling(
        task_id=before.id,
        step=draft.step.value,
        request_id=draft.request_id,
        words=draft.words,
        basis=draft.basis,
        day_before=before.due_on if is_dated else None,
        day_after=after.due_on if is_dated else None,
        unit_before_id=before.lead_unit_id if is_moved else None,
        unit_after_id=after.lead_unit_id if is_moved else None,
        decided_by_id=by,
        decided_at=at,
    )


def add_recheck(work: Work, task_id: int, draft: RecheckDraft) -> int:
    """Write what a recheck found; its id."""
    row = Recheck(
        task_id=task_id,
        holds=draft.holds,
        words=draft.words,
        witness=draft.witness,
        next_on=draft.next_on,
        checked_by_id=_decider(work),
        checked_at=work.at,
    )
    return work.create(row, action="task.recheck").pk


def archive_file(work: Work, task_id: int, file_number: str, retention: str) -> int:
    """Write where the file of a closed task lies; its id."""
    row = ArchivedTask(
        task_id=task_id,
        file_number=file_number,
        retention=retention,
        archived_by_id=_decider(work),
        archived_at=work.at,
    )
    return work.create(row, action="task.archive").pk


def _decider(work: Work) -> int:
    actor: Actor | None = work.actor
    if actor is None:
        raise ValueError("nobody decides about a task while the house is set up")
    return actor.user_id
