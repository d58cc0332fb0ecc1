"""文件动作 — upload a document, which is read at once, and withdraw one that is not adopted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from mengyang.actions.reading import ReadFile, read_file, read_in_turn
from mengyang.core import access
from mengyang.core.access import Actor, Subject
from mengyang.core.documents.corrections import FrameChange, corrected_frame
from mengyang.core.findings import Refused
from mengyang.formats.limits import DEFAULT_LIMITS, Limits
from mengyang.formats.series import Series
from mengyang.store.files import keep_file
from mengyang.store.reads import documents as reads
from mengyang.store.reads.corrections import is_correction
from mengyang.store.reads.documents import Numbered
from mengyang.store.reads.scope import paths_on
from mengyang.store.reads.text_versions import corrected_ids
from mengyang.store.writes import Work, transaction
from mengyang.store.writes.documents import (
    ClauseDraft,
    DocumentDraft,
    EntryDraft,
    add_document,
    change_document,
    change_frame,
    hold_open,
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came, where it belongs, and under which limits it is read and kept.

    `is_again` says that it is meant though a document of its number is in the library. One of
    many files is read in their `series`, under its limits.
    """

    data: bytes
    name: str
    area_id: int
    files: Path
    limits: Limits = field(default=DEFAULT_LIMITS)
    is_again: bool = False
    series: Series | None = None


def upload_document(actor: Actor, upload: Upload, *, at: datetime) -> int:
    """Read a file and keep it with everything read out of it; the id of the document.

    The file is read before anything is stored, so that one with a secrecy mark leaves no trace.
    Raises `Refused` where the file cannot be read, is there already, or the area is out of reach;
    and where a document of its number is there, unless it is meant (`is_again`).
    """
    known = _readable(actor, upload, at)
    _require_other_number(actor, upload, known, at.date())
    keep_file(upload.files, upload.data)
    with transaction(actor, at) as work:
        return keep_document(work, actor, upload, known)


def checked_file(actor: Actor, upload: Upload, at: datetime) -> ReadFile:
    """Read a file that may be kept, and keep its bytes. Raises `Refused` as `upload_document`."""
    known = _readable(actor, upload, at)
    keep_file(upload.files, upload.data)
    return known


def keep_document(work: Work, actor: Actor, upload: Upload, known: ReadFile) -> int:
    """Write a checked file as a document with everything read out of it; its id."""
    return add_document(
        work,
        _draft(actor, upload, known, work.at),
        _clauses(known.reading),
        _entries(known.reading),
    )


def withdraw_document(
    actor: Actor, document_id: int, expected_version: int, *, at: datetime
) -> None:
    """Take back a document that was not adopted; it stays in the register as withdrawn."""
    document = reads.document(access.scope(actor, "withdraw", "document"), at.date(), document_id)
    if document.row.state != "read":
        raise Refused("documents.refused.not_open", "documents.hint.see_plan")
    if is_correction(document_id):
        raise Refused("documents.refused.is_correction", "corrections.hint.take_back_first")
    with transaction(actor, at) as work:
        hold_open(document_id)
        change_document(work, document_id, expected_version, "withdrawn", "document.withdraw")


def correct_frame(
    actor: Actor, document_id: int, expected_version: int, change: FrameChange, *, at: datetime
) -> None:
    """Correct title, number, issuing body and day of signing; the reading keeps what it read.

    What is as it stands leaves no event. Raises `Refused` for what cannot be, or after adoption.
    """
    reach = access.scope(actor, "correct", "document")
    document = reads.document(reach, at.date(), document_id)
    if document.row.state != "read":
        raise Refused("documents.refused.not_open", "documents.hint.see_plan")
    content = corrected_frame(change, at.date())
    if isinstance(content, Refused):
        raise content
    changed = {key: new for key, new in content.items() if getattr(document.row, key) != new}
    if changed:
        with transaction(actor, at) as work:
            change_frame(work, document_id, expected_version, changed)


def _readable(actor: Actor, upload: Upload, at: datetime) -> ReadFile:
    _require_reach(actor, "upload", upload.area_id, at.date())
    if upload.series is None:
        known = read_file(upload.data, upload.name, upload.limits)
    else:
        known = read_in_turn(upload.data, upload.name, upload.series)
    if isinstance(known, Refused):
        raise known
    _require_new(actor, upload, known, at.date())
    return known


def _require_reach(actor: Actor, action: str, area_id: int, day: date) -> None:
    path = paths_on(day, [area_id]).get(area_id)
    reach = access.scope(actor, action, "document")
    if path is None or not access.may(reach, Subject(path)):
        raise Refused("documents.refused.area_out_of_reach", "documents.hint.own_area")


def _require_new(actor: Actor, upload: Upload, known: ReadFile, day: date) -> None:
    seen = access.scope(actor, "see", "document")
    twin = reads.same_file(seen, day, upload.area_id, known.sha256)
    if twin is not None:
        title = reads.document(seen, day, twin).row.title
        reason, hint = "documents.refused.already_there", "documents.hint.open_it"
        raise Refused(reason, hint, document=twin, title=title)


def _require_other_number(actor: Actor, upload: Upload, known: ReadFile, day: date) -> None:
    number, issuer = (_metadata(known, name) for name in ("document_number", "issuing_body"))
    seen = access.scope(actor, "see", "document")
    same = reads.of_number(seen, day, Numbered(number, issuer, upload.area_id))
    # A further corrected text is compared with the newest one.
    corrected = corrected_ids(each.id for each in same)
    twins = [each for each in same if each.id not in corrected]
    if twins and not upload.is_again:
        raise Refused(
            "documents.refused.number_there",
            "documents.hint.corrected_or_again",
            number=number,
            title=twins[0].title,
            document=twins[0].id,
            twins=[twin.id for twin in twins],
        )


def _metadata(known: ReadFile, name: str) -> str:
    frame = known.reading["metadata"]
    return str(frame.get(name) or "") if isinstance(frame, dict) else ""


def _draft(actor: Actor, upload: Upload, known: ReadFile, at: datetime) -> DocumentDraft:
    frame = known.reading["metadata"]
    metadata: Mapping[str, object] = frame if isinstance(frame, dict) else {}
    return DocumentDraft(
        area_id=upload.area_id,
        title=str(metadata.get("plan_title") or metadata.get("title") or upload.name),
        document_number=str(metadata.get("document_number") or ""),
        issuing_body=str(metadata.get("issuing_body") or ""),
        genre=str(known.reading.get("genre") or ""),
        signed_on=_day(metadata.get("signed_on")),
        published_on=_day(metadata.get("published_on")),
        generated_on=_day(metadata.get("generated_on")),
        metadata=metadata,
        text=known.text,
        file_name=upload.name[-255:],
        media_type=known.kind,
        size=len(upload.data),
        sha256=known.sha256,
        uploaded_by=actor.user_id,
        uploaded_at=at,
    )


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _clauses(reading: Mapping[str, object]) -> list[ClauseDraft]:
    return [
        ClauseDraft(
            path=str(clause["path"]),
            level=int(clause["level"]),
            marker=str(clause.get("number") or ""),
            heading=str(clause.get("heading") or ""),
            start=clause["span"][0],
            end=clause["span"][1],
        )
        for clause in _list(reading, "outline")
    ]


def _entries(reading: Mapping[str, object]) -> list[EntryDraft]:
    return [
        EntryDraft(
            reading=name,
            position=position,
            path=str(entry.get("path") or ""),
            start=entry["span"][0],
            end=entry["span"][1],
            content=entry,
        )
        for name, found in reading.items()
        if isinstance(found, list) and name != "outline"
        for position, entry in enumerate(found)
    ]


def _list(reading: Mapping[str, object], name: str) -> list[dict[str, Any]]:
    found = reading.get(name)
    return found if isinstance(found, list) else []
