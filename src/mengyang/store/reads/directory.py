"""名录维护读取 — what must hold before a unit closes, and which names and keys are taken."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from mengyang.core.findings import Refused
from mengyang.core.ledger import ENDED
from mengyang.store.models import Area, AreaVersion, Post, Task, UnitGroup, UnitName
from mengyang.store.reads.scope import in_force

_ENDED = tuple(state.value for state in ENDED)


@dataclass(frozen=True, slots=True)
class Bound:
    """What still hangs on a unit: posts in force or coming, and open tasks it leads."""

    posts: int
    tasks: int


@dataclass(frozen=True, slots=True)
class CodedArea:
    """An area with an official code on a day; `later_on` where it changes again."""

    id: int
    key: str
    version: int
    kind: str
    code: str
    name_zh: str
    parent_id: int | None
    later_on: date | None


@dataclass(frozen=True, slots=True)
class AreaFacts:
    """What an area is on a day."""

    parent_id: int | None
    area_kind: str
    code: str
    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True)
class UnitLife:
    """沿革 in short: a unit's first day, the day of its last name, and its end if it closed."""

    name_zh: str
    name_en: str
    founded: date
    changed: date
    closed: date | None


def bound_to(unit_id: int, day: date) -> Bound:
    """What hangs on a unit on `day`."""
    posts = Post.objects.filter(_not_over(day), unit_id=unit_id)
    tasks = Task.objects.filter(lead_unit_id=unit_id).exclude(state__in=_ENDED)
    return Bound(posts.count(), tasks.count())


def is_name_taken(area_id: int, name: str, day: date, but: int = 0) -> bool:
    """Whether another unit of the area answers to the name on `day` or later."""
    rows = UnitName.objects.filter(_not_over(day), unit__area_id=area_id, name_zh=name)
    return rows.exclude(unit_id=but).exists()


def area_version(area_id: int) -> int | None:
    """The version of an area's row, which every change of it claims."""
    return Area.objects.filter(pk=area_id).values_list("version", flat=True).first()


def is_unit_open(unit_id: int, day: date) -> bool:
    """Whether the unit has an official name in force on `day`."""
    return UnitName.objects.filter(in_force(day), unit_id=unit_id, is_official=True).exists()


def unit_life(unit_id: int) -> UnitLife:
    """From when until when a unit is there. Raises `Refused` where there is none."""
    names = UnitName.objects.filter(unit_id=unit_id, is_official=True)
    rows = list(names.order_by("from_day", "pk"))
    if not rows:
        raise Refused("registry.refused.no_such_unit", "registry.hint.list")
    last = rows[-1]
    return UnitLife(last.name_zh, last.name_en, rows[0].from_day, last.from_day, last.until_day)


def merged_into(unit_id: int) -> int | None:
    """The unit that answers to the last name of a closed one; none where it just closed."""
    life = unit_life(unit_id)
    if life.closed is None:
        return None
    others = UnitName.objects.filter(from_day=life.closed, name_zh=life.name_zh, is_official=False)
    return others.exclude(unit_id=unit_id).values_list("unit_id", flat=True).first()


def area_of_group(group_id: int) -> int:
    """The area as seen from which a group is named. Raises `Refused` where there is none."""
    found = UnitGroup.objects.filter(pk=group_id).values_list("area_id", flat=True).first()
    if found is None:
        raise Refused("registry.refused.no_such_group", "registry.hint.list")
    return found


def is_group_named(area_id: int, name: str, but: int = 0) -> bool:
    """Whether another group of the area has the name, as its own or as an alias."""
    groups = UnitGroup.objects.filter(area_id=area_id).exclude(pk=but)
    return any(name in (row.name_zh, *row.aliases) for row in groups)


def is_code_taken(code: str, day: date, but: int = 0) -> bool:
    """Whether another area has the official code on `day` or later."""
    return AreaVersion.objects.filter(_not_over(day), code=code).exclude(area_id=but).exists()


def is_area_named(parent_id: int | None, name: str, day: date, but: int = 0) -> bool:
    """Whether another area right under the parent has the name on `day` or later."""
    rows = AreaVersion.objects.filter(_not_over(day), parent_id=parent_id, name_zh=name)
    return rows.exclude(area_id=but).exists()


def area_facts(area_id: int, day: date) -> AreaFacts | None:
    """What an area is on `day`; none where it is not in force."""
    row = AreaVersion.objects.filter(in_force(day), area_id=area_id).first()
    if row is None:
        return None
    return AreaFacts(row.parent_id, row.area_kind, row.code, row.name_zh, row.name_en)


def path_of(area_id: int, day: date) -> str:
    """The place of an area on `day`; empty where it is not in force."""
    rows = AreaVersion.objects.filter(in_force(day), area_id=area_id)
    return rows.values_list("path", flat=True).first() or ""


def later_change(area_id: int, day: date) -> date | None:
    """The first day after `day` on which the area changes again, if there is one."""
    rows = AreaVersion.objects.filter(area_id=area_id, from_day__gt=day).order_by("from_day")
    return rows.values_list("from_day", flat=True).first()


def area_key(area_id: int) -> str:
    """The permanent key of an area. Raises `Refused` where there is none."""
    key = Area.objects.filter(pk=area_id).values_list("key", flat=True).first()
    if key is None:
        raise Refused("registry.refused.no_such_area", "registry.hint.list")
    return key


def coded_areas(day: date) -> dict[str, CodedArea]:
    """The areas in force on `day` by their official code."""
    rows = AreaVersion.objects.filter(in_force(day)).exclude(code="").select_related("area")
    later: dict[int, date] = {}
    for area_id, begins in _later(day):
        later.setdefault(area_id, begins)
    return {
        row.code: CodedArea(
            row.area_id,
            row.area.key,
            row.area.version,
            row.area_kind,
            row.code,
            row.name_zh,
            row.parent_id,
            later.get(row.area_id),
        )
        for row in rows
    }


def _later(day: date) -> Iterable[tuple[int, date]]:
    rows = AreaVersion.objects.filter(from_day__gt=day).order_by("from_day")
    return rows.values_list("area_id", "from_day")


def _not_over(day: date) -> Q:
    return Q(until_day=None) | Q(until_day__gt=day)
