"""列表声明 — what a page says about its list; the component does the rest."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import Any

from mengyang.core.access import Scope
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.paging import Page
from mengyang.web.request import Request

PAGE_SIZE = 50


class Kind(StrEnum):
    """How a cell is written, aligned and exported."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    DAY = "day"
    MOMENT = "moment"
    TERM = "term"
    TERMS = "terms"
    LAMP = "lamp"
    FLAG = "flag"
    CODE = "code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """列 — `label` is a msgid (`gettext_noop`); `key` the attribute and the name to sort by.

    `value` replaces the attribute; `note` is a second, smaller line; `family` names the terms of
    TERM and TERMS; `links` makes the cell lead to the record, `url` to something else; `wide` lets
    its text wrap; `sign` is the lamp whose shape stands in the head.
    """

    key: str
    label: str
    kind: Kind = Kind.TEXT
    family: str = ""
    value: Callable[[Any], object] | None = None
    note: Callable[[Any], object] | None = None
    url: Callable[[Any], str] | None = None
    sorts: bool = False
    links: bool = False
    wide: bool = False
    unknown: str = "—"
    sign: str = ""

    def of(self, record: object) -> object:
        """The value of the cell; None is unknown."""
        return (self.value or attrgetter(self.key))(record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """筛选 — `kind`: text | choice | area | day. A choice lists `choices` or the terms of `family`.

    The filter with the key `words` is the search; a value that does not fit never reaches the read.
    `until` is the key of the filter for the last day of what this one begins.
    """

    key: str
    label: str
    kind: str = "text"
    family: str = ""
    choices: Callable[[Request], Iterable[tuple[str, str]]] | None = None
    hint: str = ""
    default: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A link above the list, for whoever may do `action` to some `kind`."""

    label: str
    url_name: str
    action: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing[R]:
    """列表 — `read` takes the scope of (`action`, `kind`) for the actor, the day and what is asked.

    `title` names the page's one question; `empty` says what to do when there is nothing at all.
    `paper` is the heading and the name of the file that is taken home, `about` (no msgid) what it
    is confined to. Texts are msgids. `sort` is the first order. `export_action` is what taking
    it home needs. A list too long to be counted each time is not `counted`: it says which rows are
    shown and whether more follow; its export still says how many. `said_above` are the refusals of
    `read` that say what else to ask for: they stand above the empty list.
    """

    name: str
    title: str
    paper: str
    kind: str
    columns: tuple[Column, ...]
    read: Callable[[Scope, date, Asked], Page[R]]
    sort: str
    action: str = "see"
    export_action: str = "export"
    filters: tuple[Filter, ...] = ()
    buttons: tuple[Button, ...] = ()
    row_url: Callable[[R], str] | None = None
    lead: str = ""
    empty: str = ""
    about: str = ""
    counted: bool = True
    said_above: tuple[str, ...] = ()
