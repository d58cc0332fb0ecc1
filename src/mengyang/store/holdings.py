"""数据目录 — what an installation holds under `MENGYANG_VAR` besides the database and the anchor.

Everything counts but what is made anew: backups, logs, caches, locks, drafts of files.
"""

import os
from collections.abc import Iterator
from pathlib import Path

MADE_ANEW = frozenset({"backups", "logs", "run", "cache", "metrics"})
# What the very start of a command makes in an empty folder.
KEYS = frozenset({"secret-key", "audit/anchor-key"})
ANCHOR = "audit/anchor.log"
_DRAFTS = (".part", ".restoring", "-wal", "-shm", "-journal")


def held_files(var: Path, besides: frozenset[Path]) -> Iterator[str]:
    """The path below `var` of every file worth keeping, `besides` apart, in order."""
    for folder, folders, names in os.walk(var):
        here = Path(folder)
        if here == var:
            folders[:] = [name for name in folders if name not in MADE_ANEW]
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = here / name
            if not (name.startswith(".") or name.endswith(_DRAFTS) or path in besides):
                yield path.relative_to(var).as_posix()


def is_unused(var: Path, besides: frozenset[Path]) -> bool:
    """Whether the folder holds nothing but keys that were just made."""
    return not var.exists() or set(held_files(var, besides)) <= KEYS
