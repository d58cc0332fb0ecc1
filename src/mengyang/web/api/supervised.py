"""督办事项接口 — the register of supervised matters: register, put a task on it, correct."""

from datetime import date, datetime

from django.conf import settings
from django.http import FileResponse
from ninja import Field, File, Form, Query, Schema
from ninja.files import UploadedFile

from mengyang.actions import supervised_matters as actions
from mengyang.actions.evidence import Shelf
from mengyang.actions.incoming_scans import Scan
from mengyang.actions.supervised_matters import MatterForm
from mengyang.core.facts import Seen
from mengyang.core.ledger import Deadline, DeadlineKind
from mengyang.core.ledger.supervised import MatterSource, Origin
from mengyang.store.reads import ledger
from mengyang.store.reads.ledger import SupervisedRow
from mengyang.web.clock import now, today
from mengyang.web.downloads import kept_file
from mengyang.web.interface_files import FILE
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, IdOut, PageOut, PageQuery, RowId, Version
from mengyang.web.lit import lit
from mengyang.web.request import Request, reach_of

PREFIX = "/matters"
router = Router(tags=["matters"])


class MatterQuery(PageQuery):
    """Matters by source, state, urgency, year, unit that handles, or unit that registered."""

    source: str = Field("", max_length=20)
    state: str = Field("", max_length=20)
    urgency: str = Field("", max_length=12)
    year: int | None = Field(None, ge=1900, le=9999)
    unit: RowId | None = None
    office: RowId | None = None


class MatterOut(Schema):
    """督办事项; how it stands is told by its task."""

    id: int
    number: str
    register_unit_id: int
    source: str
    words: str
    giver: str
    giver_name: str
    given_on: date
    reference: str
    urgency: str
    answer: str
    answer_note: str
    incoming_paper_id: int | None
    scan_name: str
    scan_sha256: str
    task_id: int
    title: str
    lead_unit_id: int | None
    joint_unit_ids: list[int]
    due_on: date | None
    state: str
    lamp: str
    registered_at: datetime
    version: int


class OriginIn(Schema):
    """立项依据."""

    words: str = Field(max_length=5000)
    giver: str = Field(max_length=160)
    giver_name: str = Field("", max_length=80)
    given_on: date
    reference: str = Field("", max_length=120)
    urgency: str = Field("ordinary", max_length=12)
    answer: str = Field("progress", max_length=20)
    answer_note: str = Field("", max_length=300)


class MatterIn(OriginIn):
    """登记督办事项; of several lead units each answers for its own part."""

    unit_id: RowId
    source: str = Field(max_length=20)
    title: str = Field(max_length=300)
    lead_unit_ids: list[RowId] = Field([], max_length=200)
    joint_unit_ids: list[RowId] = Field([], max_length=200)
    deadline_kind: DeadlineKind = DeadlineKind.NONE
    deadline_on: date | None = None
    deadline_words: str = Field("", max_length=100)
    incoming_paper_id: RowId | None = None
    instruction_id: RowId | None = None


class SuperviseIn(OriginIn):
    """列入督办."""

    unit_id: RowId


class CorrectIn(OriginIn):
    """更正登记, with the reason."""

    version: Version
    reason: str = Field(max_length=500)


class VersionOut(Schema):
    """The version the matter has now."""

    version: int


@router.get("", response={200: PageOut[MatterOut], **REFUSALS})
def matters(request: Request, query: Query[MatterQuery]) -> dict[str, object]:
    """The register."""
    reach = reach_of(request.actor, "see", "task")
    found = ledger.supervised_matters(reach, lit(today()), query.asked())
    return {
        "rows": [_shown(row) for row in found.rows],
        "total": found.total,
        "next": found.next,
        "previous": found.previous,
    }


@router.post("/with-scan", response={200: IdOut, **REFUSALS})
def register_with_scan(
    request: Request, scan: File[UploadedFile], sent: Form[MatterIn]
) -> dict[str, int]:
    """Register a matter with the scan of its sheet."""
    environment = settings.ENVIRONMENT
    shelf = Shelf(environment.var / "files", environment.evidence_limit_bytes)
    sheet = Scan(scan.read(), scan.name or "", shelf)
    return {"id": actions.register_matter(request.actor, _form(sent, sheet), at=now())}


@router.get("/{matter_id}", response={200: MatterOut, **REFUSALS})
def matter(request: Request, matter_id: RowId) -> dict[str, object]:
    """One matter."""
    reach = reach_of(request.actor, "see", "task")
    return _shown(ledger.supervised_matter(reach, lit(today()), matter_id))


@router.post("", response={200: IdOut, **REFUSALS})
def register(request: Request, sent: MatterIn) -> dict[str, int]:
    """Register a matter."""
    return {"id": actions.register_matter(request.actor, _form(sent, None), at=now())}


@router.post("/of-task/{task_id}", response={200: IdOut, **REFUSALS})
def supervise(request: Request, task_id: RowId, sent: SuperviseIn) -> dict[str, int]:
    """Put a task of a plan on the register."""
    origin = _origin(sent, MatterSource.CLAUSE.value)
    made = actions.supervise_task(request.actor, task_id, sent.unit_id, origin, at=now())
    return {"id": made}


@router.post("/{matter_id}/correct", response={200: VersionOut, **REFUSALS})
def correct(request: Request, matter_id: RowId, sent: CorrectIn) -> dict[str, int]:
    """Set the line of a matter right; its source stays."""
    seen, origin = Seen(matter_id, sent.version), _origin(sent, MatterSource.CLAUSE.value)
    version = actions.correct_matter(request.actor, seen, origin, sent.reason, at=now())
    return {"version": version}


@router.get("/{matter_id}/scan", response=REFUSALS, openapi_extra=FILE)
def sheet(request: Request, matter_id: RowId) -> FileResponse:
    """The scan of the sheet a matter came on."""
    folder = settings.ENVIRONMENT.var / "files"
    found = actions.open_sheet(request.actor, matter_id, folder, day=today())
    return kept_file(found.path, found.file_name)


def _form(sent: MatterIn, scan: Scan | None) -> MatterForm:
    days = (sent.deadline_on,) if sent.deadline_on else ()
    return MatterForm(
        unit_id=sent.unit_id,
        title=sent.title,
        origin=_origin(sent, sent.source),
        lead_unit_ids=tuple(dict.fromkeys(sent.lead_unit_ids)),
        joint_unit_ids=tuple(dict.fromkeys(sent.joint_unit_ids)),
        deadline=Deadline(sent.deadline_kind, days, sent.deadline_words.strip()),
        paper_id=sent.incoming_paper_id,
        instruction_id=sent.instruction_id,
        sheet=scan,
    )


def _origin(sent: OriginIn, source: str) -> Origin:
    return Origin(source=source, **{name: getattr(sent, name) for name in OriginIn.model_fields})


def _shown(row: SupervisedRow) -> dict[str, object]:
    task = row.task
    told = {
        "register_unit_id": row.unit.id,
        "incoming_paper_id": row.paper_id,
        "task_id": task.id,
        "title": task.title,
        "lead_unit_id": task.lead_unit.id if task.lead_unit else None,
        "joint_unit_ids": [unit.id for unit in task.joint_units],
        "due_on": task.due_on,
        "state": task.state.value,
        "lamp": task.lamp.colour.value,
    }
    return {name: getattr(row, name) for name in MatterOut.model_fields if name not in told} | told
