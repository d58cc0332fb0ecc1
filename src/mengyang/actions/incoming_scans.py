"""批示原件 — the scanned sheet of an instruction: PNG, JPEG or PDF by its content, kept once."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypedDict

from mengyang.actions.evidence import (
    MEDIA_TYPES,
    EvidenceUpload,
    OpenedEvidence,
    Shelf,
    accepted_kind,
    clean_name,
)
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.findings import Refused
from mengyang.formats.sniff import Kind
from mengyang.store.files import find_file, keep_file
from mengyang.store.reads import incoming

SHEETS = frozenset({Kind.PNG, Kind.JPG, Kind.PDF})


@dataclass(frozen=True, slots=True)
class Scan:
    """A scanned sheet as it came, and where it is to be kept."""

    data: bytes
    name: str
    shelf: Shelf


class KeptScan(TypedDict, total=False):
    """What the register says of a kept sheet."""

    scan_name: str
    scan_type: str
    scan_size: int
    scan_sha256: str


def kept_scan(scan: Scan) -> KeptScan:
    """Keep the sheet. Raises `Refused` where it is none of the accepted kinds, or too large."""
    kind = accepted_kind(EvidenceUpload(scan.data, scan.name), scan.shelf.limit_bytes)
    if kind not in SHEETS:
        raise Refused("incoming.refused.scan_kind", "incoming.hint.scan_kinds", name=scan.name)
    return KeptScan(
        scan_name=clean_name(scan.name, kind),
        scan_type=MEDIA_TYPES[kind],
        scan_size=len(scan.data),
        scan_sha256=keep_file(scan.shelf.folder, scan.data),
    )


def open_scan(actor: Actor, instruction_id: int, folder: Path, *, day: date) -> OpenedEvidence:
    """The sheet of an instruction, for somebody who may see its paper. Raises `Refused`."""
    row = incoming.instruction(access.scope(actor, "see", "incoming"), day, instruction_id)
    path = find_file(folder, row.scan_sha256)
    return OpenedEvidence(path, row.scan_name, row.scan_type, row.scan_size or 0, row.scan_sha256)
