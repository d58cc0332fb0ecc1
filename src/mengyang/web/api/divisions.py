"""任务分工接口 — drafts, rounds of comment, replies, verdicts, countersignatures, issue."""

from datetime import date
from typing import IO, Literal

from django.http import FileResponse
from ninja import Field, Query, Schema

from mengyang.actions import comment_rounds, division_issue, divisions, settlement
from mengyang.actions.comment_rounds import RoundDraft
from mengyang.actions.division_exports import export_opinions
from mengyang.core.facts import DeadlineKind, Seen
from mengyang.core.ledger import Deadline
from mengyang.core.ledger.division import ItemChange
from mengyang.store.reads import divisions as reads
from mengyang.store.reads.divisions import DivisionRow
from mengyang.store.reads.paging import Page
from mengyang.web.clock import now, today
from mengyang.web.downloads import OCTETS, written_file
from mengyang.web.interface_divisions import DivisionOut, ItemOut, RoundOut
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

PREFIX = "/divisions"
router = Router(tags=["divisions"])


class DivisionQuery(PageQuery):
    """Filters of the list."""

    state: str = Field("", max_length=20)


class DivisionDraftIn(Schema):
    """Whose plan it will be."""

    owner_unit_id: RowId
    with_advice: bool = False


class DivisionVersionIn(Schema):
    """The version that was seen."""

    version: Version


class DivisionReasonIn(DivisionVersionIn):
    """A step with its reason."""

    reason: str = Field("", max_length=500)


class DivisionDeadlineIn(Schema):
    """A kind of deadline and its days."""

    kind: DeadlineKind
    days: list[date] = Field(default_factory=list, max_length=20)


class ItemIn(DivisionVersionIn):
    """One row, all of it."""

    lead_ids: list[RowId] = Field(max_length=50)
    joint_ids: list[RowId] = Field(default_factory=list, max_length=100)
    deadline: DivisionDeadlineIn
    remarks: str = Field("", max_length=300)


class DivisionSeenIn(Schema):
    """A row in the version that was seen."""

    id: RowId
    version: Version


class SharedIn(Schema):
    """Several rows alike; what is null stays as it is."""

    rows: list[DivisionSeenIn] = Field(min_length=1, max_length=500)
    lead_ids: list[RowId] | None = Field(None, max_length=50)
    joint_ids: list[RowId] | None = Field(None, max_length=100)
    deadline: DivisionDeadlineIn | None = None


class SendIn(DivisionVersionIn):
    """Until when replies are due, and what silence means."""

    reply_due_on: date
    term_words: str = Field("", max_length=200)
    silence_is_consent: bool = False


class UnitsIn(Schema):
    """Units to be reminded."""

    unit_ids: list[RowId] = Field(max_length=500)


class SignatureIn(Schema):
    """会签."""

    unit_id: RowId
    signed_on: date
    signed_by: str = Field(min_length=1, max_length=80)


class DivisionIssueIn(DivisionVersionIn):
    """印发."""

    number: str = Field(max_length=80)
    issued_on: date


@router.get("", response={200: PageOut[DivisionOut], **REFUSALS})
def listed(request: Request, query: Query[DivisionQuery]) -> Page[DivisionRow]:
    """The divisions within reach."""
    return reads.divisions(reach_of(request.actor, "see", "division"), today(), query.asked())


@router.post("/of/{document_id}", response={200: IdOut, **REFUSALS})
def draft(request: Request, document_id: RowId, sent: DivisionDraftIn) -> dict[str, int]:
    """Draft the division of a document; the id."""
    made = divisions.draft_division(
        request.actor, document_id, sent.owner_unit_id, with_advice=sent.with_advice, at=now()
    )
    return {"id": made}


@router.get("/{division_id}", response={200: DivisionOut, **REFUSALS})
def division(request: Request, division_id: RowId) -> DivisionRow:
    """One division."""
    return reads.division(reach_of(request.actor, "see", "division"), today(), division_id)


@router.get("/{division_id}/items", response={200: list[ItemOut], **REFUSALS})
def items(request: Request, division_id: RowId) -> list[reads.ItemRow]:
    """Its tasks in draft."""
    return list(reads.items(reach_of(request.actor, "see", "division"), today(), division_id))


@router.get("/{division_id}/rounds", response={200: list[RoundOut], **REFUSALS})
def rounds(request: Request, division_id: RowId) -> list[reads.RoundRow]:
    """Its rounds with every reply."""
    return list(reads.rounds(reach_of(request.actor, "see", "division"), today(), division_id))


@router.post("/{division_id}/items/{item_id}", response={200: DoneOut, **REFUSALS})
def change(request: Request, division_id: RowId, item_id: RowId, sent: ItemIn) -> dict[str, bool]:
    """Change one row."""
    made = ItemChange(
        tuple(sent.lead_ids), tuple(sent.joint_ids), _deadline(sent.deadline), sent.remarks
    )
    seen = Seen(item_id, sent.version)
    divisions.change_division_item(request.actor, division_id, seen, made, at=now())
    return {"done": True}


@router.post("/{division_id}/items", response={200: DoneOut, **REFUSALS})
def change_alike(request: Request, division_id: RowId, sent: SharedIn) -> dict[str, bool]:
    """Set several rows alike, or confirm them."""
    made = divisions.SharedChange(
        None if sent.lead_ids is None else tuple(sent.lead_ids),
        None if sent.joint_ids is None else tuple(sent.joint_ids),
        None if sent.deadline is None else _deadline(sent.deadline),
    )
    seen = {each.id: each.version for each in sent.rows}
    divisions.change_division_items(request.actor, division_id, seen, made, at=now())
    return {"done": True}


@router.post("/{division_id}/withdraw", response={200: DoneOut, **REFUSALS})
def withdraw(request: Request, division_id: RowId, sent: DivisionReasonIn) -> dict[str, bool]:
    """End it without effect."""
    divisions.withdraw_division(request.actor, division_id, sent.version, sent.reason, at=now())
    return {"done": True}


@router.post("/{division_id}/send", response={200: IdOut, **REFUSALS})
def send(request: Request, division_id: RowId, sent: SendIn) -> dict[str, int]:
    """Send for comment; the id of the round."""
    terms = RoundDraft(
        reply_due_on=sent.reply_due_on,
        term_words=sent.term_words,
        silence_is_consent=sent.silence_is_consent,
    )
    made = comment_rounds.send_for_comment(
        request.actor, division_id, sent.version, terms, at=now()
    )
    return {"id": made}


@router.post("/{division_id}/remind", response={200: DoneOut, **REFUSALS})
def remind(request: Request, division_id: RowId, sent: UnitsIn) -> dict[str, bool]:
    """Note reminders."""
    comment_rounds.remind_units(request.actor, division_id, sent.unit_ids, at=now())
    return {"done": True}


@router.post("/{division_id}/close", response={200: DoneOut, **REFUSALS})
def close(request: Request, division_id: RowId, sent: DivisionVersionIn) -> dict[str, bool]:
    """Close the open round."""
    comment_rounds.close_comment_round(request.actor, division_id, sent.version, at=now())
    return {"done": True}


@router.post("/{division_id}/agree", response={200: DoneOut, **REFUSALS})
def agree(request: Request, division_id: RowId, sent: DivisionReasonIn) -> dict[str, bool]:
    """Agree the draft."""
    settlement.agree_division(request.actor, division_id, sent.version, sent.reason, at=now())
    return {"done": True}


@router.post("/{division_id}/reopen", response={200: DoneOut, **REFUSALS})
def reopen(request: Request, division_id: RowId, sent: DivisionReasonIn) -> dict[str, bool]:
    """Back to settling."""
    settlement.reopen_division(request.actor, division_id, sent.version, sent.reason, at=now())
    return {"done": True}


@router.post("/{division_id}/countersign", response={200: IdOut, **REFUSALS})
def countersign(request: Request, division_id: RowId, sent: SignatureIn) -> dict[str, int]:
    """Note a countersignature."""
    made = division_issue.Countersignature(sent.unit_id, sent.signed_on, sent.signed_by)
    number = division_issue.note_countersignature(request.actor, division_id, made, at=now())
    return {"id": number}


@router.post("/{division_id}/finish", response={200: DoneOut, **REFUSALS})
def finish(request: Request, division_id: RowId, sent: DivisionReasonIn) -> dict[str, bool]:
    """Countersigning is done."""
    division_issue.finish_countersigning(
        request.actor, division_id, sent.version, sent.reason, at=now()
    )
    return {"done": True}


@router.post("/{division_id}/issue", response={200: IdOut, **REFUSALS})
def issue(request: Request, division_id: RowId, sent: DivisionIssueIn) -> dict[str, int]:
    """Issue and adopt; the id of the plan."""
    made = division_issue.Issue(sent.number, sent.issued_on)
    plan = division_issue.issue_division(request.actor, division_id, sent.version, made, at=now())
    return {"id": plan}


@router.get("/{division_id}/opinions.xlsx", response=REFUSALS, openapi_extra=FILE)
def summary(
    request: Request, division_id: RowId, language: Literal["zh", "en"] = "zh"
) -> FileResponse:
    """意见汇总表."""

    def write(out: IO[bytes]) -> str:
        return export_opinions(request.actor, division_id, out, language, at=now())

    return written_file(write, OCTETS)


def _deadline(sent: DivisionDeadlineIn) -> Deadline:
    return Deadline(sent.kind, tuple(sent.days))
