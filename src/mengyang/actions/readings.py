"""核对识别结果 — a person corrects, rejects, restores or adds what was read, before adoption."""

from collections.abc import Mapping
from datetime import date, datetime

from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.documents.corrections import (
    ObligationChange,
    corrected_obligation,
    new_obligation,
)
from mengyang.core.findings import Refused
from mengyang.store.reads import documents as reads
from mengyang.store.reads.documents import EntryRow
from mengyang.store.writes import transaction
from mengyang.store.writes.documents import EntryDraft, add_entry, change_entry


def correct_obligation(
    actor: Actor, entry_id: int, expected_version: int, change: ObligationChange, *, at: datetime
) -> None:
    """Correct who, what or by when. Raises `Refused` for what cannot be, or after adoption."""
    entry = _open_entry(actor, entry_id, at.date())
    if entry.reading != "obligations":
        raise Refused("documents.refused.only_obligations", "documents.hint.reject_instead")
    content = _kept(corrected_obligation(entry.content, change))
    changes = {"content": content, "status": "corrected"}
    with transaction(actor, at) as work:
        change_entry(work, entry_id, expected_version, changes, "reading.correct")


def reject_entry(actor: Actor, entry_id: int, expected_version: int, *, at: datetime) -> None:
    """Set an entry aside: it is not adopted, and stays listed as rejected."""
    _open_entry(actor, entry_id, at.date())
    with transaction(actor, at) as work:
        change_entry(work, entry_id, expected_version, {"is_rejected": True}, "reading.reject")


def restore_entry(actor: Actor, entry_id: int, expected_version: int, *, at: datetime) -> None:
    """Bring a rejected entry back."""
    _open_entry(actor, entry_id, at.date())
    with transaction(actor, at) as work:
        change_entry(work, entry_id, expected_version, {"is_rejected": False}, "reading.restore")


def add_obligation(actor: Actor, document_id: int, span: tuple[int, int], *, at: datetime) -> int:
    """A task from words selected in the text; the id of the entry, to be corrected further."""
    reach = access.scope(actor, "correct", "document")
    document = reads.document(reach, at.date(), document_id)
    _require_open(document.row.state)
    path = _path_at(reads.clauses(reach, at.date(), document_id), span[0])
    content = _kept(new_obligation(path, span, document.text))
    draft = EntryDraft(
        reading="obligations",
        position=len(reads.entries(reach, at.date(), document_id, "obligations")),
        path=path,
        start=span[0],
        end=span[1],
        content=content,
        origin="person",
    )
    with transaction(actor, at) as work:
        return add_entry(work, document_id, draft)


def _open_entry(actor: Actor, entry_id: int, day: date) -> EntryRow:
    reach = access.scope(actor, "correct", "document")
    entry = reads.entry(reach, day, entry_id)
    _require_open(reads.document(reach, day, entry.document_id).row.state)
    return entry


def _require_open(state: str) -> None:
    if state != "read":
        raise Refused("documents.refused.not_open", "documents.hint.see_plan")


def _kept(content: dict[str, object] | Refused) -> Mapping[str, object]:
    if isinstance(content, Refused):
        raise content
    return content


def _path_at(clauses: tuple[reads.ClauseRow, ...], offset: int) -> str:
    """The innermost clause around the offset: the last one in text order that covers it."""
    covering = [clause.path for clause in clauses if clause.start <= offset < clause.end]
    return covering[-1] if covering else ""
