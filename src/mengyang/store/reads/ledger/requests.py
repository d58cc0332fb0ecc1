"""请示与批复读取 — what was asked, decided, rechecked and filed of a task, the latest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, QuerySet

from mengyang.core.access import Scope
from mengyang.core.ledger import EventKind, Request, RequestKind, RequestState
from mengyang.store.models import ArchivedTask, Recheck, Ruling, Task, TaskRequest
from mengyang.store.reads.names import Named, unit_names
from mengyang.store.reads.scope import within


@dataclass(frozen=True, slots=True)
class RequestRow:
    """请示 of a task."""

    id: int
    kind: RequestKind
    state: RequestState
    unit: Named
    asked_by: str
    asked_at: datetime
    reason: str
    progress: str
    signatory: str
    proposed_on: date | None
    proposed_unit: Named | None


@dataclass(frozen=True, slots=True)
class RulingRow:
    """批复 of a task; `request_kind` where it answered a request."""

    id: int
    step: EventKind
    request_kind: RequestKind | None
    words: str
    basis: str
    day_before: date | None
    day_after: date | None
    unit_before: Named | None
    unit_after: Named | None
    decided_by: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class RecheckRow:
    """回头看 of a task."""

    id: int
    holds: bool
    words: str
    witness: str
    next_on: date | None
    checked_by: str
    checked_at: datetime


@dataclass(frozen=True, slots=True)
class ArchivedRow:
    """归档 of a task."""

    file_number: str
    retention: str
    archived_by: str
    archived_at: datetime


@dataclass(frozen=True, slots=True)
class Happenings:
    """All that happened to a task beside its straight road."""

    requests: tuple[RequestRow, ...] = ()
    rulings: tuple[RulingRow, ...] = ()
    rechecks: tuple[RecheckRow, ...] = ()
    archived: tuple[ArchivedRow, ...] = ()

    @property
    def open_requests(self) -> tuple[RequestRow, ...]:
        """待批 — what still waits for its answer."""
        return tuple(each for each in self.requests if each.state is RequestState.OPEN)


def happenings(scope: Scope, day: date, task_id: int) -> Happenings:
    """What was asked and decided of a task; nothing where it is not within reach."""
    if not Task.objects.filter(within(scope, day), pk=task_id).exists():
        return Happenings()
    requests = list(TaskRequest.objects.filter(task_id=task_id).select_related("asked_by"))
    rulings = list(Ruling.objects.filter(task_id=task_id).select_related("decided_by", "request"))
    ids = [row.unit_id for row in requests] + [row.proposed_unit_id for row in requests]
    ids += [pk for row in rulings for pk in (row.unit_before_id, row.unit_after_id)]
    names = unit_names((pk for pk in ids if pk is not None), day)
    return Happenings(
        tuple(_request(row, names) for row in reversed(requests)),
        tuple(_ruling(row, names) for row in reversed(rulings)),
        tuple(_rechecks(task_id)),
        tuple(_archived(task_id)),
    )


def open_requests(task_id: int) -> dict[RequestKind, tuple[int, Request]]:
    """The open requests of a task as the rules see them, by kind, each with its id."""
    rows = TaskRequest.objects.filter(task_id=task_id, state=RequestState.OPEN.value)
    return {RequestKind(row.request_kind): (row.pk, _fact(row)) for row in rows}


def upheld_unit(task_id: int) -> int | None:
    """The unit whose dispute was answered last by upholding (维持交办), none where it was not."""
    steps = (EventKind.UPHOLD, EventKind.TRANSFER, EventKind.ASSIGN)
    rows = Ruling.objects.filter(task_id=task_id, step__in=[step.value for step in steps])
    last = rows.select_related("request").order_by("decided_at", "id").last()
    if last is None or last.step != EventKind.UPHOLD.value or last.request is None:
        return None
    return last.request.unit_id


def extensions(task_id: OuterRef) -> QuerySet[Ruling]:
    """The extensions granted to a task, as a query to be used inside another."""
    return Ruling.objects.filter(task_id=task_id, step=EventKind.EXTEND.value)


def _fact(row: TaskRequest) -> Request:
    return Request(
        kind=RequestKind(row.request_kind),
        asked_by=row.asked_by_id,
        unit_id=row.unit_id,
        asked_for=row.asked_for_id,
        state=RequestState(row.state),
        proposed_on=row.proposed_on,
        proposed_unit_id=row.proposed_unit_id,
    )


def _request(row: TaskRequest, names: dict[int, Named]) -> RequestRow:
    return RequestRow(
        id=row.pk,
        kind=RequestKind(row.request_kind),
        state=RequestState(row.state),
        unit=names[row.unit_id],
        asked_by=row.asked_by.display_name,
        asked_at=row.asked_at,
        reason=row.reason,
        progress=row.progress,
        signatory=row.signatory,
        proposed_on=row.proposed_on,
        proposed_unit=names[row.proposed_unit_id] if row.proposed_unit_id else None,
    )


def _ruling(row: Ruling, names: dict[int, Named]) -> RulingRow:
    return RulingRow(
        id=row.pk,
        step=EventKind(row.step),
        request_kind=RequestKind(row.request.request_kind) if row.request else None,
        words=row.words,
        basis=row.basis,
        day_before=row.day_before,
        day_after=row.day_after,
        unit_before=names[row.unit_before_id] if row.unit_before_id else None,
        unit_after=names[row.unit_after_id] if row.unit_after_id else None,
        decided_by=row.decided_by.display_name,
        decided_at=row.decided_at,
    )


def _rechecks(task_id: int) -> Iterable[RecheckRow]:
    rows = Recheck.objects.filter(task_id=task_id).select_related("checked_by")
    for row in rows.order_by("-checked_at", "-id"):
        yield RecheckRow(
            id=row.pk,
            holds=row.holds,
            words=row.words,
            witness=row.witness,
            next_on=row.next_on,
            checked_by=row.checked_by.display_name,
            checked_at=row.checked_at,
        )


def _archived(task_id: int) -> Iterable[ArchivedRow]:
    rows = ArchivedTask.objects.filter(task_id=task_id).select_related("archived_by")
    for row in rows.order_by("-archived_at", "-id"):
        yield ArchivedRow(
            file_number=row.file_number,
            retention=row.retention,
            archived_by=row.archived_by.display_name,
            archived_at=row.archived_at,
        )
