"""外部验收办理 — who accepts a task from outside, what was decided there, its money."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from mengyang.actions.evidence import (
    MEDIA_TYPES,
    EvidenceUpload,
    OpenedEvidence,
    Shelf,
    accepted_kind,
    clean_name,
)
from mengyang.actions.outcomes import advanced, outcome_of, speaking_unit
from mengyang.actions.tidings import tell
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger import (
    AmountKind,
    AmountRow,
    Event,
    EventKind,
    OutsideVerdict,
    VerdictOutcome,
)
from mengyang.formats.sniff import sniff
from mengyang.store.files import find_file, keep_file
from mengyang.store.reads import ledger as reads
from mengyang.store.writes import ledger as writes
from mengyang.store.writes import transaction
from mengyang.store.writes.ledger import AmountDraft, VerdictDraft, change_task, follow_children


@dataclass(frozen=True, slots=True)
class Scan:
    """扫描件 — the scan of a document, and where scans are kept."""

    upload: EvidenceUpload
    shelf: Shelf


@dataclass(frozen=True, slots=True)
class OutsideWord:
    """外部验收结论 — outcome, document and words; `due_on` where closed work is opened again."""

    outcome: VerdictOutcome
    document_number: str
    dated_on: date
    words: str
    due_on: date | None = None
    scan: Scan | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """登记金额 — an amount in yuan with its source; None is in question, but not known."""

    amount: Decimal | None
    words: str
    kind: AmountKind = AmountKind.FOUND


def set_body(actor: Actor, seen: Seen, body: str, *, at: datetime) -> int:
    """指定外部验收 — the task is struck off only after that body accepts it; the row's id."""
    with transaction(actor, at) as work:
        advanced(work, actor, seen.id, Event(kind=EventKind.SET_BODY, text=body), seen.version)
        return writes.set_body(work, seen.id, body.strip())


def waive_body(actor: Actor, seen: Seen, words: str, basis: str, *, at: datetime) -> None:
    """取消外部验收 — the office strikes the task off by itself again: why, on what basis."""
    event = Event(kind=EventKind.WAIVE_BODY, text=words, basis=basis)
    with transaction(actor, at) as work:
        advanced(work, actor, seen.id, event, seen.version)
        writes.waive_body(work, seen.id, words.strip(), basis.strip())


def record_verdict(actor: Actor, seen: Seen, said: OutsideWord, *, at: datetime) -> int:
    """登记外部验收结论 — what is not accepted goes back to work; the version the task has now."""
    verdict = OutsideVerdict(said.outcome, said.document_number, said.dated_on)
    event = Event(
        kind=EventKind.RECORD_VERDICT, text=said.words, verdict=verdict, target_on=said.due_on
    )
    scan = _kept(actor, seen, event, said.scan, at.date())
    with transaction(actor, at) as work:
        before, after = advanced(work, actor, seen.id, event, seen.version)
        writes.add_verdict(work, seen.id, VerdictDraft(verdict, said.words.strip(), *scan))
        if after == before:
            return before.version
        version = change_task(
            work, before, after, action="task.record_verdict", expected_version=seen.version
        )
        follow_children(work, [seen.id])
        tell(work, [(before, after, event)])
        return version


def find_amount(actor: Actor, seen: Seen, entry: Entry, *, at: datetime) -> int:
    """登记问题金额 — what money is in question, or that it is not known; the row's id."""
    row = AmountRow(AmountKind.FOUND, entry.amount)
    event = Event(kind=EventKind.FIND_AMOUNT, text=entry.words, amount=row)
    with transaction(actor, at) as work:
        advanced(work, actor, seen.id, event, seen.version)
        draft = AmountDraft(row, entry.words.strip())
        return writes.add_amount(work, seen.id, draft, action="task.find_amount")


def rectify_amount(actor: Actor, seen: Seen, entry: Entry, *, at: datetime) -> int:
    """登记整改金额 — what the unit put right, and how; the row's id."""
    row = AmountRow(entry.kind, entry.amount)
    event = Event(kind=EventKind.RECTIFY_AMOUNT, text=entry.words, amount=row)
    with transaction(actor, at) as work:
        before, _ = advanced(work, actor, seen.id, event, seen.version)
        draft = AmountDraft(row, entry.words.strip(), speaking_unit(before, actor))
        return writes.add_amount(work, seen.id, draft, action="task.rectify_amount")


def open_verdict_scan(actor: Actor, verdict_id: int, folder: Path, *, day: date) -> OpenedEvidence:
    """The scan of a verdict, for whoever may see its task. Raises `Refused`."""
    row = reads.verdict(access.scope(actor, "see", "task"), day, verdict_id)
    if not row.scan_sha256:
        raise Refused("ledger.refused.no_such_verdict", "ledger.hint.list")
    path = find_file(folder, row.scan_sha256)
    kind = sniff(path.read_bytes())
    media = MEDIA_TYPES.get(kind, "application/octet-stream") if kind else ""
    return OpenedEvidence(path, row.scan_name, media, path.stat().st_size, row.scan_sha256)


def _kept(actor: Actor, seen: Seen, event: Event, scan: Scan | None, day: date) -> tuple[str, str]:
    """Name and SHA-256 of the scan; right and rules are asked before a byte is kept."""
    if scan is None:
        return "", ""
    after = outcome_of(actor, seen.id, event, day)
    if isinstance(after, Refused):
        raise after
    kind = accepted_kind(scan.upload, scan.shelf.limit_bytes)
    return clean_name(scan.upload.name, kind), keep_file(scan.shelf.folder, scan.upload.data)
