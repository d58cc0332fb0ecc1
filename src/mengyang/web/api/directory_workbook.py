"""名录表格接口 — the directory as a workbook, and what an edited one would change."""

from typing import IO

from django.http import FileResponse
from ninja import File, Form, Schema
from ninja.files import UploadedFile

from mengyang.actions import directory_import
from mengyang.formats.entry_form import write_entry_form
from mengyang.web.clock import now, today
from mengyang.web.directory_form import directory_form
from mengyang.web.downloads import OCTETS, written_file
from mengyang.web.interface_files import FILE
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, VerdictOut
from mengyang.web.request import Request, reach_of
from mengyang.web.sheet_import import lines_of

PREFIX = "/directory"
router = Router(tags=["registry"])


class DirectoryImportOut(Schema):
    """名录导入结果: a verdict on each row that changes something; `stamp` confirms them."""

    verdicts: list[VerdictOut]
    stamp: str
    unchanged: int
    imported: int = 0


@router.get("/workbook", response={**REFUSALS}, openapi_extra=FILE)
def workbook(request: Request) -> FileResponse:
    """The directory of today as .xlsx, to be edited."""
    now_there = directory_import.read_directory(request.actor, day=today())

    def write(out: IO[bytes]) -> str:
        write_entry_form(directory_form(lambda: now_there), out)
        return f"directory-{today().isoformat()}.xlsx"

    return written_file(write, OCTETS)


@router.post("/workbook", response={200: DirectoryImportOut, **REFUSALS})
def import_workbook(
    request: Request, file: File[UploadedFile], stamp: Form[str] = ""
) -> dict[str, object]:
    """What the rows would change; with the `stamp` of that answer it is changed."""
    reach_of(request.actor, "manage", "unit")  # before a file is read
    lines = lines_of(file.read(), file.name or "", directory_form())
    checked = directory_import.check_directory(request.actor, lines, day=today())
    told = [each for each in checked.verdicts if not each.is_idle]
    unchanged = len(checked.verdicts) - len(told)
    answer = {"verdicts": told, "stamp": checked.stamp, "unchanged": unchanged}
    if not stamp:
        return answer
    count = directory_import.import_directory(request.actor, lines, stamp, at=now())
    return answer | {"imported": count}
