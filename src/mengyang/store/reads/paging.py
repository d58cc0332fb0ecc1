"""分页 — keyset paging: a page begins after a row, not after a count, so nothing shifts or repeats.

A cursor that cannot be read, or that belongs to another order, means the first page.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import F, Field, Model, Q, QuerySet
from django.db.models.expressions import OrderBy

from mengyang.store.reads.asked import Asked
from mengyang.store.reads.cursors import Cursor, read_cursor, write_cursor

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
class Ranked:
    """An order whose first column goes by `values`, all it can hold, and not by the alphabet."""

    names: tuple[str, ...]
    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a list: the rows that `hold`, in the order of `names`.

    Each stretch is read by itself, so that its index gives the order.
    """

    holds: Q
    names: tuple[str, ...]
    never_empty: frozenset[str]


def page[M: Model](
    rows: QuerySet[M],
    order: Sequence[str] | Ranked,
    cursor: str | None,
    size: int,
    *,
    counted: bool = True,
) -> Page[M]:
    """The rows after (or before) the cursor in `order` (`-name` descends), ties settled by id.

    Empty values come last in either direction, on both databases. Rows that are not `counted` have
    a total only where all of them stand on the first page.
    """
    ranked = order if isinstance(order, Ranked) else Ranked(tuple(order), ())
    names = _with_id(rows.model, ranked.names)
    parts = _parts(rows.model, names, ranked.values)
    at, begin = _placed(read_cursor(cursor, names), parts, names, ranked.values)
    forward = at is None or at.forward
    found = _read(rows, parts[begin:] if forward else parts[begin::-1], at, size + 1)
    more, found = len(found) > size, found[:size]
    ahead, behind = (more, at is not None) if forward else (True, more)
    if not forward:
        found.reverse()
    uncounted = len(found) if at is None and not more else None
    return Page(
        tuple(found),
        rows.count() if counted else uncounted,
        write_cursor(names, found[-1], True) if found and ahead else None,
        write_cursor(names, found[0], False) if found and behind else None,
    )


def every[T](read: Callable[[Asked], Page[T]], asked: Asked) -> tuple[T, ...]:
    """Every row that was asked for, portion by portion: where none may be missing from a choice."""
    found = read(replace(asked, after=None, size=_PORTION))
    rows = [*found.rows]
    while found.next is not None:
        found = read(replace(asked, after=found.next, size=_PORTION, counted=False))
        rows += found.rows
    return tuple(rows)


def _parts(model: type[Model], names: tuple[str, ...], values: Sequence[object]) -> list[_Part]:
    """The stretches of the order: of each value that is ranked; of filled, then of empty ones."""
    column, never = names[0].removeprefix("-"), _never_empty(model, names)
    if values:
        ranked = reversed(values) if names[0].startswith("-") else iter(values)
        return [_Part(Q(**{column: value}), names[1:], never) for value in ranked]
    if names[0] in never or _own_field(model, column) is None:
        return [_Part(Q(), names, never)]
    filled, empty = Q(**{f"{column}__isnull": False}), Q(**{f"{column}__isnull": True})
    return [_Part(filled, names, never | {names[0]}), _Part(empty, names[1:], never)]


def _placed(
    at: Cursor | None, parts: list[_Part], names: tuple[str, ...], values: Sequence[object]
) -> tuple[Cursor | None, int]:
    """The cursor within the stretch that it lies in, and which one that is."""
    if at is None or (values and at.key[0] not in values):
        return None, 0
    if values:
        place = list(values).index(at.key[0])
        place = len(values) - 1 - place if names[0].startswith("-") else place
    else:
        place = int(len(parts) > 1 and at.key[0] is None)
    part = parts[place]
    within = Cursor(at.forward, at.key[len(names) - len(part.names) :])
    known = zip(part.names, within.key, strict=True)
    if any(value is None and name in part.never_empty for name, value in known):
        return None, 0
    return within, place


def _read[M: Model](
    rows: QuerySet[M], parts: Iterable[_Part], at: Cursor | None, size: int
) -> list[M]:
    """As many rows, stretch by stretch, the first of them from the cursor on."""
    found: list[M] = []
    forward = at is None or at.forward
    for part in parts:
        wanted = rows.filter(part.holds).order_by(
            *(_order(name, forward, name in part.never_empty) for name in part.names)
        )
        if at is not None:
            wanted = wanted.filter(_beyond(part.names, at, part.never_empty))
            at = None
        found += wanted[: size - len(found)]
        if len(found) == size:
            break
    return found


def _with_id(model: type[Model], order: Sequence[str]) -> tuple[str, ...]:
    """The order until a column that settles it; at the latest the id, the way the last one goes."""
    names: list[str] = []
    for name in (*order, "-id" if order[-1].startswith("-") else "id"):
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


def _never_empty(model: type[Model], names: Iterable[str]) -> frozenset[str]:
    """Then neither the order nor what lies beyond a row need speak of empty values, which would
    keep PostgreSQL from reading an index in its order."""
    return frozenset(name for name in names if _is_never_empty(model, name))


def _is_never_empty(model: type[Model], name: str) -> bool:
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


def _beyond(names: Sequence[str], at: Cursor, never_empty: Collection[str]) -> Q:
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
