"""名录表格写入 — what an edited workbook does to the directory, in an order in which it holds."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from mengyang.core.findings import Refused
from mengyang.core.registry.workbook import AliasMade, AreaSet, Ended, MemberMade, UnitSet
from mengyang.store.models import Area, AreaVersion, GroupMember, Unit, UnitGroup, UnitName
from mengyang.store.reads.scope import in_force
from mengyang.store.writes.directory import AreaChange, change_area, close_unit, rename_unit
from mengyang.store.writes.registry import Name
from mengyang.store.writes.work import Work


def change_areas(work: Work, wanted: Iterable[AreaSet], versions: Mapping[str, int]) -> None:
    """Let areas be otherwise, each from its day on, in the order of the days."""
    ids = dict(Area.objects.values_list("key", "pk"))
    for each in sorted(wanted, key=lambda one: one.day):
        parent = ids[each.parent] if each.parent else None
        name = Name(each.name_zh, each.name_en)
        change = AreaChange(ids[each.key], parent, each.kind, each.code, name)
        change_area(work, change, versions[each.key], each.day)


def touch_units(work: Work, kinds: Mapping[str, str | None], versions: Mapping[str, int]) -> None:
    """Claim units in the versions that were seen; `kinds` is the new kind, None where it stays."""
    rows = list(Unit.objects.filter(key__in=kinds).order_by("pk"))
    _require_versions(rows, versions)
    pairs = [(row, {"unit_kind": kinds[row.key] or row.unit_kind}) for row in rows]
    work.change_many(pairs, action="unit.import")


def touch_groups(work: Work, keys: Iterable[str], versions: Mapping[str, int]) -> None:
    """Claim groups in the versions that were seen."""
    rows = list(UnitGroup.objects.filter(key__in=set(keys)).order_by("pk"))
    _require_versions(rows, versions)
    work.change_many([(row, {"name_zh": row.name_zh}) for row in rows], action="group.change")


def name_units(work: Work, wanted: Iterable[UnitSet]) -> None:
    """Rename units from a day on, and mend English names where they stand."""
    for each in wanted:
        unit = Unit.objects.get(key=each.key)
        if each.renames:
            rename_unit(work, unit, Name(each.name_zh, each.name_en), each.day)
            continue
        names = UnitName.objects.filter(unit=unit, is_official=True, name_zh=each.name_zh)
        row = names.order_by("-from_day")[0]
        if row.name_en != each.name_en:
            work.change_many([(row, {"name_en": each.name_en})], action="unit.rename")


def close_units(work: Work, ended: Iterable[Ended]) -> None:
    """Close units or merge them."""
    for each in ended:
        into = Unit.objects.get(key=each.other).pk if each.other else None
        close_unit(work, Unit.objects.get(key=each.key), into, each.day)


def change_aliases(work: Work, made: Sequence[AliasMade], ended: Sequence[Ended]) -> None:
    """Let aliases begin and end."""
    keys = {each.unit for each in made} | {each.key for each in ended}
    units = dict(Unit.objects.filter(key__in=keys).values_list("key", "pk"))
    begun = [
        UnitName(
            unit_id=units[each.unit],
            name_zh=each.alias,
            is_official=False,
            from_day=each.from_day,
            until_day=each.until_day,
        )
        for each in made
    ]
    work.create_many(begun, action="unit.add_alias")
    pairs = []
    for each in ended:
        rows = UnitName.objects.filter(is_official=False, until_day=None)
        row = rows.get(unit_id=units[each.key], name_zh=each.other)
        pairs.append((row, {"until_day": each.day}))
    work.change_many(pairs, action="unit.end_alias")


def change_members(work: Work, made: Sequence[MemberMade], ended: Sequence[Ended]) -> None:
    """Let memberships begin and end."""
    units, groups = _ids(Unit), _ids(UnitGroup)
    begun = [
        GroupMember(
            group_id=groups[each.group],
            unit_id=units[each.unit],
            from_day=each.from_day,
            until_day=each.until_day,
        )
        for each in made
    ]
    work.create_many(begun, action="group.change")
    pairs = []
    for each in ended:
        rows = GroupMember.objects.filter(group_id=groups[each.key], until_day=None)
        pairs.append((rows.get(unit_id=units[each.other]), {"until_day": each.day}))
    work.change_many(pairs, action="group.change")


def close_areas(work: Work, ended: Iterable[Ended], versions: Mapping[str, int]) -> None:
    """Let areas be no more from a day on."""
    for each in ended:
        area = Area.objects.get(key=each.key)
        kept = {"is_fictional": area.is_fictional}
        work.change(area, kept, action="area.close", expected_version=versions[each.key])
        row = _version(area, each.day)
        work.change_many([(row, {"until_day": each.day})], action="area.close")


def _version(area: Area, day: date) -> AreaVersion:
    row = AreaVersion.objects.filter(in_force(day), area=area).first()
    if row is None:
        raise Refused("registry.refused.no_such_area", "registry.hint.list")
    return row


def _ids(model: type[Unit] | type[UnitGroup]) -> dict[str, int]:
    return dict(model._base_manager.values_list("key", "pk"))


def _require_versions(rows: Iterable[Unit | UnitGroup], versions: Mapping[str, int]) -> None:
    for row in rows:
        if row.version != versions[row.key]:
            raise Refused("store.refused.stale", "store.hint.reload", kind=row.kind)
