"""PostgreSQL 转储 — every table by COPY in one repeatable-read transaction; no other program.

The tables themselves are made again by the migrations that the dump names.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, connections, transaction

from mengyang.store.dumps.dump import PART_BYTES, Content, Dump, Head, Part
from mengyang.store.dumps.migrations import READ, dotted, migrate_to
from mengyang.store.search_index import BESIDE_TABLES

_ENDING = ".copy"
_COLUMNS = """
SELECT t.table_name, c.column_name
FROM information_schema.tables t
JOIN information_schema.columns c USING (table_schema, table_name)
WHERE t.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER'
ORDER BY t.table_name, c.ordinal_position
"""
# Counters stand outside transactions: they may be ahead of the snapshot, which does no harm.
_SEQUENCES = """
SELECT sequencename, coalesce(last_value, start_value), last_value IS NOT NULL
FROM pg_sequences WHERE schemaname = current_schema() ORDER BY 1
"""


@contextmanager
def snapshot() -> Iterator[Dump]:
    """The state at this moment, held open while the parts are taken."""
    own = connections.create_connection("default")
    try:
        with own.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            dump = _described(cursor)
            dump.parts = _parts(cursor, dump)
            yield dump
    finally:
        own.close()


def is_empty() -> bool:
    """Whether the schema has no table."""
    return not connection.introspection.table_names()


class Loading:
    """Makes the tables as they were, fills them in one transaction."""

    def __init__(self, dump: Dump) -> None:
        self._dump = dump
        self._atomic = transaction.atomic()

    def begin(self) -> None:
        """Make the tables; from here on one transaction."""
        migrate_to(self._dump.migrations)
        self._atomic.__enter__()
        with connection.cursor() as cursor:
            # Migrations may have written rows of their own.
            cursor.execute("TRUNCATE " + ", ".join(map(_quoted, self._dump.columns)) + " CASCADE")

    def take(self, name: str, content: Content) -> None:
        """Rows of one table; foreign keys are compared at the end."""
        table = name.removesuffix(_ENDING).rpartition(".")[0]
        columns = ", ".join(map(_quoted, self._dump.columns[table]))
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY {_quoted(table)} ({columns}) FROM STDIN") as copy,
        ):
            while block := content.read(1024 * 1024):
                copy.write(block)

    def finish(self) -> None:
        """Set the counters and commit."""
        with connection.cursor() as cursor:
            for name, (value, is_called) in self._dump.sequences.items():
                cursor.execute("SELECT setval(%s, %s, %s)", [_quoted(name), value, is_called])
        self._atomic.__exit__(None, None, None)

    def undo(self) -> None:
        """Drop every table that was made, and what goes with none."""
        # Closing alone would leave Django inside the broken transaction.
        connection.close()
        connection.connect()
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f"DROP TABLE IF EXISTS {_quoted(table)} CASCADE")
            for statement in BESIDE_TABLES:
                cursor.execute(statement)


def _described(cursor: Any) -> Dump:
    columns: dict[str, tuple[str, ...]] = {}
    cursor.execute(_COLUMNS)
    for table, column in cursor.fetchall():
        columns[table] = (*columns.get(table, ()), column)
    cursor.execute(_SEQUENCES)
    sequences = {name: (value, is_called) for name, value, is_called in cursor.fetchall()}
    head, migrations = Head(), []
    if "audit_head" in columns:
        cursor.execute("SELECT sequence, hash FROM audit_head")
        head = Head(*(cursor.fetchone() or ()))
    if "django_migrations" in columns:
        cursor.execute(READ)
        migrations = cursor.fetchall()
    rows = dict.fromkeys(columns, 0)
    return Dump("postgresql", dotted(migrations), head, rows, columns, sequences)


def _parts(cursor: Any, dump: Dump) -> Iterator[Part]:
    for table, columns in dump.columns.items():
        named = ", ".join(map(_quoted, columns))
        with cursor.copy(f"COPY {_quoted(table)} ({named}) TO STDOUT") as copy:
            for number, rows in enumerate(_gathered(copy)):
                # In COPY's text form a line break inside a value is written as \n.
                dump.rows[table] += rows.count(b"\n")
                yield Part(f"{table}.{number:06}{_ENDING}", rows)


def _gathered(copy: Any) -> Iterator[bytes]:
    """Whole rows, some megabytes at a time."""
    waiting = bytearray()
    for row in copy:
        waiting += row
        if len(waiting) >= PART_BYTES:
            yield bytes(waiting)
            waiting.clear()
    if waiting:
        yield bytes(waiting)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
