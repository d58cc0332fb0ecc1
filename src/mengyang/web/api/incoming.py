"""收文接口 — the register of incoming papers and every step of a paper."""

from datetime import date

from django.conf import settings
from django.http import FileResponse
from ninja import Field, File, Form, Query, Schema
from ninja.files import UploadedFile

from mengyang.actions import incoming as actions
from mengyang.actions import incoming_instructions as instructions
from mengyang.actions.documents import Upload
from mengyang.actions.evidence import Shelf
from mengyang.actions.incoming import HandOver, Instruction, Registration
from mengyang.actions.incoming_corrections import Correction, correct_paper
from mengyang.actions.incoming_documents import link_document, upload_paper
from mengyang.actions.incoming_instructions import SheetWords
from mengyang.actions.incoming_scans import Scan, open_scan
from mengyang.core.ledger import Deadline, DeadlineKind
from mengyang.store.reads import incoming as reads
from mengyang.web.clock import now, today
from mengyang.web.downloads import kept_file
from mengyang.web.interface_files import FILE
from mengyang.web.interface_incoming import PaperOut, shown_paper
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, IdOut, PageOut, PageQuery, RowId, Version
from mengyang.web.lit import lit
from mengyang.web.request import Request, reach_of

PREFIX = "/incoming"
router = Router(tags=["incoming"])


class PaperQuery(PageQuery):
    """Papers by state, urgency, lamp, year or handling unit."""

    state: str = Field("", max_length=20)
    urgency: str = Field("", max_length=12)
    lamp: str = Field("", max_length=10)
    year: int | None = Field(None, ge=1900, le=9999)
    unit: RowId | None = None


class IncomingDeadlineIn(Schema):
    """办结时限; `on` for one by a day."""

    kind: DeadlineKind = DeadlineKind.NONE
    on: date | None = None


class LineIn(Schema):
    """One line of the register; a graded `secrecy` is refused."""

    issuing_body: str = Field(max_length=160)
    title: str = Field(max_length=300)
    received_on: date
    document_number: str = Field("", max_length=80)
    secrecy: str = Field("none", max_length=12)
    urgency: str = Field("ordinary", max_length=12)
    copies: int | None = Field(None, ge=1, le=100_000)
    pages: int | None = Field(None, ge=1, le=100_000)
    is_again: bool = False


class RegisterIn(LineIn):
    """收文登记."""

    unit_id: RowId
    deadline: IncomingDeadlineIn = IncomingDeadlineIn()


class IncomingCorrectIn(LineIn):
    """更正登记 — the line as it should read, and why; its number and its deadline stay."""

    version: Version
    reason: str = Field(max_length=500)


class IncomingWordsIn(Schema):
    """The version the caller saw, and words."""

    version: Version
    text: str = Field(max_length=2000)


class InstructIn(IncomingWordsIn):
    """批示, with the post of the leader who gives it."""

    leader_post: str = Field(max_length=80)


class IncomingRecordIn(InstructIn):
    """代录批示: who wrote it on paper, and when."""

    leader_name: str = Field(max_length=80)
    given_on: date


class HandOverIn(Schema):
    """交承办; no `deadline` leaves the one the paper has."""

    version: Version
    lead_unit_id: RowId
    joint_unit_ids: list[RowId] = Field([], max_length=200)
    section: str = Field("", max_length=60)
    deadline: IncomingDeadlineIn | None = None


class IncomingLinkIn(Schema):
    """A document that the library holds already."""

    version: Version
    document_id: RowId


class IncomingVersionOut(Schema):
    """The version the paper has now."""

    version: int


@router.get("", response={200: PageOut[PaperOut], **REFUSALS})
def papers(request: Request, query: Query[PaperQuery]) -> dict[str, object]:
    """The register."""
    reach = reach_of(request.actor, "see", "incoming")
    found = reads.papers(reach, lit(today()), query.asked())
    return {
        "rows": [shown_paper(row) for row in found.rows],
        "total": found.total,
        "next": found.next,
        "previous": found.previous,
    }


@router.get("/{paper_id}", response={200: PaperOut, **REFUSALS})
def paper(request: Request, paper_id: RowId) -> dict[str, object]:
    """One paper."""
    reach = reach_of(request.actor, "see", "incoming")
    return shown_paper(reads.paper(reach, lit(today()), paper_id))


@router.post("", response={200: IdOut, **REFUSALS})
def register(request: Request, sent: RegisterIn) -> dict[str, int]:
    """Register a paper."""
    values = sent.dict() | {"deadline": _deadline(sent.deadline)}
    return {"id": actions.register_paper(request.actor, Registration(**values), at=now())}


@router.post("/{paper_id}/propose", response={200: IncomingVersionOut, **REFUSALS})
def propose(request: Request, paper_id: RowId, sent: IncomingWordsIn) -> dict[str, int]:
    """Propose how to handle it."""
    return _now(
        actions.propose_handling(request.actor, paper_id, sent.version, sent.text, at=now())
    )


@router.post("/{paper_id}/instruct", response={200: IncomingVersionOut, **REFUSALS})
def instruct(request: Request, paper_id: RowId, sent: InstructIn) -> dict[str, int]:
    """Give an instruction of one's own."""
    said = Instruction(text=sent.text, given_on=today(), leader_post=sent.leader_post)
    return _now(actions.give_instruction(request.actor, paper_id, sent.version, said, at=now()))


@router.post("/{paper_id}/record", response={200: IncomingVersionOut, **REFUSALS})
def record(
    request: Request, paper_id: RowId, scan: File[UploadedFile], sent: Form[IncomingRecordIn]
) -> dict[str, int]:
    """Record an instruction given on paper."""
    environment = settings.ENVIRONMENT
    shelf = Shelf(environment.var / "files", environment.evidence_limit_bytes)
    said = Instruction(
        text=sent.text,
        given_on=sent.given_on,
        leader_post=sent.leader_post,
        leader_name=sent.leader_name,
        scan=Scan(scan.read(), scan.name or "", shelf),
    )
    return _now(actions.record_instruction(request.actor, paper_id, sent.version, said, at=now()))


@router.post(
    "/instructions/{instruction_id}/correct", response={200: IncomingVersionOut, **REFUSALS}
)
def correct_instruction(
    request: Request, instruction_id: RowId, sent: IncomingRecordIn
) -> dict[str, int]:
    """Set an instruction right as its sheet reads."""
    words = SheetWords(**sent.dict(exclude={"version"}))
    return _now(
        instructions.correct_instruction(
            request.actor, instruction_id, sent.version, words, at=now()
        )
    )


@router.post("/{paper_id}/hand-over", response={200: IncomingVersionOut, **REFUSALS})
def hand_over(request: Request, paper_id: RowId, sent: HandOverIn) -> dict[str, int]:
    """Hand it to the unit that handles it."""
    to = HandOver(
        lead_unit_id=sent.lead_unit_id,
        joint_unit_ids=tuple(sent.joint_unit_ids),
        section=sent.section,
        deadline=_deadline(sent.deadline) if sent.deadline else None,
    )
    return _now(actions.hand_over_paper(request.actor, paper_id, sent.version, to, at=now()))


@router.post("/{paper_id}/finish", response={200: IncomingVersionOut, **REFUSALS})
def finish(request: Request, paper_id: RowId, sent: IncomingWordsIn) -> dict[str, int]:
    """Say what came of it."""
    return _now(actions.finish_paper(request.actor, paper_id, sent.version, sent.text, at=now()))


@router.post("/{paper_id}/correct", response={200: IncomingVersionOut, **REFUSALS})
def correct(request: Request, paper_id: RowId, sent: IncomingCorrectIn) -> dict[str, int]:
    """Set a line of the register right, with the reason."""
    values = sent.dict()
    version = values.pop("version")
    return _now(correct_paper(request.actor, paper_id, version, Correction(**values), at=now()))


@router.post("/{paper_id}/withdraw", response={200: IncomingVersionOut, **REFUSALS})
def withdraw(request: Request, paper_id: RowId, sent: IncomingWordsIn) -> dict[str, int]:
    """Withdraw a mistaken entry."""
    return _now(actions.withdraw_paper(request.actor, paper_id, sent.version, sent.text, at=now()))


@router.post("/{paper_id}/file", response={200: IdOut, **REFUSALS})
def attach(
    request: Request, paper_id: RowId, file: File[UploadedFile], version: Form[Version]
) -> dict[str, int]:
    """Read the file of the paper into the library; the id of the document."""
    row = reads.paper(reach_of(request.actor, "see", "incoming"), lit(today()), paper_id)
    upload = Upload(
        data=file.read(),
        name=file.name or "",
        area_id=row.area.id if row.area else 0,
        files=settings.ENVIRONMENT.var / "files",
    )
    return {"id": upload_paper(request.actor, paper_id, version, upload, at=now())}


@router.post("/{paper_id}/link", response={200: IncomingVersionOut, **REFUSALS})
def link(request: Request, paper_id: RowId, sent: IncomingLinkIn) -> dict[str, int]:
    """Join it to a document of the library."""
    return _now(link_document(request.actor, paper_id, sent.version, sent.document_id, at=now()))


@router.get("/scans/{instruction_id}", response=REFUSALS, openapi_extra=FILE)
def scanned_sheet(request: Request, instruction_id: RowId) -> FileResponse:
    """The scanned sheet of an instruction."""
    folder = settings.ENVIRONMENT.var / "files"
    found = open_scan(request.actor, instruction_id, folder, day=today())
    return kept_file(found.path, found.file_name)


def _deadline(sent: IncomingDeadlineIn) -> Deadline:
    return Deadline(sent.kind, (sent.on,) if sent.on else ())


def _now(version: int) -> dict[str, int]:
    return {"version": version}
