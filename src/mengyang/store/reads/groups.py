"""单位组读取 — the groups of units that the documents of an area name, with the roster of a day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from mengyang.core.access import Scope
from mengyang.core.findings import Refused
from mengyang.store.models import GroupMember, UnitGroup
from mengyang.store.reads.names import Named, unit_names
from mengyang.store.reads.scope import in_force, within


@dataclass(frozen=True, slots=True)
class GroupRow:
    """单位组; `members` are the units of the day that lie within reach, in roster order."""

    id: int
    key: str
    name_zh: str
    name_en: str
    aliases: tuple[str, ...]
    members: tuple[Named, ...]
    area_id: int
    version: int


def groups(scope: Scope, day: date, area_id: int) -> tuple[GroupRow, ...]:
    """The groups of an area. `scope` is that of units: members out of reach are left out."""
    return _rows(scope, day, UnitGroup.objects.filter(area_id=area_id))


def group(scope: Scope, day: date, group_id: int) -> GroupRow:
    """One group as it is on `day`. Raises `Refused` where there is none."""
    rows = _rows(scope, day, UnitGroup.objects.filter(pk=group_id))
    if not rows:
        raise Refused("registry.refused.no_such_group", "registry.hint.list")
    return rows[0]


def _rows(scope: Scope, day: date, found: QuerySet[UnitGroup]) -> tuple[GroupRow, ...]:
    rows = list(found.order_by("id"))
    within_reach = GroupMember.objects.filter(in_force(day), within(scope, day, "unit__"))
    members = within_reach.filter(group__in=rows).order_by("id")
    pairs = list(members.values_list("group_id", "unit_id"))
    names = unit_names((unit_id for _, unit_id in pairs), day)
    return tuple(
        GroupRow(
            id=row.pk,
            key=row.key,
            name_zh=row.name_zh,
            name_en=row.name_en,
            aliases=tuple(row.aliases),
            members=tuple(names[unit_id] for group_id, unit_id in pairs if group_id == row.pk),
            area_id=row.area_id,
            version=row.version,
        )
        for row in rows
    )
