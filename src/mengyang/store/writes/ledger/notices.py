"""督办通知写入 — what was made by rule, how it was decided, who read it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger.escalation import PROPOSED, Due
from mengyang.core.ledger.tidings import Told
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
class TidingDraft:
    """告知 to be written: of which task whom, with the day in force then."""

    task_id: int
    told: Told
    due_on: date | None
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


def add_tidings(work: Work, drafts: Iterable[TidingDraft], made_on: date) -> int:
    """Write what units are told of, as one event; how many. They are sent by `queue_tidings`."""
    wanted = list(drafts)
    made = Notice.objects.filter(task_id__in={draft.task_id for draft in wanted})
    before = Counter(made.values_list("task_id", "unit_id", "due_on", "rung"))
    rows = []
    for draft in wanted:
        key = (draft.task_id, draft.told.unit_id, draft.due_on, draft.told.reason)
        before[key] += 1
        rows.append(_tiding(draft, before[key], work.at, made_on))
    if rows:
        work.create_many(rows, action="notice.tell")
    return len(rows)


def queue_tidings(work: Work, notice_ids: Iterable[int], channels: Channels) -> int:
    """Write what is to be sent of notices told in the application; how many deliveries."""
    rows = Notice.objects.filter(pk__in=list(notice_ids), deliveries__isnull=True)
    return add_deliveries(work, rows.select_for_update(of=("self",)), channels)


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


def _tiding(draft: TidingDraft, number: int, at: datetime, made_on: date) -> Notice:
    return Notice(
        task_id=draft.task_id,
        unit_id=draft.told.unit_id,
        step=draft.told.tiding.value,
        state="sent",
        scheme="",
        rung=draft.told.reason,
        number=number,
        due_on=draft.due_on,
        reason=draft.told.reason,
        text=draft.text,
        made_on=made_on,
        made_at=at,
    )
