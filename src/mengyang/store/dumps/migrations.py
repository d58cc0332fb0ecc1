"""数据表版本 — the migrations of a dump, and those that this version of the house knows."""

from collections.abc import Iterable
from functools import cache

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

READ = "SELECT app, name FROM django_migrations ORDER BY id"


def dotted(rows: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """`app.name` of each."""
    return tuple(f"{app}.{name}" for app, name in rows)


def migrations_unknown(migrations: Iterable[str]) -> tuple[str, ...]:
    """Those that this version does not know: the dump is of a later one."""
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations or {}}
    return tuple(each for each in migrations if each not in known)


def has_pending() -> bool:
    """Whether the tables are older than the code. Raises `DatabaseError` where there are none."""
    with connection.cursor() as cursor:
        cursor.execute(READ)
        applied = set(cursor.fetchall())
    return not _of_the_code() <= applied


@cache
def _of_the_code() -> frozenset[tuple[str, str]]:
    """Every migration of the code, read once: the files do not change under a running process."""
    return frozenset(MigrationLoader(None).disk_migrations or {})


def migrate_to(migrations: Iterable[str]) -> None:
    """Make the tables of an empty database exactly as they were under these migrations."""
    executor = MigrationExecutor(connection)
    targets = [(app, name) for app, _, name in (each.partition(".") for each in migrations)]
    executor.migrate(targets)
