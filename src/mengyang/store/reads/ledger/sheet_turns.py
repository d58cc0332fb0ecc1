"""台账往来读取 — what the ledger tells of extensions, rechecks and requests, a piece at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mengyang.core.ledger import EventKind, RequestState
from mengyang.store.models import Recheck, Ruling, TaskRequest


@dataclass(frozen=True, slots=True)
class RecheckFound:
    """回头看 as the ledger tells it."""

    checked_at: datetime
    holds: bool
    words: str


@dataclass(frozen=True, slots=True)
class WaitingRequest:
    """待批请示 as the ledger tells it; `kind` is a code of request kinds."""

    kind: str
    asked_at: datetime
    proposed_on: date | None


@dataclass(frozen=True, slots=True)
class SheetTurns:
    """`original_due_on` is the day before the first extension; none where there was none."""

    original_due_on: date | None = None
    extensions: int = 0
    last_recheck: RecheckFound | None = None
    waiting: tuple[WaitingRequest, ...] = ()


def sheet_turns(task_ids: Sequence[int]) -> dict[int, SheetTurns]:
    """The turns of those of the tasks that have some; the caller has looked at the reach."""
    extended = _extensions(task_ids)
    checked = Recheck.objects.filter(task_id__in=task_ids).order_by("checked_at", "id")
    rechecks = {row.task_id: RecheckFound(row.checked_at, row.holds, row.words) for row in checked}
    waiting: dict[int, tuple[WaitingRequest, ...]] = {}
    asked = TaskRequest.objects.filter(task_id__in=task_ids, state=RequestState.OPEN.value)
    for row in asked.order_by("asked_at", "id"):
        one = WaitingRequest(row.request_kind, row.asked_at, row.proposed_on)
        waiting[row.task_id] = (*waiting.get(row.task_id, ()), one)
    return {
        pk: SheetTurns(*extended.get(pk, (None, 0)), rechecks.get(pk), waiting.get(pk, ()))
        for pk in extended.keys() | rechecks.keys() | waiting.keys()
    }


def _extensions(task_ids: Sequence[int]) -> dict[int, tuple[date | None, int]]:
    """The day before the first extension, and how many there were."""
    rows = Ruling.objects.filter(task_id__in=task_ids, step=EventKind.EXTEND.value)
    found: dict[int, tuple[date | None, int]] = {}
    for task_id, before in rows.order_by("decided_at", "id").values_list("task_id", "day_before"):
        first, number = found.get(task_id, (before, 0))
        found[task_id] = (first, number + 1)
    return found
