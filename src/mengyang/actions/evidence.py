"""佐证材料 — files that show the work: taken by content, kept once, given out within reach.

Accepted: PDF, OFD, PNG, JPEG, .docx, .xlsx and plain text. An archive is not: what it holds can
be seen neither by the person who verifies nor by the check for secrecy marks. Old Word and Excel
files and web pages are not: they may carry programs; each opens in the office's own programs and
is saved in one of the kinds above.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from mengyang.actions.outcomes import advanced, outcome, speaking_unit
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.findings import Refused
from mengyang.core.ledger import Event, EventKind
from mengyang.formats.confined import read_confined
from mengyang.formats.limits import Limits
from mengyang.formats.sniff import Kind, sniff
from mengyang.store.files import find_file, keep_file, sweep_files
from mengyang.store.reads import ledger as reads
from mengyang.store.reads.scope import subjects
from mengyang.store.writes import transaction
from mengyang.store.writes.ledger import EvidenceDraft, add_evidence

MEDIA_TYPES: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.PDF: "application/pdf",
        Kind.OFD: "application/ofd",
        Kind.PNG: "image/png",
        Kind.JPG: "image/jpeg",
        Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Kind.TXT: "text/plain; charset=utf-8",
    }
)
_ENDINGS: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {kind: (f".{kind}",) for kind in MEDIA_TYPES} | {Kind.JPG: (".jpg", ".jpeg")}
)
# Kinds whose text is looked through for a secrecy mark; the printed ones may well have none.
_WITH_TEXT = frozenset({Kind.DOCX, Kind.XLSX, Kind.TXT})
_PRINTED = frozenset({Kind.PDF, Kind.OFD})
_MARKED = "formats.refused.secrecy_mark"
_NO_TEXT = ("formats.refused.encoding", "formats.refused.unknown")
_MARK_WORKER = "mengyang.formats.mark_worker"
_MIB = 1024 * 1024
_NAME_LENGTH = 200
# Longer than any transaction that follows an upload.
_GRACE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class EvidenceUpload:
    """A file as it came, and what the person says of it."""

    data: bytes
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where files are kept, and how large one may be."""

    folder: Path
    limit_bytes: int


@dataclass(frozen=True, slots=True)
class OpenedEvidence:
    """A file to be handed out as a download; `media_type` tells what it was taken for."""

    path: Path
    file_name: str
    media_type: str
    size: int
    sha256: str


def attach_evidence(
    actor: Actor, task_id: int, upload: EvidenceUpload, shelf: Shelf, *, at: datetime
) -> int:
    """Attach a file to a task of the own unit; the id of the evidence.

    Right, size, kind and secrecy are asked before a byte is kept, the right again when it is
    written. Raises `Refused`.
    """
    _require_right(actor, task_id, at.date())
    kind = accepted_kind(upload, shelf.limit_bytes)
    sha256 = keep_file(shelf.folder, upload.data)
    with transaction(actor, at) as work:
        task, _ = advanced(work, actor, task_id, Event(kind=EventKind.ATTACH))
        draft = EvidenceDraft(
            unit_id=speaking_unit(task, actor),
            attached_by=actor.user_id,
            file_name=clean_name(upload.name, kind),
            media_type=MEDIA_TYPES[kind],
            size=len(upload.data),
            sha256=sha256,
            note=upload.note.strip(),
        )
        return add_evidence(work, task_id, draft)


def open_evidence(actor: Actor, evidence_id: int, folder: Path, *, day: date) -> OpenedEvidence:
    """The file for somebody who may see its task. Raises `Refused`."""
    row = reads.evidence(access.scope(actor, "see", "task"), day, evidence_id)
    path = find_file(folder, row.sha256)
    return OpenedEvidence(path, row.file_name, row.media_type, row.size, row.sha256)


def sweep_orphans(folder: Path, *, at: datetime) -> tuple[str, ...]:
    """Delete files that no row names: left by an upload that was refused or interrupted."""
    return sweep_files(folder, reads.stored_files(), at - _GRACE)


def clean_name(name: str, kind: Kind) -> str:
    """The name to show and to save under: no folders, no control signs, the ending of its kind."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    endings = _ENDINGS[kind]
    stem, ending = kept.strip().rstrip("."), endings[0]
    for known in endings:
        if stem.lower().endswith(known):
            stem, ending = stem[: -len(known)], known
    return f"{stem.strip(' .')[:_NAME_LENGTH] or 'file'}{ending}"


def accepted_kind(upload: EvidenceUpload, limit_bytes: int) -> Kind:
    """What the file is by its content. Raises `Refused`: empty, too large, unknown, or graded."""
    if not upload.data:
        raise Refused("ledger.refused.evidence_empty", "ledger.hint.other_file", name=upload.name)
    if len(upload.data) > limit_bytes:
        raise Refused(
            "ledger.refused.evidence_large",
            "ledger.hint.smaller_file",
            name=upload.name,
            limit=f"{limit_bytes / _MIB:.4g}",
        )
    kind = sniff(upload.data)
    if kind not in MEDIA_TYPES:
        raise _not_accepted(upload)
    if kind in _WITH_TEXT | _PRINTED:
        _require_no_secrecy_mark(upload, kind)
    return kind


def _require_right(actor: Actor, task_id: int, day: date) -> None:
    found = reads.task_facts(access.scope(actor, "see", "task"), day, [task_id])
    if not found:
        raise Refused("ledger.refused.not_found", "ledger.hint.list")
    subject = subjects("task", [task_id], day)[task_id]
    after = outcome(found[0], subject, Event(kind=EventKind.ATTACH), actor, day)
    if isinstance(after, Refused):
        raise after


def _require_no_secrecy_mark(upload: EvidenceUpload, kind: Kind) -> None:
    # A text that cannot be looked through is refused as well: it may bear a mark. A scan is
    # looked through by people, as a photograph is.
    limits = Limits(max_bytes=len(upload.data), min_characters=0)
    answer = read_confined(upload.data, upload.name, limits, _MARK_WORKER)
    if not isinstance(answer, Refused):
        return
    if kind is Kind.TXT and answer.reason in _NO_TEXT and not _ends_as(upload.name, kind):
        # What has no signature was taken for a text, but does not call itself one.
        raise _not_accepted(upload)
    if kind in _WITH_TEXT or answer.reason == _MARKED:
        raise answer


def _not_accepted(upload: EvidenceUpload) -> Refused:
    name = upload.name
    return Refused("ledger.refused.evidence_kind", "ledger.hint.evidence_kinds", name=name)


def _ends_as(name: str, kind: Kind) -> bool:
    return name.strip().lower().endswith(_ENDINGS[kind])
