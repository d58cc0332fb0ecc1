"""恢复 — an empty installation is brought into the state of an archive, or stays empty."""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mengyang.actions.archives import (
    DATABASE,
    FOLDER,
    Manifest,
    Place,
    Teller,
    Told,
    disk_refusal,
    read_manifest,
)
from mengyang.core.findings import Refused
from mengyang.formats.archive import read_members
from mengyang.formats.sealed import Readable
from mengyang.store import dumps, holdings
from mengyang.store.dumps import Refill
from mengyang.store.writes import transaction

_STAGING = ".restoring"
_REMEMBERED = Path("run") / "restored.json"


@dataclass(frozen=True, slots=True)
class _Settled:
    """A file that was put in its place, and what had lain there."""

    path: Path
    before: bytes | None


def restore_backup(place: Place, path: Path, passphrase: str, told: Teller) -> Manifest:
    """Bring an empty installation into the state of the archive.

    The archive is read whole before a byte is written. Raises `Refused` where it is damaged or
    the installation is not empty; a failure later leaves it as empty as it was.
    """
    manifest = read_manifest(path, passphrase)
    _require_fit(manifest)
    _require_empty(place)
    staging = place.var / _STAGING
    settled: list[_Settled] = []
    try:
        refill = dumps.refill(manifest.dump)
        try:
            refill.begin()
            _extract(read_members(path, passphrase), staging, refill, told)
            _settle(staging, place.var, settled)
            refill.finish()
        except BaseException:
            _take_back(settled)
            refill.undo()
            raise
    except OSError as fault:
        raise disk_refusal(fault, place.var) from fault
    finally:
        _remove(staging)
    return manifest


def note_restore(manifest: Manifest, *, at: datetime) -> None:
    """Put a restore on record in the audit chain."""
    _note(_of(manifest), at)


def remember_restore(var: Path, manifest: Manifest) -> None:
    """Keep a restore in mind whose tables are too old for an event: the upgrade records it."""
    path = var / _REMEMBERED
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    draft.write_text(json.dumps(_of(manifest)), encoding="utf-8")
    draft.replace(path)


def note_remembered_restore(var: Path, *, at: datetime) -> None:
    """Put on record what `remember_restore` kept in mind, once; nothing where there is none."""
    path = var / _REMEMBERED
    if path.exists():
        _note(json.loads(path.read_bytes()), at)
        path.unlink()


def _of(manifest: Manifest) -> dict[str, object]:
    return {"made_at": manifest.made_at, "head": manifest.head.sequence}


def _note(details: dict[str, object], at: datetime) -> None:
    with transaction(None, at) as work:
        work.note("installation.restore", made_at=details["made_at"], head=details["head"])


def _require_fit(manifest: Manifest) -> None:
    dump = manifest.dump
    if dump.vendor != dumps.vendor():
        raise Refused(
            "backup.refused.other_database",
            "backup.hint.same_database",
            theirs=dump.vendor,
            ours=dumps.vendor(),
        )
    if dumps.migrations_unknown(dump.migrations):
        version = manifest.version
        raise Refused("backup.refused.later_version", "backup.hint.version", version=version)


def _require_empty(place: Place) -> None:
    if not dumps.is_empty():
        raise Refused("backup.refused.database_in_use", "backup.hint.empty_database")
    if not holdings.is_unused(place.var, place.apart):
        raise Refused("backup.refused.folder_in_use", "backup.hint.empty_folder", path=place.var)


def _extract(
    members: Iterable[tuple[str, Readable]], staging: Path, refill: Refill, told: Teller
) -> None:
    _remove(staging)
    size = 0
    for count, (name, content) in enumerate(members, start=1):
        if name.startswith(DATABASE):
            refill.take(name.removeprefix(DATABASE), content)
        elif name.startswith(FOLDER):
            size += _placed(staging, name.removeprefix(FOLDER), content)
        told(Told(count, size))


def _placed(staging: Path, name: str, content: Readable) -> int:
    if name.startswith(holdings.ANCHOR):
        name = holdings.ANCHOR
    path = staging / name
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    size = 0
    with path.open("ab") as file:
        path.chmod(0o600)
        while block := content.read(1024 * 1024):
            size += file.write(block)
        file.flush()
        os.fsync(file.fileno())
    return size


def _settle(staging: Path, var: Path, settled: list[_Settled]) -> None:
    """Move every file to its place; `settled` tells at any moment what was moved."""
    for path in sorted(staging.rglob("*")):
        if path.is_file():
            target = var / path.relative_to(staging)
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Only a key that was just made can lie there: a few bytes.
            settled.append(_Settled(target, target.read_bytes() if target.exists() else None))
            path.replace(target)


def _take_back(settled: Iterable[_Settled]) -> None:
    for each in settled:
        if each.before is None:
            each.path.unlink(missing_ok=True)
        else:
            each.path.write_bytes(each.before)


def _remove(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    if folder.exists():
        folder.rmdir()
