"""Played back 回放 — the rows and files are those that were written, and the chain goes on."""

from pathlib import Path

import pytest
from django.db import transaction

from mengyang.store import writes
from mengyang.store.models import Document, Event, EventChange, Head
from tests import recorded
from tests.cast import AT, Cast
from tests.upload_cast import upload_plan

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture(autouse=True)
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is recorded yet, and nothing of this test stays recorded."""
    monkeypatch.setattr(recorded, "_RECORDINGS", {})


def left_by_upload(cast: Cast, folder: Path) -> tuple[int, recorded.Rows, recorded.Files]:
    """What an upload leaves; all of it is taken back but the files."""
    begun = transaction.savepoint_create()
    document_id = upload_plan(cast, folder)
    left = document_id, recorded._rows(), recorded._files(folder)
    transaction.savepoint_rollback(begun)
    return left


def test_the_second_time_leaves_what_the_first_one_left(cast: Cast, tmp_path: Path) -> None:
    first = left_by_upload(cast, tmp_path / "first")
    second = left_by_upload(cast, tmp_path / "second")
    assert len(recorded._RECORDINGS) == 2  # the cast, the upload
    assert second == first
    assert first[2] and first[1]["documents_document"]


def test_after_another_event_it_is_written_anew(cast: Cast, tmp_path: Path) -> None:
    upload_plan(cast, tmp_path)
    with writes.transaction(cast.actor("auditor"), AT) as work:
        work.note("audit.export")
    assert Head.objects.get().sequence == Event.objects.count()
    upload_plan(
        cast, tmp_path, text="关于报送情况的通知\n\n请各县人民政府于2026年9月10日前报送。\n"
    )
    assert len(recorded._RECORDINGS) == 3
    assert Document.objects.count() == 2


def test_what_loses_rows_is_not_recorded(cast: Cast) -> None:
    with pytest.raises(ValueError, match="lost rows"):
        recorded.played_back("loss", lambda: EventChange.objects.all().delete())
