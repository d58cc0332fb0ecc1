"""文件库 — bytes of uploaded files under their SHA-256, outside the web root.

A file is written under a temporary name, synced and renamed: it is there whole or not at all.
The same bytes are one file. `folder` is `MENGYANG_VAR/files`; a file lies in `ab/<sha256>`.
"""

import hashlib
import os
import re
import secrets
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path

from mengyang.core.findings import Refused
from mengyang.store.checkpoints import reached

_SHA256 = re.compile(r"[0-9a-f]{64}")
_PART = ".part"


def keep_file(folder: Path, data: bytes) -> str:
    """Store the bytes, synced to the disk before this returns; their SHA-256."""
    sha256 = hashlib.sha256(data).hexdigest()
    place = _place(folder, sha256)
    if _is_whole(place, len(data)):
        # Young again, so that a sweep beside an upload does not take it for left behind.
        os.utime(place)
        return sha256
    _make_folder(folder)
    _make_folder(place.parent)
    temporary = place.with_name(f"{sha256}.{secrets.token_hex(8)}{_PART}")
    try:
        _write(temporary, data)
        reached("file.before_rename")
        temporary.replace(place)
        reached("file.after_rename")
    finally:
        temporary.unlink(missing_ok=True)
    _sync(place.parent)
    return sha256


def find_file(folder: Path, sha256: str) -> Path:
    """Where the bytes lie. Raises `Refused` where the file is gone."""
    place = _place(folder, sha256)
    if not place.is_file():
        raise Refused("files.refused.missing", "files.hint.tell_administrator", sha256=sha256[:12])
    return place


def faulty_files(folder: Path, sha256s: Collection[str]) -> tuple[str, ...]:
    """Those that are gone or whose bytes no longer give their name."""
    return tuple(sha256 for sha256 in sorted(sha256s) if _digest(_place(folder, sha256)) != sha256)


def sweep_files(folder: Path, kept: Collection[str], before: datetime) -> tuple[str, ...]:
    """Delete what no row names and nobody touched since `before`; the names of what went.

    `before` lies far enough back for any transaction begun after an upload to have ended.
    """
    swept = []
    for path in _stored(folder):
        if path.name not in kept and path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
            swept.append(path.name)
    return tuple(swept)


def _stored(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.glob("[0-9a-f][0-9a-f]/*")):
        if _SHA256.fullmatch(path.name) or path.name.endswith(_PART):
            yield path


def _place(folder: Path, sha256: str) -> Path:
    if not _SHA256.fullmatch(sha256):
        raise ValueError(f"{sha256!r} is no SHA-256")
    return folder / sha256[:2] / sha256


def _is_whole(place: Path, size: int) -> bool:
    return place.is_file() and place.stat().st_size == size


def _digest(place: Path) -> str:
    if not place.is_file():
        return ""
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, data: bytes) -> None:
    # 0600: evidence is read through the application or not at all.
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sync(folder.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
