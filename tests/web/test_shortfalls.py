"""Shortfalls 识别缺口: said after the upload, above the reading and before adoption."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from mengyang.store.models import Document
from tests.cast import Cast
from tests.upload_cast import PLAN, entries, upload_plan
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db

CUT_OFF = "句子没有写完"
FIRST = "请先核对"


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> Path:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, var=tmp_path)
    return tmp_path / "files"


def test_half_a_document_says_so_wherever_a_person_looks(
    cast: Cast, signed_in: SignedIn, root: Path
) -> None:
    half = (root / "tests/samples/bad-input/half-a-document.txt").read_bytes()
    sent = {"area": str(cast.areas["yunlu"]), "file": SimpleUploadedFile("半份.txt", half)}
    response = signed_in("prefecture_officer").post("/documents/upload/", sent, follow=True)
    assert "有需要先行核对的问题" in response.text
    document = Document.objects.get()
    address = f"/documents/{document.pk}/"
    for tab in ("tasks", "figures", "more", "checks"):
        page = signed_in("prefecture_officer").get(f"{address}?tab={tab}").text
        assert FIRST in page and CUT_OFF in page
    assert CUT_OFF in signed_in("prefecture_officer").get(f"{address}adopt/").text
    preview = signed_in("prefecture_officer").get(f"/api/documents/{document.pk}/adoption").json()
    [found] = preview["shortfalls"]["whole"]
    assert found["code"] == "documents.check.seems_cut_off"


def test_the_route_tells_of_an_upload_what_is_open(
    cast: Cast, signed_in: SignedIn, root: Path
) -> None:
    text = (root / "tests/samples/bad-input/no-numbering.txt").read_bytes()
    sent = {"area_id": cast.areas["yunlu"], "file": SimpleUploadedFile("无序号.txt", text)}
    answer = signed_in("secretary").post("/api/documents", sent).json()
    codes = [each["code"] for each in answer["shortfalls"]["whole"]]
    assert codes == ["documents.check.read_by_paragraph"]


def test_a_whole_document_is_not_warned_of(cast: Cast, signed_in: SignedIn, files: Path) -> None:
    document_id = upload_plan(cast, files)
    page = signed_in("prefecture_officer").get(f"/documents/{document_id}/").text
    assert FIRST not in page
    left = len(entries(cast, document_id, "unread"))
    adopt = signed_in("prefecture_officer").get(f"/documents/{document_id}/adopt/").text
    assert (f"也未人工补录的条款：{left}处" in adopt) is bool(left)
    assert PLAN.splitlines()[0] in page
