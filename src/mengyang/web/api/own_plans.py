"""本单位实施方案接口 — the Word draft of a unit's own plan, and an edited one compared."""

from datetime import date
from typing import IO

from django.http import FileResponse
from ninja import Field, File, Form, Schema
from ninja.files import UploadedFile

from mengyang.actions import own_plans as actions
from mengyang.actions.child_plans import OwnPaper, adopt_child_plan, preview_child_plan
from mengyang.core.documents.inherited import Pair
from mengyang.core.documents.taking_over import Settlement
from mengyang.web.clock import now, today
from mengyang.web.downloads import OCTETS, written_file
from mengyang.web.interface_files import FILE
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, RowId
from mengyang.web.request import Request

PREFIX = "/own-plans"
router = Router(tags=["ledger"])


class OwnPlanUnitIn(Schema):
    """Whose own plan."""

    unit_id: RowId


class OwnPlanPairOut(Schema):
    """A task of both plans or of one."""

    above: str
    own: str
    place: int | None
    by: str
    percent: int
    differences: list[str]

    @staticmethod
    def resolve_above(pair: Pair) -> str:
        """The number of the task above."""
        return pair.above.number if pair.above else ""

    @staticmethod
    def resolve_own(pair: Pair) -> str:
        """The clause path in the own plan."""
        return pair.own.path if pair.own else ""

    @staticmethod
    def resolve_place(pair: Pair) -> int | None:
        """The place of the own task, to settle it by."""
        return pair.own.place if pair.own else None

    @staticmethod
    def resolve_differences(pair: Pair) -> list[str]:
        """Codes of what differs."""
        return [each.code for each in pair.differences]


class InheritedOut(Schema):
    """A task that the unit takes over."""

    number: str
    clause_path: str
    title: str
    due_on: date | None


class SettlingOut(Schema):
    """The pairs to be settled, and the stamp to send with the settlement."""

    stamp: str
    names_plan: bool
    pairs: list[OwnPlanPairOut]


class TakeIn(Schema):
    """An own task by its place, and the number above it takes over; empty for an addition."""

    place: int
    number: str = ""
    later_because: str = ""


class LeftOutIn(Schema):
    """A task above that no own task takes over."""

    number: str
    reason: str


class SettlementIn(Schema):
    """What becomes of each task of both plans."""

    unit_id: RowId
    document_id: RowId
    stamp: str
    takes: list[TakeIn]
    left_out: list[LeftOutIn] = Field(default_factory=list)
    is_meant: bool = False


class MadeOut(Schema):
    """The plan that was made."""

    plan_id: int


@router.get("/{plan_id}/tasks/{unit_id}", response={200: list[InheritedOut], **REFUSALS})
def tasks(request: Request, plan_id: RowId, unit_id: RowId) -> object:
    """The unit's tasks of the plan."""
    return list(actions.own_plan_tasks(request.actor, plan_id, unit_id, day=today()))


@router.post("/{plan_id}/draft", response=REFUSALS, openapi_extra=FILE)
def draft(request: Request, plan_id: RowId, sent: OwnPlanUnitIn) -> FileResponse:
    """The unit's own plan as .docx; that it was drafted is put on record."""

    def write(out: IO[bytes]) -> str:
        done = actions.draft_own_plan(request.actor, plan_id, sent.unit_id, out, at=now())
        return done.file_name

    return written_file(write, OCTETS)


@router.post("/{plan_id}/compare", response={200: list[OwnPlanPairOut], **REFUSALS})
def compare(
    request: Request, plan_id: RowId, file: File[UploadedFile], sent: Form[OwnPlanUnitIn]
) -> object:
    """An edited paper beside the unit's tasks; nothing is stored."""
    upload = (file.read(), file.name or "")
    return list(actions.compare_own_plan(request.actor, plan_id, sent.unit_id, upload, day=today()))


@router.get("/{plan_id}/settling/{unit_id}/{document_id}", response={200: SettlingOut, **REFUSALS})
def settling(request: Request, plan_id: RowId, unit_id: RowId, document_id: RowId) -> object:
    """A kept paper beside the unit's tasks, to be settled."""
    paper = OwnPaper(plan_id, unit_id, document_id)
    return preview_child_plan(request.actor, paper, day=today())


@router.post("/{plan_id}/adopt", response={200: MadeOut, **REFUSALS})
def adopt(request: Request, plan_id: RowId, sent: SettlementIn) -> object:
    """Make the unit's own plan below the plan."""
    paper = OwnPaper(plan_id, sent.unit_id, sent.document_id)
    said = Settlement(
        takes=tuple((each.place, each.number) for each in sent.takes),
        left_out={each.number: each.reason for each in sent.left_out},
        later={each.place: each.later_because for each in sent.takes},
        is_meant=sent.is_meant,
    )
    return {"plan_id": adopt_child_plan(request.actor, paper, sent.stamp, said, at=now())}
