"""文书接口 — the papers of a task or plan: listed, printed, and their stamped copies bound."""

from datetime import date, datetime
from typing import IO

from django.conf import settings
from django.http import FileResponse
from ninja import File, Form, Schema
from ninja.files import UploadedFile
from pydantic import Field

from mengyang.actions import papers as actions
from mengyang.actions.evidence import EvidenceUpload, Shelf
from mengyang.actions.papers import About
from mengyang.actions.plan_paper_facts import Span
from mengyang.core.access import scope
from mengyang.packs import PaperTemplate
from mengyang.store.reads import ledger
from mengyang.store.reads.ledger import PaperRow, Reach
from mengyang.web.bilingual import in_language
from mengyang.web.clock import now, today
from mengyang.web.downloads import OCTETS, kept_file, written_file
from mengyang.web.interface_files import FILE
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, IdOut, RowId
from mengyang.web.lit import lit
from mengyang.web.request import Request

PREFIX = "/papers"
router = Router(tags=["papers"])


class KindOut(Schema):
    """A paper that can be printed now."""

    code: str
    name: str


class CopyOut(Schema):
    """A stamped copy."""

    id: int
    file_name: str
    size: int
    sha256: str
    note: str
    attached_by: str
    attached_at: datetime


class PrintedOut(Schema):
    """A paper as it was printed, with its stamped copies."""

    id: int
    paper_kind: str
    subject_version: int
    check_code: str
    digest: str
    printed_by: str
    printed_at: datetime
    copies: list[CopyOut]


class PapersOut(Schema):
    """What can be printed, and what was."""

    printable: list[KindOut]
    printed: list[PrintedOut]


class PeriodIn(Schema):
    """The first and the last day that a report speaks of."""

    from_day: date
    until_day: date


class CopyIn(Schema):
    """The code on the sheet, and a remark."""

    check_code: str = Field(max_length=40)
    note: str = Field("", max_length=300)


@router.get("/tasks/{task_id}", response={200: PapersOut, **REFUSALS})
def task_papers(request: Request, task_id: RowId) -> dict[str, object]:
    """The papers of a task."""
    plan_id = ledger.task(_reach(request).tasks, lit(today()), task_id).row.plan_id
    known = actions.printable(request.actor, About("task", task_id), at=now())
    return _papers(known, ledger.printed_papers(_reach(request), today(), plan_id, task_id))


@router.get("/plans/{plan_id}", response={200: PapersOut, **REFUSALS})
def plan_papers(request: Request, plan_id: RowId) -> dict[str, object]:
    """The papers of a plan."""
    ledger.plan(_reach(request), lit(today()), plan_id)
    known = actions.printable(request.actor, About("plan", plan_id), at=now())
    return _papers(known, ledger.printed_papers(_reach(request), today(), plan_id, None))


@router.post("/tasks/{task_id}/{kind}", response=REFUSALS, openapi_extra=FILE)
def print_task(request: Request, task_id: RowId, kind: str) -> FileResponse:
    """A paper of a task as .docx; that it was printed, and what it tells, is put on record."""

    def write(out: IO[bytes]) -> str:
        about = About("task", task_id)
        return actions.print_paper(request.actor, about, kind, out, at=now()).file_name

    return written_file(write, OCTETS)


@router.post("/plans/{plan_id}/{kind}", response=REFUSALS, openapi_extra=FILE)
def print_plan(request: Request, plan_id: RowId, kind: str, sent: PeriodIn) -> FileResponse:
    """A paper of a plan over a period as .docx."""

    def write(out: IO[bytes]) -> str:
        about = About("plan", plan_id, Span(sent.from_day, sent.until_day))
        return actions.print_paper(request.actor, about, kind, out, at=now()).file_name

    return written_file(write, OCTETS)


@router.post("/copies", response={200: IdOut, **REFUSALS})
def bind_copy(request: Request, file: File[UploadedFile], sent: Form[CopyIn]) -> dict[str, int]:
    """Bind the scan of a stamped sheet to the version that bears its code."""
    environment = settings.ENVIRONMENT
    upload = EvidenceUpload(file.read(), file.name or "", sent.note)
    shelf = Shelf(environment.var / "files", environment.evidence_limit_bytes)
    return {"id": actions.bind_copy(request.actor, sent.check_code, upload, shelf, at=now())}


@router.get("/copies/{copy_id}", response=REFUSALS, openapi_extra=FILE)
def copy(request: Request, copy_id: RowId) -> FileResponse:
    """The file of a stamped copy."""
    folder = settings.ENVIRONMENT.var / "files"
    found = actions.open_copy(request.actor, copy_id, folder, day=today())
    return kept_file(found.path, found.file_name)


def _reach(request: Request) -> Reach:
    return Reach(scope(request.actor, "see", "plan"), scope(request.actor, "see", "task"))


def _papers(known: tuple[PaperTemplate, ...], printed: tuple[PaperRow, ...]) -> dict[str, object]:
    kinds = [{"code": each.code, "name": in_language(each.name.zh, each.name.en)} for each in known]
    return {"printable": kinds, "printed": printed}
