"""名录装载 — a directory of a pack written into an installation: areas, units, groups."""

from datetime import datetime

from mengyang.core.access import Actor
from mengyang.core.dated import Dated
from mengyang.packs import Area, Directory, Wording
from mengyang.store.writes import Work, transaction
from mengyang.store.writes.registry import (
    AreaDraft,
    GroupDraft,
    Name,
    UnitDraft,
    add_areas,
    add_groups,
    add_units,
)


def load_directory(actor: Actor | None, directory: Directory, *, at: datetime) -> int:
    """Write a whole directory in one transaction; how many units it has.

    Raises `Refused` where one of its keys is already taken.
    """
    with transaction(actor, at) as work:
        return write_directory(work, directory)


def write_directory(work: Work, directory: Directory) -> int:
    """Write it within a transaction; how many units it has.

    Raises `Refused` where one of its keys is already taken.
    """
    add_areas(work, [_area(area, directory.fictional) for area in directory.areas])
    units = add_units(
        work,
        [
            UnitDraft(unit.key, unit.kind, unit.area, _dated(unit.names), unit.aliases)
            for unit in directory.units
        ],
    )
    add_groups(
        work,
        [
            GroupDraft(
                group.key, group.area, _name(group.name), group.aliases, tuple(group.members)
            )
            for group in directory.groups
        ],
    )
    return units


def _area(area: Area, is_fictional: bool) -> AreaDraft:
    return AreaDraft(
        key=area.key,
        area_kind=area.kind,
        code=area.code or "",
        parent_key=area.parent,
        names=_dated(area.names),
        is_fictional=is_fictional,
    )


def _dated(names: tuple[Dated[Wording], ...]) -> tuple[Dated[Name], ...]:
    return tuple(Dated(_name(name.value), name.from_day, name.until_day) for name in names)


def _name(wording: Wording) -> Name:
    return Name(wording.zh, wording.en)
