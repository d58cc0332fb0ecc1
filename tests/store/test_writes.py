"""The unit of work 工作单元: every write leaves an event and a version, or nothing at all."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import IntegrityError, connection

from mengyang.core.findings import Refused
from mengyang.store.models import (
    Area,
    Document,
    Event,
    PersonalValue,
    Target,
    Unit,
    UnitGroup,
    User,
)
from mengyang.store.snapshots import digest
from mengyang.store.writes import transaction
from tests.cast import AT, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def last() -> Event:
    """The last event."""
    return Event.objects.latest("sequence")


def a_unit(cast: Cast, key: str = "new", **values: object) -> Unit:
    """A unit that is not written yet."""
    return Unit(key=key, area_id=cast.areas["jiahe"], **{"unit_kind": "office", **values})


def test_creating_tells_every_value(cast: Cast) -> None:
    with transaction(cast.actor("county_officer"), AT) as work:
        row = work.create(a_unit(cast), action="unit.create")
    event = last()
    assert (event.action, event.subject_kind, event.subject_id) == (
        "unit.create",
        "registry.unit",
        row.pk,
    )
    assert (event.actor_id, event.at) == (cast.users["county_officer"], AT)
    assert event.after == {"key": "new", "area_id": cast.areas["jiahe"], "unit_kind": "office"}
    assert (event.before, event.subject_version, row.version) == ({}, 1, 1)


def test_changing_tells_old_and_new_and_counts_the_version(cast: Cast) -> None:
    row = Unit.objects.get(key="jiahe-housing")
    with transaction(None, AT) as work:
        work.change(row, {"unit_kind": "office"}, action="unit.change", expected_version=1)
    assert (last().before, last().after) == ({"unit_kind": "department"}, {"unit_kind": "office"})
    assert Unit.objects.get(pk=row.pk).version == row.version == last().subject_version == 2


def test_a_relation_is_changed_by_either_name(cast: Cast) -> None:
    row = Unit.objects.get(key="jiahe-housing")
    yihe = Area.objects.get(key="yihe")
    with transaction(None, AT) as work:
        work.change(row, {"area": yihe}, action="unit.change", expected_version=1)
    assert last().after == {"area_id": yihe.pk}
    with transaction(None, AT) as work:
        changes = {"area_id": cast.areas["jiahe"]}
        work.change(row, changes, action="unit.change", expected_version=2)
    assert Unit.objects.get(pk=row.pk).area_id == cast.areas["jiahe"]


def test_deleting_tells_what_was_there(cast: Cast) -> None:
    with transaction(None, AT) as work:
        row = work.create(a_unit(cast), action="unit.create")
    with transaction(None, AT) as work:
        work.delete(row, action="unit.delete", expected_version=1)
    assert not Unit.objects.filter(key="new").exists()
    assert last().before["key"] == "new"
    assert (last().after, last().digest, last().subject_version) == ({}, "", 2)


def test_a_row_that_is_referred_to_is_not_deleted(cast: Cast) -> None:
    row = Unit.objects.get(key="jiahe-housing")
    with pytest.raises(IntegrityError), transaction(None, AT) as work:
        work.delete(row, action="unit.delete", expected_version=1)
        connection.check_constraints()
    assert Unit.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("expected", [0, 2])
def test_a_stale_writer_is_refused_and_nothing_is_kept(cast: Cast, expected: int) -> None:
    row, before = Unit.objects.get(key="jiahe-housing"), Event.objects.count()
    with (
        pytest.raises(Refused, match=r"store\.refused\.stale"),
        transaction(None, AT) as work,
    ):
        work.create(a_unit(cast), action="unit.create")
        work.change(row, {"unit_kind": "x"}, action="unit.change", expected_version=expected)
    assert not Unit.objects.filter(key="new").exists()
    assert Event.objects.count() == before


def test_somebody_who_came_first_is_noticed(cast: Cast) -> None:
    mine, theirs = (Unit.objects.get(key="jiahe-housing") for _ in range(2))
    with transaction(None, AT) as work:
        work.change(theirs, {"unit_kind": "x"}, action="unit.change", expected_version=1)
    for write in ("change", "delete"):
        with pytest.raises(Refused, match="stale"), transaction(None, AT) as work:
            if write == "change":
                work.change(mine, {"unit_kind": "y"}, action="unit.change", expected_version=1)
            else:
                work.delete(mine, action="unit.delete", expected_version=1)
    assert Unit.objects.get(pk=mine.pk).unit_kind == "x"


def test_many_rows_are_one_event(cast: Cast) -> None:
    with transaction(None, AT) as work:
        work.create_many([a_unit(cast, f"u{n}") for n in range(700)], action="registry.load")
    event = last()
    assert (event.after, event.subject_kind) == ({"rows": 700}, "registry.unit")
    assert event.changes.count() == 700
    assert len(event.changes_sha256) == 64
    with transaction(None, AT) as work:
        rows = Unit.objects.filter(key__startswith="u")
        work.change_many([(row, {"unit_kind": f"k{row.pk % 3}"}) for row in rows], action="x")
    assert set(Unit.objects.filter(key__startswith="u").values_list("version", flat=True)) == {2}
    assert last().changes.count() == 700


def test_one_stale_row_among_many_refuses_all(cast: Cast) -> None:
    rows = list(Unit.objects.all())
    Unit.objects.filter(pk=rows[3].pk).update(version=5)
    with pytest.raises(Refused, match="stale"), transaction(None, AT) as work:
        work.change_many([(row, {"unit_kind": "x"}) for row in rows], action="x")
    assert not Unit.objects.filter(unit_kind="x").exists()


def test_no_rows_are_no_event(cast: Cast) -> None:
    before = Event.objects.count()
    with transaction(None, AT) as work:
        work.create_many([], action="x")
        work.change_many([], action="x")
    assert Event.objects.count() == before


def test_a_note_changes_nothing(cast: Cast) -> None:
    row = Unit.objects.get(key="jiahe-housing")
    with transaction(None, AT) as work:
        work.note("unit.export", row, rows=3, day=date(2026, 3, 2))
    assert (last().subject_id, last().subject_version, last().digest) == (row.pk, None, "")
    assert last().after == {"rows": 3, "day": "2026-03-02"}


def test_what_is_taken_is_refused_not_broken(cast: Cast) -> None:
    with pytest.raises(Refused, match=r"store\.refused\.exists"), transaction(None, AT) as work:
        work.create(a_unit(cast, "jiahe-housing"), action="unit.create")


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"unit_kind": "x" * 21}, "too_long"),
        ({"unit_kind": "a\x00b"}, "characters"),
        ({"unit_kind": "\ud800"}, "characters"),
    ],
)
def test_text_that_only_one_database_would_take_is_refused(
    cast: Cast, values: dict[str, object], reason: str
) -> None:
    with pytest.raises(Refused, match=reason), transaction(None, AT) as work:
        work.create(a_unit(cast, **values), action="unit.create")


@pytest.mark.parametrize("aliases", [["a\x00"], [{"deep": "\udfff"}], [{"\x00": 1}]])
def test_such_text_is_found_inside_json_too(cast: Cast, aliases: list[object]) -> None:
    row = UnitGroup.objects.get()
    with pytest.raises(Refused, match="characters"), transaction(None, AT) as work:
        work.change(row, {"aliases": aliases}, action="group.change", expected_version=1)


@pytest.mark.parametrize("field", ["version", "id", "nothing"])
def test_only_columns_are_changed(cast: Cast, field: str) -> None:
    row = Unit.objects.get(key="jiahe-housing")
    with pytest.raises((ValueError, FieldDoesNotExist)), transaction(None, AT) as work:
        work.change(row, {field: 7}, action="unit.change", expected_version=1)


def test_values_are_told_as_the_database_gives_them_back(cast: Cast) -> None:
    """The digest of the event must be that of the row read again, on either database."""
    with transaction(None, AT) as work:
        row = work.create(
            Target(
                plan_id=1,
                position=0,
                start=0,
                end=0,
                indicator="毛入园率",
                comparator=">=",
                value=Decimal("98.00005"),
                unit="%",
                verb="reach",
            ),
            action="target.create",
        )
        group = UnitGroup.objects.get()
        odd = [1e22, 1.0, -0.0, 2.5e-7, {"b": 1, "a": (1, 2)}, None, "É", "e\u0301"]
        work.change(group, {"aliases": odd}, action="group.change", expected_version=1)
    for written in (row, group):
        again = type(written)._base_manager.get(pk=written.pk)
        assert digest(again, "") == digest(written, "")


def test_personal_values_stand_in_events_only_as_a_mac(cast: Cast) -> None:
    user = User.objects.get(username="leader")
    with transaction(None, AT) as work:
        changes = {"display_name": "新名", "password": "hash"}
        work.change(user, changes, action="user.change", expected_version=1)
    event = last()
    assert set(event.after["display_name"]) == {"hmac"}
    assert set(event.after["password"]) == {"sha256"}
    assert "新名" not in str(event.after)
    kept = PersonalValue.objects.filter(event=event)
    assert {(each.side, each.value) for each in kept} == {("before", "思齐"), ("after", "新名")}


def test_long_texts_stand_in_events_only_as_a_digest(cast: Cast) -> None:
    with transaction(None, AT) as work:
        work.create(
            Document(
                area_id=cast.areas["jiahe"],
                title="某",
                text="长" * 5000,
                file_name="a.txt",
                media_type="text/plain",
                size=1,
                sha256="0" * 64,
                uploaded_by_id=cast.users["county_officer"],
                uploaded_at=AT,
            ),
            action="document.upload",
        )
    assert set(last().after["text"]) == {"sha256"}


def test_an_event_needs_no_actor_only_while_the_house_is_set_up(cast: Cast) -> None:
    assert Event.objects.filter(actor=None).count() == Event.objects.count()
    with transaction(cast.actor("leader"), AT) as work:
        work.note("x")
    assert last().actor_id == cast.users["leader"]
