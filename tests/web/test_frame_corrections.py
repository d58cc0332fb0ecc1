"""Correcting the frame 公文要素更正: title, number, issuing body, day of signing, with history."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from mengyang.actions.adoption import Decisions, adopt_document, preview_adoption
from mengyang.actions.charges import Answer
from mengyang.actions.documents import correct_frame
from mengyang.core.documents.corrections import FrameChange
from mengyang.core.findings import Refused
from mengyang.store.models import Document, Event
from mengyang.store.reads import documents as reads
from mengyang.store.reads.asked import Asked
from tests.cast import Cast
from tests.upload_cast import EVERY_DOCUMENT, preview_stamp, upload_plan
from tests.web.conftest import SignedIn

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

CHANGE = FrameChange("云麓地区督导整改方案", "云行办发〔2026〕30号", "云麓地区行署办公室")


@pytest.fixture
def document_id(cast: Cast, settings: Settings, tmp_path: Path) -> int:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, var=tmp_path)
    return upload_plan(cast, tmp_path / "files")


def test_a_correction_tells_before_and_after_and_leaves_what_was_read(
    cast: Cast, document_id: int
) -> None:
    was = Document.objects.get(pk=document_id)
    correct_frame(cast.actor("secretary"), document_id, 1, CHANGE, at=cast.at)
    row = Document.objects.get(pk=document_id)
    assert (row.title, row.issuing_body) == (CHANGE.title, CHANGE.issuing_body)
    assert (row.document_number, row.signed_on) == (CHANGE.document_number, None)
    assert (row.metadata, row.text, row.version) == (was.metadata, was.text, 2)
    event = Event.objects.get(action="document.correct")
    assert (event.subject_id, event.subject_version) == (document_id, 2)
    assert (event.before["title"], event.after["title"]) == (was.title, CHANGE.title)
    assert (event.before["signed_on"], event.after["signed_on"]) == ("2026-02-20", None)


def test_only_what_differs_is_told(cast: Cast, document_id: int) -> None:
    row = Document.objects.get(pk=document_id)
    same = FrameChange(row.title, row.document_number, "云麓地区行政公署", row.signed_on)
    correct_frame(cast.actor("secretary"), document_id, 1, same, at=cast.at)
    assert set(Event.objects.get(action="document.correct").after) == {"issuing_body"}
    correct_frame(cast.actor("secretary"), document_id, 2, same, at=cast.at)
    assert Event.objects.filter(action="document.correct").count() == 1


def test_the_library_and_the_plan_take_the_corrected_words(cast: Cast, document_id: int) -> None:
    correct_frame(cast.actor("secretary"), document_id, 1, CHANGE, at=cast.at)
    for words in ("督导整改方案", "2026〕30号"):
        found = reads.documents(EVERY_DOCUMENT, cast.day, Asked(words=words))
        assert [row.id for row in found.rows] == [document_id]
    asked = Asked(filters={"issuing_body": CHANGE.issuing_body})
    assert reads.documents(EVERY_DOCUMENT, cast.day, asked).total == 1
    officer = cast.actor("prefecture_officer")
    assert preview_adoption(officer, document_id, day=cast.day).document.row.title == CHANGE.title
    decisions = Decisions(cast.units["yunlu-education"], {"地区民宗委": Answer()})
    stamp = preview_stamp(cast, document_id)
    adopt_document(officer, document_id, stamp, decisions, at=cast.at)
    with pytest.raises(Refused) as refused:
        correct_frame(officer, document_id, 3, CHANGE, at=cast.at)
    assert refused.value.reason == "documents.refused.not_open"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (replace(CHANGE, title=" "), "documents.refused.title_length"),
        (replace(CHANGE, issuing_body="局" * 161), "documents.refused.too_long"),
        (replace(CHANGE, signed_on=date(2999, 1, 1)), "documents.refused.signed_later"),
    ],
)
def test_what_cannot_be_is_refused(
    cast: Cast, document_id: int, change: FrameChange, reason: str
) -> None:
    with pytest.raises(Refused) as refused:
        correct_frame(cast.actor("secretary"), document_id, 1, change, at=cast.at)
    assert refused.value.reason == reason
    assert Document.objects.get(pk=document_id).version == 1


def test_the_day_of_today_may_be_the_day_of_signing(cast: Cast, document_id: int) -> None:
    today = replace(CHANGE, signed_on=cast.day)
    correct_frame(cast.actor("secretary"), document_id, 1, today, at=cast.at)
    tomorrow = replace(CHANGE, signed_on=cast.day + timedelta(days=1))
    with pytest.raises(Refused):
        correct_frame(cast.actor("secretary"), document_id, 2, tomorrow, at=cast.at)


@pytest.mark.parametrize("person", ["leader", "department_officer", "auditor", "county_officer"])
def test_only_who_corrects_readings_corrects_the_frame(
    cast: Cast, document_id: int, person: str
) -> None:
    with pytest.raises(Refused):
        correct_frame(cast.actor(person), document_id, 1, CHANGE, at=cast.at)


def test_the_page_and_the_route_correct_it_once_a_version(
    signed_in: SignedIn, document_id: int
) -> None:
    address = f"/documents/{document_id}/frame/"
    assert address in signed_in("secretary").get(f"/documents/{document_id}/").text
    assert address not in signed_in("auditor").get(f"/documents/{document_id}/").text
    page = signed_in("secretary").get(address).text
    assert "云行办发〔2026〕3号" in page and "2026-02-20" in page
    sent = {"version": "1", "title": "整改方案", "issuing_body": "云麓地区行署办公室"}
    response = signed_in("secretary").post(address, sent)
    assert response["Location"] == f"/documents/{document_id}/"
    again = signed_in("secretary").post(address, sent | {"title": "另一个标题"})
    assert "另一个标题" in again.text
    assert Document.objects.get(pk=document_id).title == "整改方案"
    route, body = f"/api/documents/{document_id}/correct-frame", {"version": 2, "title": "方案"}
    assert signed_in("secretary").post(route, body, "application/json").status_code == 200
    stale = body | {"title": "又一个标题"}
    assert signed_in("secretary").post(route, stale, "application/json").status_code == 409
    assert Document.objects.get(pk=document_id).title == "方案"
