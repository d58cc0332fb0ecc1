"""外部验收、整改金额接口 — who accepts a task outside, what was decided there, its money."""

from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.http import FileResponse
from ninja import Field, File, Form, Schema
from ninja.files import UploadedFile

from mengyang.actions import acceptance as actions
from mengyang.actions.acceptance import Entry, OutsideWord
from mengyang.core.facts import Seen
from mengyang.core.ledger import AmountKind, Rectified, VerdictOutcome
from mengyang.store.reads import ledger
from mengyang.web.api.ledger import NamedOut
from mengyang.web.clock import now, today
from mengyang.web.downloads import kept_file
from mengyang.web.interface_files import FILE
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, DoneOut, IdOut, RowId, Version
from mengyang.web.pages.task_acceptance import scan_of
from mengyang.web.request import Request, reach_of

PREFIX = "/outside"
router = Router(tags=["acceptance"])


class OutsideSeenIn(Schema):
    """The version of the task the caller saw."""

    version: Version


class OutsideBodyIn(OutsideSeenIn):
    """指定外部验收."""

    body: str = Field(max_length=100)


class OutsideWaiveIn(OutsideSeenIn):
    """取消外部验收."""

    words: str = Field(max_length=2000)
    basis: str = Field(max_length=500)


class OutsideVerdictIn(OutsideSeenIn):
    """外部验收结论 as form fields beside the scan; `due_on` where a closed task is opened again."""

    outcome: VerdictOutcome
    document_number: str = Field(max_length=100)
    dated_on: date
    words: str = Field(max_length=2000)
    due_on: date | None = None


class AmountFoundIn(OutsideSeenIn):
    """问题金额 in yuan; null is in question, but not known."""

    amount: Decimal | None = Field(None, max_digits=15, decimal_places=2)
    words: str = Field(max_length=2000)


class AmountRectifiedIn(OutsideSeenIn):
    """整改金额 in yuan."""

    kind: AmountKind
    amount: Decimal = Field(max_digits=15, decimal_places=2)
    words: str = Field(max_length=2000)


class OutsideVersionOut(Schema):
    """The version the task has now."""

    version: int


class OutsideAcceptanceOut(Schema):
    """外部验收 as it stands; `outcome` null: no verdict counts yet."""

    body: str
    outcome: VerdictOutcome | None


class OutsideVerdictOut(Schema):
    """外部验收结论; `counts`: on the work as it stands now."""

    id: int
    body: str
    outcome: VerdictOutcome
    document_number: str
    dated_on: date
    words: str
    scan_name: str
    scan_sha256: str
    recorded_by: str
    recorded_at: datetime
    counts: bool


class AmountsOut(Schema):
    """整改金额合计; `found` null is not known."""

    found: Decimal | None
    rectified: Decimal
    standing: Rectified


class AmountEntryOut(Schema):
    """One row of money."""

    id: int
    kind: AmountKind
    amount: Decimal | None
    words: str
    unit: NamedOut | None
    recorded_by: str
    recorded_at: datetime


class OutsideOut(Schema):
    """外部验收与金额, the latest first; null where there is none."""

    acceptance: OutsideAcceptanceOut | None
    verdicts: list[OutsideVerdictOut]
    amounts: AmountsOut | None
    entries: list[AmountEntryOut]


class PlanAmountsOut(Schema):
    """方案金额合计; sums over the matters whose amount in question is known."""

    found: Decimal
    rectified: Decimal
    rectified_of_unknown: Decimal
    done: int
    partly: int
    not_yet: int
    unknown: int


class PlanMoneyOut(Schema):
    """方案金额合计, null where no money is in question."""

    amounts: PlanAmountsOut | None


@router.get("/tasks/{task_id}", response={200: OutsideOut, **REFUSALS})
def outside(request: Request, task_id: RowId) -> object:
    """Who accepts a task outside, the verdicts, and its money."""
    return ledger.outside(reach_of(request.actor, "see", "task"), today(), task_id)


@router.get("/plans/{plan_id}", response={200: PlanMoneyOut, **REFUSALS})
def of_plan(request: Request, plan_id: RowId) -> dict[str, object]:
    """The sums of money of a plan."""
    reach = reach_of(request.actor, "see", "task")
    return {"amounts": ledger.amounts_of_plan(reach, today(), plan_id)}


@router.post("/tasks/{task_id}/body", response={200: IdOut, **REFUSALS})
def set_body(request: Request, task_id: RowId, sent: OutsideBodyIn) -> dict[str, int]:
    """Name who accepts a task outside."""
    seen = Seen(task_id, sent.version)
    return {"id": actions.set_body(request.actor, seen, sent.body, at=now())}


@router.post("/tasks/{task_id}/waive", response={200: DoneOut, **REFUSALS})
def waive_body(request: Request, task_id: RowId, sent: OutsideWaiveIn) -> dict[str, bool]:
    """Give acceptance outside up."""
    seen = Seen(task_id, sent.version)
    actions.waive_body(request.actor, seen, sent.words, sent.basis, at=now())
    return {"done": True}


@router.post("/tasks/{task_id}/verdict", response={200: OutsideVersionOut, **REFUSALS})
def record_verdict(
    request: Request,
    task_id: RowId,
    sent: Form[OutsideVerdictIn],
    scan: File[UploadedFile | None] = None,
) -> dict[str, int]:
    """Record a verdict from outside, with its scan."""
    said = OutsideWord(
        sent.outcome, sent.document_number, sent.dated_on, sent.words, sent.due_on, scan_of(scan)
    )
    seen = Seen(task_id, sent.version)
    return {"version": actions.record_verdict(request.actor, seen, said, at=now())}


@router.get("/verdicts/{verdict_id}/scan", response=REFUSALS, openapi_extra=FILE)
def open_verdict_scan(request: Request, verdict_id: RowId) -> FileResponse:
    """The scan of a verdict."""
    folder = settings.ENVIRONMENT.var / "files"
    found = actions.open_verdict_scan(request.actor, verdict_id, folder, day=today())
    return kept_file(found.path, found.file_name)


@router.post("/tasks/{task_id}/found", response={200: IdOut, **REFUSALS})
def find_amount(request: Request, task_id: RowId, sent: AmountFoundIn) -> dict[str, int]:
    """Enter what money is in question."""
    entry, seen = Entry(sent.amount, sent.words), Seen(task_id, sent.version)
    return {"id": actions.find_amount(request.actor, seen, entry, at=now())}


@router.post("/tasks/{task_id}/rectified", response={200: IdOut, **REFUSALS})
def rectify_amount(request: Request, task_id: RowId, sent: AmountRectifiedIn) -> dict[str, int]:
    """Enter what money was put right."""
    entry, seen = Entry(sent.amount, sent.words, sent.kind), Seen(task_id, sent.version)
    return {"id": actions.rectify_amount(request.actor, seen, entry, at=now())}
