"""名录读取 — areas, units and groups as they were on a day."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Case, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When

from mengyang.core.access import Scope
from mengyang.core.dated import Dated
from mengyang.core.findings import Refused
from mengyang.core.registry.matching import NamedGroup, NamedUnit, UnitDirectory, directory
from mengyang.store.models import AreaVersion, GroupMember, Unit, UnitGroup, UnitName
from mengyang.store.reads.asked import Asked, both_ways, is_id
from mengyang.store.reads.names import unit_names
from mengyang.store.reads.paging import Page, page
from mengyang.store.reads.scope import in_force, within
from mengyang.store.reads.unit_names import names_in_force

AREA_SORTS = both_ways("path", "name_zh", "code", "from_day")
UNIT_SORTS = both_ways("id", "key", "name_zh", "unit_kind", "area_id")


@dataclass(frozen=True, slots=True)
class AreaRow:
    """行政区划 on a day; `level` counts from 1 at the top."""

    id: int
    key: str
    path: str
    level: int
    area_kind: str
    code: str
    name_zh: str
    name_en: str
    parent_id: int | None
    is_fictional: bool
    from_day: date
    until_day: date | None


@dataclass(frozen=True, slots=True)
class UnitRow:
    """单位 on a day with its aliases."""

    id: int
    key: str
    unit_kind: str
    name_zh: str
    name_en: str
    aliases: tuple[str, ...]
    area_id: int
    area_path: str
    area_zh: str
    area_en: str
    version: int


@dataclass(frozen=True, slots=True)
class NameRow:
    """An official name of a unit with its days."""

    name_zh: str
    name_en: str
    from_day: date
    until_day: date | None


def areas(scope: Scope, day: date, asked: Asked, near: str = "") -> Page[AreaRow]:
    """The areas in force on `day`, in the order of the tree; filter `area_kind`.

    Where no order is asked for, the tree in which the path `near` lies comes first.
    """
    rows = _areas(scope, day, asked).select_related("area")
    tree = f"{near.partition('.')[0]}." if near else ""
    rows = rows.annotate(is_far=_far(Q(path__startswith=tree)))
    order = _nearest_first(asked.order(AREA_SORTS), AREA_SORTS)
    found = page(rows, order, asked.after, asked.size)
    return found.of(_area(row) for row in found.rows)


def areas_below(scope: Scope, day: date, paths: Collection[str]) -> tuple[AreaRow, ...]:
    """Every area within reach at or below one of the paths, in the order of the tree."""
    below = reduce(or_, (Q(path__startswith=path) for path in paths), Q(pk__in=()))
    rows = AreaVersion.objects.filter(in_force(day), within(scope, day, "area__"), below)
    return tuple(_area(row) for row in rows.select_related("area").order_by("path", "pk"))


def area(scope: Scope, day: date, area_id: int) -> AreaRow:
    """One area as it was on `day`. Raises `Refused` where there is none."""
    rows = AreaVersion.objects.filter(in_force(day), within(scope, day, "area__"), area_id=area_id)
    row = rows.select_related("area").first()
    if row is None:
        raise Refused("registry.refused.no_such_area", "registry.hint.list")
    return _area(row)


def area_history(scope: Scope, day: date, area_id: int) -> tuple[AreaRow, ...]:
    """Every version of an area within reach, the latest first."""
    rows = AreaVersion.objects.filter(within(scope, day, "area__"), area_id=area_id)
    return tuple(_area(row) for row in rows.select_related("area").order_by("-from_day"))


def units(scope: Scope, day: date, asked: Asked, near: str = "") -> Page[UnitRow]:
    """The units within reach that are open on `day`; words look in every name they ever had.

    Filters: `unit_kind`, `area` (an id). Where no order is asked for, the units of the area with
    the path `near`, and of those under it, come first.
    """
    rows = _with_names(_matching_units(scope, day, asked), day)
    inside = AreaVersion.objects.filter(in_force(day), path__startswith=near)
    own = Q(area_id__in=inside.values("area_id"))
    names = UnitName.objects.filter(in_force(day), unit_id=OuterRef("pk"))
    named = Subquery(names.order_by("-is_official", "-from_day", "id").values("name_zh")[:1])
    rows = rows.annotate(is_far=_far(own), name_zh=named)
    order = _nearest_first(asked.order(UNIT_SORTS), UNIT_SORTS)
    found = page(rows, order, asked.after, asked.size)
    return found.of(_units(found.rows, day))


def unit(scope: Scope, day: date, unit_id: int) -> UnitRow:
    """One unit as it was on `day`. Raises `Refused` where there is none within reach.

    There is none either on a day on which its area was not there yet.
    """
    rows = list(_with_names(Unit.objects.filter(within(scope, day), pk=unit_id), day))
    told = _units(rows, day)
    if not told:
        raise Refused("registry.refused.no_such_unit", "registry.hint.list")
    found = told[0]
    if found.name_zh != found.key:
        return found
    # A closed unit goes on under its last name.
    last = unit_names([unit_id], day).get(unit_id)
    return replace(found, name_zh=last.zh, name_en=last.en) if last else found


def unit_history(scope: Scope, day: date, unit_id: int) -> tuple[NameRow, ...]:
    """Every official name of a unit within reach, past and coming ones too, the latest first."""
    rows = UnitName.objects.filter(within(scope, day, "unit__"), unit_id=unit_id, is_official=True)
    held = (row for row in rows.order_by("-from_day", "-pk") if _lasts(row))
    return tuple(NameRow(row.name_zh, row.name_en, row.from_day, row.until_day) for row in held)


def units_around(scope: Scope, day: date, area_path: str) -> tuple[UnitRow, ...]:
    """Every unit of the area, of the areas under it and of those over it."""
    found = Unit.objects.filter(within(scope, day), area_id__in=_around(day, area_path))
    rows = list(found.values_list("pk", "key", "unit_kind", "area_id", "version"))
    names = names_in_force((pk for pk, *_ in rows), day)
    places = _versions(day)
    # Hundreds of units stand to be chosen from on many a page: no row becomes an object of its own.
    return tuple(
        _unit_row(row, names.get(row[0], ()), places[row[3]]) for row in rows if row[3] in places
    )


def unit_directory(scope: Scope, day: date, area_path: str) -> UnitDirectory:
    """Every unit and group within reach by all its names, as seen from the area on `day`."""
    units = Unit.objects.filter(within(scope, day)).prefetch_related("names")
    groups = UnitGroup.objects.prefetch_related("members")
    places = _versions(day)
    return directory(
        area_path,
        [_named_unit(row, places[row.area_id].path) for row in units if row.area_id in places],
        [_named_group(row, places[row.area_id].path) for row in groups if row.area_id in places],
    )


def _nearest_first(order: tuple[str, ...], sorts: tuple[str, ...]) -> tuple[str, ...]:
    # Who sorts by a column wants that order and no other.
    return ("is_far", *order) if order == sorts[:1] else order


def _far(own: Q) -> Case:
    return Case(When(own, then=Value(0)), default=Value(1))


def _areas(scope: Scope, day: date, asked: Asked) -> QuerySet[AreaVersion]:
    rows = AreaVersion.objects.filter(in_force(day), within(scope, day, "area__"))
    if asked.words:
        rows = rows.filter(Q(name_zh__icontains=asked.words) | Q(name_en__icontains=asked.words))
    if kind := asked.filter("area_kind"):
        rows = rows.filter(area_kind=kind)
    return rows


def _matching_units(scope: Scope, day: date, asked: Asked) -> QuerySet[Unit]:
    named = UnitName.objects.filter(in_force(day), is_official=True)
    # What lies in an area that is not there on the day has no place to be listed under.
    places = AreaVersion.objects.filter(in_force(day))
    rows = Unit.objects.filter(
        within(scope, day),
        pk__in=named.values("unit_id"),
        area_id__in=places.values("area_id"),
    )
    if asked.words:
        names = Q(name_zh__icontains=asked.words) | Q(name_en__icontains=asked.words)
        rows = rows.filter(pk__in=UnitName.objects.filter(names).values("unit_id"))
    if kind := asked.filter("unit_kind"):
        rows = rows.filter(unit_kind=kind)
    if is_id(area_id := asked.filter("area")):
        rows = rows.filter(area_id=int(area_id))
    return rows


def _around(day: date, area_path: str) -> set[int]:
    under = AreaVersion.objects.filter(in_force(day), path__startswith=area_path)
    over = {int(part) for part in area_path.split(".") if part}
    return over | set(under.values_list("area_id", flat=True))


def _with_names(rows: QuerySet[Unit], day: date) -> QuerySet[Unit]:
    names = UnitName.objects.filter(in_force(day)).order_by("-is_official", "-from_day", "id")
    return rows.prefetch_related(Prefetch("names", queryset=names))


def _units(rows: Iterable[Unit], day: date) -> list[UnitRow]:
    kept = list(rows)
    places = _versions(day)
    return [_unit(row, places[row.area_id]) for row in kept if row.area_id in places]


def _versions(day: date) -> dict[int, AreaVersion]:
    return {row.area_id: row for row in AreaVersion.objects.filter(in_force(day))}


def _named_unit(row: Unit, path: str) -> NamedUnit:
    official: list[Dated[str]] = []
    aliases: list[Dated[str]] = []
    for name in row.names.all():
        if not _lasts(name):
            continue
        kept = official if name.is_official else aliases
        kept.append(Dated(name.name_zh, name.from_day, name.until_day))
    return NamedUnit(row.pk, path, tuple(official), tuple(aliases))


def _named_group(row: UnitGroup, path: str) -> NamedGroup:
    members = sorted(row.members.all(), key=lambda member: member.pk)
    return NamedGroup(
        row.pk,
        path,
        (row.name_zh, *row.aliases),
        tuple(
            Dated(member.unit_id, member.from_day, member.until_day)
            for member in members
            if _lasts(member)
        ),
    )


def _lasts(row: UnitName | GroupMember) -> bool:
    """Whether it held a day at all: what began and ended on one day never did."""
    return row.until_day is None or row.from_day < row.until_day


def _unit(row: Unit, place: AreaVersion) -> UnitRow:
    names = [(name.name_zh, name.name_en, name.is_official) for name in row.names.all()]
    return _unit_row((row.pk, row.key, row.unit_kind, row.area_id, row.version), names, place)


def _unit_row(
    row: tuple[int, str, str, int, int],
    names: Sequence[tuple[str, str, bool]],
    place: AreaVersion,
) -> UnitRow:
    pk, key, kind, area_id, version = row
    official = next((name for name in names if name[2]), None)
    return UnitRow(
        id=pk,
        key=key,
        unit_kind=kind,
        name_zh=official[0] if official else key,
        name_en=official[1] if official else "",
        aliases=tuple(name[0] for name in names if not name[2]),
        area_id=area_id,
        area_path=place.path,
        area_zh=place.name_zh,
        area_en=place.name_en,
        version=version,
    )


def _area(row: AreaVersion) -> AreaRow:
    return AreaRow(
        id=row.area_id,
        key=row.area.key,
        path=row.path,
        level=row.path.count("."),
        area_kind=row.area_kind,
        code=row.code,
        name_zh=row.name_zh,
        name_en=row.name_en,
        parent_id=row.parent_id,
        is_fictional=row.area.is_fictional,
        from_day=row.from_day,
        until_day=row.until_day,
    )
