"""会议动作 — a meeting is recorded, and its decisions become matters all at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from mengyang import packs
from mengyang.actions.assignments import unit_around
from mengyang.actions.evidence import (
    MEDIA_TYPES,
    EvidenceUpload,
    OpenedEvidence,
    Shelf,
    accepted_kind,
    clean_name,
)
from mengyang.actions.supervised_matters import (
    MatterForm,
    matter_draft,
    register_within,
    registrar,
)
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.documents.secrecy import secrecy_mark
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger import Deadline
from mengyang.core.ledger.meetings import MeetingHead, head_fault
from mengyang.core.ledger.supervised import MatterSource, Origin
from mengyang.store.files import find_file, keep_file
from mengyang.store.reads.ledger import Lit
from mengyang.store.reads.ledger import meetings as reads
from mengyang.store.reads.ledger.meetings import MeetingReach, MeetingRow
from mengyang.store.reads.registry import UnitRow
from mengyang.store.writes import ledger as writes
from mengyang.store.writes import transaction
from mengyang.store.writes.ledger import (
    MeetingDraft,
    MinutesDraft,
    add_decisions,
    add_meeting,
    take_meeting,
)


@dataclass(frozen=True, slots=True)
class Minutes:
    """会议纪要 as it came, and where it is to be kept."""

    upload: EvidenceUpload
    shelf: Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingForm:
    """会议 as it is filled in; `present` are the units that were there."""

    head: MeetingHead
    present: tuple[int, ...] = ()
    minutes: Minutes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """议定事项 — what was decided, in the words of the minutes, who does it and by when."""

    title: str
    words: str
    lead_unit_ids: tuple[int, ...] = ()
    joint_unit_ids: tuple[int, ...] = ()
    deadline: Deadline


def record_meeting(actor: Actor, unit_id: int, form: MeetingForm, *, at: datetime) -> int:
    """Record a meeting in the name of a unit; its id. Raises `Refused`."""
    unit = registrar(actor, unit_id, at.date())
    head = _fit(actor, form, unit.area_path, at.date())
    draft = MeetingDraft(
        unit_id=unit.id,
        area_id=unit.area_id,
        head=head,
        minutes=_kept(form.minutes),
        recorded_by=actor.user_id,
        present=tuple(dict.fromkeys(form.present)),
    )
    with transaction(actor, at) as work:
        return add_meeting(work, draft)


def correct_meeting(actor: Actor, meeting: Seen, form: MeetingForm, *, at: datetime) -> int:
    """Write a meeting as it was, or bring its minutes; the version it has now. Raises `Refused`.

    Matters that came of it keep the words and the day they were registered with.
    """
    unit = registrar(actor, _row(actor, meeting.id, at.date()).unit.id, at.date())
    head = _fit(actor, form, unit.area_path, at.date())
    minutes = _kept(form.minutes)
    with transaction(actor, at) as work:
        return writes.correct_meeting(work, meeting, head, form.present, minutes)


def decide_at_meeting(
    actor: Actor, meeting_id: int, decisions: Sequence[Decision], *, at: datetime
) -> tuple[int, ...]:
    """议定事项立项 — register every decision as a matter, all or none; their ids.

    A refusal names by `place` (from 0) the decision it is about.
    """
    day = at.date()
    held = _row(actor, meeting_id, day)
    unit = registrar(actor, held.unit.id, day)
    if not decisions:
        raise Refused("meetings.refused.nothing_decided", "meetings.hint.write_decision")
    drafts = []
    for place, decision in enumerate(decisions):
        try:
            drafts.append(matter_draft(actor, _matter(held, unit, decision), unit, day))
        except Refused as refused:
            refused.params["place"] = place
            raise
    with transaction(actor, at) as work:
        take_meeting(access.scope(actor, "see", "meeting"), work, meeting_id)
        made = tuple(register_within(work, unit, draft) for draft in drafts)
        add_decisions(work, meeting_id, made)
    return made


def open_minutes(actor: Actor, meeting_id: int, folder: Path, *, day: date) -> OpenedEvidence:
    """The minutes, for somebody who may see the meeting. Raises `Refused`."""
    row = reads.meeting_minutes(access.scope(actor, "see", "meeting"), day, meeting_id)
    path = find_file(folder, row.sha256)
    return OpenedEvidence(path, row.name, row.media_type, row.size, row.sha256)


def _row(actor: Actor, meeting_id: int, day: date) -> MeetingRow:
    reach = MeetingReach(*(access.scope(actor, "see", kind) for kind in ("meeting", "task")))
    return reads.meeting(reach, Lit(packs.lamps()["default"], day), meeting_id)


def _fit(actor: Actor, form: MeetingForm, path: str, day: date) -> MeetingHead:
    """The head as it is to be written. Raises `Refused` where it cannot be so."""
    if fault := head_fault(form.head, day):
        raise fault
    if secrecy_mark(f"{form.head.title}\n{form.head.reference}") is not None:
        raise Refused("incoming.refused.secrecy", "incoming.hint.secrecy")
    for each in form.present:
        unit_around(actor, each, path, day)
    names = ("title", "place", "chair", "chair_name", "reference")
    return replace(form.head, **{name: getattr(form.head, name).strip() for name in names})


def _kept(minutes: Minutes | None) -> MinutesDraft:
    if minutes is None:
        return MinutesDraft()
    upload, shelf = minutes.upload, minutes.shelf
    kind = accepted_kind(upload, shelf.limit_bytes)
    return MinutesDraft(
        minutes_name=clean_name(upload.name, kind),
        minutes_type=MEDIA_TYPES[kind],
        minutes_size=len(upload.data),
        minutes_sha256=keep_file(shelf.folder, upload.data),
    )


def _matter(held: MeetingRow, unit: UnitRow, decision: Decision) -> MatterForm:
    """What a decision says as a matter: given by the meeting, on its day."""
    return MatterForm(
        unit_id=unit.id,
        title=decision.title,
        origin=Origin(
            source=MatterSource.MEETING.value,
            words=decision.words,
            giver=held.title[:160],
            given_on=held.held_on,
            reference=held.reference,
        ),
        lead_unit_ids=decision.lead_unit_ids,
        joint_unit_ids=decision.joint_unit_ids,
        deadline=decision.deadline,
    )
