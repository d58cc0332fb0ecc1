"""锚点 — the keyed file outside the database that says how far the audit chain had come.

A line is `sequence hash instant mac`; its mac covers the mac of the line before. Lines are only
ever appended, under a file lock, one for each commit that found the file behind itself.
"""

import fcntl
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from mengyang.core import audit

_LONGEST_LINE = 400
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the anchor file."""

    sequence: int
    hash: str
    at: str
    mac: str

    def is_after(self, previous: "Line | None", key: str) -> bool:
        """Whether the line was made with the key and follows `previous`."""
        return self.mac == _mac(key, previous, self.sequence, self.hash, self.at)


def anchor_path() -> Path:
    """Where the anchor lies."""
    return Path(settings.AUDIT_ANCHOR_PATH)


def head_seal(sequence: int, hash_: str, anchored: int) -> str:
    """The seal of the chain's head, which only a holder of the anchor's key can make."""
    return audit.keyed(settings.AUDIT_ANCHOR_KEY, ["head", sequence, hash_, anchored])


def append(sequence: int, hash_: str, at: str) -> None:
    """Write one line after a commit. A full disk does not undo what is committed: it is told."""
    try:
        _append(anchor_path(), sequence, hash_, at)
    except OSError:
        _log.exception("The audit anchor could not be written")


def last_line() -> Line | None:
    """The last whole line of the file."""
    path = anchor_path()
    if not path.exists():
        return None
    with path.open("rb") as file:
        return _last(file.fileno())


def lines() -> Iterator[Line | None]:
    """Every line from the top; `None` for one that cannot be read (cut off by a crash)."""
    path = anchor_path()
    if not path.exists():
        return
    with path.open("rb") as file:
        for raw in file:
            if raw.strip():
                yield _parse(raw)


def lines_until(sequence: int) -> Iterator[bytes]:
    """The lines, as they stand in the file, up to that of `sequence`."""
    path = anchor_path()
    if not path.exists():
        return
    with path.open("rb") as file:
        for raw in file:
            line = _parse(raw)
            if line is not None and line.sequence > sequence:
                return
            yield raw


def _append(path: Path, sequence: int, hash_: str, at: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        previous = _last(handle)
        # Commits come here unordered; a later line already covers this one.
        if previous is not None and previous.sequence >= sequence:
            return
        mac = _mac(settings.AUDIT_ANCHOR_KEY, previous, sequence, hash_, at)
        text = f"{sequence} {hash_} {at} {mac}\n"
        os.write(handle, (("\n" if _is_torn(handle) else "") + text).encode("ascii"))
        os.fsync(handle)
    finally:
        os.close(handle)


def _last(handle: int) -> Line | None:
    size = os.fstat(handle).st_size
    start = max(0, size - 2 * _LONGEST_LINE)
    for raw in reversed(os.pread(handle, size - start, start).split(b"\n")):
        line = _parse(raw)
        if line is not None:
            return line
    return None


def _is_torn(handle: int) -> bool:
    size = os.fstat(handle).st_size
    return size > 0 and os.pread(handle, 1, size - 1) != b"\n"


def _parse(raw: bytes) -> Line | None:
    parts = raw.decode("ascii", "replace").split()
    if len(parts) != 4 or not parts[0].isdigit() or len(parts[3]) != 64:
        return None
    return Line(int(parts[0]), parts[1], parts[2], parts[3])


def _mac(key: str, previous: Line | None, sequence: int, hash_: str, at: str) -> str:
    return audit.keyed(key, [previous.mac if previous else "", sequence, hash_, at])
