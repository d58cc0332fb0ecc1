"""Audit verification 审计校验: every kind of tampering is found, on both databases."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import override_settings

from mengyang.actions.audit import Verification, verification_draft, verify_audit
from mengyang.core.audit import plain
from mengyang.core.findings import Level, Refused
from mengyang.store.anchor import append
from mengyang.store.models import Event, Head, PersonalValue, Unit
from mengyang.store.writes import access as writes
from mengyang.store.writes import transaction
from tests.cast import AT, Cast, write_cast
from tests.recorded import played_back
from tests.store.tampering import (
    append_event,
    delete_event,
    delete_first_event,
    delete_from_bulk_list,
    delete_head,
    delete_last_ten,
    delete_personal_value,
    delete_row,
    delete_tail,
    edit_actor,
    edit_bulk_list,
    edit_event,
    edit_event_values,
    edit_head,
    edit_name,
    edit_password,
    edit_personal_value,
    edit_row,
    edit_row_as_if_written,
    edit_row_by_sql,
    edit_salt,
    edit_single_row,
    insert_event,
    insert_personal_value,
    insert_row,
    rewrite_chain,
    strip_seal,
    swap_events,
)

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


@pytest.mark.parametrize(
    ("tamper", "codes"),
    [
        (edit_event, {"event_altered"}),
        (edit_event_values, {"event_altered"}),
        (edit_actor, {"event_altered"}),
        (delete_event, {"events_missing", "row_unrecorded"}),
        (delete_first_event, {"events_missing", "row_unrecorded"}),
        (delete_last_ten, {"head_forged", "chain_cut", "row_altered", "row_unrecorded"}),
        (
            insert_event,
            {"event_altered", "link_broken", "head_forged", "anchor_behind", "anchor_differs"},
        ),
        (append_event, {"head_forged", "anchor_behind"}),
        (swap_events, {"event_altered", "link_broken"}),
        (rewrite_chain, {"head_forged", "anchor_differs"}),
        (edit_row_by_sql, {"row_altered"}),
        (delete_tail, {"head_forged", "chain_cut"}),
        (edit_row, {"row_altered"}),
        (edit_row_as_if_written, {"row_altered"}),
        (edit_single_row, {"row_altered"}),
        (edit_password, {"row_altered"}),
        (edit_name, {"row_altered"}),
        (delete_row, {"row_missing"}),
        (insert_row, {"row_unrecorded"}),
        (edit_bulk_list, {"changes_altered", "row_altered"}),
        (delete_from_bulk_list, {"changes_altered", "row_unrecorded"}),
        (edit_personal_value, {"personal_altered"}),
        (delete_personal_value, {"personal_missing"}),
        (edit_salt, {"personal_altered", "row_altered"}),
        (insert_personal_value, {"personal_unrecorded"}),
        (edit_head, {"head_differs", "head_forged"}),
        (delete_head, {"head_differs", "chain_cut"}),
        (strip_seal, {"head_forged"}),
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
    rewrite_chain()
    head = Head.objects.get()
    anchor.unlink()
    with override_settings(AUDIT_ANCHOR_KEY="a guess"):
        append(head.sequence, head.hash, str(plain(AT)))
    assert found() == ["audit.found.head_forged", "audit.found.anchor_forged"]


def test_it_finds_a_chain_made_anew_whose_anchor_was_taken_away(yunlu: Cast, anchor: Path) -> None:
    """Without a line there is nothing to differ from: days of work without one are no crash."""
    for row in Event.objects.order_by("sequence"):
        Event.objects.filter(pk=row.pk).update(at=AT + row.sequence * timedelta(hours=1))
    rewrite_chain()
    anchor.unlink()
    Head.objects.update(anchored=0)
    assert found() == ["audit.found.head_forged", "audit.found.anchor_stale"]
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
