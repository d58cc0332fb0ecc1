"""事件名称 — the names of the units, areas and people that events tell by their ids."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mengyang.core.access import Scope
from mengyang.store.models.audit import Event
from mengyang.store.models.ledger import Task
from mengyang.store.reads.names import Named, area_names, person_names, unit_names
from mengyang.store.reads.scope import within

TASK = "ledger.task"
# Which names the id in a field, or the id of a subject, stands for.
_FIELDS = {
    "unit_id": "unit",
    "lead_unit_id": "unit",
    "claimed_unit_id": "unit",
    "owner_unit_id": "unit",
    "area_id": "area",
    "user_id": "person",
    "claimed_by_id": "person",
    "verified_by_id": "person",
    "adopted_by_id": "person",
    "attached_by_id": "person",
    "uploaded_by_id": "person",
    "author_id": "person",
    "registered_by_id": "person",
    "recorded_by_id": "person",
    "owner_id": "person",
    "principal_id": "person",
    "deputy_id": "person",
    "leaver_id": "person",
    "successor_id": "person",
}
_SUBJECTS = {"registry.unit": "unit", "registry.area": "area", "access.user": "person"}


@dataclass(frozen=True, slots=True)
class EventNames:
    """The names that a page of events needs."""

    known: Mapping[tuple[str, int], Named]

    def of(self, field: str, value: object) -> Named | None:
        """The name behind the value of a field; `None` where it is no id or nobody bears it."""
        return self._named(_FIELDS.get(field), value)

    def subject(self, subject_kind: str, subject_id: object) -> Named | None:
        """The name of the record that an event is about, where such records bear names."""
        return self._named(_SUBJECTS.get(subject_kind), subject_id)

    def _named(self, sort: str | None, value: object) -> Named | None:
        return self.known.get((sort, value)) if sort and isinstance(value, int) else None


NO_NAMES = EventNames({})


def names_in(events: Iterable[Event], day: date) -> EventNames:
    """The names that stand behind the ids in `events`, as of `day`: one query a kind."""
    wanted: dict[str, set[int]] = {}
    for event in events:
        for sort, value in _ids(event):
            wanted.setdefault(sort, set()).add(value)
    read: dict[str, Callable[[set[int]], Mapping[int, Named]]] = {
        "unit": lambda ids: unit_names(ids, day),
        "area": lambda ids: area_names(ids, day),
        "person": _people,
    }
    known = {
        (sort, pk): named for sort, ids in wanted.items() for pk, named in read[sort](ids).items()
    }
    return EventNames(known)


def tasks_named(scope: Scope, day: date, ids: Iterable[int]) -> dict[int, str]:
    """Number and title of the tasks within reach; the others have no name here."""
    rows = Task.objects.filter(within(scope, day), pk__in=set(ids))
    return {
        pk: f"{number} {title}".strip()
        for pk, number, title in rows.values_list("pk", "number", "title")
    }


def _ids(event: Event) -> Iterator[tuple[str, int]]:
    for field, value in (*event.before.items(), *event.after.items()):
        if field in _FIELDS and isinstance(value, int):
            yield _FIELDS[field], value
    if event.subject_kind in _SUBJECTS and event.subject_id is not None:
        yield _SUBJECTS[event.subject_kind], event.subject_id


def _people(ids: set[int]) -> dict[int, Named]:
    return {pk: Named(pk, name, "") for pk, name in person_names(ids).items() if pk is not None}
