"""名录变更写入 — units renamed and closed, groups changed, areas changed from a day on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mengyang.core.findings import Refused
from mengyang.core.registry import PlacedVersion, Rebased, rebased
from mengyang.store.models import Area, AreaVersion, GroupMember, Unit, UnitGroup, UnitName
from mengyang.store.models.audited import Audited
from mengyang.store.reads.scope import in_force
from mengyang.store.writes.registry import Name
from mengyang.store.writes.work import Work


@dataclass(frozen=True, slots=True)
class AreaChange:
    """What an area is from a day on; `parent_id` is where it then lies."""

    area_id: int
    parent_id: int | None
    area_kind: str
    code: str
    name: Name


def touch_unit(work: Work, unit_id: int, expected_version: int, action: str) -> Unit:
    """Claim the unit in the version that the person saw; its names change with it."""
    row = Unit.objects.filter(pk=unit_id).first()
    if row is None:
        raise Refused("registry.refused.no_such_unit", "registry.hint.list")
    changes = {"unit_kind": row.unit_kind}
    return work.change(row, changes, action=action, expected_version=expected_version)


def rename_unit(work: Work, unit: Unit, name: Name, day: date) -> None:
    """Let the official name end and another begin; the old one goes on as an alias."""
    old = _official(unit, day)
    work.change(old, {"until_day": day}, action="unit.rename", expected_version=old.version)
    for zh, en, is_official in ((name.zh, name.en, True), (old.name_zh, old.name_en, False)):
        row = UnitName(unit=unit, name_zh=zh, name_en=en, is_official=is_official, from_day=day)
        work.create(row, action="unit.rename")


def end_alias(work: Work, unit_id: int, alias: str, day: date) -> None:
    """Let an alias mean the unit no longer."""
    aliases = UnitName.objects.filter(in_force(day), unit_id=unit_id, is_official=False)
    row = aliases.filter(name_zh=alias).first()
    if row is None:
        raise Refused("registry.refused.no_such_alias", "registry.hint.list", name=alias)
    until = max(day, row.from_day)
    work.change(row, {"until_day": until}, action="unit.end_alias", expected_version=row.version)


def close_unit(work: Work, unit: Unit, successor_id: int | None, day: date) -> None:
    """Let every name of the unit end; where it merges, the successor answers to them."""
    names = list(UnitName.objects.filter(in_force(day), unit=unit).order_by("pk"))
    work.change_many([(row, {"until_day": day}) for row in names], action="unit.close")
    if successor_id is not None:
        taken = [
            UnitName(
                unit_id=successor_id,
                name_zh=row.name_zh,
                name_en=row.name_en,
                is_official=False,
                from_day=day,
            )
            for row in names
        ]
        work.create_many(taken, action="unit.close")
    members = GroupMember.objects.filter(in_force(day), unit=unit).order_by("pk")
    work.change_many([(row, {"until_day": day}) for row in members], action="unit.close")


def change_roster(work: Work, group_id: int, unit_ids: frozenset[int], day: date) -> None:
    """Let exactly these units belong to a group from a day on; who stays keeps the first day."""
    rows = list(GroupMember.objects.filter(in_force(day), group_id=group_id).order_by("pk"))
    gone = [row for row in rows if row.unit_id not in unit_ids]
    pairs = [(row, {"until_day": max(day, row.from_day)}) for row in gone]
    work.change_many(pairs, action="group.change")
    new = sorted(unit_ids - {row.unit_id for row in rows})
    members = [GroupMember(group_id=group_id, unit_id=unit_id, from_day=day) for unit_id in new]
    work.create_many(members, action="group.change")


def rename_group(
    work: Work, seen: tuple[int, int], name: Name, aliases: tuple[str, ...]
) -> UnitGroup:
    """Call the group otherwise, claimed as (id, version that the person saw)."""
    changes = {"name_zh": name.zh, "name_en": name.en, "aliases": list(aliases)}
    row = _group(seen[0])
    return work.change(row, changes, action="group.rename", expected_version=seen[1])


def touch_group(work: Work, group_id: int, expected_version: int) -> UnitGroup:
    """Claim the group in the version that the person saw."""
    row = _group(group_id)
    changes = {"name_zh": row.name_zh}
    return work.change(row, changes, action="group.change", expected_version=expected_version)


def change_area(work: Work, change: AreaChange, expected_version: int, day: date) -> None:
    """Let the area be so from the day on, and take all that lies under it along."""
    area = Area.objects.get(pk=change.area_id)
    version = _version(change.area_id, day)
    changes = {"is_fictional": area.is_fictional}
    work.change(area, changes, action="area.change", expected_version=expected_version)
    above = _version(change.parent_id, day).path if change.parent_id else ""
    own = {
        "parent_id": change.parent_id,
        "area_kind": change.area_kind,
        "code": change.code,
        "name_zh": change.name.zh,
        "name_en": change.name.en,
    }
    old, new = version.path, f"{above}{area.pk}."
    rows = {row.pk: row for row in AreaVersion.objects.filter(path__startswith=old)}
    placed = [
        PlacedVersion(row.pk, row.area_id, row.path, row.from_day, row.until_day)
        for row in rows.values()
    ]
    moved = rebased(placed, old, new, day)
    _apply(work, rows, moved, day, {version.pk: own})


def _apply(
    work: Work,
    rows: Mapping[int, AreaVersion],
    moved: Iterable[Rebased],
    day: date,
    own: Mapping[int, Mapping[str, object]],
) -> None:
    ended: list[tuple[Audited, Mapping[str, object]]] = []
    begun: list[AreaVersion] = []
    for each in moved:
        row, more = rows[each.id], own.get(each.id, {})
        if each.splits and (more or each.path != row.path):
            ended.append((row, {"until_day": day}))
            begun.append(_copy(row, {**more, "path": each.path, "from_day": day}))
        elif not each.splits:
            ended.append((row, {**more, "path": each.path}))
    work.change_many(ended, action="area.change")
    work.create_many(begun, action="area.change")


def _copy(row: AreaVersion, changes: Mapping[str, object]) -> AreaVersion:
    kept = {
        field.attname: getattr(row, field.attname)
        for field in AreaVersion._meta.concrete_fields
        if not field.primary_key and field.attname != "version"
    }
    return AreaVersion(**(kept | dict(changes)))


def _group(group_id: int) -> UnitGroup:
    row = UnitGroup.objects.filter(pk=group_id).first()
    if row is None:
        raise Refused("registry.refused.no_such_group", "registry.hint.list")
    return row


def _version(area_id: int, day: date) -> AreaVersion:
    row = AreaVersion.objects.filter(in_force(day), area_id=area_id).first()
    if row is None:
        raise Refused("registry.refused.no_such_area", "registry.hint.list")
    return row


def _official(unit: Unit, day: date) -> UnitName:
    names = UnitName.objects.filter(in_force(day), unit=unit, is_official=True)
    row = names.order_by("-from_day").first()
    if row is None:
        raise Refused("registry.refused.unit_closed", "registry.hint.list")
    return row
