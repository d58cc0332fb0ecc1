"""双公开接口 — the editions of plans: drafted, reviewed, approved, published, withdrawn."""

from datetime import date, datetime
from typing import IO

from django.conf import settings
from django.http import FileResponse
from ninja import Field, File, Form, Schema
from ninja.files import UploadedFile

from mengyang.actions import editions as actions
from mengyang.actions import lawful_notices
from mengyang.actions.editions import Draft
from mengyang.actions.evidence import EvidenceUpload, Shelf
from mengyang.actions.lawful_notices import LawfulNotice
from mengyang.core.access import Scope, scope
from mengyang.core.facts import Seen
from mengyang.core.ledger.publication import EditionKind
from mengyang.store.reads.ledger import editions as reads
from mengyang.store.reads.ledger.public_editions import public_edition
from mengyang.web.api.ledger import NamedOut
from mengyang.web.clock import now, today
from mengyang.web.downloads import OCTETS, written_file
from mengyang.web.edition_package import write_edition
from mengyang.web.interface_files import FILE
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, DoneOut, IdOut, RowId, Version
from mengyang.web.publication_duties import duties_to_publish
from mengyang.web.request import Request, reach_of

PREFIX = "/publication"
router = Router(tags=["publication"])


class EditionOut(Schema):
    """版本 of a plan."""

    id: int
    version: int
    plan_id: int
    plan_title: str
    area: NamedOut
    kind: str
    state: str
    number: int | None
    data_day: date
    digest: str
    scheme: str
    notice: str
    drafted_by: str
    drafted_at: datetime
    reviewed_by: str
    reviewed_at: datetime | None
    review_basis: str
    review_note: str
    sent_back_because: str
    approved_by: str
    approved_at: datetime | None
    published_by: str
    published_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_because: str


class EditionTextOut(Schema):
    """What an edition tells; the removed places only to who drafts, reviews or audits."""

    edition: EditionOut
    content: dict[str, object]
    removed: list[dict[str, object]]


class EditionDraftIn(Schema):
    """拟稿."""

    kind: EditionKind
    statement: str = Field("", max_length=4000)
    hidden: list[str] = Field([], max_length=200)
    notice: str = Field("", max_length=4000)


class EditionReviewIn(Schema):
    """保密审查通过."""

    version: Version
    basis: str = Field(max_length=500)
    note: str = Field("", max_length=4000)


class EditionStepIn(Schema):
    """批准、发布."""

    version: Version


class EditionReasonIn(Schema):
    """退回、撤回."""

    version: Version
    reason: str = Field(max_length=4000)


class LawfulNoticeIn(Schema):
    """法定公示."""

    kind: str = Field(max_length=30)
    name: str = Field(max_length=100)
    contact: str = Field(max_length=200)
    duties: str = Field("", max_length=2000)


class PublicationDutyOut(Schema):
    """公开事项; `state` is done | late | open | untimed."""

    plan_id: int
    plan_title: str
    ground: str
    kind: str
    state: str
    due_on: date | None
    done_on: date | None
    was_late: bool
    number: str
    words: str


class EditionVersion(Schema):
    """The version the edition has now."""

    version: int


@router.get("/calendar", response={200: list[PublicationDutyOut], **REFUSALS})
def calendar(request: Request) -> object:
    """What must be published by when, over all plans within reach."""
    return duties_to_publish(reach_of(request.actor, "see", "plan"), today())


@router.get("/plans/{plan_id}/editions", response={200: list[EditionOut], **REFUSALS})
def editions(request: Request, plan_id: RowId) -> object:
    """The editions of a plan, the latest first."""
    plans, drafts = _scopes(request)
    reads.plan_place(plans, today(), plan_id)
    return list(reads.editions(plans, drafts, today(), plan_id))


@router.post("/plans/{plan_id}/editions", response={200: IdOut, **REFUSALS})
def draft(request: Request, plan_id: RowId, sent: EditionDraftIn) -> dict[str, int]:
    """Draft an edition as the plan stands now."""
    said = Draft(sent.kind, sent.statement, tuple(sent.hidden), sent.notice)
    return {"id": actions.draft_edition(request.actor, plan_id, said, at=now())}


@router.get("/editions/{edition_id}", response={200: EditionTextOut, **REFUSALS})
def edition(request: Request, edition_id: RowId) -> dict[str, object]:
    """One edition with its content."""
    plans, drafts = _scopes(request)
    row = reads.edition(plans, drafts, today(), edition_id)
    text = reads.edition_text(edition_id)
    is_checked = actions.may(request.actor, row.plan_id, ("see_drafts",), today())
    return {
        "edition": row,
        "content": text.content,
        "removed": list(text.removed) if is_checked else [],
    }


@router.post("/editions/{edition_id}/review", response={200: EditionVersion, **REFUSALS})
def review(request: Request, edition_id: RowId, sent: EditionReviewIn) -> dict[str, int]:
    """Pass the secrecy review."""
    seen = Seen(edition_id, sent.version)
    version = actions.review_edition(request.actor, seen, sent.basis, sent.note, at=now())
    return {"version": version}


@router.post("/editions/{edition_id}/approve", response={200: EditionVersion, **REFUSALS})
def approve(request: Request, edition_id: RowId, sent: EditionStepIn) -> dict[str, int]:
    """Approve an edition that passed its review."""
    seen = Seen(edition_id, sent.version)
    return {"version": actions.approve_edition(request.actor, seen, at=now())}


@router.post("/editions/{edition_id}/send-back", response={200: EditionVersion, **REFUSALS})
def send_back(request: Request, edition_id: RowId, sent: EditionReasonIn) -> dict[str, int]:
    """Send a draft back."""
    seen = Seen(edition_id, sent.version)
    return {"version": actions.send_back_edition(request.actor, seen, sent.reason, at=now())}


@router.post("/editions/{edition_id}/publish", response={200: EditionVersion, **REFUSALS})
def publish(request: Request, edition_id: RowId, sent: EditionStepIn) -> dict[str, int]:
    """Publish an approved edition."""
    seen = Seen(edition_id, sent.version)
    return {"version": actions.publish_edition(request.actor, seen, at=now())}


@router.post("/editions/{edition_id}/withdraw", response={200: EditionVersion, **REFUSALS})
def withdraw(request: Request, edition_id: RowId, sent: EditionReasonIn) -> dict[str, int]:
    """Withdraw a published edition."""
    seen = Seen(edition_id, sent.version)
    return {"version": actions.withdraw_edition(request.actor, seen, sent.reason, at=now())}


@router.get("/editions/{edition_id}/package", response=REFUSALS, openapi_extra=FILE)
def package(request: Request, edition_id: RowId) -> FileResponse:
    """The static package of a published public edition."""
    plans, drafts = _scopes(request)
    reads.edition(plans, drafts, today(), edition_id)

    def write(out: IO[bytes]) -> str:
        return write_edition(public_edition(edition_id, today()), out)

    return written_file(write, OCTETS)


@router.post("/plans/{plan_id}/lawful-notices", response={200: IdOut, **REFUSALS})
def add_notice(
    request: Request,
    plan_id: RowId,
    sent: Form[LawfulNoticeIn],
    photograph: File[UploadedFile | None] = None,
) -> dict[str, int]:
    """Add what is to be shown by law in the area of a plan."""
    environment = settings.ENVIRONMENT
    picture = EvidenceUpload(photograph.read(), photograph.name or "") if photograph else None
    notice = LawfulNotice(sent.kind, sent.name, sent.contact, sent.duties, picture)
    shelf = Shelf(environment.var / "files", environment.evidence_limit_bytes)
    return {"id": lawful_notices.add_notice(request.actor, plan_id, notice, shelf, at=now())}


@router.post("/lawful-notices/{notice_id}/end", response={200: DoneOut, **REFUSALS})
def end_notice(request: Request, notice_id: RowId, sent: EditionStepIn) -> dict[str, bool]:
    """Show it no more in new editions."""
    lawful_notices.end_notice(request.actor, Seen(notice_id, sent.version), at=now())
    return {"done": True}


def _scopes(request: Request) -> tuple[Scope, Scope]:
    return scope(request.actor, "see", "plan"), scope(request.actor, "see_drafts", "plan")
