"""演示会议动作 — the meetings of the story with their decisions, by the same actions."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from mengyang.actions.assignments import assign_task
from mengyang.actions.demo.incoming import Act
from mengyang.actions.demo.telling import Telling
from mengyang.actions.evidence import EvidenceUpload
from mengyang.actions.meetings import (
    Decision,
    MeetingForm,
    Minutes,
    decide_at_meeting,
    record_meeting,
)
from mengyang.core.access import Actor, Grant, Scope
from mengyang.core.ledger import Deadline, DeadlineKind
from mengyang.core.ledger.meetings import MeetingHead
from mengyang.packs.matter_story import DemoDecision, DemoMeeting
from mengyang.store.reads import ledger
from mengyang.store.reads.access import actor_of
from mengyang.store.reads.ledger import Lit

_EVERY_TASK = Scope("task", (Grant(),))


@dataclass(slots=True)
class MeetingTelling:
    """The meetings while they are told; `matters` are those of each meeting's decisions."""

    telling: Telling
    matters: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def acts(self, meetings: tuple[DemoMeeting, ...]) -> Iterator[tuple[date, Act]]:
        """Everything that happens to the meetings, each with its day."""
        for meeting in meetings:
            yield meeting.day, partial(self._record, meeting)
            for place, decision in enumerate(meeting.decisions):
                if decision.assigned_on is not None:
                    yield decision.assigned_on, partial(self._assign, meeting, place)

    def _record(self, meeting: DemoMeeting, at: datetime) -> None:
        actor, unit_id = self._actor(meeting, at), self.telling.units[meeting.office].id
        upload = EvidenceUpload(meeting.content, meeting.file)
        form = MeetingForm(
            head=MeetingHead(
                meeting_kind=meeting.kind,
                title=meeting.title,
                held_on=meeting.held_on,
                place=meeting.place,
                chair=meeting.chair,
                reference=meeting.reference,
            ),
            present=self._units(meeting.units),
            minutes=Minutes(upload, self.telling.stage.shelf),
        )
        meeting_id = record_meeting(actor, unit_id, form, at=at)
        decisions = [self._decision(each) for each in meeting.decisions]
        self.matters[meeting.title] = decide_at_meeting(actor, meeting_id, decisions, at=at)

    def _assign(self, meeting: DemoMeeting, place: int, at: datetime) -> None:
        lit, matter_id = Lit(self.telling.stage.scheme, at.date()), self.matters[meeting.title]
        task = ledger.supervised_matter(_EVERY_TASK, lit, matter_id[place]).task
        assign_task(self._actor(meeting, at), task.id, task.version, at=at)

    def _decision(self, said: DemoDecision) -> Decision:
        due = said.due_on
        return Decision(
            title=said.title,
            words=said.words,
            lead_unit_ids=self._units(said.leads),
            joint_unit_ids=self._units(said.joint),
            deadline=Deadline(DeadlineKind.BY_DATE, (due,)) if due else Deadline(),
        )

    def _units(self, keys: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(self.telling.units[key].id for key in keys)

    def _actor(self, meeting: DemoMeeting, at: datetime) -> Actor:
        return actor_of(self.telling.users[meeting.actor], at.date())
