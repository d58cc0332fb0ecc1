"""Reading the audit log 审计记录: who may, what is found, and what of people is shown."""

import pytest

from mengyang.actions import accounts
from mengyang.core import access
from mengyang.core.findings import Refused
from mengyang.store.models import Unit
from mengyang.store.reads import audit as reads
from mengyang.store.reads.asked import Asked
from mengyang.store.writes import transaction
from tests.cast import AT, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
ALL = Asked(size=500)


def actions(cast: Cast, words: str = "", **filters: str) -> list[str]:
    """The actions of the events found, the latest first."""
    reach = access.scope(cast.actor("auditor"), "see", "event")
    asked = Asked(words=words, filters=filters, size=500)
    return [row.action for row in reads.events(reach, cast.day, asked).rows]


def test_events_are_found_by_action_subject_actor_words_and_day(cast: Cast) -> None:
    accounts.set_language(cast.actor("leader"), "en", at=AT)
    leader = str(cast.users["leader"])
    assert actions(cast, action="user.set_language") == ["user.set_language"]
    assert actions(cast, actor=leader) == ["user.set_language"]
    assert actions(cast, subject_kind="access.user", subject_id=leader) == [
        "user.set_language",
        "user.create",
    ]
    for person in ("思齐", "leader"):
        assert actions(cast, person=person) == ["user.set_language"]
    assert actions(cast, words="set_lang", person="思齐") == ["user.set_language"]
    assert actions(cast, words="en", subject_id=leader)[0] == "user.set_language"
    assert actions(cast, **{"from": "2026-03-03"}) == []
    assert actions(cast, **{"from": "2026-03-02", "until": "2026-03-02"}) == actions(cast)
    assert actions(cast, until="2026-03-01") == []
    assert actions(cast, actor="9" * 30) == actions(cast, subject_id="x") == []


@pytest.mark.parametrize("value", ["yesterday", "2026-02-30", "9999-12-31"])
def test_a_day_that_is_none_is_refused(cast: Cast, value: str) -> None:
    with pytest.raises(Refused, match="no_day"):
        actions(cast, until=value)


def test_the_history_of_a_record_holds_its_bulk_events(cast: Cast) -> None:
    row = Unit.objects.get(key="jiahe-housing")
    with transaction(cast.actor("county_officer"), AT) as work:
        work.change(row, {"unit_kind": "office"}, action="unit.change", expected_version=1)
    reach = access.scope(cast.actor("leader"), "see", "unit")
    found = reads.history(reach, cast.day, row.pk, ALL).rows
    assert [each.action for each in found] == ["unit.change", "unit.create"]
    assert [each.changes for each in found] == [0, 12]
    assert (found[0].actor_name, found[0].before) == ("春和", {"unit_kind": "department"})


def test_the_history_of_a_record_out_of_reach_is_refused(cast: Cast) -> None:
    reach = access.scope(cast.actor("parent"), "see", "unit")
    with pytest.raises(Refused, match="not_found"):
        reads.history(reach, cast.day, cast.units["jiahe-housing"], ALL)


def test_names_are_shown_until_they_are_erased_and_passwords_never(cast: Cast) -> None:
    user_id = cast.users["leader"]
    reach = access.scope(cast.actor("security_administrator"), "see", "user")
    *_, created = reads.history(reach, cast.day, user_id, ALL).rows
    assert created.after["display_name"] == "思齐"
    assert "password" not in created.after
    accounts.disable_user(cast.actor("system_administrator"), user_id, 1, at=AT)
    accounts.erase_user(cast.actor("security_administrator"), user_id, 2, at=AT)
    *_, created = reads.history(reach, cast.day, user_id, ALL).rows
    assert created.after["display_name"] is None


def test_one_event_is_read_by_those_who_may(cast: Cast) -> None:
    auditor = access.scope(cast.actor("audit_administrator"), "see", "event")
    latest = reads.events(auditor, cast.day, Asked(size=1)).rows[0]
    assert reads.event(auditor, cast.day, latest.id) == latest
    for person in ("county_officer", "system_administrator", "security_administrator", "parent"):
        with pytest.raises(Refused, match="not_found"):
            reads.event(access.scope(cast.actor(person), "see", "event"), cast.day, latest.id)
