"""A directory of the pack as the matching of names sees it."""

from mengyang.core.dated import Dated
from mengyang.core.registry import NamedGroup, NamedUnit, UnitDirectory, directory
from mengyang.packs import Directory


def area_paths(pack: Directory) -> dict[str, str]:
    """The path of every area, with positions in the pack as ids."""
    paths: dict[str, str] = {}
    for number, area in enumerate(pack.areas, start=1):
        paths[area.key] = f"{paths[area.parent] if area.parent else ''}{number}."
    return paths


def seen_from_the_top(pack: Directory) -> UnitDirectory:
    """Ids are positions in the pack; the home is its first area."""
    paths = area_paths(pack)
    ids = {unit.key: number for number, unit in enumerate(pack.units)}
    units = [
        NamedUnit(
            ids[unit.key],
            paths[unit.area],
            tuple(Dated(name.value.zh, name.from_day, name.until_day) for name in unit.names),
            tuple(Dated(alias, unit.names[0].from_day) for alias in unit.aliases),
        )
        for unit in pack.units
    ]
    groups = [
        NamedGroup(
            number,
            paths[group.area],
            (group.name.zh, *group.aliases),
            tuple(Dated(ids[each.value], each.from_day, each.until_day) for each in group.members),
        )
        for number, group in enumerate(pack.groups)
    ]
    return directory(paths[pack.areas[0].key], units, groups)
