"""名录写入 — areas with their places in the tree, units with their names, groups with rosters."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mengyang.core.dated import Dated
from mengyang.store.models import Area, AreaVersion, GroupMember, Unit, UnitGroup, UnitName
from mengyang.store.writes.work import Work


@dataclass(frozen=True, slots=True)
class Name:
    """A name in Chinese and English."""

    zh: str
    en: str = ""


@dataclass(frozen=True, slots=True)
class AreaDraft:
    """行政区划 to be written; `names` are dated, the parent must have been written before."""

    key: str
    area_kind: str
    code: str
    parent_key: str | None
    names: tuple[Dated[Name], ...]
    is_fictional: bool = False


@dataclass(frozen=True, slots=True)
class UnitDraft:
    """单位 to be written with its dated official names and its aliases (简称)."""

    key: str
    unit_kind: str
    area_key: str
    names: tuple[Dated[Name], ...]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """单位组 to be written with dated members (unit keys)."""

    key: str
    area_key: str
    name: Name
    aliases: tuple[str, ...]
    members: tuple[Dated[str], ...]


def add_areas(work: Work, drafts: Iterable[AreaDraft]) -> list[int]:
    """Write areas, parents before children, with one version for each of their names; their ids."""
    ids = []
    for draft in drafts:
        area = work.create(
            Area(key=draft.key, is_fictional=draft.is_fictional), action="area.create"
        )
        parent = Area.objects.get(key=draft.parent_key) if draft.parent_key else None
        versions = [_area_version(area, parent, draft, name) for name in draft.names]
        work.create_many(versions, action="area.create")
        ids.append(area.pk)
    return ids


def add_units(work: Work, drafts: Iterable[UnitDraft]) -> int:
    """Write units with all their names as one bulk event; how many units."""
    kept = list(drafts)
    areas = dict(Area.objects.values_list("key", "pk"))
    units = work.create_many(
        [Unit(key=d.key, area_id=areas[d.area_key], unit_kind=d.unit_kind) for d in kept],
        action="unit.create",
    )
    names = [
        name for unit, draft in zip(units, kept, strict=True) for name in _unit_names(unit, draft)
    ]
    work.create_many(names, action="unit.create")
    return len(kept)


def add_groups(work: Work, drafts: Iterable[GroupDraft]) -> int:
    """Write groups with their rosters; how many groups."""
    kept = list(drafts)
    areas = dict(Area.objects.values_list("key", "pk"))
    units = dict(Unit.objects.values_list("key", "pk"))
    groups = work.create_many(
        [
            UnitGroup(
                key=draft.key,
                area_id=areas[draft.area_key],
                name_zh=draft.name.zh,
                name_en=draft.name.en,
                aliases=list(draft.aliases),
            )
            for draft in kept
        ],
        action="group.create",
    )
    members = [
        GroupMember(
            group=group,
            unit_id=units[member.value],
            from_day=member.from_day,
            until_day=member.until_day,
        )
        for group, draft in zip(groups, kept, strict=True)
        for member in draft.members
    ]
    work.create_many(members, action="group.create")
    return len(kept)


def add_alias(work: Work, unit_id: int, alias: str, from_day: date) -> int:
    """Remember that documents call the unit by this name; the id of the name."""
    row = UnitName(unit_id=unit_id, name_zh=alias, is_official=False, from_day=from_day)
    return work.create(row, action="unit.add_alias").pk


def _area_version(
    area: Area, parent: Area | None, draft: AreaDraft, name: Dated[Name]
) -> AreaVersion:
    above = (
        parent.versions.order_by("-from_day").values_list("path", flat=True)[0] if parent else ""
    )
    return AreaVersion(
        area=area,
        parent=parent,
        path=f"{above}{area.pk}.",
        area_kind=draft.area_kind,
        code=draft.code,
        name_zh=name.value.zh,
        name_en=name.value.en,
        from_day=name.from_day,
        until_day=name.until_day,
    )


def _unit_names(unit: Unit, draft: UnitDraft) -> list[UnitName]:
    official = [
        UnitName(
            unit=unit,
            name_zh=name.value.zh,
            name_en=name.value.en,
            is_official=True,
            from_day=name.from_day,
            until_day=name.until_day,
        )
        for name in draft.names
    ]
    first_day = min(name.from_day for name in draft.names)
    aliases = [
        UnitName(unit=unit, name_zh=alias, is_official=False, from_day=first_day)
        for alias in draft.aliases
    ]
    return official + aliases
