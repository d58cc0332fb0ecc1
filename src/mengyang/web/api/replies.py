"""反馈接口 — what a unit is asked, its reply, a reply from paper, and the verdict on an opinion."""

from datetime import date
from typing import Literal

from django.conf import settings
from django.http import FileResponse
from ninja import Field, File, Form, Schema
from ninja.files import UploadedFile
from pydantic import TypeAdapter, ValidationError

from mengyang.actions import comment_rounds, settlement
from mengyang.actions.comment_rounds import OpinionDraft
from mengyang.actions.evidence import EvidenceUpload, Shelf
from mengyang.core.findings import Refused
from mengyang.store.reads import divisions as reads
from mengyang.web.clock import now, today
from mengyang.web.downloads import kept_file
from mengyang.web.interface_divisions import AskedOut
from mengyang.web.interface_files import FILE
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, DoneOut, RowId, Version
from mengyang.web.request import Request, reach_of

PREFIX = "/replies"
router = Router(tags=["divisions"])


class OpinionIn(Schema):
    """意见 on one task."""

    item_id: RowId
    words: str = Field(max_length=2000)
    opinion_kind: Literal["objection", "proposal"] = "objection"
    other_unit_id: RowId | None = None
    other_day: date | None = None


class ReplyIn(Schema):
    """反馈; no opinion means no objection."""

    version: Version
    words: str = Field("", max_length=2000)
    opinions: list[OpinionIn] = Field(default_factory=list, max_length=500)


class ReplyRecordIn(Schema):
    """代录 as form fields beside the scan; `opinions` is a JSON list of opinions."""

    version: Version
    words: str = Field("", max_length=2000)
    replied_on: date
    opinions: str = Field("[]", max_length=100_000)


class SettleIn(Schema):
    """答复."""

    version: Version
    verdict: Literal["accepted", "partly", "rejected"]
    reason: str = Field("", max_length=1000)
    lead_unit_id: RowId | None = None
    due_on: date | None = None
    keeps_former: bool = False


@router.get("/{asked_id}", response={200: AskedOut, **REFUSALS})
def asked(request: Request, asked_id: RowId) -> reads.AskedRow:
    """What my unit is asked, and what it replied."""
    return reads.asked_unit(reach_of(request.actor, "reply", "division"), today(), asked_id)


@router.post("/{asked_id}", response={200: DoneOut, **REFUSALS})
def reply(request: Request, asked_id: RowId, sent: ReplyIn) -> dict[str, bool]:
    """Reply for my unit."""
    comment_rounds.reply_round(request.actor, asked_id, sent.version, _said(sent), at=now())
    return {"done": True}


@router.post("/{asked_id}/record", response={200: DoneOut, **REFUSALS})
def record(
    request: Request, asked_id: RowId, scan: File[UploadedFile], sent: Form[ReplyRecordIn]
) -> dict[str, bool]:
    """Enter a reply given on paper, with its scan."""
    environment = settings.ENVIRONMENT
    shelf = Shelf(environment.var / "files", environment.evidence_limit_bytes)
    upload = EvidenceUpload(scan.read(), scan.name or "")
    said = ReplyIn(version=sent.version, words=sent.words, opinions=_opinions(sent.opinions))
    paper = comment_rounds.PaperReply(_said(said), upload, sent.replied_on, shelf)
    comment_rounds.record_reply(request.actor, asked_id, sent.version, paper, at=now())
    return {"done": True}


@router.get("/{asked_id}/scan", response=REFUSALS, openapi_extra=FILE)
def scan(request: Request, asked_id: RowId) -> FileResponse:
    """The scan of a reply on paper."""
    folder = settings.ENVIRONMENT.var / "files"
    found = comment_rounds.open_scan(request.actor, asked_id, folder, day=today())
    return kept_file(found.path, found.file_name)


@router.post("/opinions/{opinion_id}/settle", response={200: DoneOut, **REFUSALS})
def settle(request: Request, opinion_id: RowId, sent: SettleIn) -> dict[str, bool]:
    """Settle an opinion."""
    made = settlement.Settlement(
        sent.verdict, sent.reason, sent.lead_unit_id, sent.due_on, sent.keeps_former
    )
    settlement.settle_opinion(request.actor, opinion_id, sent.version, made, at=now())
    return {"done": True}


def _said(sent: ReplyIn) -> comment_rounds.ReplyWords:
    opinions = tuple(OpinionDraft(**each.dict()) for each in sent.opinions)
    return comment_rounds.ReplyWords(sent.words.strip(), opinions)


def _opinions(sent: str) -> list[OpinionIn]:
    try:
        return TypeAdapter(list[OpinionIn]).validate_json(sent)
    except ValidationError as error:
        raise Refused("web.refused.bad_request", "web.hint.load_again") from error
