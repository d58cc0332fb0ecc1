"""名录现状读取 — areas, units, aliases and groups that are in force on a day or will be, by key."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from django.db.models import Min, Q

from mengyang.core.access import Scope
from mengyang.core.ledger import ENDED
from mengyang.core.registry.workbook import AreaNow, DirectoryNow, GroupNow, Stretch, UnitNow
from mengyang.store.models import (
    Area,
    AreaVersion,
    GroupMember,
    Post,
    Task,
    Unit,
    UnitGroup,
    UnitName,
)
from mengyang.store.reads.scope import within

_ENDED = tuple(state.value for state in ENDED)


def directory_now(
    areas: Scope, units: Scope, day: date, kinds: tuple[Mapping[str, str], Mapping[str, str]]
) -> DirectoryNow:
    """The directory within reach; `kinds` are the codes of areas and units by their words."""
    keys = dict(Area.objects.values_list("pk", "key"))
    kept = Unit.objects.filter(within(units, day)).in_bulk()
    names = list(UnitName.objects.filter(_not_over(day), unit_id__in=kept).order_by("pk"))
    groups = UnitGroup.objects.in_bulk()
    members = GroupMember.objects.filter(_not_over(day), unit_id__in=kept).order_by("pk")
    return DirectoryNow(
        areas=_areas(areas, day, keys),
        units=_units(kept, names, day, keys),
        groups={
            row.key: GroupNow(row.key, row.version, keys[row.area_id], row.name_zh)
            for row in groups.values()
        },
        aliases={
            (kept[row.unit_id].key, row.name_zh): _stretch(row)
            for row in names
            if not row.is_official
        },
        members={
            (groups[row.group_id].key, kept[row.unit_id].key): _stretch(row) for row in members
        },
        area_kinds=kinds[0],
        unit_kinds=kinds[1],
    )


def _areas(scope: Scope, day: date, keys: Mapping[int, str]) -> dict[str, AreaNow]:
    rows = AreaVersion.objects.filter(_not_over(day), within(scope, day, "area__"))
    versions = AreaVersion.objects.values("area_id").annotate(first=Min("from_day"))
    founded = dict(versions.values_list("area_id", "first"))
    found: dict[str, AreaNow] = {}
    for row in rows.select_related("area").order_by("path", "from_day"):
        key = row.area.key
        if key in found:
            held = found[key].held
            later = replace(held, until_day=None, later_on=held.later_on or row.from_day)
            found[key] = replace(found[key], held=later)
            continue
        found[key] = AreaNow(
            key,
            row.area.version,
            row.area_kind,
            row.code,
            keys.get(row.parent_id or 0, ""),
            row.name_zh,
            row.name_en,
            replace(_stretch(row), founded=founded[row.area_id]),
        )
    return found


def _units(
    kept: Mapping[int, Unit], names: Iterable[UnitName], day: date, keys: Mapping[int, str]
) -> dict[str, UnitNow]:
    official: dict[int, list[UnitName]] = {}
    for name in names:
        if name.is_official:
            official.setdefault(name.unit_id, []).append(name)
    posts = Counter(Post.objects.filter(_not_over(day)).values_list("unit_id", flat=True))
    open_tasks = Task.objects.exclude(state__in=_ENDED)
    tasks = Counter(open_tasks.values_list("lead_unit_id", flat=True))
    found = {}
    for pk, rows in sorted(official.items(), key=lambda pair: (kept[pair[0]].area_id, pair[0])):
        first, *later = sorted(rows, key=lambda row: row.from_day)
        held = Stretch(first.from_day, None, later[0].from_day) if later else _stretch(first)
        unit = kept[pk]
        found[unit.key] = UnitNow(
            unit.key,
            unit.version,
            unit.unit_kind,
            keys[unit.area_id],
            first.name_zh,
            first.name_en,
            held,
            posts[pk],
            tasks[pk],
        )
    return found


def _stretch(row: AreaVersion | UnitName | GroupMember) -> Stretch:
    return Stretch(row.from_day, row.until_day)


def _not_over(day: date) -> Q:
    return Q(until_day=None) | Q(until_day__gt=day)
