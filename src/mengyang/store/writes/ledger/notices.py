"""督办通知写入 — what was made by rule, how it was decided, who read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger.escalation import PROPOSED, Due
from mengyang.store.models import Notice
from mengyang.store.writes.ledger.outbox import Channels, add_deliveries
from mengyang.store.writes.work import Work


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """督办通知 to be written: what is due of a task, by which scheme, in which words."""

    task_id: int
    due: Due
    scheme: str
    text: str


@dataclass(frozen=True, slots=True)
class Decided:
    """The words of a decision; no `signatory`: it was declined."""

    words: str
    signatory: str = ""


def make_notices(
    work: Work, drafts: Iterable[NoticeDraft], made_on: date, channels: Channels
) -> int:
    """Write notices as one event, and what is to be sent of them; how many notices."""
    rows = [
        Notice(
            task_id=draft.task_id,
            unit_id=draft.due.unit_id,
            step=draft.due.rung.step.value,
            state="proposed" if draft.due.rung.step in PROPOSED else "sent",
            scheme=draft.scheme,
            rung=draft.due.rung.code,
            number=draft.due.number,
            due_on=draft.due.due_on,
            reason=draft.due.reason,
            text=draft.text,
            made_on=made_on,
            made_at=work.at,
        )
        for draft in drafts
    ]
    add_deliveries(work, work.create_many(rows, action="notice.make"), channels)
    return len(rows)


def decide_notice(work: Work, seen: Seen, said: Decided, channels: Channels) -> int:
    """Write that a proposed notice is issued, or with no signatory that it is not; the version."""
    row = Notice.objects.select_for_update().get(pk=seen.id)
    if row.state != "proposed":
        raise Refused("notices.refused.decided_already", "store.hint.reload")
    changes = {
        "state": "decided" if said.signatory else "declined",
        "words": said.words,
        "signatory": said.signatory,
        "decided_by_id": work.actor.user_id if work.actor else None,
        "decided_at": work.at,
    }
    action = "notice.decide" if said.signatory else "notice.decline"
    work.change(row, changes, action=action, expected_version=seen.version)
    add_deliveries(work, [row], channels)
    return row.version


def mark_notice_read(work: Work, notice_id: int) -> None:
    """Write who of the unit read it first; a second reader changes nothing."""
    row = Notice.objects.select_for_update().get(pk=notice_id)
    if row.read_at is None:
        changes = {"read_by_id": work.actor.user_id if work.actor else None, "read_at": work.at}
        work.change(row, changes, action="notice.read", expected_version=row.version)
