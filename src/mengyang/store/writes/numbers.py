"""预留编号 — ids taken from a table's own sequence before its rows are written.

The digest of a row covers its id: rows written set-wise need theirs while they are still staged.
Ids that are never used leave a gap, as any write does that was taken back.
"""

from django.db import connection, transaction

from mengyang.store.models.audited import Audited


def reserve(model: type[Audited], count: int) -> list[int]:
    """So many ids that nobody else will get; in a transaction of its own."""
    if not count:
        return []
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            ask = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            cursor.execute(ask, [table, count])
            return [int(row[0]) for row in cursor.fetchall()]
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        held = cursor.fetchone()
        first = int(held[0]) if held else 0
        put = "UPDATE sqlite_sequence SET seq = %s WHERE name = %s"
        if held is None:
            put = "INSERT INTO sqlite_sequence (seq, name) VALUES (%s, %s)"
        cursor.execute(put, [first + count, table])
    return list(range(first + 1, first + count + 1))
