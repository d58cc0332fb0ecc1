"""Bad uploads 坏文件上传: every bad file, by page and interface, in one plain sentence."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html import escape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from mengyang.formats import confined
from mengyang.store.models import Document, Event, ReadingEntry
from mengyang.web.wording import catalogue, folder
from tests.cast import Cast
from tests.formats.making import MARKED, REFUSED, TAKEN
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db
PAGE, INTERFACE = "/documents/upload/", "/api/documents"
# What takes seconds to make or to read: tests/formats.
LONG = ("sixty.txt", "endless.txt")
CASES = [*(case for case in REFUSED if case[0] not in LONG), MARKED]


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> Path:
    """Where the pages of this test keep files."""
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, var=tmp_path)
    return tmp_path


@pytest.fixture(autouse=True)
def once(reading: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the page asked to be read is not read once more for the interface."""
    monkeypatch.setattr(confined, "_run", cache(confined._run))


def sentence(code: str, name: str) -> re.Pattern[str]:
    """The sentence of `code` about the file `name`, whatever else is told in it."""
    parts = re.split(r"(\{\w+\})", catalogue(folder("zh"))[code])
    told = {"{name}": re.escape(name)}
    return re.compile(
        "".join(told.get(part, ".+?") if part[:1] == "{" else re.escape(part) for part in parts)
    )


def answers(client: Client, area: int, name: str, data: bytes) -> Iterator[HttpResponse]:
    """What the page and the interface answer to the file."""
    yield client.post(PAGE, {"area": str(area), "file": SimpleUploadedFile(name, data)})
    yield client.post(INTERFACE, {"area_id": str(area), "file": SimpleUploadedFile(name, data)})


def test_every_bad_file_is_refused_in_its_sentence_and_leaves_nothing(
    cast: Cast, signed_in: SignedIn, tmp_path: Path
) -> None:
    secretary, before = signed_in("secretary"), Event.objects.count()
    for name, make, reason in CASES:
        code = f"formats.refused.{reason}"
        page, told = answers(secretary, cast.areas["yunlu"], name, make())
        assert (page.status_code, told.status_code) == (200, 422), name
        said = told.json()
        assert said["code"] == code, name
        assert sentence(code, name).fullmatch(said["message"]), said["message"]
        assert escape(said["message"]) in page.text, name
        assert escape(said["hint"]) in page.text, name
    assert (Document.objects.count(), ReadingEntry.objects.count()) == (0, 0)
    assert Event.objects.count() == before
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("address", [PAGE, INTERFACE])
def test_every_odd_file_is_taken(cast: Cast, signed_in: SignedIn, address: str) -> None:
    officer, area = signed_in("prefecture_officer"), str(cast.areas["yunlu"])
    told: dict[str, list[str]] = {}
    for name, make in TAKEN:
        sent = {"area": area, "area_id": area, "file": SimpleUploadedFile(name, make())}
        answer = officer.post(address, sent)
        kept = Document.objects.latest("pk")
        assert kept.file_name == name
        if address == PAGE:
            assert answer["Location"] == f"/documents/{kept.pk}/", name
        else:
            said = answer.json()
            assert (said["id"], said["twins"]) == (kept.pk, []), name
            told |= {name: [each["code"] for each in said["shortfalls"]["whole"]]}
    assert not told or ["documents.check.seems_cut_off"] in told.values()
    assert Document.objects.count() == len(TAKEN)
    assert Event.objects.filter(action="document.upload").count() == len(TAKEN)


def test_a_marked_file_is_refused_before_a_disk_has_seen_it(
    cast: Cast, signed_in: SignedIn, settings: Settings, tmp_path: Path
) -> None:
    # Where a large upload would be laid down is nowhere: laying it down would fail.
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "nowhere")
    name, made, reason = MARKED
    data = made() + "\n按时开学，做好保教工作。".encode() * 80_000
    page, told = answers(signed_in("prefecture_officer"), cast.areas["yunlu"], name, data)
    assert told.json()["code"] == f"formats.refused.{reason}"
    assert escape(told.json()["message"]) in page.text
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
