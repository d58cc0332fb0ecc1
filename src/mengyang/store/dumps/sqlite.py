"""SQLite 转储 — the file itself, copied by `VACUUM INTO`: one read transaction, nobody waits."""

import errno
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from mengyang.core.findings import Refused
from mengyang.store.dumps.dump import Content, Dump, Head, Part
from mengyang.store.dumps.migrations import READ, dotted

NAME = "database.sqlite3"
_BESIDE = ("", "-wal", "-shm", "-journal")


def database_file() -> Path:
    """Where SQLite keeps the database."""
    return Path(str(settings.DATABASES["default"]["NAME"]))


@contextmanager
def snapshot(folder: Path) -> Iterator[Dump]:
    """A copy without free pages: what was erased does not travel with it."""
    copy = folder / f".snapshot-{secrets.token_hex(8)}.sqlite3"
    try:
        _copy_to(copy)
        copy.chmod(0o600)
        with closing(sqlite3.connect(copy)) as opened:
            dump = _described(opened)
        dump.parts = (Part(NAME, copy),)
        yield dump
    finally:
        copy.unlink(missing_ok=True)


def is_empty() -> bool:
    """Whether there is no file, or no table in it."""
    file = database_file()
    if not file.exists():
        return True
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as opened:
        return not _tables(opened)


class Placing:
    """Writes the file beside its place and renames it there."""

    def __init__(self) -> None:
        self._place = database_file()
        self._draft = self._place.with_name(f".{self._place.name}.restoring")

    def begin(self) -> None:
        """Let go of the empty file that may be there."""
        connection.close()

    def take(self, name: str, content: Content) -> None:
        """The file."""
        if name != NAME:
            raise Refused("backup.refused.damaged", "backup.hint.other_archive")
        self._place.parent.mkdir(parents=True, exist_ok=True)
        with self._draft.open("wb") as file:
            self._draft.chmod(0o600)
            shutil.copyfileobj(content, file, 1024 * 1024)

    def finish(self) -> None:
        """Put it in its place; what an empty database left beside it goes."""
        for ending in _BESIDE:
            self._place.with_name(self._place.name + ending).unlink(missing_ok=True)
        self._draft.replace(self._place)

    def undo(self) -> None:
        """Nothing was put in place yet."""
        self._draft.unlink(missing_ok=True)


def _copy_to(copy: Path) -> None:
    try:
        with closing(sqlite3.connect(f"{database_file().as_uri()}?mode=ro", uri=True)) as source:
            source.execute("VACUUM INTO ?", (str(copy),))
    except sqlite3.OperationalError as fault:
        # Whatever it says of the disk, it is the copy that could not be written.
        raise OSError(errno.ENOSPC, str(fault)) from fault
    except sqlite3.DatabaseError as fault:
        raise Refused("backup.refused.database_damaged", "backup.hint.earlier_archive") from fault


def _described(opened: sqlite3.Connection) -> Dump:
    if opened.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
        raise Refused("backup.refused.database_damaged", "backup.hint.earlier_archive")
    tables = _tables(opened)
    rows = {name: _count(opened, name) for name in tables}
    head = Head()
    if rows.get("audit_head"):
        head = Head(*opened.execute("SELECT sequence, hash FROM audit_head").fetchone())
    migrations = opened.execute(READ).fetchall() if "django_migrations" in rows else []
    return Dump("sqlite", dotted(migrations), head, rows)


def _tables(opened: sqlite3.Connection) -> list[str]:
    """Those that hold rows; a virtual one (full-text search) keeps its rows in tables beside it."""
    listed = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    rows = opened.execute(listed).fetchall()
    return sorted(name for name, sql in rows if not sql.upper().startswith("CREATE VIRTUAL"))


def _count(opened: sqlite3.Connection, table: str) -> int:
    quoted = table.replace('"', '""')
    return int(opened.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()[0])
