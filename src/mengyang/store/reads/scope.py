"""权限范围 — a Scope as a query, and a record as the Subject that the same Scope is tested on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet

from mengyang.core.access import Grant, Scope, Subject
from mengyang.store.models.access import User
from mengyang.store.models.audit import Event
from mengyang.store.models.divisions import AskedUnit, Division
from mengyang.store.models.documents import Document
from mengyang.store.models.incoming import IncomingPaper, IncomingUnit
from mengyang.store.models.jobs import Job
from mengyang.store.models.ledger import Plan, Task, TaskUnit
from mengyang.store.models.ledger_meetings import Meeting, MeetingUnit
from mengyang.store.models.registry import Area, AreaVersion, Unit

_NOTHING = Q(pk__in=())


@dataclass(frozen=True, slots=True)
class Places:
    """Where a kind of record shows its area, its units and its state; empty where it has none."""

    model: type[Model]
    area: str = ""
    units: tuple[str, ...] = ()
    state: str = ""
    more_units: Callable[[int], QuerySet[Any, Any]] | None = None
    units_of: Callable[[Iterable[int]], Iterable[tuple[int, int]]] | None = None


def _tasks_of(unit_id: int) -> QuerySet[Any, Any]:
    return TaskUnit.objects.filter(unit_id=unit_id).values("task_id")


def _units_of_tasks(ids: Iterable[int]) -> Iterable[tuple[int, int]]:
    return TaskUnit.objects.filter(task_id__in=ids).values_list("task_id", "unit_id")


def _papers_of(unit_id: int) -> QuerySet[Any, Any]:
    return IncomingUnit.objects.filter(unit_id=unit_id).values("paper_id")


def _units_of_papers(ids: Iterable[int]) -> Iterable[tuple[int, int]]:
    return IncomingUnit.objects.filter(paper_id__in=ids).values_list("paper_id", "unit_id")


def _divisions_of(unit_id: int) -> QuerySet[Any, Any]:
    return AskedUnit.objects.filter(unit_id=unit_id).values("round__division_id")


def _units_of_divisions(ids: Iterable[int]) -> Iterable[tuple[int, int]]:
    asked = AskedUnit.objects.filter(round__division_id__in=ids)
    return asked.values_list("round__division_id", "unit_id").distinct()


def _meetings_of(unit_id: int) -> QuerySet[Any, Any]:
    return MeetingUnit.objects.filter(unit_id=unit_id).values("meeting_id")


def _units_of_meetings(ids: Iterable[int]) -> Iterable[tuple[int, int]]:
    return MeetingUnit.objects.filter(meeting_id__in=ids).values_list("meeting_id", "unit_id")


PLACES: dict[str, Places] = {
    "document": Places(Document, area="area_id", state="state"),
    "plan": Places(Plan, area="area_id", units=("owner_unit_id",), state="state"),
    "task": Places(
        Task,
        area="area_id",
        units=("lead_unit_id",),
        state="state",
        more_units=_tasks_of,
        units_of=_units_of_tasks,
    ),
    "judgement": Places(Task, area="plan__area_id", state="state"),
    "incoming": Places(
        IncomingPaper,
        area="area_id",
        units=("unit_id", "lead_unit_id"),
        state="state",
        more_units=_papers_of,
        units_of=_units_of_papers,
    ),
    "registration": Places(IncomingPaper, area="area_id", units=("unit_id",), state="state"),
    # A division is shown to the units that were asked, from the first round on.
    "division": Places(
        Division,
        area="area_id",
        state="state",
        more_units=_divisions_of,
        units_of=_units_of_divisions,
    ),
    "meeting": Places(
        Meeting,
        area="area_id",
        units=("unit_id",),
        more_units=_meetings_of,
        units_of=_units_of_meetings,
    ),
    "unit": Places(Unit, area="area_id", units=("id",)),
    "area": Places(Area, area="id"),
    "user": Places(User),
    "event": Places(Event),
    "job": Places(Job, units=("unit_id",), state="state"),
}


def within(scope: Scope, day: date, prefix: str = "") -> Q:
    """The records of `scope.kind` that lie within it on `day`, as a condition on their table.

    `prefix` leads there from another table: `within(scope, day, "task__")` on evidence.
    """
    places = PLACES[scope.kind]
    found = _NOTHING
    for grant in scope.grants:
        found |= _let_in(places, grant, day, prefix)
    return found


def subjects(kind: str, ids: Iterable[int], day: date) -> dict[int, Subject]:
    """What the records show to the access rules on `day`; those that do not exist are left out."""
    places = PLACES[kind]
    wanted = list(ids)
    names = [name for name in (places.area, places.state, *places.units) if name]
    rows = list(places.model._base_manager.filter(pk__in=wanted).values("id", *names))
    paths = paths_on(day, {row[places.area] for row in rows} if places.area else ())
    units: dict[int, set[int]] = {
        row["id"]: {row[name] for name in places.units if row[name] is not None} for row in rows
    }
    for pk, unit_id in places.units_of(wanted) if places.units_of else ():
        units[pk].add(unit_id)
    return {
        row["id"]: Subject(
            area_path=paths.get(row[places.area], "") if places.area else "",
            unit_ids=frozenset(units[row["id"]]),
            state=row[places.state] if places.state else "",
        )
        for row in rows
    }


def paths_on(day: date, area_ids: Iterable[int]) -> dict[int, str]:
    """The place in the tree of each area on `day`; areas not in force are left out."""
    found = AreaVersion.objects.filter(in_force(day), area_id__in=list(area_ids))
    return dict(found.values_list("area_id", "path"))


def in_force(day: date, prefix: str = "") -> Q:
    """Dated rows in force on `day`."""
    began = Q(**{f"{prefix}from_day__lte": day})
    return began & (Q(**{f"{prefix}until_day": None}) | Q(**{f"{prefix}until_day__gt": day}))


def _let_in(places: Places, grant: Grant, day: date, prefix: str) -> Q:
    found = ~_NOTHING
    if grant.below is not None:
        found &= _area(places, Q(path__startswith=grant.below), day, prefix)
    if grant.above is not None:
        found &= _area(places, Q(path__in=_upwards(grant.above)), day, prefix)
    if grant.unit_id is not None:
        found &= _unit(places, grant.unit_id, prefix)
    if grant.states is not None:
        found &= (
            Q(**{f"{prefix}{places.state}__in": sorted(grant.states)})
            if places.state
            else (_NOTHING)
        )
    return found


def _area(places: Places, path: Q, day: date, prefix: str) -> Q:
    if not places.area:
        return _NOTHING
    areas = AreaVersion.objects.filter(in_force(day), path).values("area_id")
    return Q(**{f"{prefix}{places.area}__in": areas})


def _unit(places: Places, unit_id: int, prefix: str) -> Q:
    found = _NOTHING
    for name in places.units:
        found |= Q(**{f"{prefix}{name}": unit_id})
    if places.more_units is not None:
        found |= Q(**{f"{prefix}pk__in": places.more_units(unit_id)})
    return found


def _upwards(path: str) -> list[str]:
    parts = path.split(".")[:-1]
    return [".".join(parts[:end]) + "." for end in range(1, len(parts) + 1)]
