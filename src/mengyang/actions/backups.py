"""备份 — one archive of database, files, releases, keys and anchor, made while others write.

First the database is held at one moment, then the files are taken: they are only ever added under
their digest, so that every file a row names is there.
"""

import errno
import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from mengyang import __version__
from mengyang.actions.archives import (
    DATABASE,
    FOLDER,
    MANIFEST,
    Manifest,
    Place,
    Teller,
    Told,
    disk_refusal,
    plain,
)
from mengyang.core.findings import Refused
from mengyang.formats.archive import ArchiveWriter
from mengyang.store import anchor, dumps, holdings
from mengyang.store.checkpoints import reached
from mengyang.store.dumps import Dump, Part
from mengyang.store.writes import transaction

LAST = "backups/last.json"
NAME = re.compile(r"mengyang-\d{8}-\d{6}\.tar\.gz(\.sealed)?")
_LEFT_BEHIND = timedelta(days=1)
_PART_BYTES = 8 * 1024 * 1024
_NO_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})


@dataclass(frozen=True, slots=True)
class BackupOrder:
    """What to write where; the passphrase may be empty."""

    place: Place
    target: Path
    passphrase: str = ""


def make_backup(order: BackupOrder, told: Teller, *, at: datetime) -> Manifest:
    """Write the archive while others go on writing; what it says of itself.

    Raises `Refused` where the target exists, the disk is full or the database is damaged; then
    nothing of it is left.
    """
    target = order.target
    if target.exists():
        raise Refused("backup.refused.exists", "backup.hint.other_name", path=target)
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sweep(target.parent, at)
        with draft.open("xb") as file, dumps.snapshot(target.parent) as dump:
            draft.chmod(0o600)
            writer = ArchiveWriter(file, order.passphrase)
            manifest = _written(writer, order, dump, _Telling(told, at))
            file.flush()
            os.fsync(file.fileno())
        reached("backup.before_publish")
        _publish(draft, target)
        reached("backup.after_publish")
    except OSError as fault:
        raise disk_refusal(fault, target) from fault
    finally:
        draft.unlink(missing_ok=True)
    _remember(order, manifest)
    return manifest


def note_backup(manifest: Manifest, *, at: datetime) -> None:
    """Put a finished backup on record in the audit chain."""
    with transaction(None, at) as work:
        work.note("installation.backup", head=manifest.head.sequence, members=manifest.members)


def drop_older(folder: Path, keep: int) -> tuple[Path, ...]:
    """Delete all but the latest `keep` of the archives that bear our names; those that went."""
    named = sorted(path for path in folder.glob("mengyang-*") if NAME.fullmatch(path.name))
    older = tuple(named[: max(0, len(named) - keep)])
    for path in older:
        path.unlink(missing_ok=True)
    return older


def archive_name(at: datetime, *, is_sealed: bool) -> str:
    """The name of an archive made then; names sort by age."""
    return f"mengyang-{at:%Y%m%d-%H%M%S}.tar.gz" + (".sealed" if is_sealed else "")


@dataclass(frozen=True, slots=True)
class _Telling:
    """Whom the progress is told, and the moment that the archive bears."""

    told: Teller
    at: datetime


def _written(writer: ArchiveWriter, order: BackupOrder, dump: Dump, telling: _Telling) -> Manifest:
    count = size = 0
    for each in _members(order, dump):
        size += _add(writer, each)
        count += 1
        reached("backup.member")
        telling.told(Told(count, size))
    manifest = Manifest(telling.at.isoformat(timespec="seconds"), __version__, dump, count)
    writer.add(MANIFEST, json.dumps(plain(manifest), ensure_ascii=False, indent=1).encode())
    writer.close()
    return manifest


def _members(order: BackupOrder, dump: Dump) -> Iterator[Part]:
    for part in dump.parts:
        yield Part(DATABASE + part.name, part.content)
    var = order.place.var
    for number, lines in enumerate(_gathered(anchor.lines_until(dump.head.sequence))):
        yield Part(f"{FOLDER}{holdings.ANCHOR}.{number:06}", lines)
    for name in holdings.held_files(var, order.place.apart | {order.target}):
        yield Part(FOLDER + name, var / name)


def _add(writer: ArchiveWriter, part: Part) -> int:
    if isinstance(part.content, bytes):
        writer.add(part.name, part.content)
        return len(part.content)
    try:
        file = part.content.open("rb")
    except FileNotFoundError:
        # Swept meanwhile: no row named it, or it was a draft.
        return 0
    with file:
        size = os.fstat(file.fileno()).st_size
        writer.add_file(part.name, file, size)
    return size


def _gathered(lines: Iterable[bytes]) -> Iterator[bytes]:
    waiting = bytearray()
    for line in lines:
        waiting += line
        if len(waiting) >= _PART_BYTES:
            yield bytes(waiting)
            waiting.clear()
    if waiting:
        yield bytes(waiting)


def _sweep(folder: Path, at: datetime) -> None:
    """Delete what a backup that was killed a day ago or earlier left behind."""
    for pattern in (".mengyang-*.part", ".snapshot-*.sqlite3*"):
        for path in folder.glob(pattern):
            if path.stat().st_mtime < (at - _LEFT_BEHIND).timestamp():
                path.unlink(missing_ok=True)


def _publish(draft: Path, target: Path) -> None:
    """Give the archive its name, never over another one, however late that one came."""
    try:
        target.hardlink_to(draft)
        draft.unlink()
    except FileExistsError as taken:
        raise Refused("backup.refused.exists", "backup.hint.other_name", path=target) from taken
    except OSError as fault:
        # A stick or a share that knows no second name of a file.
        if fault.errno not in _NO_LINKS or target.exists():
            raise
        draft.rename(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _remember(order: BackupOrder, manifest: Manifest) -> None:
    """Beside the data, for the health of the installation: when the last backup was made."""
    note = order.place.var / LAST
    told = {"at": manifest.made_at, "path": str(order.target), "head": manifest.head.sequence}
    try:
        note.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = note.with_name(f".{note.name}.part")
        draft.write_text(json.dumps(told), encoding="utf-8")
        draft.replace(note)
    except OSError as fault:
        raise disk_refusal(fault, note) from fault
