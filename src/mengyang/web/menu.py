"""主菜单 — what a reader sees of the menu: one row, or 栏目 and below them the pages of one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from mengyang.core.access import Actor
from mengyang.web.declared import MenuEntry
from mengyang.web.request import Request, may_somewhere

# Each section with the order from which entries belong to it: a page declares its order alone.
SECTIONS = (
    (0, gettext_noop("Home")),
    (10, gettext_noop("Papers and documents")),
    (30, gettext_noop("Ledger of duties")),
    (50, gettext_noop("Publication")),
    (60, gettext_noop("Directory")),
    (80, gettext_noop("Running the house")),
)
# Up to so many stand in one row and need no sections: more do not fit beside one another.
LONGEST_ROW = 9


@dataclass(frozen=True, slots=True)
class MenuItem:
    """An entry or a section for this reader, on this page; `waiting` is what nobody has read."""

    label: str
    url: str
    is_current: bool
    is_section: bool = False
    waiting: int = 0

    @property
    def mark(self) -> str:
        """What `aria-current` says of it where it is current."""
        return "true" if self.is_section else "page"


@dataclass(frozen=True, slots=True)
class Menu:
    """All entries open to a reader, and the rows in which they are shown."""

    entries: Sequence[MenuItem] = ()
    rows: Sequence[Sequence[MenuItem]] = ()


def menu_of(request: HttpRequest, actor: Actor, entries: Iterable[MenuEntry]) -> Menu:
    """The menu of `actor` on the page asked for; `entries` are sorted."""
    opened = [entry for entry in entries if _is_open(actor, entry)]
    items = [_item(request, entry) for entry in opened]
    if len(items) <= LONGEST_ROW:
        return Menu(items, [items] if items else [])
    of_section = groupby(zip(opened, items, strict=True), lambda pair: _section(pair[0]))
    parts = [(label, [item for _, item in pairs]) for label, pairs in of_section]
    rows = [[_heading(label, part) for label, part in parts]]
    for _, part in parts:
        if len(part) > 1 and any(item.is_current for item in part):
            rows.append(part)
    return Menu(items, rows)


def _heading(label: str, part: Sequence[MenuItem]) -> MenuItem:
    """A section leads to its first page; one of a single page is that page."""
    if len(part) == 1:
        return part[0]
    return MenuItem(
        gettext(label),
        part[0].url,
        any(item.is_current for item in part),
        is_section=True,
        waiting=sum(item.waiting for item in part),
    )


def _section(entry: MenuEntry) -> str:
    return [label for first, label in SECTIONS if entry.order >= first][-1]


def _item(request: HttpRequest, entry: MenuEntry) -> MenuItem:
    url = reverse(entry.url_name)
    own = (url, *entry.covers) if url != "/" else entry.covers
    is_current = request.path == url or request.path.startswith(own)
    waiting = entry.waiting(cast(Request, request)) if entry.waiting else 0
    return MenuItem(gettext(entry.label), url, is_current, waiting=waiting)


def _is_open(actor: Actor, entry: MenuEntry) -> bool:
    may = not entry.action or may_somewhere(actor, entry.action, entry.kind)
    return may and (entry.concerns is None or entry.concerns(actor))
