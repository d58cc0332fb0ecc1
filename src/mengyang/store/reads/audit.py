"""审计读取 — events of the chain as a list, and the history of one record."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from django.db.models import Q, QuerySet

from mengyang.core.access import Scope
from mengyang.core.findings import Refused
from mengyang.store.models.access import User
from mengyang.store.models.audit import Event, EventChange, Head, PersonalValue
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.event_filters import asked_events
from mengyang.store.reads.event_names import NO_NAMES, EventNames, names_in
from mengyang.store.reads.paging import Page, page
from mengyang.store.reads.scope import PLACES, within

EVENT_SORTS = ("-at", "at")
HISTORY_SORTS = ("-sequence", "sequence")
type Numbers = Sequence[int] | QuerySet[Any, Any]

NONE: Mapping[str, Numbers] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class EventRow:
    """事件; `before` and `after` with the personal values that are still kept, `None` if erased.

    `names` are those behind the ids in them.
    """

    id: int
    sequence: int
    at: datetime
    actor_id: int | None
    actor_name: str
    acting_for_name: str
    action: str
    subject_kind: str
    subject_id: int | None
    subject_version: int | None
    before: Mapping[str, object]
    after: Mapping[str, object]
    changes: int
    hash: str
    names: EventNames = NO_NAMES


def events(scope: Scope, day: date, asked: Asked) -> Page[EventRow]:
    """The events within reach, the latest first; those of one instant as they stand in the chain.

    Filters: `action`, `subject_kind`, `subject_id`, `actor` (an id), `person` (login name, name, or
    a part of it), `from` and `until` (days, both included). Words are part of an action or of a
    value; they are `Refused` but within one person, one record or a month. Each filter has its
    index; what it leaves is counted only where `asked` says so.
    """
    condition = asked_events(asked)
    rows = Event.objects.filter(within(scope, day), condition)
    (sort,) = asked.order(EVENT_SORTS)
    order = (sort, sort.replace("at", "sequence"))
    found = page(rows, order, asked.after, asked.size, counted=asked.counted and bool(condition))
    if not condition and found.rows:
        # Counting five million rows takes longer than showing fifty: the chain knows its length.
        found = replace(found, total=_length())
    return found.of(_rows(found.rows, day))


def event(scope: Scope, day: date, event_id: int) -> EventRow:
    """One event. Raises `Refused` where it is not within reach."""
    rows = list(Event.objects.filter(within(scope, day), pk=event_id))
    if not rows:
        raise Refused("store.refused.not_found", "store.hint.list")
    return _rows(rows, day)[0]


def history(
    scope: Scope, day: date, record_id: int, asked: Asked, parts: Mapping[str, Numbers] = NONE
) -> Page[EventRow]:
    """What happened to one record of `scope.kind`, bulk events included.

    `parts` are the numbers, by kind, of the records that belong to it, themselves or as a query.
    Raises `Refused` where the record is not within reach.
    """
    model = PLACES[scope.kind].model
    if not model._base_manager.filter(within(scope, day), pk=record_id).exists():
        raise Refused("store.refused.not_found", "store.hint.list")
    kind = str(getattr(model, "kind", ""))
    own = Q(subject_kind=kind, subject_id=record_id)
    for name, numbers in parts.items():
        own |= Q(subject_kind=name, subject_id__in=numbers)
    about = own | Q(pk__in=EventChange.objects.filter(own).values("event_id"))
    rows = Event.objects.filter(about)
    order = asked.order(HISTORY_SORTS)
    found = page(rows, order, asked.after, asked.size, counted=asked.counted)
    return found.of(_rows(found.rows, day))


def _length() -> int:
    return Head.objects.values_list("sequence", flat=True).first() or 0


def _rows(events: Sequence[Event], day: date) -> list[EventRow]:
    ids = [event.pk for event in events]
    names = _names({each for event in events for each in (event.actor_id, event.acting_for_id)})
    kept = _personal(ids)
    told = names_in(events, day)
    return [
        EventRow(
            id=event.pk,
            sequence=event.sequence,
            at=event.at,
            actor_id=event.actor_id,
            actor_name=names.get(event.actor_id, ""),
            acting_for_name=names.get(event.acting_for_id, ""),
            action=event.action,
            subject_kind=event.subject_kind,
            subject_id=event.subject_id,
            subject_version=event.subject_version,
            before=_readable(event.before, kept.get((event.pk, "before"), {})),
            after=_readable(event.after, kept.get((event.pk, "after"), {})),
            changes=int(event.after.get("rows", 0)) if event.changes_sha256 else 0,
            hash=event.hash,
            names=replace(told, about=event.subject_kind),
        )
        for event in events
    ]


def _names(ids: Iterable[int | None]) -> dict[int | None, str]:
    rows = User.objects.filter(pk__in=[each for each in ids if each is not None])
    return dict(rows.values_list("pk", "display_name"))


def _personal(ids: Sequence[int]) -> dict[tuple[int, str], dict[str, object]]:
    kept: dict[tuple[int, str], dict[str, object]] = {}
    for row in PersonalValue.objects.filter(event_id__in=ids):
        kept.setdefault((row.event_id, row.side), {})[row.field] = row.value
    return kept


def _readable(values: Mapping[str, object], kept: Mapping[str, object]) -> dict[str, object]:
    """The values with HMACs replaced by what is kept of them; digests of secrets left out."""
    return {
        name: kept.get(name) if _is_mark(value, "hmac") else value
        for name, value in values.items()
        if not _is_mark(value, "sha256")
    }


def _is_mark(value: object, mark: str) -> bool:
    return isinstance(value, dict) and set(value) == {mark}
