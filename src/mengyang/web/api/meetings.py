"""会议接口 — meetings, their minutes, and their decisions as matters."""

from datetime import date, datetime

from django.conf import settings
from django.http import FileResponse
from ninja import Field, File, Form, Query, Schema
from ninja.files import UploadedFile

from mengyang.actions import meetings as actions
from mengyang.actions.evidence import EvidenceUpload, Shelf
from mengyang.actions.meetings import Decision, MeetingForm, Minutes
from mengyang.core.access import scope
from mengyang.core.facts import Seen
from mengyang.core.ledger import Deadline, DeadlineKind
from mengyang.core.ledger.meetings import MeetingHead
from mengyang.store.reads.ledger import meetings as reads
from mengyang.store.reads.ledger.meetings import MeetingReach, MeetingRow
from mengyang.web.clock import now, today
from mengyang.web.downloads import kept_file
from mengyang.web.interface_files import FILE
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, IdOut, PageOut, PageQuery, RowId, Version
from mengyang.web.lit import lit
from mengyang.web.request import Request, reach_of

PREFIX = "/meetings"
router = Router(tags=["meetings"])


class MeetingQuery(PageQuery):
    """Meetings by kind, year or unit present."""

    kind: str = Field("", max_length=20)
    year: int | None = Field(None, ge=1900, le=9999)
    unit: RowId | None = None


class MeetingOut(Schema):
    """会议; `matter_ids` are the decisions within reach."""

    id: int
    unit_id: int
    meeting_kind: str
    title: str
    held_on: date
    place: str
    chair: str
    chair_name: str
    reference: str
    minutes_name: str
    minutes_sha256: str
    present_unit_ids: list[int]
    matter_ids: list[int]
    open: int
    recorded_at: datetime
    version: int


class MeetingIn(Schema):
    """会议, with the units present."""

    meeting_kind: str = Field(max_length=20)
    title: str = Field(max_length=300)
    held_on: date
    place: str = Field("", max_length=120)
    chair: str = Field(max_length=80)
    chair_name: str = Field("", max_length=80)
    reference: str = Field("", max_length=120)
    present_unit_ids: list[RowId] = Field([], max_length=200)


class MeetingRecordIn(MeetingIn):
    """登记会议."""

    unit_id: RowId


class MeetingCorrectIn(MeetingIn):
    """更正会议."""

    version: Version


class MeetingDecisionIn(Schema):
    """议定事项."""

    title: str = Field(max_length=300)
    words: str = Field(max_length=5000)
    lead_unit_ids: list[RowId] = Field([], max_length=200)
    joint_unit_ids: list[RowId] = Field([], max_length=200)
    deadline_on: date | None = None


class MeetingDecisionsIn(Schema):
    """All or none."""

    decisions: list[MeetingDecisionIn] = Field(max_length=100)


class MeetingMattersOut(Schema):
    """The matters they became, in order."""

    matter_ids: list[int]


class MeetingVersionOut(Schema):
    """The version the meeting has now."""

    version: int


@router.get("", response={200: PageOut[MeetingOut], **REFUSALS})
def meetings(request: Request, query: Query[MeetingQuery]) -> dict[str, object]:
    """The meetings."""
    reach_of(request.actor, "see", "meeting")
    found = reads.meetings(_reach(request), lit(today()), query.asked())
    return {
        "rows": [_shown(row) for row in found.rows],
        "total": found.total,
        "next": found.next,
        "previous": found.previous,
    }


@router.get("/{meeting_id}", response={200: MeetingOut, **REFUSALS})
def meeting(request: Request, meeting_id: RowId) -> dict[str, object]:
    """One meeting."""
    return _shown(_row(request, meeting_id))


@router.post("", response={200: IdOut, **REFUSALS})
def record(request: Request, sent: MeetingRecordIn) -> dict[str, int]:
    """Record a meeting."""
    form = MeetingForm(head=_head(sent), present=tuple(sent.present_unit_ids))
    return {"id": actions.record_meeting(request.actor, sent.unit_id, form, at=now())}


@router.post("/{meeting_id}/correct", response={200: MeetingVersionOut, **REFUSALS})
def correct(request: Request, meeting_id: RowId, sent: MeetingCorrectIn) -> dict[str, int]:
    """Write a meeting as it was."""
    form = MeetingForm(head=_head(sent), present=tuple(sent.present_unit_ids))
    seen = Seen(meeting_id, sent.version)
    return {"version": actions.correct_meeting(request.actor, seen, form, at=now())}


@router.post("/{meeting_id}/minutes", response={200: MeetingVersionOut, **REFUSALS})
def bring_minutes(
    request: Request, meeting_id: RowId, file: File[UploadedFile], version: Form[Version]
) -> dict[str, int]:
    """Bring the minutes; the meeting stays as it is."""
    row, environment = _row(request, meeting_id), settings.ENVIRONMENT
    shelf = Shelf(environment.var / "files", environment.evidence_limit_bytes)
    form = MeetingForm(
        head=MeetingHead(**{name: getattr(row, name) for name in _HEAD}),
        present=tuple(unit.id for unit in row.present),
        minutes=Minutes(EvidenceUpload(file.read(), file.name or ""), shelf),
    )
    seen = Seen(meeting_id, version)
    return {"version": actions.correct_meeting(request.actor, seen, form, at=now())}


@router.get("/{meeting_id}/minutes", response=REFUSALS, openapi_extra=FILE)
def minutes(request: Request, meeting_id: RowId) -> FileResponse:
    """The minutes of a meeting."""
    folder = settings.ENVIRONMENT.var / "files"
    found = actions.open_minutes(request.actor, meeting_id, folder, day=today())
    return kept_file(found.path, found.file_name)


@router.post("/{meeting_id}/decisions", response={200: MeetingMattersOut, **REFUSALS})
def decide(request: Request, meeting_id: RowId, sent: MeetingDecisionsIn) -> dict[str, list[int]]:
    """Register decisions as matters."""
    decisions = [_decision(each) for each in sent.decisions]
    made = actions.decide_at_meeting(request.actor, meeting_id, decisions, at=now())
    return {"matter_ids": list(made)}


_HEAD = ("meeting_kind", "title", "held_on", "place", "chair", "chair_name", "reference")


def _head(sent: MeetingIn) -> MeetingHead:
    return MeetingHead(**{name: getattr(sent, name) for name in _HEAD})


def _decision(sent: MeetingDecisionIn) -> Decision:
    day = sent.deadline_on
    return Decision(
        title=sent.title,
        words=sent.words,
        lead_unit_ids=tuple(dict.fromkeys(sent.lead_unit_ids)),
        joint_unit_ids=tuple(dict.fromkeys(sent.joint_unit_ids)),
        deadline=Deadline(DeadlineKind.BY_DATE, (day,)) if day else Deadline(),
    )


def _reach(request: Request) -> MeetingReach:
    return MeetingReach(*(scope(request.actor, "see", kind) for kind in ("meeting", "task")))


def _row(request: Request, meeting_id: int) -> MeetingRow:
    return reads.meeting(_reach(request), lit(today()), meeting_id)


def _shown(row: MeetingRow) -> dict[str, object]:
    told = {
        "unit_id": row.unit.id,
        "present_unit_ids": [unit.id for unit in row.present],
        "matter_ids": [each.id for each in row.decisions],
    }
    return {name: getattr(row, name) for name in MeetingOut.model_fields if name not in told} | told
