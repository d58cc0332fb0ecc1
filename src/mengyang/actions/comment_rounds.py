"""征求意见 — the draft goes to its units with a clock; they reply, or are recorded as silent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from mengyang.actions.division_life import stepped
from mengyang.actions.evidence import (
    MEDIA_TYPES,
    EvidenceUpload,
    OpenedEvidence,
    Shelf,
    accepted_kind,
    clean_name,
)
from mengyang.core import access
from mengyang.core.access import Actor, Scope
from mengyang.core.findings import Refused
from mengyang.core.ledger.division import Reply, Statement, Step, asked_units
from mengyang.core.ledger.guards import unit_ids
from mengyang.formats.sniff import sniff
from mengyang.store.files import find_file, keep_file
from mengyang.store.reads import divisions as reads
from mengyang.store.reads import registry
from mengyang.store.reads.divisions import AskedRow
from mengyang.store.writes import Work, transaction
from mengyang.store.writes.divisions import OpinionDraft as OpinionDraft
from mengyang.store.writes.divisions import (
    ReplyDraft,
    change_division,
    close_round,
    note_reminders,
    open_round,
    write_reply,
)
from mengyang.store.writes.divisions import RoundDraft as RoundDraft


@dataclass(frozen=True, slots=True)
class ReplyWords:
    """反馈内容 — general words and one opinion a task; no opinion at all: 无意见."""

    words: str = ""
    opinions: tuple[OpinionDraft, ...] = ()

    @property
    def reply(self) -> Reply:
        """What the reply amounts to."""
        kinds = {each.opinion_kind for each in self.opinions}
        if not kinds:
            return Reply.AGREED
        return Reply.PROPOSED if kinds == {"proposal"} else Reply.OBJECTED


def send_for_comment(
    actor: Actor, division_id: int, expected_version: int, sent: RoundDraft, *, at: datetime
) -> int:
    """送征求意见 — the first round asks about every task, a later one about the changed; the id."""
    day, reach = at.date(), access.scope(actor, "divide", "division")
    said = Statement(step=Step.SEND, on=sent.reply_due_on)
    with transaction(actor, at) as work:
        parts = reads.shares(reach, day, division_id)
        after = stepped(work, reach, division_id, said)
        asked = asked_units(parts, only_changed=after.rounds > 1)
        changes = {"state": after.state.value, "rounds": after.rounds}
        change_division(work, division_id, expected_version, changes, "division.send")
        return open_round(work, division_id, after.rounds, sent, asked)


def reply_round(
    actor: Actor, asked_id: int, expected_version: int, said: ReplyWords, *, at: datetime
) -> None:
    """反馈 — a unit agrees or says what it would have otherwise, by its own account."""
    reach = access.scope(actor, "reply", "division")
    with transaction(actor, at) as work:
        asked = _asked(work, reach, asked_id)
        if asked.unit.id not in unit_ids(actor):
            raise Refused("divisions.refused.not_your_unit", "divisions.hint.own_unit")
        _require_fit(actor, asked, said, at.date())
        draft = ReplyDraft(
            reply=said.reply,
            words=said.words.strip(),
            opinions=said.opinions,
            replied_on=at.date(),
            replied_by=actor.user_id,
        )
        write_reply(work, asked_id, expected_version, draft)


@dataclass(frozen=True, slots=True)
class PaperReply:
    """书面反馈 — what a reply on paper says, its scan, its day, and where scans are kept."""

    said: ReplyWords
    scan: EvidenceUpload
    replied_on: date
    shelf: Shelf


def record_reply(
    actor: Actor, asked_id: int, expected_version: int, paper: PaperReply, *, at: datetime
) -> None:
    """代录 — the clerk enters a reply that a unit gave on paper."""
    reach = access.scope(actor, "record", "division")
    reads.asked_unit(reach, at.date(), asked_id)
    if paper.replied_on > at.date():
        raise Refused("divisions.refused.day_to_come", "divisions.hint.day_of_paper")
    kind = accepted_kind(paper.scan, paper.shelf.limit_bytes)
    sha256 = keep_file(paper.shelf.folder, paper.scan.data)
    with transaction(actor, at) as work:
        row = _asked(work, reach, asked_id)
        _require_fit(actor, row, paper.said, at.date())
        draft = ReplyDraft(
            reply=paper.said.reply,
            words=paper.said.words.strip(),
            opinions=paper.said.opinions,
            replied_on=paper.replied_on,
            replied_by=actor.user_id,
            is_recorded=True,
            scan_name=clean_name(paper.scan.name, kind),
            scan_sha256=sha256,
        )
        write_reply(work, asked_id, expected_version, draft)


def open_scan(actor: Actor, asked_id: int, folder: Path, *, day: date) -> OpenedEvidence:
    """The scan of a reply on paper, for whoever may see the division. Raises `Refused`."""
    row = reads.asked_unit(access.scope(actor, "see", "division"), day, asked_id)
    if not row.scan_sha256:
        raise Refused("divisions.refused.no_such_scan", "divisions.hint.list")
    path = find_file(folder, row.scan_sha256)
    kind = sniff(path.read_bytes())
    media = MEDIA_TYPES.get(kind, "application/octet-stream") if kind else ""
    return OpenedEvidence(path, row.scan_name, media, path.stat().st_size, row.scan_sha256)


def remind_units(actor: Actor, division_id: int, units: Iterable[int], *, at: datetime) -> int:
    """催报 — note that units of the open round were reminded today; how many."""
    reach = access.scope(actor, "divide", "division")
    with transaction(actor, at) as work:
        stepped(work, reach, division_id, Statement(step=Step.REPLY))
        return note_reminders(work, division_id, units)


def close_comment_round(
    actor: Actor, division_id: int, expected_version: int, *, at: datetime
) -> int:
    """截止汇总 — once all have replied or the day has passed; how many are recorded as silent."""
    reach = access.scope(actor, "divide", "division")
    with transaction(actor, at) as work:
        after = stepped(work, reach, division_id, Statement(step=Step.CLOSE_ROUND))
        changes = {"state": after.state.value}
        change_division(work, division_id, expected_version, changes, "division.close")
        return close_round(work, division_id)


def _asked(work: Work, reach: Scope, asked_id: int) -> AskedRow:
    """The unit's part of an open round; the division stays locked until the transaction ends."""
    found = reads.asked_unit(reach, work.at.date(), asked_id)
    stepped(work, reach, found.division_id, Statement(step=Step.REPLY))
    row = reads.asked_unit(reach, work.at.date(), asked_id)
    if not row.is_open:
        raise Refused("divisions.refused.state", "store.hint.reload")
    return row


def _require_fit(actor: Actor, asked: AskedRow, said: ReplyWords, day: date) -> None:
    for opinion in said.opinions:
        if opinion.item_id not in asked.item_ids:
            raise Refused("divisions.refused.no_such_task", "store.hint.reload")
        if not opinion.words.strip():
            raise Refused("divisions.refused.opinion_empty", "divisions.hint.write_opinion")
        if opinion.opinion_kind not in ("objection", "proposal"):
            raise Refused("divisions.refused.no_verdict", "divisions.hint.verdict")
        if opinion.other_day is not None and opinion.other_day < day:
            raise Refused("divisions.refused.day_past", "divisions.hint.later_day")
        if opinion.other_unit_id is not None:
            registry.unit(access.scope(actor, "see", "unit"), day, opinion.other_unit_id)
