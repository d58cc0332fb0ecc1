"""数据库转储 — one consistent state of the whole database, taken while others write, and put back.

`snapshot` gives a `Dump`; `refill` fills an empty database from its parts. Tables are read and
written by name, never through the models: they may be older or newer than the code.
"""

from contextlib import AbstractContextManager
from pathlib import Path

from django.db import connection

from mengyang.store.dumps import postgresql, sqlite
from mengyang.store.dumps.dump import Dump, Head, Part, Refill
from mengyang.store.dumps.migrations import has_pending, migrations_unknown

__all__ = [
    "Dump",
    "Head",
    "Part",
    "Refill",
    "has_pending",
    "is_empty",
    "migrations_unknown",
    "refill",
    "snapshot",
    "vendor",
]


def vendor() -> str:
    """`sqlite` or `postgresql`."""
    return connection.vendor


def snapshot(folder: Path) -> AbstractContextManager[Dump]:
    """The database as it stands now; `folder` has room for a copy of SQLite's file."""
    return postgresql.snapshot() if vendor() == "postgresql" else sqlite.snapshot(folder)


def is_empty() -> bool:
    """Whether the database has no table, or does not exist yet (SQLite)."""
    return postgresql.is_empty() if vendor() == "postgresql" else sqlite.is_empty()


def refill(dump: Dump) -> Refill:
    """What takes the parts of a dump into the empty database."""
    return postgresql.Loading(dump) if vendor() == "postgresql" else sqlite.Placing()
