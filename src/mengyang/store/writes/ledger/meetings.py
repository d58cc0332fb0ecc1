"""会议写入 — a meeting with the units present, its minutes, and its decisions by their matters."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.db.models import Max

from mengyang.core.access import Scope
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger.meetings import MeetingHead
from mengyang.store.models import Meeting, MeetingDecision, MeetingUnit
from mengyang.store.reads.scope import within
from mengyang.store.writes.work import Work


@dataclass(frozen=True, slots=True)
class MinutesDraft:
    """会议纪要 as a file; its bytes lie in the file store already."""

    minutes_name: str = ""
    minutes_type: str = ""
    minutes_size: int | None = None
    minutes_sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDraft:
    """会议 to be recorded in the name of a unit."""

    unit_id: int
    area_id: int
    head: MeetingHead
    minutes: MinutesDraft
    recorded_by: int
    present: tuple[int, ...] = ()


def add_meeting(work: Work, draft: MeetingDraft) -> int:
    """Record a meeting; its id."""
    row = Meeting(
        unit_id=draft.unit_id,
        area_id=draft.area_id,
        recorded_by_id=draft.recorded_by,
        recorded_at=work.at,
        **asdict(draft.head),
        **asdict(draft.minutes),
    )
    work.create(row, action="meeting.record")
    units = [MeetingUnit(meeting=row, unit_id=unit_id) for unit_id in draft.present]
    work.create_many(units, action="meeting.record")
    return row.pk


def correct_meeting(
    work: Work, meeting: Seen, head: MeetingHead, present: Iterable[int], minutes: MinutesDraft
) -> int:
    """Write a meeting as it was; the version it has now. Without new minutes the old ones stay."""
    row = Meeting.objects.get(pk=meeting.id)
    wanted: dict[str, object] = asdict(head)
    if minutes.minutes_sha256:
        wanted |= asdict(minutes)
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    work.change(row, changed, action="meeting.correct", expected_version=meeting.version)
    kept = {each.unit_id: each for each in MeetingUnit.objects.filter(meeting=row)}
    asked = set(present)
    for unit_id in sorted(set(kept) - asked):
        gone = kept[unit_id]
        work.delete(gone, action="meeting.correct", expected_version=gone.version)
    for unit_id in sorted(asked - set(kept)):
        work.create(MeetingUnit(meeting=row, unit_id=unit_id), action="meeting.correct")
    return row.version


def take_meeting(scope: Scope, work: Work, meeting_id: int) -> int:
    """The unit that recorded a meeting, its row locked: its decisions are numbered one by one.

    Raises `Refused` where it is not within reach.
    """
    reached = Meeting.objects.filter(within(scope, work.at.date()), pk=meeting_id).values("pk")
    row = Meeting.objects.select_for_update(of=("self",)).filter(pk__in=reached).first()
    if row is None:
        raise Refused("meetings.refused.not_found", "meetings.hint.list")
    return row.unit_id


def add_decisions(work: Work, meeting_id: int, matter_ids: Iterable[int]) -> None:
    """Join matters to the held meeting, behind the decisions it has."""
    rows = MeetingDecision.objects.filter(meeting_id=meeting_id)
    last = rows.aggregate(last=Max("position"))["last"] or 0
    for position, matter_id in enumerate(matter_ids, start=last + 1):
        decision = MeetingDecision(meeting_id=meeting_id, position=position, matter_id=matter_id)
        work.create(decision, action="meeting.decide")
