"""预留编号 — ids taken from a table's own sequence before its rows are written.

The digest of a row covers its id: rows written set-wise need theirs while they are still staged.
Ids that are never used leave a gap, as any write does that was taken back.
"""

from django.db import connection

from mengyang.store.models.audited import Audited


def reserve(model: type[Audited], count: int) -> list[int]:
    """So many ids that nobody else will get; outside of any transaction."""
    if not count:
        return []
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            ask = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            cursor.execute(ask, [table, count])
            return [int(row[0]) for row in cursor.fetchall()]
    # Each statement is a write of its own: of two that come together each gets its own numbers.
    with connection.cursor() as cursor:
        begin = "INSERT INTO sqlite_sequence (name, seq) SELECT %s, 0 WHERE NOT EXISTS ({})"
        there = "SELECT 1 FROM sqlite_sequence WHERE name = %s"
        cursor.execute(begin.format(there), [table, table])
        take = "UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s RETURNING seq"
        last = int(cursor.execute(take, [count, table]).fetchone()[0])
    return list(range(last - count + 1, last + 1))
