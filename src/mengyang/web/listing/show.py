"""列表呈现 — records in, heads and rows ready for the template out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from mengyang.core.findings import Refused
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.paging import Page
from mengyang.web.listing.cells import NUMERIC, shown
from mengyang.web.listing.query import address, choices
from mengyang.web.listing.records import Button, Column, Filter, Listing
from mengyang.web.refusal import worded
from mengyang.web.request import Request, may_somewhere


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head; `url` sorts by it, `order` is ascending, descending or nothing.

    `sign` is the lamp whose shape stands before the label.
    """

    label: str
    is_numeric: bool
    url: str = ""
    order: str = ""
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Heads and rows of a plain table, for a list on a page about something else."""

    heads: tuple[Head, ...]
    rows: tuple[SafeString, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A filter with its value and its choices."""

    filter: Filter
    label: str
    hint: str
    value: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownList:
    """All a template needs to draw a list."""

    name: str
    title: str
    lead: str
    empty: str
    table: Table
    fields: tuple[Field, ...]
    buttons: tuple[Button, ...]
    total: int | None
    first: int
    last: int
    sort: str
    is_filtered: bool
    said: tuple[str, ...]
    is_refused: bool
    can_export: bool
    xlsx_url: str
    csv_url: str
    previous_url: str
    next_url: str


def table[R](
    columns: Iterable[Column],
    records: Iterable[R],
    row_url: Callable[[R], str] | None = None,
) -> Table:
    """A plain table without sorting or paging."""
    chosen = tuple(columns)
    heads = tuple(Head(gettext(column.label), column.kind in NUMERIC) for column in chosen)
    return Table(heads, tuple(_rows(chosen, records, row_url)))


def show[R](
    request: Request,
    listing: Listing[R],
    query: Asked,
    page: Page[R],
    refused: Refused | None = None,
) -> ShownList:
    """The list as the template draws it; `refused` is why it is empty."""
    asked = request.GET
    fields = tuple(_field(request, one, query) for one in listing.filters)
    first = _before(asked) + 1 if query.after else 1
    last = first + len(page.rows) - 1
    rows = tuple(_rows(listing.columns, page.rows, listing.row_url))
    return ShownList(
        name=listing.name,
        title=gettext(listing.title),
        lead=gettext(listing.lead) if listing.lead else "",
        empty=gettext(listing.empty) if listing.empty else "",
        table=Table(tuple(_head(column, query, asked) for column in listing.columns), rows),
        fields=fields,
        buttons=tuple(_open_buttons(request, listing)),
        total=page.total,
        first=first if page.total is None else min(first, max(page.total, 1)),
        last=last if page.total is None else min(last, page.total),
        sort=query.sort,
        said=(
            *_odd_days(listing.filters, query, asked),
            *([worded(refused).said] if refused else []),
        ),
        is_refused=refused is not None,
        is_filtered=any(field.value != field.filter.default for field in fields),
        can_export=may_somewhere(request.actor, listing.export_action, listing.kind),
        xlsx_url=address(asked, format="xlsx", after=None, before=None),
        csv_url=address(asked, format="csv", after=None, before=None),
        previous_url=_turned(asked, page.previous, max(first - 1 - query.size, 0)),
        next_url=_turned(asked, page.next, last),
    )


def _rows[R](
    columns: Sequence[Column], records: Iterable[R], row_url: Callable[[R], str] | None
) -> Iterator[SafeString]:
    heads = [(column, gettext(column.label)) for column in columns]
    for record in records:
        url = row_url(record) if row_url else ""
        # Each cell is escaped already.
        yield mark_safe("".join(shown(column, record, url, head) for column, head in heads))


def _head(column: Column, query: Asked, asked: QueryDict) -> Head:
    label, is_numeric = gettext(column.label), column.kind in NUMERIC
    if not column.sorts:
        return Head(label, is_numeric)
    order = {column.key: "ascending", f"-{column.key}": "descending"}.get(query.sort, "")
    sort = f"-{column.key}" if order == "ascending" else column.key
    url = address(asked, sort=sort, after=None, before=None)
    return Head(label, is_numeric, url, order, column.sign)


def _field(request: Request, one: Filter, query: Asked) -> Field:
    hint = gettext(one.hint) if one.hint else ""
    value = query.words if one.key == "words" else query.filter(one.key)
    offered = tuple(choices(request, one, value)) if one.kind in ("choice", "area") else ()
    return Field(one, gettext(one.label), hint, value, offered)


def _odd_days(filters: Iterable[Filter], query: Asked, asked: QueryDict) -> Iterable[str]:
    """What an empty list would not tell: days that leave nothing, and those that do not exist."""
    labels = {one.key: gettext(one.label) for one in filters}
    for one in filters:
        value, last = query.filter(one.key), query.filter(one.until) if one.until else ""
        if one.kind == "day" and not value and asked.get(one.key, "").strip():
            said = gettext("“%(label)s” holds no day of the calendar; it was left out.")
            yield said % {"label": labels[one.key]}
        if value and last and value > last:
            said = gettext("“%(from)s” is later than “%(until)s”: no day lies between them.")
            yield said % {"from": labels[one.key], "until": labels[one.until]}


def _open_buttons[R](request: Request, listing: Listing[R]) -> Iterable[Button]:
    return (one for one in listing.buttons if may_somewhere(request.actor, one.action, one.kind))


def _turned(asked: QueryDict, cursor: str | None, before: int) -> str:
    """The address of another page; `before` only counts for "shown: 51–100"."""
    return address(asked, after=cursor, before=str(before)) if cursor else ""


def _before(asked: QueryDict) -> int:
    text = asked.get("before", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
