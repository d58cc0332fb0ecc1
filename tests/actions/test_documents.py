"""Uploading 上传: read before it is kept, kept once, refused without a trace."""

from dataclasses import replace
from pathlib import Path

import pytest

from mengyang.actions.documents import Upload, upload_document, withdraw_document
from mengyang.core.findings import Refused
from mengyang.formats.limits import Limits
from mengyang.formats.series import Series
from mengyang.store.models import Clause, Document, Event, ReadingEntry
from tests.cast import AT, Cast
from tests.upload_cast import PLAN, document_version, upload_plan

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return tmp_path / "files"


def _nothing_is_left(files: Path) -> bool:
    kept = [path for path in files.rglob("*") if path.is_file()] if files.exists() else []
    return not kept and not Document.objects.exists() and not ReadingEntry.objects.exists()


def test_an_upload_keeps_text_clauses_readings_and_file(cast: Cast, files: Path) -> None:
    document_id = upload_plan(cast, files)
    document = Document.objects.get(pk=document_id)
    assert (document.state, document.document_number) == ("read", "云行办发〔2026〕3号")
    assert document.title == "云麓地区学前教育督导反馈问题整改方案"
    assert document.signed_on is not None
    assert Clause.objects.filter(document=document, path="二/(一)/1").exists()
    obligations = ReadingEntry.objects.filter(document=document, reading="obligations")
    assert [entry.path for entry in obligations] == ["二/(一)/1", "二/(一)/2", "二/(二)/1"]
    for entry in ReadingEntry.objects.filter(document=document):
        assert document.text[entry.start : entry.end] == entry.content["quote"]
    [kept] = [path for path in files.rglob("*") if path.is_file()]
    assert kept.name == document.sha256
    assert kept.read_bytes() == PLAN.encode("utf-8")


def test_an_upload_is_one_event_for_the_document_and_one_for_its_readings(
    cast: Cast, files: Path
) -> None:
    upload_plan(cast, files)
    actions = Event.objects.filter(action__startswith="document.").order_by("sequence")
    assert [event.action for event in actions] == ["document.upload", "document.read"]
    assert {event.actor_id for event in actions} == {cast.users["prefecture_officer"]}


def test_it_refuses_a_secrecy_mark_before_anything_is_stored(cast: Cast, files: Path) -> None:
    with pytest.raises(Refused) as refused:
        upload_plan(cast, files, "机密★1年\n\n" + PLAN)
    assert "secre" in refused.value.reason
    assert _nothing_is_left(files)


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02\xff" * 500, b"%PDF-1.7 broken"])
def test_it_refuses_what_cannot_be_read_and_keeps_nothing(
    cast: Cast, files: Path, data: bytes
) -> None:
    upload = Upload(data, "方案.txt", cast.areas["yunlu"], files)
    with pytest.raises(Refused):
        upload_document(cast.actor("prefecture_officer"), upload, at=cast.at)
    assert _nothing_is_left(files)


def test_it_refuses_the_same_file_twice_and_names_the_first(cast: Cast, files: Path) -> None:
    first = upload_plan(cast, files)
    with pytest.raises(Refused) as refused:
        upload_plan(cast, files)
    assert refused.value.reason == "documents.refused.already_there"
    known = Document.objects.get(pk=first)
    assert refused.value.params == {"document": first, "title": known.title}


@pytest.mark.parametrize(
    "person", ["department_officer", "leader", "auditor", "county_officer", "private_head"]
)
def test_it_refuses_an_area_out_of_reach(cast: Cast, files: Path, person: str) -> None:
    with pytest.raises(Refused) as refused:
        upload_plan(cast, files, person=person)
    assert refused.value.reason == "documents.refused.area_out_of_reach"
    assert _nothing_is_left(files)


def test_a_file_name_of_any_length_is_taken(cast: Cast, files: Path) -> None:
    upload = Upload(PLAN.encode(), "长" * 400 + ".txt", cast.areas["yunlu"], files)
    document_id = upload_document(cast.actor("secretary"), upload, at=cast.at)
    assert Document.objects.get(pk=document_id).file_name.endswith("长.txt")


def test_a_withdrawn_document_stays_in_the_register(cast: Cast, files: Path) -> None:
    document_id = upload_plan(cast, files)
    version = document_version(cast, document_id)
    withdraw_document(cast.actor("secretary"), document_id, version, at=cast.at)
    assert Document.objects.get(pk=document_id).state == "withdrawn"
    assert Event.objects.filter(action="document.withdraw", subject_id=document_id).count() == 1
    # The same file may come again: it was withdrawn, perhaps by mistake.
    assert upload_plan(cast, files) != document_id


def test_a_withdrawal_of_an_older_version_is_refused(cast: Cast, files: Path) -> None:
    document_id = upload_plan(cast, files)
    with pytest.raises(Refused) as refused:
        withdraw_document(cast.actor("secretary"), document_id, 99, at=cast.at)
    assert refused.value.reason == "store.refused.stale"
    assert Document.objects.get(pk=document_id).state == "read"


def test_the_limit_on_bytes_is_told(cast: Cast, files: Path) -> None:
    upload = Upload(PLAN.encode(), "a.txt", cast.areas["yunlu"], files)
    small = replace(upload, limits=replace(upload.limits, max_bytes=100))
    with pytest.raises(Refused) as refused:
        upload_document(cast.actor("secretary"), small, at=cast.at)
    assert refused.value.reason.endswith("too_large")
    assert _nothing_is_left(files)


def test_a_file_of_a_series_is_read_and_refused_as_one_alone(cast: Cast, files: Path) -> None:
    area_id, officer = cast.areas["yunlu"], cast.actor("prefecture_officer")
    with Series() as series:
        # The limits are those of the series: alone it would be too large.
        upload = Upload(
            PLAN.encode(), "方案.txt", area_id, files, Limits(max_bytes=1), series=series
        )
        graded = replace(upload, data=("机密★1年\n\n" + PLAN).encode())
        with pytest.raises(Refused) as refused:
            upload_document(officer, graded, at=AT)
        assert refused.value.reason == "formats.refused.secrecy_mark" and _nothing_is_left(files)
        in_series = Document.objects.get(pk=upload_document(officer, upload, at=AT))
    Document.objects.filter(pk=in_series.pk).update(sha256="0" * 64, document_number="")
    again = replace(upload, limits=Limits(), series=None)
    alone = Document.objects.get(pk=upload_document(officer, again, at=AT))
    assert (in_series.text, in_series.title) == (alone.text, alone.title)
