"""名录维护读取 — what must hold before a unit closes, and which names and keys are taken."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from mengyang.core.findings import Refused
from mengyang.core.ledger import ENDED
from mengyang.store.models import Area, AreaVersion, Post, Task, UnitName
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


def bound_to(unit_id: int, day: date) -> Bound:
    """What hangs on a unit on `day`."""
    posts = Post.objects.filter(Q(until_day=None) | Q(until_day__gt=day), unit_id=unit_id)
    tasks = Task.objects.filter(lead_unit_id=unit_id).exclude(state__in=_ENDED)
    return Bound(posts.count(), tasks.count())


def is_name_taken(area_id: int, name: str, day: date, but: int = 0) -> bool:
    """Whether another unit of the area answers to the name on `day` or later."""
    later = Q(until_day=None) | Q(until_day__gt=day)
    rows = UnitName.objects.filter(later, unit__area_id=area_id, name_zh=name)
    return rows.exclude(unit_id=but).exists()


def area_version(area_id: int) -> int | None:
    """The version of an area's row, which every change of it claims."""
    return Area.objects.filter(pk=area_id).values_list("version", flat=True).first()


def is_unit_open(unit_id: int, day: date) -> bool:
    """Whether the unit has an official name in force on `day`."""
    return UnitName.objects.filter(in_force(day), unit_id=unit_id, is_official=True).exists()


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
