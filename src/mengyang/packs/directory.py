"""名录数据 — the areas, units and groups of one region, from `areas/<code>/directory.toml`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources.abc import Traversable
from itertools import chain
from typing import Protocol

from mengyang.core.dated import Dated
from mengyang.packs.table import PACKS, Table, entries, read_table
from mengyang.packs.term import terms
from mengyang.packs.wording import Wording, read_dated_names, read_name

CODE_LENGTHS = (2, 4, 6, 9, 12)
FULL_WIDTH = "（）　：，"


@dataclass(frozen=True, slots=True)
class Area:
    """行政区划 — `code` is the official one, None for a management unit; `parent` an area key."""

    key: str
    kind: str
    code: str | None
    parent: str | None
    from_day: date
    names: tuple[Dated[Wording], ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """单位 — it exists while one of its names is in force; `aliases` are other words for it."""

    key: str
    area: str
    kind: str
    names: tuple[Dated[Wording], ...]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """单位组 — a collective name with its roster by date.

    `members` hold unit keys and are empty where no document prints the roster.
    """

    key: str
    area: str
    name: Wording
    aliases: tuple[str, ...] = ()
    members: tuple[Dated[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Directory:
    """名录 — one region, parents before their children; only a fictional one holds demo work."""

    code: str
    fictional: bool
    source: str
    areas: tuple[Area, ...]
    units: tuple[Unit, ...]
    groups: tuple[Group, ...]

    def unit_called(self, name: str) -> Unit | None:
        """The unit of that name or alias; of several the one whose area is listed first."""
        places = {area.key: place for place, area in enumerate(self.areas)}
        called = [
            unit
            for unit in self.units
            if name in unit.aliases or name in {each.value.zh for each in unit.names}
        ]
        return min(called, key=lambda unit: places[unit.area], default=None)


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


@cache
def directories() -> tuple[Directory, ...]:
    """Every directory of `areas/`, by code."""
    return read_directories(PACKS)


def read_directories(root: Traversable) -> tuple[Directory, ...]:
    """The directories under `root`/areas; raises `PackFault` naming file and key."""
    found: list[Directory] = []
    for folder in entries("areas", root):
        place = f"areas/{folder.name}/directory.toml"
        table = read_table(folder.joinpath("directory.toml"), place)
        directory = _read_directory(folder.name, table)
        _check_keys(chain(*map(_records, [*found, directory])), table)
        found.append(directory)
    return tuple(found)


def read_directory(file: Traversable) -> Directory:
    """A directory of an office's own, named by the code of its first area.

    Raises `PackFault` naming file and key.
    """
    table = read_table(file, file.name)
    first = next(iter(table.tables("area")), None)
    if first is None:
        raise table.fault("area", "a directory needs at least one area", "pack.fault.no_area")
    directory = _read_directory(first.text("code"), table)
    _check_keys(chain(_records(directory)), table)
    return directory


def _read_directory(code: str, table: Table) -> Directory:
    table.only("fictional", "source", "area", "unit", "group")
    areas: dict[str, Area] = {}
    for row in table.tables("area"):
        area = _read_area(row, areas)
        areas[area.key] = area
    if code not in {area.code for area in areas.values()}:
        raise table.fault("area", f"none has the code {code} of the folder")
    units = {unit.key: unit for unit in (_read_unit(row, areas) for row in table.tables("unit"))}
    groups = tuple(_read_group(row, areas, units) for row in table.tables("group"))
    directory = Directory(
        code=code,
        fictional=table.flag("fictional"),
        source=table.text("source"),
        areas=tuple(areas.values()),
        units=tuple(units.values()),
        groups=groups,
    )
    _check_labels(directory, table)
    return directory


def _read_area(table: Table, known: Mapping[str, Area]) -> Area:
    table.only("key", "kind", "code", "parent", "from_day", "name")
    parent = table.text_or_none("parent")
    if parent is not None and parent not in known:
        raise table.fault(
            "parent", f"no area {parent!r} stands above", "pack.fault.no_parent", value=parent
        )
    code = table.text_or_none("code")
    if code is not None and (not code.isdecimal() or len(code) not in CODE_LENGTHS):
        raise table.fault("code", f"{code!r} is no official code", "pack.fault.no_code", value=code)
    return Area(
        key=table.text("key"),
        kind=table.one_of("kind", terms()["area_kinds"]),
        code=code,
        parent=parent,
        from_day=table.day("from_day"),
        names=read_dated_names(table),
    )


def _read_unit(table: Table, areas: Mapping[str, Area]) -> Unit:
    table.only("key", "area", "kind", "name", "aliases")
    return Unit(
        key=table.text("key"),
        area=table.one_of("area", areas),
        kind=table.one_of("kind", terms()["unit_kinds"]),
        names=read_dated_names(table),
        aliases=table.texts("aliases"),
    )


def _read_group(table: Table, areas: Mapping[str, Area], units: Mapping[str, Unit]) -> Group:
    table.only("key", "area", "name", "aliases", "member")
    return Group(
        key=table.text("key"),
        area=table.one_of("area", areas),
        name=read_name(table.table("name")),
        aliases=table.texts("aliases"),
        members=tuple(_read_member(row, units) for row in table.tables("member")),
    )


def _read_member(table: Table, units: Mapping[str, Unit]) -> Dated[str]:
    table.only("unit", "from_day", "until_day")
    unit = table.one_of("unit", units)
    try:
        return Dated(unit, table.day("from_day"), table.day_or_none("until_day"))
    except ValueError as fault:
        raise table.fault("until_day", str(fault), "pack.fault.days") from fault


def _records(directory: Directory) -> Sequence[_Keyed]:
    return (*directory.areas, *directory.units, *directory.groups)


def _check_keys(records: chain[_Keyed], table: Table) -> None:
    """Keys are permanent identities, so no two records of an installation may share one."""
    seen: set[str] = set()
    for record in records:
        if record.key in seen:
            raise table.fault(
                "key", f"{record.key!r} stands twice", "pack.fault.twice", value=record.key
            )
        seen.add(record.key)


def _check_labels(directory: Directory, table: Table) -> None:
    """A name or alias means one thing inside one area and is spelt with half-width brackets."""
    seen: dict[tuple[str, str], str] = {}
    for key, area, label in _labels(directory):
        if any(mark in label for mark in FULL_WIDTH) or " " in label:
            why = f"{label!r} holds a blank or a full-width mark"
            raise table.fault(key, why, "pack.fault.odd_label", value=label)
        if seen.setdefault((area, label), key) != key:
            other = seen[area, label]
            why = f"{label!r} already means {other!r}"
            raise table.fault(key, why, "pack.fault.two_meanings", value=label, other=other)


def _labels(directory: Directory) -> list[tuple[str, str, str]]:
    of_units = [
        (unit.key, unit.area, label)
        for unit in directory.units
        for label in (*(name.value.zh for name in unit.names), *unit.aliases)
    ]
    of_groups = [
        (group.key, group.area, label)
        for group in directory.groups
        for label in (group.name.zh, *group.aliases)
    ]
    return of_units + of_groups
