"""分页 — keyset paging: a page begins after a row, not after a count, so nothing shifts or repeats.

A cursor is opaque text that may stand in an address; one that cannot be read, or that belongs to
another order, means the first page.
"""

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy

from mengyang.core.audit import canonical, plain
from mengyang.store.reads.asked import Asked

type _Key = tuple[object, ...]

_PORTION = 500


@dataclass(frozen=True, slots=True)
class Page[T]:
    """One page of a list of `total` rows; a cursor is `None` where nothing lies that way."""

    rows: tuple[T, ...]
    total: int
    next: str | None = None
    previous: str | None = None

    def of[R](self, records: Iterable[R]) -> "Page[R]":
        """The same page with its rows turned into records."""
        return Page(tuple(records), self.total, self.next, self.previous)


@dataclass(frozen=True, slots=True)
class _Cursor:
    forward: bool
    key: _Key


def page[M: Model](
    rows: QuerySet[M],
    order: Sequence[str],
    cursor: str | None,
    size: int,
    total: int | None = None,
) -> Page[M]:
    """The rows after (or before) the cursor in `order` (`-name` descends), ties settled by id.

    Empty values come last in either direction, on both databases. `total` spares the count.
    """
    names = _with_id(order)
    at = _read(cursor, names)
    forward = at is None or at.forward
    wanted = rows.order_by(*(_order(name, forward) for name in names))
    if at is not None:
        wanted = wanted.filter(_beyond(names, at.key, forward))
    found = list(wanted[: size + 1])
    more, found = len(found) > size, found[:size]
    ahead, behind = (more, at is not None) if forward else (True, more)
    if not forward:
        found.reverse()
    return Page(
        tuple(found),
        rows.count() if total is None else total,
        _write(names, found[-1], True) if found and ahead else None,
        _write(names, found[0], False) if found and behind else None,
    )


def every[T](read: Callable[[Asked], Page[T]], asked: Asked) -> tuple[T, ...]:
    """Every row that was asked for, portion by portion: where none may be missing from a choice."""
    found = read(replace(asked, after=None, size=_PORTION))
    rows = [*found.rows]
    while found.next is not None:
        found = read(replace(asked, after=found.next, size=_PORTION))
        rows += found.rows
    return tuple(rows)


def _with_id(order: Sequence[str]) -> tuple[str, ...]:
    return (*(name for name in order if name not in {"id", "-id"}), *_id_of(order))


def _id_of(order: Sequence[str]) -> tuple[str]:
    return ("-id",) if "-id" in order else ("id",)


def _order(name: str, forward: bool) -> OrderBy:
    """Backwards is the exact reverse: empty values first there."""
    column = F(name.removeprefix("-"))
    ascending = name.startswith("-") is not forward
    ends = {"nulls_last": True} if forward else {"nulls_first": True}
    return column.asc(**ends) if ascending else column.desc(**ends)


def _beyond(names: Sequence[str], key: _Key, forward: bool) -> Q:
    """Rows past the key: equal in the first columns and past in the next, for each next."""
    found, equal = Q(), Q()
    for name, value in zip(names, key, strict=True):
        column = name.removeprefix("-")
        found |= equal & _past(column, value, forward, name.startswith("-") is not forward)
        equal &= Q(**{column: value}) if value is not None else Q(**{f"{column}__isnull": True})
    return found


def _past(column: str, value: object, forward: bool, ascending: bool) -> Q:
    if value is None:
        return Q(pk__in=()) if forward else Q(**{f"{column}__isnull": False})
    past = Q(**{f"{column}__{'gt' if ascending else 'lt'}": value})
    return past | Q(**{f"{column}__isnull": True}) if forward else past


def _write(names: Sequence[str], row: Model, forward: bool) -> str:
    key = [_value(row, name.removeprefix("-")) for name in names]
    text = canonical([forward, list(names), [[_type(value), plain(value)] for value in key]])
    return base64.urlsafe_b64encode(text.encode("ascii")).decode("ascii").rstrip("=")


def _value(row: object, name: str) -> object:
    for part in name.split("__"):
        row = getattr(row, part) if row is not None else None
    return row


def _type(value: object) -> str:
    # A datetime is a date too: it is asked for first.
    for type_, code in ((datetime, "t"), (date, "d"), (Decimal, "n")):
        if isinstance(value, type_):
            return code
    return ""


def _read(cursor: str | None, names: Sequence[str]) -> _Cursor | None:
    if not cursor:
        return None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        forward, order, key = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        values = tuple(_typed(code, value) for code, value in key)
    except (binascii.Error, ValueError, TypeError, InvalidOperation, RecursionError):
        return None
    if order != list(names) or len(values) != len(names) or not isinstance(forward, bool):
        return None
    return _Cursor(forward, values)


def _typed(code: object, value: object) -> object:
    match code, value:
        case "t", str():
            return datetime.fromisoformat(value)
        case "d", str():
            return date.fromisoformat(value)
        case "n", str():
            return Decimal(value)
        case "", None | bool() | int() | float() | str():
            return value
    raise ValueError("no cursor of ours")
