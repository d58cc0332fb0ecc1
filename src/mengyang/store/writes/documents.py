"""文件写入 — documents with their clauses and reading entries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mengyang.core.findings import Refused
from mengyang.store.models import Clause, Document, ReadingEntry
from mengyang.store.reads.divisions.facts import is_divided
from mengyang.store.reads.documents import entries_stamp
from mengyang.store.writes.search import index_document
from mengyang.store.writes.work import Work


@dataclass(frozen=True, slots=True)
class DocumentDraft:
    """文件 to be written: where it belongs, its frame, its text and its file."""

    area_id: int
    title: str
    document_number: str
    issuing_body: str
    genre: str
    signed_on: date | None
    published_on: date | None
    generated_on: date | None
    metadata: Mapping[str, object]
    text: str
    file_name: str
    media_type: str
    size: int
    sha256: str
    uploaded_by: int
    uploaded_at: datetime


@dataclass(frozen=True, slots=True)
class ClauseDraft:
    """条款 to be written, in text order."""

    path: str
    level: int
    marker: str
    heading: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """识别结果 to be written; `content` in the shape of the reading JSON."""

    reading: str
    position: int
    path: str
    start: int
    end: int
    content: Mapping[str, object]
    origin: str = "reader"
    status: str = "proposed"


def add_document(
    work: Work,
    draft: DocumentDraft,
    clauses: Sequence[ClauseDraft],
    entries: Sequence[EntryDraft],
) -> int:
    """Write a document with everything read out of it; its id."""
    fields = {name: getattr(draft, name) for name in DocumentDraft.__dataclass_fields__}
    fields["uploaded_by_id"] = fields.pop("uploaded_by")
    document = work.create(Document(**fields), action="document.upload")
    Clause.objects.bulk_create(
        Clause(
            document=document,
            position=position,
            path=clause.path,
            level=clause.level,
            marker=clause.marker,
            heading=clause.heading,
            start=clause.start,
            end=clause.end,
        )
        for position, clause in enumerate(clauses)
    )
    index_document(document)
    work.create_many([_entry(document.pk, entry) for entry in entries], action="document.read")
    return document.pk


def hold_open(document_id: int, stamp: int | None = None) -> None:
    """Lock a document that is still open, so that nobody adopts or corrects it meanwhile.

    Raises `Refused` where it is not, while a division of work is under way, or where an entry
    changed since `stamp` was read.
    """
    document = Document.objects.select_for_update().filter(pk=document_id).first()
    if document is None or document.state != "read":
        raise Refused("documents.refused.not_open", "documents.hint.see_plan")
    if is_divided(document_id):
        raise Refused("documents.refused.in_division", "documents.hint.see_division")
    if stamp is not None and stamp != entries_stamp(document_id):
        raise Refused("store.refused.stale", "store.hint.reload", kind=ReadingEntry.kind)


def change_document(
    work: Work, document_id: int, expected_version: int, state: str, action: str
) -> None:
    """Bring a document into another state."""
    document = Document.objects.get(pk=document_id)
    work.change(document, {"state": state}, action=action, expected_version=expected_version)


def change_frame(
    work: Work, document_id: int, expected_version: int, changes: Mapping[str, object]
) -> None:
    """Correct the frame of a document that is still open; it is found by its new words."""
    hold_open(document_id)
    document = Document.objects.get(pk=document_id)
    work.change(
        document, dict(changes), action="document.correct", expected_version=expected_version
    )
    index_document(document)


def add_entry(work: Work, document_id: int, entry: EntryDraft) -> int:
    """Write one more entry by hand; its id."""
    hold_open(document_id)
    return work.create(_entry(document_id, entry), action="reading.add").pk


def change_entry(
    work: Work,
    entry_id: int,
    expected_version: int,
    changes: Mapping[str, object],
    action: str,
) -> None:
    """Correct, reject or restore an entry."""
    entry = ReadingEntry.objects.filter(pk=entry_id).first()
    if entry is None:
        raise Refused("documents.refused.no_such_entry", "store.hint.reload")
    hold_open(entry.document_id)
    work.change(entry, dict(changes), action=action, expected_version=expected_version)


def _entry(document_id: int, entry: EntryDraft) -> ReadingEntry:
    return ReadingEntry(
        document_id=document_id,
        reading=entry.reading,
        position=entry.position,
        path=entry.path,
        start=entry.start,
        end=entry.end,
        content=dict(entry.content),
        origin=entry.origin,
        status=entry.status,
    )
