"""佐证材料 — what is taken, where it lies, who gets it back."""

import hashlib
import io
import os
import zipfile
from datetime import timedelta
from pathlib import Path

import docx
import openpyxl
import pytest

from mengyang.actions.evidence import (
    EvidenceUpload,
    OpenedEvidence,
    Shelf,
    attach_evidence,
    clean_name,
    open_evidence,
    sweep_orphans,
)
from mengyang.core.findings import Refused
from mengyang.formats.sniff import Kind
from mengyang.store.models import Event, Evidence, Task
from tests.cast import AT, Cast
from tests.formats.papers import ofd_file, ofd_page, text_object
from tests.formats.pdfs import pdf, whole_picture, words
from tests.ledger_plan import Written, write_plan

pytestmark = pytest.mark.django_db

MARKED = "formats.refused.secrecy_mark"
PDF = b"%PDF-1.7\n1 0 obj << >> endobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)
LIMIT = 64 * 1024


@pytest.fixture
def plan(cast: Cast) -> Written:
    written = write_plan(cast)
    Task.objects.filter(pk=written.tasks["2"]).update(state="in_progress")
    return written


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "files", LIMIT)


def word_file(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def workbook(*cells: str) -> bytes:
    out, book = io.BytesIO(), openpyxl.Workbook()
    for cell in cells:
        book.worksheets[0].append([cell])
    book.save(out)
    return out.getvalue()


def package(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("_", "."), text)
    return out.getvalue()


def stored(shelf: Shelf) -> list[Path]:
    return [path for path in shelf.folder.rglob("*") if path.is_file()]


def refusal(
    cast: Cast, plan: Written, shelf: Shelf, upload: EvidenceUpload, person: str
) -> Refused:
    with pytest.raises(Refused) as refused:
        attach_evidence(cast.actor(person), plan.tasks["2"], upload, shelf, at=AT)
    return refused.value


@pytest.mark.postgresql
def test_a_file_is_kept_and_its_row_and_event_written(
    cast: Cast, plan: Written, shelf: Shelf
) -> None:
    upload = EvidenceUpload(PDF, "C:\\scans\\验收单.PDF", " Signed by both sides. ")
    officer = cast.actor("department_officer")
    pk = attach_evidence(officer, plan.tasks["2"], upload, shelf, at=AT)
    row = Evidence.objects.get(pk=pk)
    assert (row.file_name, row.media_type, row.size) == ("验收单.pdf", "application/pdf", len(PDF))
    assert row.note == "Signed by both sides."
    assert row.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (row.unit_id, row.attached_by_id) == (cast.units["jiahe-housing"], officer.user_id)
    assert [path.read_bytes() for path in stored(shelf)] == [PDF]
    event = Event.objects.get(subject_kind="ledger.evidence", subject_id=pk)
    assert (event.action, event.actor_id) == ("evidence.attach", officer.user_id)
    assert event.after["sha256"] == row.sha256
    assert Task.objects.get(pk=plan.tasks["2"]).state == "in_progress"


@pytest.mark.parametrize(
    ("data", "name", "shown", "media_type"),
    [
        (PNG, "roof.exe", "roof.exe.png", "image/png"),
        (b"\xff\xd8\xff\xe0" + bytes(16), "a.JPEG", "a.jpeg", "image/jpeg"),
        (package(OFD_xml="<x/>"), "批复.ofd", "批复.ofd", "application/ofd"),
        (
            workbook(),
            "list",
            "list.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            word_file("会议纪要"),
            "纪要.docx",
            "纪要.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (word_file(), "photographs.docx", "photographs.docx", None),
        (pdf([whole_picture()]), "scan.pdf", "scan.pdf", "application/pdf"),
        (
            "情况说明:已按要求完成。".encode("gb18030"),
            "说明.txt",
            "说明.txt",
            "text/plain; charset=utf-8",
        ),
    ],
)
def test_the_kind_is_told_by_the_content(
    cast: Cast,
    plan: Written,
    shelf: Shelf,
    data: bytes,
    name: str,
    shown: str,
    media_type: str | None,
) -> None:
    officer = cast.actor("department_officer")
    pk = attach_evidence(officer, plan.tasks["2"], EvidenceUpload(data, name), shelf, at=AT)
    row = Evidence.objects.get(pk=pk)
    assert row.file_name == shown
    assert media_type is None or row.media_type == media_type


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.pdf", "ledger.refused.evidence_empty"),
        (PDF + bytes(LIMIT), "a.pdf", "ledger.refused.evidence_large"),
        (b"<html><script>alert(1)</script></html>", "a.pdf", "ledger.refused.evidence_kind"),
        (package(a_txt="x"), "a.zip", "ledger.refused.evidence_kind"),
        (b"MZ\x90\x00" + bytes(range(256)) * 4, "a.pdf", "ledger.refused.evidence_kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "a.doc", "ledger.refused.evidence_kind"),
        ("机密★5年\n关于某事项的情况".encode(), "a.txt", "formats.refused.secrecy_mark"),
        (word_file("秘密★1年", "关于某事项的情况"), "a.docx", "formats.refused.secrecy_mark"),
        (pdf([words(80, 60, "机密★1年") + words(80, 90, "会议纪要")]), "a.pdf", MARKED),
        (ofd_file([ofd_page(text_object(28, 40, "绝密★10年"))]), "a.ofd", MARKED),
        (workbook("机密★3年", "名册"), "a.xlsx", MARKED),
        (b"MZ\x90 binary \x81\x20\xff\xfe" * 30, "tool.exe", "ledger.refused.evidence_kind"),
        (b"\x81\x20\xff\xfe" * 30, "a.txt", "formats.refused.encoding"),
        (word_file("会议纪要")[:-80], "a.docx", "formats.refused.torn"),
    ],
)
def test_what_is_not_taken_leaves_no_trace(
    cast: Cast, plan: Written, shelf: Shelf, data: bytes, name: str, reason: str
) -> None:
    before = Event.objects.count()
    refused = refusal(cast, plan, shelf, EvidenceUpload(data, name), "department_officer")
    assert refused.reason == reason
    assert refused.params["name"] == name
    assert stored(shelf) == []
    assert (Evidence.objects.count(), Event.objects.count()) == (0, before)


@pytest.mark.parametrize(
    ("person", "reason"),
    [
        ("prefecture_supervisor", "ledger.refused.no_right"),
        ("auditor", "ledger.refused.no_right"),
        ("other_county_officer", "ledger.refused.not_found"),
        ("public_head", "ledger.refused.not_found"),
        ("parent", "ledger.refused.not_found"),
    ],
)
def test_who_may_not_attach_fills_no_disk(
    cast: Cast, plan: Written, shelf: Shelf, person: str, reason: str
) -> None:
    refused = refusal(cast, plan, shelf, EvidenceUpload(PDF, "a.pdf"), person)
    assert refused.reason == reason
    assert stored(shelf) == []


def test_nothing_is_attached_to_what_was_claimed(cast: Cast, plan: Written, shelf: Shelf) -> None:
    Task.objects.filter(pk=plan.tasks["2"]).update(state="claimed_done")
    refused = refusal(cast, plan, shelf, EvidenceUpload(PDF, "a.pdf"), "department_officer")
    assert refused.reason == "ledger.refused.state_attach"


@pytest.mark.postgresql
def test_the_same_file_is_one_file_and_attached_once(
    cast: Cast, plan: Written, shelf: Shelf
) -> None:
    Task.objects.filter(pk=plan.tasks["5"]).update(state="in_progress")
    upload = EvidenceUpload(PDF, "a.pdf")
    housing, town = cast.actor("department_officer"), cast.actor("township_clerk")
    attach_evidence(housing, plan.tasks["2"], upload, shelf, at=AT)
    attach_evidence(town, plan.tasks["5"], EvidenceUpload(PDF, "b.pdf"), shelf, at=AT)
    assert (Evidence.objects.count(), len(stored(shelf))) == (2, 1)
    refused = refusal(cast, plan, shelf, upload, "department_officer")
    assert refused.reason == "ledger.refused.evidence_twice"
    assert Evidence.objects.count() == 2


@pytest.mark.parametrize(
    ("person", "may"),
    [
        ("department_officer", True),
        ("county_officer", True),
        ("leader", True),
        ("prefecture_supervisor", True),
        ("auditor", True),
        ("other_county_officer", False),
        ("township_clerk", False),
        ("public_head", False),
        ("security_administrator", False),
        ("parent", False),
    ],
)
def test_only_those_who_see_the_task_open_its_evidence(
    cast: Cast, plan: Written, shelf: Shelf, person: str, may: bool
) -> None:
    officer = cast.actor("department_officer")
    pk = attach_evidence(officer, plan.tasks["2"], EvidenceUpload(PDF, "a.pdf"), shelf, at=AT)
    if not may:
        with pytest.raises(Refused) as refused:
            open_evidence(cast.actor(person), pk, shelf.folder, day=cast.day)
        assert refused.value.reason == "ledger.refused.no_such_evidence"
        return
    opened = open_evidence(cast.actor(person), pk, shelf.folder, day=cast.day)
    assert isinstance(opened, OpenedEvidence)
    assert opened.path.read_bytes() == PDF
    assert (opened.file_name, opened.media_type) == ("a.pdf", "application/pdf")


def test_a_file_that_is_gone_is_told_plainly(cast: Cast, plan: Written, shelf: Shelf) -> None:
    officer = cast.actor("department_officer")
    pk = attach_evidence(officer, plan.tasks["2"], EvidenceUpload(PDF, "a.pdf"), shelf, at=AT)
    stored(shelf)[0].unlink()
    with pytest.raises(Refused) as refused:
        open_evidence(officer, pk, shelf.folder, day=cast.day)
    assert refused.value.reason == "files.refused.missing"


def test_a_sweep_keeps_what_rows_name(cast: Cast, plan: Written, shelf: Shelf) -> None:
    officer = cast.actor("department_officer")
    attach_evidence(officer, plan.tasks["2"], EvidenceUpload(PDF, "a.pdf"), shelf, at=AT)
    kept = stored(shelf)
    refusal(cast, plan, shelf, EvidenceUpload(PNG, "b.png", "x" * 301), "department_officer")
    left = [path for path in stored(shelf) if path not in kept]
    assert len(left) == 1  # the row was refused after the file had been kept
    for path in stored(shelf):
        os.utime(path, (AT.timestamp(), AT.timestamp()))
    assert sweep_orphans(shelf.folder, at=AT + timedelta(hours=23)) == ()
    assert sweep_orphans(shelf.folder, at=AT + timedelta(hours=25)) == (left[0].name,)
    assert stored(shelf) == kept


@pytest.mark.parametrize(
    ("name", "kind", "cleaned"),
    [
        ("../../etc/passwd", Kind.PDF, "passwd.pdf"),
        ("a\r\nSet-Cookie: x.pdf", Kind.PDF, "aSet-Cookie: x.pdf"),
        ("\u202efdp.exe", Kind.PDF, "fdp.exe.pdf"),
        ("", Kind.PNG, "file.png"),
        (".pdf", Kind.PDF, "file.pdf"),
        ("长" * 300 + ".docx", Kind.DOCX, "长" * 200 + ".docx"),
        ("报告.PDF", Kind.PDF, "报告.pdf"),
        ("photo.jpeg", Kind.JPG, "photo.jpeg"),
    ],
)
def test_a_name_is_cleaned(name: str, kind: Kind, cleaned: str) -> None:
    assert clean_name(name, kind) == cleaned
