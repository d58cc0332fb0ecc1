"""事件名称 — the names of what events tell by ids: units, areas and people; and, within reach,
tasks, plans and documents.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from mengyang.core.access import Scope
from mengyang.store.models.documents import Document
from mengyang.store.models.ledger import Plan, Task
from mengyang.store.reads.names import Named, area_names, person_names, unit_names
from mengyang.store.reads.scope import within

# Which names the id in a field, or the id of a subject, stands for.
_FIELDS = {
    "unit_id": "unit",
    "lead_unit_id": "unit",
    "claimed_unit_id": "unit",
    "owner_unit_id": "unit",
    "area_id": "area",
    "user_id": "person",
    "claimed_by_id": "person",
    "claimed_for_id": "person",
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
    "task_id": "task",
    "parent_id": "task",
    "plan_id": "plan",
    "document_id": "document",
    "other_unit_id": "unit",
    "drafted_by_id": "person",
    "drafted_for_id": "person",
    "reviewed_by_id": "person",
    "sent_back_by_id": "person",
    "issued_by_id": "person",
    "issued_for_id": "person",
    "proposed_unit_id": "unit",
    "replied_by_id": "person",
    "settled_by_id": "person",
    "later_id": "document",
    "earlier_id": "document",
    "earlier_document_id": "document",
    "one_id": "task",
    "other_id": "task",
    "decided_by_id": "person",
    "read_by_id": "person",
    "confirmed_by_id": "person",
    "saved_by_id": "person",
    "decided_for_id": "document",
    "carried_to_id": "task",
    "origin_id": "task",
}
# A field that stands for something else in the events about some subjects.
_FIELDS_OF = {("registry.area_version", "parent_id"): "area"}
_SUBJECTS = {
    "registry.unit": "unit",
    "registry.area": "area",
    "access.user": "person",
    "ledger.task": "task",
    "ledger.plan": "plan",
    "documents.document": "document",
}
# Named only to those who may see them.
RECORDS = ("task", "plan", "document")


class Told(Protocol):
    """What is read of an event."""

    @property
    def subject_kind(self) -> str: ...
    @property
    def subject_id(self) -> int | None: ...
    @property
    def before(self) -> Mapping[str, object]: ...
    @property
    def after(self) -> Mapping[str, object]: ...


@dataclass(frozen=True, slots=True)
class EventNames:
    """The names that a page of events needs, as an event about `about` asks for them."""

    known: Mapping[tuple[str, int], Named]
    about: str = ""

    def sort_of(self, field: str) -> str:
        """What the id in a field stands for, such as `unit` or `task`; empty where it is no id."""
        return _sort(self.about, field)

    def of(self, field: str, value: object) -> Named | None:
        """The name behind the value of a field; `None` where it is no id or nobody bears it."""
        return self._named(self.sort_of(field), value)

    def with_those_of(self, other: "EventNames") -> "EventNames":
        """These names and the other ones."""
        return replace(self, known={**self.known, **other.known})

    def subject(self, subject_kind: str, subject_id: object) -> Named | None:
        """The name of the record that an event is about, where such records bear names."""
        return self._named(_SUBJECTS.get(subject_kind, ""), subject_id)

    def _named(self, sort: str, value: object) -> Named | None:
        return self.known.get((sort, value)) if sort and isinstance(value, int) else None


NO_NAMES = EventNames({})


def names_in(events: Iterable[Told], day: date) -> EventNames:
    """The names that stand behind the ids in `events`, as of `day`, whoever asks."""
    read: dict[str, Callable[[set[int]], Mapping[int, Named]]] = {
        "unit": lambda ids: unit_names(ids, day),
        "area": lambda ids: area_names(ids, day),
        "person": _people,
    }
    return _read(events, read)


def records_in(events: Iterable[Told], scopes: Mapping[str, Scope], day: date) -> EventNames:
    """The names of the tasks, plans and documents in `events` that lie within their scopes."""
    read: dict[str, Callable[[set[int]], Mapping[int, Named]]] = {
        "task": lambda ids: _tasks(scopes["task"], ids, day),
        "plan": lambda ids: _titles(
            Plan.objects.filter(within(scopes["plan"], day), pk__in=ids).values_list("pk", "title")
        ),
        "document": lambda ids: _titles(
            Document.objects.filter(within(scopes["document"], day), pk__in=ids).values_list(
                "pk", "title"
            )
        ),
    }
    return _read(events, read)


def _read(
    events: Iterable[Told], read: Mapping[str, Callable[[set[int]], Mapping[int, Named]]]
) -> EventNames:
    """One query a sort."""
    wanted: dict[str, set[int]] = {}
    for event in events:
        for sort, value in _ids(event):
            if sort in read:
                wanted.setdefault(sort, set()).add(value)
    known = {
        (sort, pk): named for sort, ids in wanted.items() for pk, named in read[sort](ids).items()
    }
    return EventNames(known)


def _ids(event: Told) -> Iterator[tuple[str, int]]:
    for field, value in (*event.before.items(), *event.after.items()):
        if isinstance(value, int) and (sort := _sort(event.subject_kind, field)):
            yield sort, value
    if event.subject_kind in _SUBJECTS and event.subject_id is not None:
        yield _SUBJECTS[event.subject_kind], event.subject_id


def _sort(about: str, field: str) -> str:
    return _FIELDS_OF.get((about, field)) or _FIELDS.get(field, "")


def _people(ids: set[int]) -> dict[int, Named]:
    return {pk: Named(pk, name, "") for pk, name in person_names(ids).items() if pk is not None}


def _tasks(scope: Scope, ids: set[int], day: date) -> dict[int, Named]:
    rows = Task.objects.filter(within(scope, day), pk__in=ids).values_list("pk", "number", "title")
    return _titles((pk, f"{number} {title}".strip()) for pk, number, title in rows)


def _titles(rows: Iterable[tuple[int, str]]) -> dict[int, Named]:
    return {pk: Named(pk, title, "") for pk, title in rows}
