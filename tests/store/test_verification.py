"""Audit verification 审计校验: every kind of tampering is found, on both databases."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import F
from django.test import override_settings

from mengyang.actions.audit import Verification, verification_draft, verify_audit
from mengyang.core.audit import EventFacts, event_hash, plain
from mengyang.core.findings import Level, Refused
from mengyang.store.anchor import append
from mengyang.store.models import Event, EventChange, Head, PersonalSalt, PersonalValue, Unit, User
from mengyang.store.writes import access as writes
from mengyang.store.writes import transaction
from tests.cast import AT, Cast, write_cast
from tests.recorded import played_back

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


@pytest.fixture
def yunlu(transactional_db: None, anchor: Path) -> Cast:
    """The cast, really committed, with one change after."""
    cast = played_back("committed cast", write_cast, anchor.parents[1])
    with transaction(cast.actor("prefecture_officer"), AT) as work:
        unit = Unit.objects.get(key="jiahe-housing")
        work.change(unit, {"unit_kind": "committee"}, action="unit.change", expected_version=1)
    return cast


def found() -> list[str]:
    """The codes that a verification finds, in order."""
    return [finding.code for finding in verified().findings]


def verified() -> Verification:
    """A whole verification, as the command does it."""
    return verify_audit(told=lambda _: None)


def test_it_finds_nothing_in_an_honest_installation(yunlu: Cast) -> None:
    result = verified()
    assert result.findings == ()
    assert result.is_whole
    assert result.events == Event.objects.count()
    assert result.rows > len(yunlu.users) + len(yunlu.units)


def test_it_finds_a_second_honest_transaction_in_order(yunlu: Cast) -> None:
    with transaction(None, AT) as work:
        writes.change_user(work, yunlu.users["leader"], 1, {"language": "en"}, "user.set_language")
    assert found() == []


def test_it_marks_what_was_written_under_a_clock_set_back(yunlu: Cast) -> None:
    with transaction(None, AT - timedelta(hours=2)) as work:
        writes.change_user(work, yunlu.users["leader"], 1, {"language": "en"}, "user.set_language")
    assert found() == ["audit.found.time_went_back"]
    assert verified().is_whole


def _edit_event() -> None:
    Event.objects.filter(action="unit.change").update(action="unit.rename")


def _edit_event_values() -> None:
    Event.objects.filter(action="unit.change").update(after={"unit_kind": "office"})


def _edit_actor() -> None:
    Event.objects.filter(action="unit.change").update(actor=User.objects.latest("pk"))


def _delete_event() -> None:
    row = Event.objects.filter(action="user.grant").earliest("sequence")
    row.personal_values.all().delete()
    row.delete()


def _delete_first_event() -> None:
    Event.objects.earliest("sequence").delete()


def _delete_last_ten() -> None:
    """Their rows stay behind: what they say nobody recorded."""
    last = Event.objects.order_by("-sequence")[10]
    tail = Event.objects.filter(sequence__gt=last.sequence)
    EventChange.objects.filter(event__in=tail).delete()
    PersonalValue.objects.filter(event__in=tail).delete()
    tail.delete()
    Head.objects.update(sequence=last.sequence, hash=last.hash)


def _insert_event() -> None:
    """One more in the middle, the later ones renumbered, and itself well linked."""
    middle = Event.objects.get(sequence=5)
    far = 10**6
    Event.objects.filter(sequence__gt=5).update(sequence=F("sequence") + far)
    Event.objects.filter(sequence__gt=5).update(sequence=F("sequence") - far + 1)
    facts = EventFacts(6, AT, None, None, "user.sign_in", "", None, None, {}, {}, "", "")
    values = {name: getattr(facts, name) for name in EventFacts.__slots__}
    hash_ = event_hash(facts, middle.hash)
    Event.objects.create(**values, previous_hash=middle.hash, hash=hash_)
    Head.objects.update(sequence=F("sequence") + 1)


def _swap_events() -> None:
    one, other = Event.objects.filter(action="user.grant").order_by("sequence")[:2]
    for row, number in ((one, 10**6), (other, one.sequence), (one, other.sequence)):
        Event.objects.filter(pk=row.pk).update(sequence=number)


def _rewrite_chain() -> None:
    """Every event anew after a changed first one, and the head: without the key all fits."""
    previous = ""
    for row in Event.objects.order_by("sequence"):
        row.actor = None
        facts = {name: getattr(row, name) for name in EventFacts.__slots__}
        row.previous_hash, row.hash = previous, event_hash(EventFacts(**facts), previous)
        row.save()
        previous = row.hash
    Head.objects.update(hash=previous)


def _edit_row_by_sql() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE registry_unit SET unit_kind = 'office' WHERE key = 'hekou-public'")


def _delete_tail() -> None:
    """The last event goes, and the head is set back so that the chain looks whole."""
    Event.objects.filter(action="unit.change").delete()
    last = Event.objects.latest("sequence")
    Head.objects.update(sequence=last.sequence, hash=last.hash)
    Unit.objects.filter(key="jiahe-housing").update(unit_kind="department", version=1)


def _edit_row() -> None:
    Unit.objects.filter(key="hekou-public").update(unit_kind="department")


def _edit_row_as_if_written() -> None:
    Unit.objects.filter(key="hekou-public").update(unit_kind="department", version=2)


def _edit_single_row() -> None:
    User.objects.filter(username="leader").update(is_active=False)


def _edit_password() -> None:
    User.objects.filter(username="leader").update(password="md5$x$y")


def _edit_name() -> None:
    User.objects.filter(username="leader").update(display_name="别人")


def _delete_row() -> None:
    user = User.objects.get(username="leader")
    user.posts.all()._raw_delete("default")


def _insert_row() -> None:
    unit = Unit.objects.get(key="hekou-public")
    Unit.objects.create(key="ghost", area=unit.area, unit_kind="department")


def _edit_bulk_list() -> None:
    EventChange.objects.filter(event__action="unit.create").update(digest="0" * 64)


def _delete_from_bulk_list() -> None:
    EventChange.objects.filter(event__action="unit.create").earliest("pk").delete()


def _edit_personal_value() -> None:
    PersonalValue.objects.filter(field="display_name").update(value="别人")


def _delete_personal_value() -> None:
    PersonalValue.objects.filter(field="display_name").earliest("pk").delete()


def _edit_salt() -> None:
    PersonalSalt.objects.update(salt="x")


def _insert_personal_value() -> None:
    event = Event.objects.get(action="unit.change")
    PersonalValue.objects.create(event=event, field="display_name", side="after", value="某")


def _edit_head() -> None:
    Head.objects.update(hash="0" * 64)


def _delete_head() -> None:
    Head.objects.all().delete()


@pytest.mark.parametrize(
    ("tamper", "codes"),
    [
        (_edit_event, {"event_altered"}),
        (_edit_event_values, {"event_altered"}),
        (_edit_actor, {"event_altered"}),
        (_delete_event, {"events_missing", "row_unrecorded"}),
        (_delete_first_event, {"events_missing", "row_unrecorded"}),
        (_delete_last_ten, {"chain_cut", "row_altered", "row_unrecorded"}),
        (_insert_event, {"event_altered", "link_broken", "anchor_behind", "anchor_differs"}),
        (_swap_events, {"event_altered", "link_broken"}),
        (_rewrite_chain, {"anchor_differs"}),
        (_edit_row_by_sql, {"row_altered"}),
        (_delete_tail, {"chain_cut"}),
        (_edit_row, {"row_altered"}),
        (_edit_row_as_if_written, {"row_altered"}),
        (_edit_single_row, {"row_altered"}),
        (_edit_password, {"row_altered"}),
        (_edit_name, {"row_altered"}),
        (_delete_row, {"row_missing"}),
        (_insert_row, {"row_unrecorded"}),
        (_edit_bulk_list, {"changes_altered", "row_altered"}),
        (_delete_from_bulk_list, {"changes_altered", "row_unrecorded"}),
        (_edit_personal_value, {"personal_altered"}),
        (_delete_personal_value, {"personal_missing"}),
        (_edit_salt, {"personal_altered", "row_altered"}),
        (_insert_personal_value, {"personal_unrecorded"}),
        (_edit_head, {"head_differs"}),
        (_delete_head, {"head_differs", "chain_cut"}),
    ],
    ids=lambda value: value.__name__.strip("_") if callable(value) else "",
)
def test_it_finds_tampering_with_the_database(
    yunlu: Cast, tamper: Callable[[], None], codes: set[str]
) -> None:
    tamper()
    assert set(found()) == {f"audit.found.{code}" for code in codes}


def _lines(anchor: Path) -> list[str]:
    return anchor.read_text("ascii").splitlines(keepends=True)


def _cut_anchor(anchor: Path) -> None:
    anchor.write_text("".join(_lines(anchor)[:-2]), "ascii")


def _delete_anchor(anchor: Path) -> None:
    anchor.unlink()


def _forge_anchor(anchor: Path) -> None:
    """A line in the right form, made without the key."""
    last = Event.objects.latest("sequence")
    with anchor.open("a", encoding="ascii") as file:
        file.write(f"{last.sequence} {last.hash} 2026-03-02T01:30:00.000000+00:00 {'0' * 64}\n")


def _delete_a_line(anchor: Path) -> None:
    anchor.write_text("".join(_lines(anchor)[1:]), "ascii")


def _tear_anchor(anchor: Path) -> None:
    anchor.write_text(anchor.read_text("ascii")[:-30], "ascii")


@pytest.mark.parametrize(
    ("tamper", "codes"),
    [
        (_cut_anchor, ["anchor_cut"]),
        (_delete_anchor, ["anchor_cut"]),
        (_forge_anchor, ["anchor_forged"]),
        (_delete_a_line, ["anchor_forged"]),
        (_tear_anchor, ["anchor_torn", "anchor_behind"]),
    ],
    ids=lambda value: value.__name__.strip("_") if callable(value) else "",
)
def test_it_finds_tampering_with_the_anchor(
    yunlu: Cast, anchor: Path, tamper: Callable[[Path], None], codes: list[str]
) -> None:
    tamper(anchor)
    assert found() == [f"audit.found.{code}" for code in codes]


def test_it_finds_a_chain_made_anew_together_with_its_anchor(yunlu: Cast, anchor: Path) -> None:
    _rewrite_chain()
    head = Head.objects.get()
    anchor.unlink()
    with override_settings(AUDIT_ANCHOR_KEY="a guess"):
        append(head.sequence, head.hash, str(plain(AT)))
    assert found() == ["audit.found.anchor_forged"]


def test_it_finds_a_chain_made_anew_whose_anchor_was_taken_away(yunlu: Cast, anchor: Path) -> None:
    """Without a line there is nothing to differ from: days of work without one are no crash."""
    for row in Event.objects.order_by("sequence"):
        Event.objects.filter(pk=row.pk).update(at=AT + row.sequence * timedelta(hours=1))
    _rewrite_chain()
    anchor.unlink()
    Head.objects.update(anchored=0)
    assert found() == ["audit.found.anchor_stale"]
    assert not verified().is_whole


def test_it_tells_of_a_crash_between_commit_and_anchor_but_passes(
    yunlu: Cast, anchor: Path
) -> None:
    anchor.write_text("".join(_lines(anchor)[:-1]), "ascii")
    result = verified()
    assert [(each.code, each.level) for each in result.findings] == [
        ("audit.found.anchor_behind", Level.WARNING)
    ]
    assert result.is_whole
    with transaction(None, AT) as work:
        writes.note_user(work, "user.sign_in", yunlu.users["leader"])
    assert found() == []


def test_it_goes_on_after_a_line_was_torn(yunlu: Cast, anchor: Path) -> None:
    _tear_anchor(anchor)
    with transaction(None, AT) as work:
        writes.note_user(work, "user.sign_in", yunlu.users["leader"])
    assert found() == ["audit.found.anchor_torn"]


def test_erasing_a_person_keeps_the_chain_valid(yunlu: Cast) -> None:
    user_id = yunlu.users["leader"]
    with transaction(None, AT) as work:
        writes.change_user(work, user_id, 1, {"display_name": "新名"}, "user.change")
    with transaction(yunlu.actor("security_administrator"), AT) as work:
        writes.erase_user(work, user_id, 2, "—")
    assert found() == []
    kept = PersonalValue.objects.filter(event__subject_id=user_id, field="display_name")
    assert [each.value for each in kept] == ["—"]
    told = Event.objects.filter(subject_kind="access.user", subject_id=user_id)
    assert "思齐" not in str(list(told.values()))
    kept.delete()
    assert found() == ["audit.found.personal_missing"]


def test_only_the_audit_administrator_and_the_auditor_may_verify(yunlu: Cast) -> None:
    for person in ("county_officer", "system_administrator", "security_administrator"):
        with pytest.raises(Refused, match=r"audit\.refused\.not_yours"):
            verification_draft(yunlu.actor(person), at=AT)
    for person in ("audit_administrator", "auditor"):
        assert verification_draft(yunlu.actor(person), at=AT).name == "audit_verification"
