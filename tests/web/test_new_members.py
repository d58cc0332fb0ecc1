"""A new member 新成员 of a family is one new file: it is read, printed, stored and shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mengyang.core.documents import read, readings
from mengyang.core.documents.as_json import as_json
from mengyang.core.documents.reader import find_readings
from mengyang.formats.reading_tables import kinds, reading_table
from mengyang.store.models import ReadingEntry
from mengyang.store.writes import transaction
from mengyang.web.terms import term
from tests.cast import Cast
from tests.upload_cast import upload_plan
from tests.web.conftest import SignedIn

VENUE = '''"""场所 — the places a text names."""

import re

from mengyang.core.documents.outline import path_at
from mengyang.core.documents.records import Document, Entry

NAME = "venues"


def read(document: Document) -> tuple[Entry, ...]:
    """Every 广场."""
    return tuple(
        Entry(path=path_at(document, found.start()), span=found.span(), quote=found[0])
        for found in re.finditer("[一-龥]{2}广场", document.text)
    )
'''
TEXT = "一、工作安排\n县教育局于2026年5月底前在人民广场集中宣传。\n"


@pytest.fixture
def planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A reading in a file of its own, and nothing else."""
    (tmp_path / "venues.py").write_text(VENUE, encoding="utf-8")
    monkeypatch.setattr(readings, "__path__", [*readings.__path__, str(tmp_path)])
    find_readings.cache_clear()
    yield
    find_readings.cache_clear()


@pytest.mark.usefixtures("planted")
def test_a_new_reading_is_read_and_printed() -> None:
    told = as_json(read(TEXT))
    assert [entry["quote"] for entry in told["venues"]] == ["人民广场"]  # type: ignore[index,union-attr]
    assert "venues" in kinds([told])
    table = reading_table("venues", [("a.txt", told)], lambda code, _: code)
    assert [row[1:] for row in table.rows] == [["一", "人民广场"]]


@pytest.mark.django_db
def test_a_new_reading_is_shown_where_no_tab_names_it(
    cast: Cast, signed_in: SignedIn, tmp_path: Path
) -> None:
    document_id = upload_plan(cast, tmp_path)
    with transaction(cast.actor("prefecture_officer"), cast.at) as work:
        entry = ReadingEntry(
            document_id=document_id,
            reading="venues",
            position=0,
            path="一",
            start=0,
            end=4,
            content={"path": "一", "span": [0, 4], "quote": "人民广场"},
        )
        work.create(entry, action="reading.add")
    page = signed_in("prefecture_officer").get(f"/documents/{document_id}/?tab=more")
    assert "人民广场" in page.text
    assert term("reading_kinds", "venues") in page.text
