"""单位内部审签 — drafted, reviewed, sent back or issued; only the issue reaches the task.

At the issue the claim, the request or the dispute happens, in the same transaction.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from mengyang.actions import requests, tasks
from mengyang.actions.evidence import (
    MEDIA_TYPES,
    EvidenceUpload,
    OpenedEvidence,
    Shelf,
    accepted_kind,
    clean_name,
)
from mengyang.actions.outcomes import advanced
from mengyang.actions.requests import Asking
from mengyang.actions.tasks import Claim
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger import (
    ISSUES,
    Event,
    EventKind,
    Reply,
    ReplyKind,
    RequestKind,
    SignOff,
    SignOffStep,
    SignOffWay,
    is_leader_of,
    signed_off,
)
from mengyang.core.ledger.guards import unit_ids
from mengyang.formats.sniff import sniff
from mengyang.store.files import find_file, keep_file
from mengyang.store.reads import ledger as reads
from mengyang.store.reads.names import person_names
from mengyang.store.reads.scope import subjects
from mengyang.store.writes import Work, transaction
from mengyang.store.writes.ledger import ReplyDraft, add_reply, step_reply, take_reply, take_task

# What is checked when a draft is made stands for the signature that only its issue brings.
_TO_BE_SIGNED = "…"


@dataclass(frozen=True, slots=True)
class Draft:
    """拟稿 — a claim's statement, or why a unit disputes or asks, and for what."""

    kind: ReplyKind
    words: str
    request: RequestKind | None = None
    progress: str = ""
    proposed_on: date | None = None
    proposed_unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """签批单 — the scan of the signed sheet, and where scans are kept."""

    scan: EvidenceUpload
    shelf: Shelf


@dataclass(frozen=True, slots=True)
class Issuing:
    """签发 — the task as it was seen; for a leader who signed on paper, who, when, on what."""

    task_version: int
    leader: str = ""
    signed_on: date | None = None
    sheet: Sheet | None = field(default=None, repr=False)


def draft_reply(actor: Actor, seen: Seen, draft: Draft, *, at: datetime) -> int:
    """拟稿 — what the unit is to say of the task `seen`; the id of the reply.

    What the task would refuse is refused now: nobody reviews what cannot be issued.
    """
    if (draft.kind is ReplyKind.ASK) == (draft.request in {None, RequestKind.DISPUTE}):
        raise Refused("ledger.refused.request_missing", "ledger.hint.choose_request")
    with transaction(actor, at) as work:
        event = _event(actor, draft, _TO_BE_SIGNED, at.date())
        before, _ = advanced(work, actor, seen.id, event, seen.version)
        if before.lead_unit_id is None:
            raise ValueError("only a unit that answers for a task replies")
        way = reads.sign_off_way(before.lead_unit_id, at.date())
        if way is SignOffWay.DIRECT:
            raise Refused("ledger.refused.replies_directly", "ledger.hint.reply_directly")
        if reads.has_open_reply(seen.id, draft.kind):
            raise Refused("ledger.refused.reply_open", "ledger.hint.finish_reply")
        reply = Reply(
            kind=draft.kind,
            unit_id=before.lead_unit_id,
            way=way,
            drafted_by=actor.user_id,
            drafted_on=at.date(),
            drafted_for=actor.acting_for,
        )
        return add_reply(work, seen.id, _written(reply, draft))


def review_reply(actor: Actor, seen: Seen, *, at: datetime) -> None:
    """审核 — somebody else of the unit than who drafted it stands for the draft `seen`."""
    with transaction(actor, at) as work:
        said = SignOff(step=SignOffStep.REVIEW)
        after, _ = _taken(work, actor, seen.id, said)
        changes = {
            "state": after.state.value,
            "reviewed_by_id": actor.user_id,
            "reviewed_at": work.at,
        }
        step_reply(work, (seen.id, seen.version), changes, action="reply.review")


def send_back_reply(actor: Actor, seen: Seen, words: str, *, at: datetime) -> None:
    """退回修改 — inside the unit, and why; the next draft is a new one."""
    with transaction(actor, at) as work:
        said = SignOff(step=SignOffStep.SEND_BACK, words=words)
        after, _ = _taken(work, actor, seen.id, said)
        changes = {
            "state": after.state.value,
            "sent_back_by_id": actor.user_id,
            "sent_back_at": work.at,
            "sent_back_because": words.strip(),
        }
        step_reply(work, (seen.id, seen.version), changes, action="reply.send_back")


def issue_reply(actor: Actor, seen: Seen, issuing: Issuing, *, at: datetime) -> int:
    """签发 — by the unit's leader, or recorded for one who signed on paper (代录).

    The claim, the request or the dispute happens now; the version the task has then.
    """
    own = unit_ids(actor)
    row = reads.reply(access.scope(actor, "see", "task"), at.date(), seen.id, own)
    is_leader = is_leader_of(actor, row.fact.unit_id)
    sheet = {} if is_leader else _kept(actor, row, issuing.sheet, at.date())
    with transaction(actor, at) as work:
        said = SignOff(
            step=SignOffStep.ISSUE,
            signatory=issuing.leader,
            signed_on=issuing.signed_on,
            has_sheet=bool(sheet),
        )
        after, draft = _taken(work, actor, seen.id, said)
        leader = (
            person_names([actor.user_id])[actor.user_id] if is_leader else issuing.leader.strip()
        )
        signed_on = at.date() if is_leader else issuing.signed_on
        changes = {
            "state": after.state.value,
            "issued_by_id": actor.user_id,
            "issued_for_id": actor.acting_for,
            "issued_at": work.at,
            "leader": leader,
            "leader_signed_on": signed_on,
            "is_recorded": not is_leader,
            **sheet,
        }
        action = "reply.issue" if is_leader else "reply.record"
        step_reply(work, (seen.id, seen.version), changes, action=action)
        task = Seen(row.task_id, issuing.task_version)
        return _let_out(work, actor, task, (draft, leader, signed_on))


def open_sheet(actor: Actor, reply_id: int, folder: Path, *, day: date) -> OpenedEvidence:
    """The scan of a signed sheet, for whoever may see the reply. Raises `Refused`."""
    reach = access.scope(actor, "see", "task")
    row = reads.reply(reach, day, reply_id, unit_ids(actor))
    if not row.sheet_sha256:
        raise Refused("ledger.refused.no_such_reply", "ledger.hint.list")
    path = find_file(folder, row.sheet_sha256)
    kind = sniff(path.read_bytes())
    media = MEDIA_TYPES.get(kind, "application/octet-stream") if kind else ""
    return OpenedEvidence(path, row.sheet_name, media, path.stat().st_size, row.sheet_sha256)


def _taken(work: Work, actor: Actor, reply_id: int, said: SignOff) -> tuple[Reply, ReplyDraft]:
    """The reply after the step, and what it says; task and reply stay locked."""
    reach, day = access.scope(actor, "see", "task"), work.at.date()
    task_id = reads.reply(reach, day, reply_id, unit_ids(actor)).task_id
    take_task(work, reach, task_id)
    before, draft = take_reply(reply_id)
    _require_right(actor, task_id, before.kind, day)
    after = signed_off(before, said, actor, day)
    if isinstance(after, Refused):
        raise after
    return after, draft


def _require_right(actor: Actor, task_id: int, kind: ReplyKind, day: date) -> None:
    reach = access.scope(actor, ISSUES[kind], "task")
    if not access.may(reach, subjects("task", [task_id], day)[task_id]):
        raise Refused("ledger.refused.no_right", "ledger.hint.ask_office")


def _kept(actor: Actor, row: reads.ReplyRow, sheet: Sheet | None, day: date) -> dict[str, object]:
    """The columns of the scan, its bytes kept before the transaction."""
    _require_right(actor, row.task_id, row.fact.kind, day)
    if sheet is None:
        return {}
    kind = accepted_kind(sheet.scan, sheet.shelf.limit_bytes)
    sha256 = keep_file(sheet.shelf.folder, sheet.scan.data)
    return {"sheet_name": clean_name(sheet.scan.name, kind), "sheet_sha256": sha256}


def _let_out(
    work: Work, actor: Actor, task: Seen, signed: tuple[ReplyDraft, str, date | None]
) -> int:
    draft, leader, signed_on = signed
    if draft.reply.kind is ReplyKind.CLAIM:
        claim = Claim(draft.words, leader, signed_on)
        return tasks.claim_within(work, actor, task, claim)
    asking = _asking(draft, leader)
    if draft.reply.kind is ReplyKind.DISPUTE:
        return requests.dispute_within(work, actor, task, asking)
    requests.ask_within(work, actor, task, asking)
    return task.version


def _asking(draft: ReplyDraft | Draft, leader: str) -> Asking:
    kind = draft.request_kind if isinstance(draft, ReplyDraft) else draft.request
    return Asking(
        kind or RequestKind.DISPUTE,
        draft.words,
        leader,
        draft.progress,
        draft.proposed_on,
        draft.proposed_unit_id,
    )


def _event(actor: Actor, draft: Draft, leader: str, day: date) -> Event:
    if draft.kind is ReplyKind.CLAIM:
        kind = EventKind.CLAIM_DONE
        return Event(kind=kind, text=draft.words, signatory=leader, signed_on=day)
    return requests.event_of(actor, _asking(draft, leader))


def _written(reply: Reply, draft: Draft) -> ReplyDraft:
    return ReplyDraft(
        reply,
        draft.words.strip(),
        draft.request,
        draft.progress.strip(),
        draft.proposed_on,
        draft.proposed_unit_id,
    )
