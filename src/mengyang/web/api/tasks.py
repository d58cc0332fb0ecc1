"""任务接口 — every step of a task, from assignment to closure."""

from datetime import date

from django.conf import settings
from django.http import FileResponse
from ninja import Field, File, Form, Schema
from ninja.files import UploadedFile

from mengyang.actions import assignments
from mengyang.actions import tasks as actions
from mengyang.actions.assignments import Assignment
from mengyang.actions.evidence import EvidenceUpload, Shelf, attach_evidence, open_evidence
from mengyang.actions.tasks import Claim, Progress
from mengyang.web.clock import now, today
from mengyang.web.downloads import kept_file
from mengyang.web.interface_files import FILE
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, IdOut, RowId, Version
from mengyang.web.request import Request

PREFIX = "/tasks"
router = Router(tags=["tasks"])


class TaskStepIn(Schema):
    """The version the caller saw."""

    version: Version


class AssignIn(TaskStepIn):
    """交办; without units to those the document names. `accepted_by` is who accepts it outside."""

    lead_unit_id: RowId | None = None
    joint_unit_ids: list[RowId] = Field([], max_length=200)
    accepted_by: str = Field("", max_length=100)


class SignIn(TaskStepIn):
    """签收, with an own target day where the document names none."""

    target_on: date | None = None


class ReportIn(TaskStepIn):
    """进展; `percent` null is unknown."""

    text: str = Field(max_length=5000)
    percent: int | None = Field(None, ge=0, le=100)


class ClaimIn(TaskStepIn):
    """申请销号, with the closing statement; a denial names the leader who signed it, and when."""

    statement: str = Field("", max_length=2000)
    signatory: str = Field("", max_length=100)
    signed_on: date | None = None


class ReturnIn(TaskStepIn):
    """退回, with the reason."""

    reason: str = Field(max_length=2000)


class TaskVersionOut(Schema):
    """The version the task has now."""

    version: int


@router.post("/{task_id}/assign", response={200: TaskVersionOut, **REFUSALS})
def assign(request: Request, task_id: RowId, sent: AssignIn) -> dict[str, int]:
    """Assign a task."""
    joint, units = tuple(sent.joint_unit_ids), None
    if sent.lead_unit_id:
        units = Assignment(sent.lead_unit_id, joint, sent.accepted_by)
    return _now(assignments.assign_task(request.actor, task_id, sent.version, units, at=now()))


@router.post("/{task_id}/sign-for", response={200: TaskVersionOut, **REFUSALS})
def sign_for(request: Request, task_id: RowId, sent: SignIn) -> dict[str, int]:
    """Sign for a task."""
    done = actions.sign_for_task(request.actor, task_id, sent.version, sent.target_on, at=now())
    return _now(done)


@router.post("/{task_id}/start", response={200: TaskVersionOut, **REFUSALS})
def start(request: Request, task_id: RowId, sent: TaskStepIn) -> dict[str, int]:
    """Start work."""
    return _now(actions.start_task(request.actor, task_id, sent.version, at=now()))


@router.post("/{task_id}/report", response={200: TaskVersionOut, **REFUSALS})
def report(request: Request, task_id: RowId, sent: ReportIn) -> dict[str, int]:
    """Report progress."""
    progress = Progress(sent.text, sent.percent)
    return _now(actions.report_progress(request.actor, task_id, sent.version, progress, at=now()))


@router.post("/{task_id}/evidence", response={200: IdOut, **REFUSALS})
def attach(
    request: Request, task_id: RowId, file: File[UploadedFile], note: Form[str] = ""
) -> dict[str, int]:
    """Attach evidence."""
    environment = settings.ENVIRONMENT
    shelf = Shelf(environment.var / "files", environment.evidence_limit_bytes)
    upload = EvidenceUpload(file.read(), file.name or "", note)
    return {"id": attach_evidence(request.actor, task_id, upload, shelf, at=now())}


@router.get("/evidence/{evidence_id}", response=REFUSALS, openapi_extra=FILE)
def evidence_file(request: Request, evidence_id: RowId) -> FileResponse:
    """A file of evidence, for whoever may see its task."""
    folder = settings.ENVIRONMENT.var / "files"
    found = open_evidence(request.actor, evidence_id, folder, day=today())
    return kept_file(found.path, found.file_name)


@router.post("/{task_id}/claim-done", response={200: TaskVersionOut, **REFUSALS})
def claim_done(request: Request, task_id: RowId, sent: ClaimIn) -> dict[str, int]:
    """Claim a task done."""
    claim = Claim(sent.statement, sent.signatory, sent.signed_on)
    return _now(actions.claim_done(request.actor, task_id, sent.version, claim, at=now()))


@router.post("/{task_id}/take-back", response={200: TaskVersionOut, **REFUSALS})
def take_back(request: Request, task_id: RowId, sent: TaskStepIn) -> dict[str, int]:
    """Take a claim back that nobody has judged yet."""
    return _now(actions.take_back_claim(request.actor, task_id, sent.version, at=now()))


@router.post("/{task_id}/verify", response={200: TaskVersionOut, **REFUSALS})
def verify(request: Request, task_id: RowId, sent: TaskStepIn) -> dict[str, int]:
    """Verify a claim; nobody verifies the own one."""
    return _now(actions.verify_task(request.actor, task_id, sent.version, at=now()))


@router.post("/{task_id}/return", response={200: TaskVersionOut, **REFUSALS})
def send_back(request: Request, task_id: RowId, sent: ReturnIn) -> dict[str, int]:
    """Return a task to its unit."""
    done = actions.return_task(request.actor, task_id, sent.version, sent.reason, at=now())
    return _now(done)


@router.post("/{task_id}/close", response={200: TaskVersionOut, **REFUSALS})
def close(request: Request, task_id: RowId, sent: TaskStepIn) -> dict[str, int]:
    """Close a verified task."""
    return _now(actions.close_task(request.actor, task_id, sent.version, at=now()))


def _now(version: int) -> dict[str, int]:
    return {"version": version}
