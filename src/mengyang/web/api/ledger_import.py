"""台账回填接口 — an edited ledger put down, what its rows would change, the change, its undoing."""

from datetime import datetime

from django.conf import settings
from ninja import File, Query, Schema
from ninja.files import UploadedFile
from pydantic import Field

from mengyang.actions import ledger_import as actions
from mengyang.actions.evidence import Shelf
from mengyang.actions.ledger_import import Begun
from mengyang.store.reads.ledger import returning as reads
from mengyang.web.clock import now
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, RowId, VerdictOut
from mengyang.web.jobs.delivery import deliver
from mengyang.web.ledger_verdicts import verdict_of
from mengyang.web.request import Request

PREFIX = "/ledger"
router = Router(tags=["ledger"])


class BegunOut(Schema):
    """The sheet, and the job that works on it; `/jobs/{job_id}` tells how far it is."""

    sheet_id: int
    job_id: int


class VerdictQuery(Schema):
    """The rows behind a row, so many at once."""

    after: int = Field(0, ge=0, le=9_999_999)
    size: int = Field(100, ge=1, le=500)


class SheetOut(Schema):
    """回填批次: `told` rows change something or cannot be taken; `verdicts` are some of them."""

    id: int
    plan_id: int
    state: str
    undoes: bool
    import_id: int | None
    rows: int
    told: int
    faulty: int
    unchanged: int
    job_id: int | None
    uploaded_at: datetime
    verdicts: list[VerdictOut]


@router.post("/plans/{plan_id}/import", response={200: BegunOut, **REFUSALS})
def import_ledger(request: Request, plan_id: RowId, file: File[UploadedFile]) -> Begun:
    """Put an edited ledger down; a job reads it and says of every row what it would change."""
    shelf = Shelf(settings.ENVIRONMENT.var / "files", settings.ENVIRONMENT.evidence_limit_bytes)
    given = (file.read(), file.name or "")
    return _delivered(actions.upload_ledger(request.actor, plan_id, given, shelf, at=now()))


@router.get("/sheets/{sheet_id}", response={200: SheetOut, **REFUSALS})
def ledger_sheet(
    request: Request, sheet_id: RowId, query: Query[VerdictQuery]
) -> dict[str, object]:
    """How an own sheet stands, and the verdicts on its rows; where some are faulty only those."""
    given = reads.sheet(sheet_id, request.actor.user_id)
    faulty = True if given.faulty else None
    found = reads.verdicts(sheet_id, query.after, query.size, faulty=faulty)
    told = {name: getattr(given, name) for name in SheetOut.model_fields if name != "verdicts"}
    return {**told, "verdicts": [verdict_of(given.sheet, each) for each in found]}


@router.post("/sheets/{sheet_id}/confirm", response={200: BegunOut, **REFUSALS})
def confirm_ledger(request: Request, sheet_id: RowId) -> Begun:
    """Let every row of a judged sheet be taken by a job, or none."""
    return _delivered(actions.confirm_ledger(request.actor, sheet_id, at=now()))


@router.post("/imports/{import_id}/undo", response={200: BegunOut, **REFUSALS})
def undo_import(request: Request, import_id: RowId) -> Begun:
    """Let a job bring the tasks of an own import back to what they were before it."""
    return _delivered(actions.undo_import(request.actor, import_id, at=now()))


def _delivered(begun: Begun) -> Begun:
    deliver(begun.job_id)
    return begun
