"""Lineage 沿革: a validity is confirmed, a relation recorded and taken back, each by an event."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from mengyang.actions.lineage import (
    Link,
    Term,
    confirm_validity,
    propose_lineage,
    relate_documents,
    unrelate_documents,
)
from mengyang.core.documents.lineage import Relation, Standing
from mengyang.core.findings import Refused
from mengyang.store.models import DocumentRelation, DocumentValidity, Event
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.documents import documents
from mengyang.store.reads.lineage import lineage
from tests.cast import Cast
from tests.lineage_texts import NEW
from tests.upload_cast import EVERY_DOCUMENT, upload_plan

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def pair(cast: Cast, tmp_path: Path) -> tuple[int, int]:
    """The later document, and the earlier one."""
    earlier = upload_plan(cast, tmp_path / "files")
    return upload_plan(cast, tmp_path / "files", NEW), earlier


def _link(pair: tuple[int, int], relation: Relation = Relation.REPEALS) -> Link:
    return Link(*pair, relation, date(2026, 3, 10), "同时废止")


def _standing(document_id: int, day: date) -> Standing:
    return lineage(EVERY_DOCUMENT, day, document_id).standing


def test_the_text_proposes_and_a_person_confirms(cast: Cast, pair: tuple[int, int]) -> None:
    later, earlier = pair
    officer = cast.actor("prefecture_officer")
    said = propose_lineage(officer, later, cast.day)
    assert said.validity is not None
    assert (said.validity.from_day, said.validity.until_day) == (
        date(2026, 2, 20),
        date(2028, 2, 20),
    )
    assert [(each.earlier_id, each.proposed.relation) for each in said.relations] == [
        (earlier, Relation.REPEALS)
    ]
    assert _standing(later, cast.day) is Standing.UNCONFIRMED
    term = Term(date(2026, 2, 20), date(2028, 2, 19), "有效期两年")
    version = confirm_validity(officer, later, 0, term, at=cast.at)
    assert _standing(later, date(2028, 2, 19)) is Standing.IN_FORCE
    assert _standing(later, date(2028, 2, 20)) is Standing.EXPIRED
    confirm_validity(officer, later, version, Term(date(2026, 4, 1)), at=cast.at)
    assert _standing(later, cast.day) is Standing.NOT_YET
    told = Event.objects.filter(action="document.confirm_validity").order_by("sequence")
    assert [event.subject_version for event in told] == [1, 2]
    assert told[1].before["until_day"] == "2028-02-20" and told[1].after["until_day"] is None


def test_a_repeal_shows_on_both_and_can_be_taken_back(cast: Cast, pair: tuple[int, int]) -> None:
    later, earlier = pair
    officer = cast.actor("prefecture_officer")
    relation = relate_documents(officer, _link(pair), at=cast.at)
    assert propose_lineage(officer, later, cast.day).relations == ()
    assert _standing(earlier, date(2026, 3, 9)) is not Standing.REPEALED
    assert _standing(earlier, date(2026, 3, 10)) is Standing.REPEALED
    for document_id in pair:
        [step] = lineage(EVERY_DOCUMENT, cast.day, document_id).chain
        assert (step.later.id, step.earlier.id, step.holds) == (later, earlier, False)
    unrelate_documents(officer, relation, 1, at=cast.at)
    assert not DocumentRelation.objects.exists()
    told = Event.objects.filter(subject_kind="documents.relation").order_by("sequence")
    assert [event.action for event in told] == ["document.relate", "document.unrelate"]
    assert told[1].before["earlier_id"] == earlier


def test_it_refuses_circles_doubles_and_days_out_of_order(
    cast: Cast, pair: tuple[int, int]
) -> None:
    officer = cast.actor("prefecture_officer")
    relate_documents(officer, _link(pair), at=cast.at)
    for wrong, reason in (
        (pair, "recorded_already"),
        (pair[::-1], "circle"),
        ((pair[0], pair[0]), "circle"),
    ):
        with pytest.raises(Refused) as refused:
            relate_documents(officer, _link(wrong), at=cast.at)
        assert refused.value.reason == f"lineage.refused.{reason}"
    with pytest.raises(Refused, match="ends_before"):
        term = Term(date(2026, 4, 1), date(2026, 3, 31))
        confirm_validity(officer, pair[0], 0, term, at=cast.at)
    with pytest.raises(Refused, match="stale"):
        confirm_validity(officer, pair[0], 3, Term(date(2026, 4, 1)), at=cast.at)
    assert DocumentRelation.objects.count() == 1 and not DocumentValidity.objects.exists()


@pytest.mark.parametrize("person", ["secretary", "auditor", "county_officer", "department_officer"])
def test_only_the_office_of_the_area_keeps_the_lineage(
    cast: Cast, pair: tuple[int, int], person: str
) -> None:
    actor = cast.actor(person)
    with pytest.raises(Refused):
        confirm_validity(actor, pair[0], 0, Term(cast.day), at=cast.at)
    with pytest.raises(Refused):
        relate_documents(actor, _link(pair), at=cast.at)
    assert not DocumentRelation.objects.exists() and not DocumentValidity.objects.exists()


@pytest.mark.parametrize("relation", Relation)
def test_the_list_finds_a_document_by_how_it_stands(
    cast: Cast, pair: tuple[int, int], relation: Relation
) -> None:
    officer = cast.actor("prefecture_officer")
    confirm_validity(officer, pair[1], 0, Term(cast.day, date(2026, 3, 20)), at=cast.at)
    relate_documents(officer, _link(pair, relation), at=cast.at)
    for day in (cast.day + timedelta(days=each) for each in (-1, 0, 7, 8, 18, 19)):
        stand = {pk: _standing(pk, day) for pk in pair}
        for value in Standing:
            rows = documents(EVERY_DOCUMENT, day, Asked(filters={"validity": value.value})).rows
            listed = {row.id for row in rows}
            assert listed == {pk for pk in pair if stand[pk] is value}
            assert all(row.standing is value for row in rows)
