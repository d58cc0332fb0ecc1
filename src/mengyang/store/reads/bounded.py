"""小表 — a list that is held whole, filtered already, in the order asked for and paged by key.

For what is reckoned from rows, as shares by unit are; what a table holds is paged by `paging.page`.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from mengyang.store.reads.asked import Asked
from mengyang.store.reads.cursors import Cursor, read_cursor, write_key
from mengyang.store.reads.paging import Page

type _Key = tuple[Any, Any]


def bounded[R](
    records: Iterable[R], keys: Mapping[str, Callable[[R], Any]], asked: Asked
) -> Page[R]:
    """One page of the records; the first of `keys` is the first order and settles the others.

    Its values are never empty, and no two are alike; other empty values come last either way.
    """
    settling = next(iter(keys))
    name = asked.sort if asked.sort.removeprefix("-") in keys else settling
    key, falls = keys[name.removeprefix("-")], name.startswith("-")
    held = [((key(record), keys[settling](record)), record) for record in records]
    filled = [each for each in held if each[0][0] is not None]
    empty = [each for each in held if each[0][0] is None]
    filled.sort(key=lambda each: each[0], reverse=falls)
    empty.sort(key=lambda each: each[0][1], reverse=falls)
    ordered, names = [*filled, *empty], (name, settling)
    at = read_cursor(asked.after, names)
    first = _begin([each for each, _ in ordered], at, falls, asked.size)
    last = min(first + asked.size, len(ordered))
    return Page(
        tuple(record for _, record in ordered[first:last]),
        len(ordered),
        write_key(names, ordered[last - 1][0], True) if 0 < last < len(ordered) else None,
        write_key(names, ordered[first][0], False) if 0 < first < len(ordered) else None,
    )


def _begin(ordered: list[_Key], at: Cursor | None, falls: bool, size: int) -> int:
    """Where the page after the cursor's key begins, or the one before it; 0 for one of no list."""
    if at is None:
        return 0
    place = (at.key[0], at.key[1])
    try:
        if at.forward:
            return sum(not _lies_beyond(key, place, falls) for key in ordered)
        return max(sum(_lies_beyond(place, key, falls) for key in ordered) - size, 0)
    except TypeError:
        # A text where a number belongs: somebody wrote the cursor.
        return 0


def _lies_beyond(key: _Key, other: _Key, falls: bool) -> bool:
    """Whether a row with this key stands after one with the other."""
    if (key[0] is None) is not (other[0] is None):
        return key[0] is None
    one, two = (key[1], other[1]) if key[0] is None else (key, other)
    return bool(one < two if falls else one > two)
