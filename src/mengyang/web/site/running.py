"""运行锁 — who serves or works holds a shared lock; restoring and upgrading need it alone.

The lock lies in `MENGYANG_VAR/run`, so it tells of the processes of this machine.
"""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from mengyang.core.findings import Refused

_held: list[int] = []


def hold(var: Path) -> None:
    """Say, for as long as this process lives, that the installation runs.

    Raises `Refused` while it is being restored or upgraded.
    """
    with contextlib.suppress(OSError):
        handle = _opened(var)
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise Refused("installation.refused.in_change", "installation.hint.wait") from taken
        _held.append(handle)


@contextlib.contextmanager
def alone(var: Path) -> Iterator[None]:
    """Keep server and worker away meanwhile. Raises `Refused` where one of them runs."""
    handle = _opened(var)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as taken:
        raise Refused("installation.refused.running", "installation.hint.stop") from taken
    finally:
        os.close(handle)


def _opened(var: Path) -> int:
    place = var / "run" / "lock"
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
