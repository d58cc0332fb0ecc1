"""单位内部审签接口 — drafts of a unit, their review, sending back and issue."""

from datetime import date, datetime

from django.conf import settings
from django.http import FileResponse
from ninja import Field, File, Form, Schema
from ninja.files import UploadedFile

from mengyang.actions import sign_off as actions
from mengyang.actions.evidence import EvidenceUpload, Shelf
from mengyang.actions.sign_off import Draft, Issuing, Sheet
from mengyang.core.facts import Seen
from mengyang.core.ledger import ReplyKind, RequestKind
from mengyang.core.ledger.guards import unit_ids
from mengyang.store.reads import ledger
from mengyang.store.reads.ledger import ReplyRow
from mengyang.web.api.ledger import NamedOut
from mengyang.web.clock import now, today
from mengyang.web.downloads import kept_file
from mengyang.web.interface_files import FILE
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, DoneOut, IdOut, RowId, Version
from mengyang.web.request import Request, reach_of

PREFIX = "/task-replies"
router = Router(tags=["sign-off"])


class TaskReplyDraftIn(Schema):
    """拟稿 about the task in the version the caller saw; `request` where something is asked."""

    version: Version
    kind: ReplyKind
    words: str = Field(min_length=1, max_length=2000)
    request: RequestKind | None = None
    progress: str = Field("", max_length=2000)
    proposed_on: date | None = None
    proposed_unit_id: RowId | None = None


class ReplySeenIn(Schema):
    """The version of the reply the caller saw."""

    version: Version


class SendBackIn(ReplySeenIn):
    """退回修改."""

    words: str = Field(max_length=2000)


class TaskReplyIssueIn(ReplySeenIn):
    """签发 by the leader who calls, with the version of the task."""

    task_version: Version


class TaskReplyRecordIn(TaskReplyIssueIn):
    """代录 as form fields beside the scan of the signed sheet."""

    leader: str = Field(max_length=100)
    signed_on: date


class TaskReplyVersionOut(Schema):
    """The version the task has now."""

    version: int


class ReplyOut(Schema):
    """送出稿 with who drafted, reviewed, sent back and issued it."""

    id: int
    version: int
    kind: str
    state: str
    way: str
    unit: NamedOut
    words: str
    request_kind: str | None
    progress: str
    proposed_on: date | None
    proposed_unit: NamedOut | None
    drafted_by: str
    drafted_at: datetime
    reviewed_by: str
    reviewed_at: datetime | None
    sent_back_by: str
    sent_back_at: datetime | None
    sent_back_because: str
    issued_by: str
    issued_at: datetime | None
    leader: str
    leader_signed_on: date | None
    is_recorded: bool
    sheet_name: str

    @staticmethod
    def resolve_kind(row: ReplyRow) -> str:
        """销号申请、请示、异议."""
        return row.fact.kind.value

    @staticmethod
    def resolve_state(row: ReplyRow) -> str:
        """拟稿 to 已签发."""
        return row.fact.state.value

    @staticmethod
    def resolve_way(row: ReplyRow) -> str:
        """By which steps it leaves the unit."""
        return row.fact.way.value


@router.get("/tasks/{task_id}", response={200: list[ReplyOut], **REFUSALS})
def replies(request: Request, task_id: RowId) -> object:
    """The replies about a task; what has not left a unit only to its people."""
    reach = reach_of(request.actor, "see", "task")
    return ledger.replies_of(reach, today(), task_id, unit_ids(request.actor))


@router.post("/tasks/{task_id}", response={200: IdOut, **REFUSALS})
def draft(request: Request, task_id: RowId, sent: TaskReplyDraftIn) -> dict[str, int]:
    """Draft a reply inside the unit."""
    said = Draft(
        sent.kind,
        sent.words,
        sent.request,
        sent.progress,
        sent.proposed_on,
        sent.proposed_unit_id,
    )
    seen = Seen(task_id, sent.version)
    return {"id": actions.draft_reply(request.actor, seen, said, at=now())}


@router.post("/{reply_id}/review", response={200: DoneOut, **REFUSALS})
def review(request: Request, reply_id: RowId, sent: ReplySeenIn) -> dict[str, bool]:
    """Review a draft of somebody else of the unit."""
    actions.review_reply(request.actor, Seen(reply_id, sent.version), at=now())
    return {"done": True}


@router.post("/{reply_id}/send-back", response={200: DoneOut, **REFUSALS})
def send_back(request: Request, reply_id: RowId, sent: SendBackIn) -> dict[str, bool]:
    """Send a reply back inside the unit."""
    seen = Seen(reply_id, sent.version)
    actions.send_back_reply(request.actor, seen, sent.words, at=now())
    return {"done": True}


@router.post("/{reply_id}/issue", response={200: TaskReplyVersionOut, **REFUSALS})
def issue(request: Request, reply_id: RowId, sent: TaskReplyIssueIn) -> dict[str, int]:
    """Issue a reply as the leader of the unit."""
    seen, issuing = Seen(reply_id, sent.version), Issuing(sent.task_version)
    return {"version": actions.issue_reply(request.actor, seen, issuing, at=now())}


@router.post("/{reply_id}/record", response={200: TaskReplyVersionOut, **REFUSALS})
def record(
    request: Request, reply_id: RowId, sheet: File[UploadedFile], sent: Form[TaskReplyRecordIn]
) -> dict[str, int]:
    """Record that the leader issued a reply on paper."""
    environment = settings.ENVIRONMENT
    shelf = Shelf(environment.var / "files", environment.evidence_limit_bytes)
    scan = Sheet(EvidenceUpload(sheet.read(), sheet.name or ""), shelf)
    issuing = Issuing(sent.task_version, sent.leader, sent.signed_on, scan)
    seen = Seen(reply_id, sent.version)
    return {"version": actions.issue_reply(request.actor, seen, issuing, at=now())}


@router.get("/{reply_id}/sheet", response=REFUSALS, openapi_extra=FILE)
def sheet_file(request: Request, reply_id: RowId) -> FileResponse:
    """The scan of a signed sheet."""
    folder = settings.ENVIRONMENT.var / "files"
    found = actions.open_sheet(request.actor, reply_id, folder, day=today())
    return kept_file(found.path, found.file_name)
