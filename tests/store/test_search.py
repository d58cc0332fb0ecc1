"""全文检索 on both databases: the same documents as plain looking would find, within reach."""

from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mengyang.core.access import Grant, Scope, scope
from mengyang.core.documents.searching import phrases, searched_text
from mengyang.store.models import Document, SearchedText
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.search import behind, holding, search
from mengyang.store.writes.search import forget_index, index_document, index_documents
from tests.cast import Cast
from tests.upload_cast import upload_plan

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

EVERYTHING = Scope("document", (Grant(),))
SIGNS = "学前教育〔［[]2２ \n\tAaＡ(（㎡'%_\\&|!:*"
texts = st.text(alphabet=SIGNS, max_size=30)
asked = st.text(alphabet=SIGNS, min_size=1, max_size=7)


def _document(cast: Cast, title: str, number: str, text: str) -> Document:
    row = Document.objects.create(
        area_id=cast.areas["yunlu"],
        title=title,
        document_number=number,
        text=text,
        size=0,
        uploaded_by_id=cast.users["secretary"],
        uploaded_at=cast.at,
    )
    index_document(row)
    return row


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(written=st.lists(st.tuples(texts, texts, texts), max_size=4), words=asked)
def test_it_finds_what_plain_looking_finds(
    cast: Cast, written: list[tuple[str, str, str]], words: str
) -> None:
    with transaction.atomic():
        rows = [_document(cast, *each) for each in written]
        wanted = phrases(words)
        expected = {
            row.pk
            for row in rows
            if all(
                phrase in searched_text(row.title, row.document_number, row.text)
                for phrase in wanted
            )
        }
        assert set(Document.objects.filter(holding(words)).values_list("pk", flat=True)) == expected
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("学位供给", True),
        ("给学位", False),
        ("位", True),
        ("１８０个", True),
        ("云行办发[2026]3号", True),
        ("经费 台账", True),
        ("经费 没有的词", False),
        ("台账 经费", True),
    ],
)
def test_a_document_is_found_as_soon_as_it_is_uploaded(
    cast: Cast, tmp_path: Path, words: str, is_found: bool
) -> None:
    document_id = upload_plan(cast, tmp_path)
    found = search(EVERYTHING, cast.day, Asked(words))
    assert [row.id for row in found.rows] == ([document_id] if is_found else [])


def test_a_hit_names_its_clause_and_marks_the_words(cast: Cast, tmp_path: Path) -> None:
    upload_plan(cast, tmp_path)
    [row] = search(EVERYTHING, cast.day, Asked("按月拨付")).rows
    [clause] = row.clauses
    assert clause.path == "二/(一)/2"
    assert ("按月拨付", True) in clause.excerpt.pieces


def test_nobody_is_shown_words_of_a_document_out_of_reach(cast: Cast, tmp_path: Path) -> None:
    upload_plan(cast, tmp_path)
    for person, is_seen in {"secretary": True, "county_officer": False, "parent": False}.items():
        reach = scope(cast.actor(person), "see", "document")
        assert (search(reach, cast.day, Asked("学位")).total == 1) is is_seen


def test_no_words_find_nothing_here(cast: Cast, tmp_path: Path) -> None:
    upload_plan(cast, tmp_path)
    assert search(EVERYTHING, cast.day, Asked(" \u3000")).total == 0


def test_a_document_that_says_something_else_is_found_by_that(cast: Cast) -> None:
    row = _document(cast, "旧题", "", "正文")
    row.title = "新题"
    row.save()
    index_document(row)
    assert not search(EVERYTHING, cast.day, Asked("旧题")).total
    assert not search(EVERYTHING, cast.day, Asked("旧")).total
    assert search(EVERYTHING, cast.day, Asked("新题")).total == 1


def test_an_index_that_is_behind_is_told_and_made_anew(cast: Cast) -> None:
    row = _document(cast, "学前教育", "", "")
    assert behind() == 0
    SearchedText.objects.filter(document=row).update(revision=0)
    assert behind() == 1
    forget_index()
    assert not search(EVERYTHING, cast.day, Asked("学前")).total
    assert index_documents([row.pk]) == 1
    assert behind() == 0
    assert search(EVERYTHING, cast.day, Asked("学前教育")).total == 1
