"""成批语句 — audited rows written set-wise; an update holds only where every row matched."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import batched, groupby

from mengyang.core.audit import canonical
from mengyang.store.models.audited import Audited

_AT_ONCE = 500


def insert(rows: Sequence[Audited]) -> None:
    """Insert rows table by table, in the order in which the tables first appear."""
    tables: dict[type[Audited], list[Audited]] = {}
    for row in rows:
        tables.setdefault(type(row), []).append(row)
    for model, group in tables.items():
        model._base_manager.bulk_create(group, batch_size=_AT_ONCE)


def update(rows: Sequence[Audited], names: Iterable[str]) -> bool:
    """Write the same values into rows of one table that stood one version lower; whether all did.

    Two statements may touch a row one after the other, so a row is claimed by its version.
    """
    first = rows[0]
    values = {name: getattr(first, name) for name in (*names, "version")}
    return all(
        type(first)
        ._base_manager.filter(pk__in=[row.pk for row in some], version=first.version - 1)
        .update(**values)
        == len(some)
        for some in batched(rows, _AT_ONCE)
    )


def delete(row: Audited) -> bool:
    """Delete the row if it stands one version lower; whether it did."""
    found = type(row)._base_manager.filter(pk=row.pk, version=row.version - 1)
    # `_raw_delete` leaves rows that refer to this one to the database, which refuses.
    return bool(found._raw_delete(found.db) == 1)


def alike(
    changed: Iterable[tuple[Audited, tuple[str, ...]]],
) -> Iterator[tuple[list[Audited], tuple[str, ...]]]:
    """Rows in groups that one statement can write: same table, version and values."""

    def key(pair: tuple[Audited, tuple[str, ...]]) -> tuple[str, str]:
        row, names = pair
        return row.kind, canonical([row.version, [[name, getattr(row, name)] for name in names]])

    for _, group in groupby(sorted(changed, key=key), key=key):
        pairs = list(group)
        yield [row for row, _ in pairs], pairs[0][1]
