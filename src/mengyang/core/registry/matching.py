"""单位匹配 — the name of a unit as a document prints it to the units it means on a day.

Found by official name, by alias, or as a group that expands to its members in force; anything
else is handed back to be asked for once. Nothing is guessed from likeness.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum, StrEnum
from types import MappingProxyType

from mengyang.core.dated import Dated
from mengyang.core.registry.abbreviations import ENDINGS


class How(StrEnum):
    """By what a name was found."""

    NAME = "name"
    ALIAS = "alias"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """单位 with its dated official names and its aliases; `area_path` is that of its area."""

    unit_id: int
    area_path: str
    names: tuple[Dated[str], ...]
    aliases: tuple[Dated[str], ...] = ()


@dataclass(frozen=True, slots=True)
class NamedGroup:
    """单位组 as seen from its area: its names and its dated members (unit ids) in roster order."""

    group_id: int
    area_path: str
    names: tuple[str, ...]
    members: tuple[Dated[int], ...] = ()


@dataclass(frozen=True, slots=True)
class Matched:
    """The units meant; more than one only where a group was expanded."""

    name: str
    unit_ids: tuple[int, ...]
    how: How
    group_id: int | None = None


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several equally near units or groups bear the name: a person must choose."""

    name: str
    unit_ids: tuple[int, ...]
    group_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class UnknownUnit:
    """Nobody in reach bears the name; `why` is a message code, `unit_ids` may be proposed."""

    name: str
    why: str
    unit_ids: tuple[int, ...] = ()
    group_id: int | None = None


type Match = Matched | Ambiguous | UnknownUnit


class _Near(IntEnum):
    HOME = 0
    LINE = 1
    ELSEWHERE = 2


@dataclass(frozen=True, slots=True)
class _Bearer:
    """A unit or a group that bears a name."""

    how: How
    near: _Near
    unit: Dated[int] | None = None
    group: NamedGroup | None = None

    def is_in_force(self, day: date) -> bool:
        return self.unit is None or self.unit.is_in_force(day)


@dataclass(frozen=True, slots=True)
class UnitDirectory:
    """单位名录 seen from one area, whose own units are the nearest; built by `directory`."""

    bearers: Mapping[str, tuple[_Bearer, ...]]


def directory(home: str, units: Iterable[NamedUnit], groups: Iterable[NamedGroup]) -> UnitDirectory:
    """The directory for a document of the area at path `home`."""
    bearers: defaultdict[str, list[_Bearer]] = defaultdict(list)
    for unit in units:
        near = _near(home, unit.area_path)
        for how, names in ((How.NAME, unit.names), (How.ALIAS, unit.aliases)):
            for name in names:
                meant = Dated(unit.unit_id, name.from_day, name.until_day)
                bearers[fold(name.value)].append(_Bearer(how, near, unit=meant))
    for group in groups:
        bearer = _Bearer(How.GROUP, _near(home, group.area_path), group=group)
        for spelt in {fold(name) for name in group.names}:
            bearers[spelt].append(bearer)
    return UnitDirectory(MappingProxyType({name: tuple(each) for name, each in bearers.items()}))


def match(name: str, known: UnitDirectory, day: date) -> Match:
    """What `name` means on `day`: an official name first, then the nearest alias or group.

    An alias or a group counts in its own area, in those over it and those under it, not beside it.
    """
    exact = known.bearers.get(fold(name), ())
    written_full = [
        each for full in _full_forms(fold(name)) for each in known.bearers.get(full, ())
    ]
    ways = (
        [each for each in exact if each.how is How.NAME],
        [each for each in exact if each.how is not How.NAME and each.near is not _Near.ELSEWHERE],
        [replace(each, how=How.ALIAS) for each in written_full if each.how is How.NAME],
        [
            each
            for each in written_full
            if each.how is How.ALIAS and each.near is not _Near.ELSEWHERE
        ],
    )
    for bearers in ways:
        if current := [each for each in bearers if each.is_in_force(day)]:
            return _chosen(name, _nearest(current), day)
    return _unknown(name, exact, day)


def fold(name: str) -> str:
    """The name in half-width letters and brackets, without blanks: what names are compared by."""
    # Once more after the blanks are gone: letters that stood apart may now belong together.
    joined = "".join(unicodedata.normalize("NFKC", name).split())
    return unicodedata.normalize("NFKC", joined)


def _near(home: str, path: str) -> _Near:
    if path == home:
        return _Near.HOME
    return _Near.LINE if path.startswith(home) or home.startswith(path) else _Near.ELSEWHERE


def _full_forms(printed: str) -> tuple[str, ...]:
    return tuple(
        printed.removesuffix(short) + full
        for short, full in ENDINGS
        if printed.endswith(short) and not printed.endswith(full)
    )


def _nearest(bearers: list[_Bearer]) -> list[_Bearer]:
    nearest = min(each.near for each in bearers)
    return [each for each in bearers if each.near is nearest]


def _chosen(name: str, chosen: list[_Bearer], day: date) -> Match:
    unit_ids = _unit_ids(chosen)
    groups = {each.group.group_id: each.group for each in chosen if each.group}
    if len(unit_ids) + len(groups) > 1:
        return Ambiguous(name, unit_ids, tuple(sorted(groups)))
    for group in groups.values():
        return _expanded(name, group, day)
    return Matched(name, unit_ids, chosen[0].how)


def _expanded(name: str, group: NamedGroup, day: date) -> Match:
    members = tuple(each.value for each in group.members if each.is_in_force(day))
    if not members:
        return UnknownUnit(name, "registry.group.no_members", group_id=group.group_id)
    return Matched(name, members, How.GROUP, group.group_id)


def _unknown(name: str, bearers: Iterable[_Bearer], day: date) -> UnknownUnit:
    """Units that bear the name on other days, or as an alias elsewhere, are only proposed."""
    units = [each for each in bearers if each.unit]
    if not units:
        return UnknownUnit(name, "registry.unit.unknown")
    if elsewhere := [each for each in units if each.is_in_force(day)]:
        return UnknownUnit(name, "registry.unit.elsewhere", _unit_ids(elsewhere))
    return UnknownUnit(name, "registry.unit.not_in_force", _unit_ids(units))


def _unit_ids(bearers: Iterable[_Bearer]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(each.unit.value for each in bearers if each.unit))
