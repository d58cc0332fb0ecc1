"""Meetings 协调会: recorded with units and minutes, every decision a matter, all or none."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mengyang import packs
from mengyang.actions.audit import verify_audit
from mengyang.actions.evidence import EvidenceUpload, Shelf
from mengyang.actions.meetings import (
    Decision,
    MeetingForm,
    Minutes,
    correct_meeting,
    decide_at_meeting,
    open_minutes,
)
from mengyang.core.access import scope
from mengyang.core.facts import DeadlineKind, Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger import Deadline
from mengyang.store.models import (
    Event,
    Meeting,
    MeetingDecision,
    MeetingUnit,
    SupervisedMatter,
    Task,
)
from mengyang.store.reads import ledger
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger import Lit
from mengyang.store.reads.ledger import meetings as reads
from mengyang.store.reads.ledger.meetings import MeetingReach, MeetingRow
from tests.anchoring import write_anchor
from tests.cast import AT, DAY, Cast
from tests.incoming_papers import PNG
from tests.ledger_work import refused_by
from tests.meetings_cast import HEAD, HELD, record

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
LIT = Lit(packs.lamps()["default"], DAY)
DUE = date(2026, 4, 30)


def decisions(cast: Cast) -> tuple[Decision, ...]:
    """One for the housing bureau, one for the finance bureau."""
    return (
        Decision(
            title="提出处置意见",
            words="由住建局牵头提出处置意见。",
            lead_unit_ids=(cast.units["jiahe-housing"],),
            deadline=Deadline(DeadlineKind.BY_DATE, (DUE,)),
        ),
        Decision(
            title="提出预拨办法",
            words="由财政局提出预拨办法。",
            lead_unit_ids=(cast.units["jiahe-finance"],),
            deadline=Deadline(),
        ),
    )


def seen(cast: Cast, person: str, meeting_id: int) -> MeetingRow:
    actor = cast.actor(person)
    reach = MeetingReach(*(scope(actor, "see", kind) for kind in ("meeting", "task")))
    return reads.meeting(reach, LIT, meeting_id)


def test_every_decision_becomes_a_matter(cast: Cast) -> None:
    meeting_id = record(cast)
    actor = cast.actor("prefecture_supervisor")
    made = decide_at_meeting(actor, meeting_id, decisions(cast), at=AT)
    rows = MeetingDecision.objects.filter(meeting=meeting_id).order_by("position")
    assert [(row.position, row.matter_id) for row in rows] == [(1, made[0]), (2, made[1])]
    first = SupervisedMatter.objects.select_related("task").get(pk=made[0])
    assert (first.source, first.giver, first.given_on) == ("meeting", HEAD.title, HELD)
    assert (first.reference, first.task.due_on) == (HEAD.reference, DUE)
    found = seen(cast, "prefecture_officer", meeting_id)
    assert [each.number for each in found.decisions] == ["督〔2026〕1号", "督〔2026〕2号"]
    assert found.open == 2
    Task.objects.filter(supervised_matter=made[0]).update(state="closed")
    assert seen(cast, "prefecture_officer", meeting_id).open == 1
    events = Event.objects.filter(action__startswith="meeting.").order_by("sequence")
    told = list(events.values_list("action", flat=True))
    assert told == ["meeting.record"] * 2 + ["meeting.decide"] * 2


def test_the_chain_holds_what_a_meeting_wrote(cast: Cast) -> None:
    meeting_id = record(cast)
    decide_at_meeting(cast.actor("secretary"), meeting_id, decisions(cast), at=AT)
    write_anchor(cast.at)
    assert verify_audit(told=lambda _: None).is_whole


def test_a_refused_decision_is_named_and_none_is_registered(cast: Cast) -> None:
    meeting_id = record(cast)
    good, bad = decisions(cast)[0], replace(decisions(cast)[1], words=" ")
    refused = refused_by(decide_at_meeting, cast.actor("secretary"), meeting_id, (good, bad), at=AT)
    assert (refused.reason, refused.params["place"]) == ("matters.refused.no_words", 1)
    early = replace(good, deadline=Deadline(DeadlineKind.BY_DATE, (date(2026, 2, 1),)))
    refused = refused_by(decide_at_meeting, cast.actor("secretary"), meeting_id, (early,), at=AT)
    assert (refused.reason, refused.params["place"]) == ("matters.refused.due_early", 0)
    refused = refused_by(decide_at_meeting, cast.actor("secretary"), meeting_id, (), at=AT)
    assert refused.reason == "meetings.refused.nothing_decided"
    assert not SupervisedMatter.objects.exists() and not Task.objects.exists()


def test_a_unit_that_was_there_sees_the_meeting_and_only_its_own_decisions(cast: Cast) -> None:
    meeting_id = record(cast)
    made = decide_at_meeting(cast.actor("secretary"), meeting_id, decisions(cast), at=AT)
    found = seen(cast, "department_officer", meeting_id)
    assert [each.id for each in found.decisions] == [made[0]]
    # Charged, but not there: the matter is seen, the meeting is not.
    refused = refused_by(seen, cast, "finance_officer", meeting_id)
    assert refused.reason == "meetings.refused.not_found"
    finance = scope(cast.actor("finance_officer"), "see", "task")
    assert ledger.supervised_matter(finance, LIT, made[1]).id == made[1]
    for person in ("department_officer", "county_officer", "auditor"):
        with pytest.raises(Refused):
            decide_at_meeting(cast.actor(person), meeting_id, decisions(cast), at=AT)


def test_the_list_is_asked_by_kind_year_and_unit(cast: Cast) -> None:
    meeting_id = record(cast)
    special = replace(HEAD, meeting_kind="special", held_on=date(2025, 5, 1))
    other = record(cast, head=special, present=())
    actor = cast.actor("auditor")
    reach = MeetingReach(*(scope(actor, "see", kind) for kind in ("meeting", "task")))
    for filters, found in (
        ({}, [meeting_id, other]),
        ({"kind": "special"}, [other]),
        ({"year": "2026"}, [meeting_id]),
        ({"year": "x"}, []),
        ({"unit": str(cast.units["jiahe-housing"])}, [meeting_id]),
    ):
        rows = reads.meetings(reach, LIT, Asked(filters=filters)).rows
        assert [row.id for row in rows] == found, filters
    assert reads.meeting_years(reach.meetings, DAY) == (2026, 2025)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"head": replace(HEAD, title=" ")}, "meetings.refused.no_title"),
        ({"head": replace(HEAD, chair="")}, "meetings.refused.no_chair"),
        ({"head": replace(HEAD, held_on=date(2027, 1, 1))}, "meetings.refused.held_later"),
        ({"head": replace(HEAD, meeting_kind="tea")}, "matters.refused.unknown_choice"),
        ({"head": replace(HEAD, title="机密★10年")}, "incoming.refused.secrecy"),
        ({"present": (10**9,)}, "registry.refused.no_such_unit"),
    ],
)
def test_what_is_no_meeting_is_refused(cast: Cast, changes: dict[str, object], reason: str) -> None:
    with pytest.raises(Refused) as refused:
        record(cast, **changes)
    assert refused.value.reason == reason
    assert not Meeting.objects.exists()


def test_minutes_are_brought_later_and_units_set_right(cast: Cast, tmp_path: Path) -> None:
    meeting_id, actor = record(cast), cast.actor("secretary")
    minutes = Minutes(EvidenceUpload(PNG, "纪要.png"), Shelf(tmp_path, 1024))
    present = (cast.units["jiahe-finance"],)
    form = MeetingForm(head=replace(HEAD, place="第一会议室"), present=present, minutes=minutes)
    assert correct_meeting(actor, Seen(meeting_id, 1), form, at=AT) == 2
    row = Meeting.objects.get(pk=meeting_id)
    assert (row.place, row.minutes_name, row.minutes_type) == (
        *("第一会议室", "纪要.png", "image/png"),
    )
    assert list(MeetingUnit.objects.values_list("unit_id", flat=True)) == list(present)
    opened = open_minutes(cast.actor("finance_officer"), meeting_id, tmp_path, day=DAY)
    assert opened.path.read_bytes() == PNG and opened.sha256 in ledger.stored_files()
    assert refused_by(correct_meeting, actor, Seen(meeting_id, 1), form, at=AT).reason == (
        "store.refused.stale"
    )
    # Without a file the minutes stay.
    correct_meeting(actor, Seen(meeting_id, 2), replace(form, minutes=None), at=AT)
    assert Meeting.objects.get(pk=meeting_id).minutes_sha256 == row.minutes_sha256
    with pytest.raises(Refused):
        open_minutes(cast.actor("department_officer"), meeting_id, tmp_path, day=DAY)
