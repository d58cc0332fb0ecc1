"""演示任务分工 — the steps of the story that divide a document among units and ask them."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from mengyang.actions.comment_rounds import (
    ReplyWords,
    close_comment_round,
    reply_round,
    send_for_comment,
)
from mengyang.actions.divisions import change_division_item, deadline_of_row, draft_division
from mengyang.core.access import Actor, Grant, Scope
from mengyang.core.facts import Seen
from mengyang.core.ledger.division import ItemChange
from mengyang.packs import Step
from mengyang.store.reads import divisions as reads
from mengyang.store.reads.divisions import AskedRow, ItemRow
from mengyang.store.writes.divisions import OpinionDraft, RoundDraft

_ALL = Scope("division", (Grant(),))


@dataclass(frozen=True, slots=True)
class DividingStep:
    """A step of the story that divides work: who takes it, and when."""

    actor: Actor
    step: Step
    at: datetime

    def draft(self, document_id: int) -> int:
        """The division of a document, drafted for the actor's unit; its id."""
        return draft_division(self.actor, document_id, self.actor.posts[0].unit_id, at=self.at)

    def charge(self, division_id: int, unit_id: int) -> None:
        """The step's clause goes to a unit; a second step on the same clause adds a joint unit."""
        row = _item(division_id, self.step.clause, self.step.day)
        leads = row.lead_ids if row.is_seen else (unit_id,)
        joints = (*row.joint_ids, unit_id) if row.is_seen else ()
        change = ItemChange(leads, joints, deadline_of_row(row))
        item = Seen(row.id, row.version)
        change_division_item(self.actor, division_id, item, change, at=self.at)

    def send(self, division_id: int) -> None:
        """Out for comment until the step's own day."""
        due_on = self.step.target_on or self.step.day
        terms = RoundDraft(reply_due_on=due_on, term_words=self.step.text)
        send_for_comment(self.actor, division_id, self._version(division_id), terms, at=self.at)

    def reply(self, division_id: int, unit_id: int) -> None:
        """The unit's word: to a clause an objection with another day, without one agreement."""
        asked = _asked(division_id, unit_id, self.step.day)
        said = ReplyWords(self.step.text)
        if self.step.clause:
            item = _item(division_id, self.step.clause, self.step.day)
            opinion = OpinionDraft(item.id, self.step.text, other_day=self.step.target_on)
            said = replace(said, words="", opinions=(opinion,))
        reply_round(self.actor, asked.id, asked.version, said, at=self.at)

    def close(self, division_id: int) -> None:
        """The round is over."""
        close_comment_round(self.actor, division_id, self._version(division_id), at=self.at)

    def _version(self, division_id: int) -> int:
        return reads.division(_ALL, self.step.day, division_id).version


def _item(division_id: int, clause: str | None, day: date) -> ItemRow:
    rows = reads.items(_ALL, day, division_id)
    return next(row for row in rows if row.clause_path == clause)


def _asked(division_id: int, unit_id: int, day: date) -> AskedRow:
    [*_, last] = reads.rounds(_ALL, day, division_id)
    return next(each for each in last.asked if each.unit.id == unit_id)
