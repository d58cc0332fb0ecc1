"""各种格式的文件 — whatever kind of file arrives, it is read, or told what to do."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mengyang.cli import main
from mengyang.store.models import Document, ReadingEntry
from tests.cast import Cast
from tests.formats.making import PLAN, picture
from tests.formats.papers import as_docx, as_ofd
from tests.formats.pdfs import LEFT, pdf, whole_picture, words
from tests.web.conftest import SignedIn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


def printed() -> bytes:
    """The plan as a PDF with a scanned page behind it."""
    page = "".join(words(LEFT, 100 + 29 * n, line, 10) for n, line in enumerate(PLAN.split("\n")))
    return pdf([page, whole_picture()])


KINDS: dict[str, Callable[[], bytes]] = {
    "pdf": printed,
    "ofd": lambda: as_ofd(PLAN),
    "docx": lambda: as_docx(PLAN),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_taken_whatever_its_name_says(
    cast: Cast, signed_in: SignedIn, kind: str
) -> None:
    file = SimpleUploadedFile("方案.txt", KINDS[kind]())
    sent = {"area": str(cast.areas["yunlu"]), "file": file}
    response = signed_in("secretary").post("/documents/upload/", sent)
    document = Document.objects.get()
    assert response["Location"] == f"/documents/{document.pk}/"
    items = ReadingEntry.objects.filter(document=document, reading="obligations")
    assert [item.content["responsible_units"][0]["name"] for item in items] == ["县教育局"]


def test_what_is_said_of_the_file_stands_on_the_page_of_checks(
    cast: Cast, signed_in: SignedIn
) -> None:
    sent = {"area_id": cast.areas["yunlu"], "file": SimpleUploadedFile("方案.pdf", printed())}
    told = signed_in("secretary").post("/api/documents", sent)
    assert told.status_code == 200, told.text
    page = signed_in("secretary").get(f"/documents/{told.json()['id']}/?tab=checks").text
    assert "第 2 页是图片，没有可读的文字" in page


@pytest.mark.parametrize(
    ("data", "told"),
    [(pdf([whole_picture()]), "是扫描件：1 页都是图片"), (picture(), "是图片或扫描件")],
    ids=["scan", "photograph"],
)
def test_a_scan_is_refused_with_what_to_do(
    cast: Cast, signed_in: SignedIn, data: bytes, told: str
) -> None:
    sent = {"area": str(cast.areas["yunlu"]), "file": SimpleUploadedFile("方案.pdf", data)}
    response = signed_in("secretary").post("/documents/upload/", sent)
    assert told in response.text
    assert "文字识别（OCR）" in response.text
    assert not Document.objects.exists()


def test_the_command_reads_a_folder_of_every_kind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "来文"
    folder.mkdir()
    for kind, make in KINDS.items():
        (folder / f"方案.{kind}").write_bytes(make())
    (folder / "照片.png").write_bytes(picture())
    assert main(["read", str(folder), "--json"]) == 1
    out, err = capsys.readouterr()
    readings = json.loads(out)
    assert [len(each["obligations"]) for each in readings] == [1, 1, 1]
    assert "照片.png" in err and "OCR" in err
