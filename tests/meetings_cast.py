"""Meetings 会议 for tests: recorded by the supervision office of the cast."""

from dataclasses import replace
from datetime import date

from mengyang.actions.meetings import MeetingForm, record_meeting
from mengyang.core.ledger.meetings import MeetingHead
from tests.cast import AT, Cast

HELD = date(2026, 2, 27)
HEAD = MeetingHead(
    meeting_kind="coordination",
    title="学前教育工作协调会",
    held_on=HELD,
    place="第二会议室",
    chair="副专员",
    chair_name="某某",
    reference="会议纪要〔2026〕第1期",
)


def record(cast: Cast, **changes: object) -> int:
    """Recorded by the supervision office; the housing bureau was there."""
    form = MeetingForm(head=HEAD, present=(cast.units["jiahe-housing"],))
    actor, unit = cast.actor("prefecture_supervisor"), cast.units["yunlu-office"]
    return record_meeting(actor, unit, replace(form, **changes), at=AT)  # type: ignore[arg-type]
