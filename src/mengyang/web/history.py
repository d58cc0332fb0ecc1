"""办理记录 — what happened to a record and its parts, newest first, as a page shows it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext

from mengyang.store.reads.asked import Asked
from mengyang.store.reads.audit import EventRow
from mengyang.store.reads.documents import EntryRow
from mengyang.store.reads.names import unit_names
from mengyang.store.reads.paging import Page
from mengyang.web.bilingual import in_language
from mengyang.web.clock import today
from mengyang.web.entry_forms import Difference, entry_changes, entry_name
from mengyang.web.event_records import named_to
from mengyang.web.listing.query import address
from mengyang.web.request import Request

_SHOWN = 12
_ENTRY = "documents.reading_entry"
# What the reader proposed with; no person changes it by itself.
_INNER = frozenset({"content", "reasons", "status", "start", "end"})
_IDS = "_ids"


@dataclass(frozen=True, slots=True)
class Parts:
    """What a page knows of the parts of its record, to call them by: entries, and names by kind."""

    entries: Mapping[int, EntryRow] = MappingProxyType({})
    names: Mapping[tuple[str, int], str] = MappingProxyType({})


NO_PARTS = Parts()


@dataclass(frozen=True, slots=True)
class HistoryRow(EventRow):
    """事件 with the part of the record that it is about, and what it changed there."""

    about: str = ""
    told: Sequence[Difference] = ()


def history_of(
    request: Request, read: Callable[[Asked], Page[EventRow]], own: str, parts: Parts = NO_PARTS
) -> dict[str, Any]:
    """One page of the history, and where earlier and later ones are; `own` is the record's kind.

    Whoever turns the pages keeps what else the address asks for: the tab, the filter of a list.
    """
    # No page says how many events there are: counting them costs more than reading them.
    found = read(Asked(size=_SHOWN, after=request.GET.get("history") or None, counted=False))
    units = unit_names(_units_in(found.rows), today())
    named = {pk: in_language(each.zh, each.en) for pk, each in units.items()}
    rows = [
        _row(_readable(each, named), own, parts)
        for each in named_to(request.actor, today(), found.rows)
    ]
    return {
        "rows": rows,
        "earlier": _turned(request, found.next),
        "later": _turned(request, found.previous),
    }


def readable(events: Sequence[EventRow]) -> list[EventRow]:
    """Events with lists as words, for a page that shows all of them at once."""
    named = {
        pk: in_language(each.zh, each.en)
        for pk, each in unit_names(_units_in(events), today()).items()
    }
    return [_readable(each, named) for each in events]


def _turned(request: Request, cursor: str | None) -> str:
    return address(request.GET, history=cursor) if cursor else ""


def _row(event: EventRow, own: str, parts: Parts) -> HistoryRow:
    plain = {field.name: getattr(event, field.name) for field in fields(EventRow)}
    pk = event.subject_id or 0
    entry = parts.entries.get(pk) if event.subject_kind == _ENTRY else None
    if entry is not None:
        old, new = event.before.get("content"), event.after.get("content")
        told: list[Difference] = []
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            told = entry_changes(entry.reading, old, new)
        return HistoryRow(**plain | {"before": {}}, about=entry_name(entry), told=told)
    about = parts.names.get((event.subject_kind, pk), "")
    if not about and event.subject_kind != own:
        record = event.names.subject(event.subject_kind, pk)
        about = in_language(record.zh, record.en) if record else ""
    return HistoryRow(**plain, about=about)


def _readable(event: EventRow, units: Mapping[int, str]) -> EventRow:
    """The event with lists as words and without what only the machine keeps."""
    before, after = (
        {
            key: _listed(key, value, units)
            for key, value in side.items()
            if key not in _INNER or event.subject_kind == _ENTRY
        }
        for side in (event.before, event.after)
    )
    return replace(event, before=before, after=after)


def _listed(key: str, value: object, units: Mapping[int, str]) -> object:
    if not isinstance(value, list):
        return value
    if value and all(isinstance(each, Mapping) for each in value):
        # What has fields of its own is looked at on its page; here it is counted.
        return gettext("%(number)s entries") % {"number": len(value)}
    if key.endswith(_IDS):
        return gettext(", ").join(units.get(each, "—") for each in value)
    return gettext(", ").join(str(each) for each in value)


def _units_in(events: Sequence[EventRow]) -> set[int]:
    sides = [side for event in events for side in (event.before, event.after)]
    lists = [value for side in sides for key, value in side.items() if key.endswith(_IDS)]
    return {each for found in lists if isinstance(found, list) for each in found}
