"""文件接口 — documents, what was read out of them, and adoption."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import FileResponse
from ninja import Field, File, Form, Query, Schema
from ninja.files import UploadedFile

from mengyang.actions.adoption import (
    Decisions,
    DutyPreview,
    Preview,
    adopt_document,
    preview_adoption,
)
from mengyang.actions.charges import Answer
from mengyang.actions.documents import Upload, upload_document, withdraw_document
from mengyang.actions.plan_drafts import title_of
from mengyang.core.documents.shortfalls import Shortfalls, find_shortfalls
from mengyang.core.registry.matching import Match, Matched
from mengyang.store.files import find_file
from mengyang.store.reads import documents as reads
from mengyang.store.reads.documents import DocumentRow, EntryRow
from mengyang.store.reads.paging import Page
from mengyang.web.clock import now, today
from mengyang.web.downloads import kept_file
from mengyang.web.interface_files import FILE
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import (
    REFUSALS,
    DoneOut,
    IdOut,
    PageOut,
    PageQuery,
    RowId,
    Version,
)
from mengyang.web.request import Request, reach_of

PREFIX = "/documents"
router = Router(tags=["documents"])


class DocumentOut(Schema):
    """文件."""

    id: int
    title: str
    document_number: str
    issuing_body: str
    genre: str
    signed_on: date | None
    published_on: date | None
    generated_on: date | None
    area_id: int
    area_zh: str
    area_en: str
    is_fictional: bool
    state: str
    file_name: str
    uploaded_by: str
    uploaded_at: datetime
    duties: int
    version: int


class EntryOut(Schema):
    """识别结果; `content` in the shape of `mengyang read --json`."""

    id: int
    reading: str
    path: str
    start: int
    end: int
    content: dict[str, Any]
    origin: str
    status: str
    is_rejected: bool
    version: int


class ReadingOut(Schema):
    """A document with its text and everything read out of it."""

    document: DocumentOut
    text: str
    entries: list[EntryOut]


class FoundOut(Schema):
    """A message code with its parameters."""

    code: str
    params: dict[str, Any]


class ShortfallsOut(Schema):
    """识别缺口; `whole` concerns the whole text, `unread` are clauses, `warnings` other checks."""

    whole: list[FoundOut]
    unread: int
    warnings: int


class UploadedOut(IdOut):
    """The id of what was made; `twins` are other documents of the same number."""

    twins: list[int]
    shortfalls: ShortfallsOut


class DocumentQuery(PageQuery):
    """Documents in one state."""

    state: str = Field("", max_length=20)


class DocumentVersionIn(Schema):
    """The version the caller saw."""

    version: Version


class AnswerIn(Schema):
    """What a name means; no units: the duty goes without it."""

    name: str = Field(max_length=120)
    unit_ids: list[RowId] = Field([], max_length=500)
    remember: bool = False


class AdoptionIn(Schema):
    """采纳: the preview that was seen, who runs the plan, and the answers for unknown names."""

    stamp: str = Field(max_length=64)
    owner_unit_id: RowId
    answers: list[AnswerIn] = Field([], max_length=500)
    with_advice: bool = False
    is_again: bool = False


class MatchOut(Schema):
    """匹配; `found`: matched | ambiguous | unknown, `reason` a message code where unknown."""

    name: str
    found: str
    reason: str
    unit_ids: list[int]


class DutyOut(Schema):
    """One task to be, with what its names were matched to."""

    title: str
    kind: str
    roles: dict[str, str]
    matches: list[MatchOut]


class PreviewOut(Schema):
    """采纳预览; `questions` are the names that `answers` must settle, `stamp` is to be sent back.

    Where `twins` names other documents of the same number, adoption must say `is_again`.
    """

    stamp: str
    duties: list[DutyOut]
    questions: list[MatchOut]
    targets: int
    advice: int
    twins: list[int]
    shortfalls: ShortfallsOut


class PreviewQuery(Schema):
    """Whether advice becomes tasks too."""

    with_advice: bool = False


@router.get("", response={200: PageOut[DocumentOut], **REFUSALS})
def documents(request: Request, query: Query[DocumentQuery]) -> Page[DocumentRow]:
    """The register of documents."""
    return reads.documents(reach_of(request.actor, "see", "document"), today(), query.asked())


@router.get("/{document_id}", response={200: ReadingOut, **REFUSALS})
def document(request: Request, document_id: RowId) -> dict[str, object]:
    """One document with everything read out of it."""
    reach = reach_of(request.actor, "see", "document")
    found = reads.document(reach, today(), document_id)
    entries: tuple[EntryRow, ...] = reads.entries(reach, today(), document_id)
    return {"document": found.row, "text": found.text, "entries": entries}


@router.post("", response={200: UploadedOut, **REFUSALS})
def upload(
    request: Request,
    file: File[UploadedFile],
    area_id: Form[RowId],
    is_again: Form[bool] = False,
) -> dict[str, object]:
    """Upload a document; it is read before it is kept.

    Where a document of its number is there it is refused, unless it is meant (`is_again`).
    """
    upload_ = Upload(
        data=file.read(),
        name=file.name or "",
        area_id=area_id,
        files=settings.ENVIRONMENT.var / "files",
        is_again=is_again,
    )
    document_id = upload_document(request.actor, upload_, at=now())
    reach = reach_of(request.actor, "see", "document")
    row = reads.document(reach, today(), document_id).row
    twins = reads.same_number(reach, today(), row)
    place = (reach, today(), document_id)
    found = find_shortfalls(reads.entries(*place), len(reads.clauses(*place)))
    same = [twin.id for twin in twins]
    return {"id": document_id, "twins": same, "shortfalls": _shortfalls(found)}


@router.get("/{document_id}/file", response=REFUSALS, openapi_extra=FILE)
def original_file(request: Request, document_id: RowId) -> FileResponse:
    """The file as it was uploaded."""
    found = reads.document(reach_of(request.actor, "see", "document"), today(), document_id)
    kept = find_file(settings.ENVIRONMENT.var / "files", found.sha256)
    return kept_file(kept, found.row.file_name)


@router.post("/{document_id}/withdraw", response={200: DoneOut, **REFUSALS})
def withdraw(request: Request, document_id: RowId, sent: DocumentVersionIn) -> dict[str, bool]:
    """Take back a document that was not adopted."""
    withdraw_document(request.actor, document_id, sent.version, at=now())
    return {"done": True}


@router.get("/{document_id}/adoption", response={200: PreviewOut, **REFUSALS})
def preview(request: Request, document_id: RowId, query: Query[PreviewQuery]) -> dict[str, object]:
    """What adopting would make; nothing is written."""
    with_advice = query.with_advice
    return preview_out(
        preview_adoption(request.actor, document_id, with_advice=with_advice, day=today())
    )


@router.post("/{document_id}/adopt", response={200: IdOut, **REFUSALS})
def adopt(request: Request, document_id: RowId, sent: AdoptionIn) -> dict[str, int]:
    """Adopt: a plan with its tasks; the id of the plan."""
    answers = {
        answer.name: Answer(tuple(answer.unit_ids), answer.remember) for answer in sent.answers
    }
    decisions = Decisions(sent.owner_unit_id, answers, sent.with_advice, sent.is_again)
    plan_id = adopt_document(request.actor, document_id, sent.stamp, decisions, at=now())
    return {"id": plan_id}


def preview_out(seen: Preview) -> dict[str, object]:
    """A preview as the API tells it."""
    return {
        "stamp": seen.stamp,
        "duties": [_duty(each) for each in seen.duties],
        "questions": [_match(each) for each in seen.questions],
        "targets": seen.targets,
        "advice": seen.advice,
        "twins": [twin.id for twin in seen.twins],
        "shortfalls": _shortfalls(seen.shortfalls),
    }


def _shortfalls(found: Shortfalls) -> dict[str, object]:
    whole = [{"code": code, "params": dict(params)} for code, params in found.whole]
    return {"whole": whole, "unread": found.unread, "warnings": found.warnings}


def _duty(preview: DutyPreview) -> dict[str, object]:
    return {
        "title": title_of(preview.duty),
        "kind": preview.duty.kind,
        "roles": dict(preview.duty.roles),
        "matches": [_match(each) for each in preview.matches],
    }


def _match(found: Match) -> dict[str, object]:
    matched, why = isinstance(found, Matched), getattr(found, "why", "")
    return {
        "name": found.name,
        "found": "matched" if matched else "unknown" if why else "ambiguous",
        "reason": why,
        "unit_ids": list(found.unit_ids),
    }
