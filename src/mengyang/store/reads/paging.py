"""分页 — keyset paging: a page begins after a row, not after a count, so nothing shifts or repeats.

A cursor is opaque text that may stand in an address; one that cannot be read, or that belongs to
another order, means the first page.
"""

import base64
import binascii
import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.db.models import F, Field, Model, Q, QuerySet
from django.db.models.expressions import OrderBy

from mengyang.core.audit import canonical, plain
from mengyang.store.reads.asked import Asked

type _Key = tuple[object, ...]

_PORTION = 500


@dataclass(frozen=True, slots=True)
class Page[T]:
    """One page of a list of `total` rows, `None` where nobody counted them.

    A cursor is `None` where nothing lies that way.
    """

    rows: tuple[T, ...]
    total: int | None
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
    *,
    counted: bool = True,
) -> Page[M]:
    """The rows after (or before) the cursor in `order` (`-name` descends), ties settled by id.

    Empty values come last in either direction, on both databases. Rows that are not `counted` have
    a total only where all of them stand on the first page.
    """
    names = _with_id(rows.model, order)
    never_empty = frozenset(name for name in names if _is_never_empty(rows.model, name))
    at = _read(cursor, names)
    if at is not None and any(at.key[names.index(name)] is None for name in never_empty):
        at = None
    forward = at is None or at.forward
    wanted = rows.order_by(*(_order(name, forward, name in never_empty) for name in names))
    if at is not None:
        wanted = wanted.filter(_beyond(names, at, never_empty))
    found = list(wanted[: size + 1])
    more, found = len(found) > size, found[:size]
    ahead, behind = (more, at is not None) if forward else (True, more)
    if not forward:
        found.reverse()
    uncounted = len(found) if at is None and not more else None
    return Page(
        tuple(found),
        rows.count() if counted else uncounted,
        _write(names, found[-1], True) if found and ahead else None,
        _write(names, found[0], False) if found and behind else None,
    )


def every[T](read: Callable[[Asked], Page[T]], asked: Asked) -> tuple[T, ...]:
    """Every row that was asked for, portion by portion: where none may be missing from a choice."""
    found = read(replace(asked, after=None, size=_PORTION))
    rows = [*found.rows]
    while found.next is not None:
        found = read(replace(asked, after=found.next, size=_PORTION, counted=False))
        rows += found.rows
    return tuple(rows)


def _with_id(model: type[Model], order: Sequence[str]) -> tuple[str, ...]:
    """The order until a column that settles it, the id at the latest."""
    names: list[str] = []
    for name in (*order, "id"):
        names.append(name)
        if _settles(model, name):
            break
    return tuple(names)


def _settles(model: type[Model], name: str) -> bool:
    column = name.removeprefix("-")
    if column in ("id", "pk"):
        return True
    field = _own_field(model, column)
    return field is not None and field.unique and not field.null


def _is_never_empty(model: type[Model], name: str) -> bool:
    """Then neither the order nor what lies beyond a row need speak of empty values, which would
    keep PostgreSQL from reading an index in its order."""
    column = name.removeprefix("-")
    field = _own_field(model, "id" if column == "pk" else column)
    return field is not None and not field.null


def _own_field(model: type[Model], column: str) -> Field[object, object] | None:
    """The column of the table itself; none for what is reckoned or lies in another table."""
    fields = {name: field for field in model._meta.concrete_fields for name in _names_of(field)}
    return fields.get(column)


def _names_of(field: Field[object, object]) -> tuple[str, str]:
    return field.name, field.attname


def _order(name: str, forward: bool, never_empty: bool) -> OrderBy:
    """Backwards is the exact reverse: empty values first there."""
    column = F(name.removeprefix("-"))
    ascending = name.startswith("-") is not forward
    ends = {"nulls_last": True} if forward else {"nulls_first": True}
    ends = {} if never_empty else ends
    return column.asc(**ends) if ascending else column.desc(**ends)


def _beyond(names: Sequence[str], at: _Cursor, never_empty: Collection[str]) -> Q:
    """Rows past the key: equal in the first columns and past in the next, for each next.

    The first column also bounds the whole, for databases that look into an index by one range.
    """
    found, equal = Q(), Q()
    for name, value in zip(names, at.key, strict=True):
        column, ascending = name.removeprefix("-"), name.startswith("-") is not at.forward
        past = _past(column, value, at.forward, ascending)
        if name in never_empty:
            past = Q(**{f"{column}__{'gt' if ascending else 'lt'}": value})
        found |= equal & past
        equal &= Q(**{column: value}) if value is not None else Q(**{f"{column}__isnull": True})
    if len(names) > 1 and names[0] in never_empty:
        column, ascending = names[0].removeprefix("-"), names[0].startswith("-") is not at.forward
        found &= Q(**{f"{column}__{'gte' if ascending else 'lte'}": at.key[0]})
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
