"""请示与批复接口 — what a unit asks for, what the office decides, what is looked at again."""

from datetime import date, datetime

from ninja import Field, Schema

from mengyang.actions import requests, rulings
from mengyang.actions.assignments import Assignment
from mengyang.actions.requests import Asking
from mengyang.actions.rulings import Filing, Finding
from mengyang.core.facts import Seen
from mengyang.core.ledger import RequestKind
from mengyang.store.reads import ledger
from mengyang.web.api.ledger import NamedOut
from mengyang.web.clock import now, today
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, IdOut, RowId, Version
from mengyang.web.request import Request, reach_of

PREFIX = "/tasks"
router = Router(tags=["turns"])


class TurnIn(Schema):
    """The version the caller saw."""

    version: Version


class AskIn(TurnIn):
    """请示: 延期、中止、移交、异议, with the leader who signed."""

    kind: RequestKind
    reason: str = Field(max_length=2000)
    signatory: str = Field(max_length=100)
    progress: str = Field("", max_length=2000)
    proposed_on: date | None = None
    proposed_unit_id: RowId | None = None


class DisputeIn(TurnIn):
    """异议."""

    reason: str = Field(max_length=2000)
    signatory: str = Field("", max_length=100)


class RecallIn(TurnIn):
    """收回请示."""

    kind: RequestKind


class TurnDeclineIn(RecallIn):
    """不予同意, with the words of the decision."""

    words: str = Field(max_length=2000)


class WordsIn(TurnIn):
    """决定意见."""

    words: str = Field(max_length=2000)


class DayIn(WordsIn):
    """决定意见 with the day it sets."""

    day: date


class SuspendIn(WordsIn):
    """中止, with the document or instruction it rests on."""

    basis: str = Field(max_length=500)


class TransferIn(WordsIn):
    """转办."""

    lead_unit_id: RowId
    joint_unit_ids: list[RowId] = Field([], max_length=200)


class RecheckIn(WordsIn):
    """回头看, by two persons; `next_on` the next review."""

    holds: bool
    witness: str = Field(max_length=100)
    next_on: date | None = None


class ArchiveIn(TurnIn):
    """归档: 档号 and 保管期限."""

    file_number: str = Field(min_length=1, max_length=100)
    retention: str = Field(max_length=20)


class MergeIn(WordsIn):
    """并入."""

    into_id: RowId


class VersionNow(Schema):
    """The version the task has now."""

    version: int


class RequestOut(Schema):
    """请示."""

    id: int
    kind: str
    state: str
    unit: NamedOut
    asked_by: str
    asked_at: datetime
    reason: str
    progress: str
    signatory: str
    proposed_on: date | None
    proposed_unit: NamedOut | None


class RulingOut(Schema):
    """批复."""

    id: int
    step: str
    request_kind: str | None
    words: str
    basis: str
    day_before: date | None
    day_after: date | None
    unit_before: NamedOut | None
    unit_after: NamedOut | None
    decided_by: str
    decided_at: datetime


class RecheckOut(Schema):
    """回头看."""

    id: int
    holds: bool
    words: str
    witness: str
    next_on: date | None
    checked_by: str
    checked_at: datetime


class ArchivedOut(Schema):
    """归档."""

    file_number: str
    retention: str
    archived_by: str
    archived_at: datetime


class HappeningsOut(Schema):
    """All that was asked, decided, rechecked and filed, the latest first."""

    requests: list[RequestOut]
    rulings: list[RulingOut]
    rechecks: list[RecheckOut]
    archived: list[ArchivedOut]


@router.get("/{task_id}/turns", response={200: HappeningsOut, **REFUSALS})
def turns(request: Request, task_id: RowId) -> object:
    """What was asked and decided of a task."""
    return ledger.happenings(reach_of(request.actor, "see", "task"), today(), task_id)


@router.post("/{task_id}/ask", response={200: IdOut, **REFUSALS})
def ask(request: Request, task_id: RowId, sent: AskIn) -> dict[str, int]:
    """Ask for a later day, a halt or another unit."""
    asking = Asking(
        sent.kind,
        sent.reason,
        sent.signatory,
        sent.progress,
        sent.proposed_on,
        sent.proposed_unit_id,
    )
    return {"id": requests.ask(request.actor, Seen(task_id, sent.version), asking, at=now())}


@router.post("/{task_id}/dispute", response={200: VersionNow, **REFUSALS})
def dispute(request: Request, task_id: RowId, sent: DisputeIn) -> dict[str, int]:
    """Dispute the assignment."""
    asking = Asking(RequestKind.DISPUTE, sent.reason, sent.signatory)
    return _now(requests.dispute(request.actor, Seen(task_id, sent.version), asking, at=now()))


@router.post("/{task_id}/recall", response={200: VersionNow, **REFUSALS})
def recall(request: Request, task_id: RowId, sent: RecallIn) -> dict[str, int]:
    """Recall a request that nobody has answered."""
    return _now(requests.recall(request.actor, Seen(task_id, sent.version), sent.kind, at=now()))


@router.post("/{task_id}/decline", response={200: IdOut, **REFUSALS})
def decline(request: Request, task_id: RowId, sent: TurnDeclineIn) -> dict[str, int]:
    """Decline a request."""
    seen = Seen(task_id, sent.version)
    return {"id": requests.decline(request.actor, seen, sent.kind, sent.words, at=now())}


@router.post("/{task_id}/uphold", response={200: VersionNow, **REFUSALS})
def uphold(request: Request, task_id: RowId, sent: WordsIn) -> dict[str, int]:
    """Uphold a disputed assignment."""
    return _now(rulings.uphold(request.actor, Seen(task_id, sent.version), sent.words, at=now()))


@router.post("/{task_id}/extend", response={200: VersionNow, **REFUSALS})
def extend(request: Request, task_id: RowId, sent: DayIn) -> dict[str, int]:
    """Extend a task."""
    seen = Seen(task_id, sent.version)
    return _now(rulings.extend(request.actor, seen, sent.day, sent.words, at=now()))


@router.post("/{task_id}/suspend", response={200: VersionNow, **REFUSALS})
def suspend(request: Request, task_id: RowId, sent: SuspendIn) -> dict[str, int]:
    """Suspend a task."""
    seen = Seen(task_id, sent.version)
    return _now(rulings.suspend(request.actor, seen, sent.words, sent.basis, at=now()))


@router.post("/{task_id}/resume", response={200: VersionNow, **REFUSALS})
def resume(request: Request, task_id: RowId, sent: WordsIn) -> dict[str, int]:
    """Resume a suspended task."""
    return _now(rulings.resume(request.actor, Seen(task_id, sent.version), sent.words, at=now()))


@router.post("/{task_id}/transfer", response={200: VersionNow, **REFUSALS})
def transfer(request: Request, task_id: RowId, sent: TransferIn) -> dict[str, int]:
    """Transfer a task to another unit."""
    to = Assignment(sent.lead_unit_id, tuple(sent.joint_unit_ids))
    seen = Seen(task_id, sent.version)
    return _now(rulings.transfer(request.actor, seen, to, sent.words, at=now()))


@router.post("/{task_id}/close-stage", response={200: VersionNow, **REFUSALS})
def close_stage(request: Request, task_id: RowId, sent: DayIn) -> dict[str, int]:
    """Close a standing duty for the stage; `day` is the next review."""
    seen = Seen(task_id, sent.version)
    return _now(rulings.close_stage(request.actor, seen, sent.day, sent.words, at=now()))


@router.post("/{task_id}/recheck", response={200: VersionNow, **REFUSALS})
def recheck(request: Request, task_id: RowId, sent: RecheckIn) -> dict[str, int]:
    """Record what a recheck found; what does not hold is opened again."""
    finding = Finding(sent.holds, sent.words, sent.witness, sent.next_on)
    return _now(rulings.recheck(request.actor, Seen(task_id, sent.version), finding, at=now()))


@router.post("/{task_id}/reopen", response={200: VersionNow, **REFUSALS})
def reopen(request: Request, task_id: RowId, sent: DayIn) -> dict[str, int]:
    """Open a closed task again; `day` is when it is due."""
    seen = Seen(task_id, sent.version)
    return _now(rulings.reopen(request.actor, seen, sent.day, sent.words, at=now()))


@router.post("/{task_id}/archive", response={200: VersionNow, **REFUSALS})
def archive(request: Request, task_id: RowId, sent: ArchiveIn) -> dict[str, int]:
    """Archive a closed task."""
    filing = Filing(sent.file_number, sent.retention)
    return _now(rulings.archive_task(request.actor, Seen(task_id, sent.version), filing, at=now()))


@router.post("/{task_id}/merge", response={200: VersionNow, **REFUSALS})
def merge(request: Request, task_id: RowId, sent: MergeIn) -> dict[str, int]:
    """Merge a task into another one."""
    seen = Seen(task_id, sent.version)
    return _now(rulings.merge(request.actor, seen, sent.into_id, sent.words, at=now()))


def _now(version: int) -> dict[str, int]:
    return {"version": version}
