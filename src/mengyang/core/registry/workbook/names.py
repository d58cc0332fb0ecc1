"""名录表格称呼 — which area or unit a cell means: by its key, or by a name that only one has."""

from collections.abc import Iterable, Mapping

from mengyang.core.registry.workbook.records import DirectoryNow


class Names:
    """Every name of the record, and those that the workbook makes."""

    def __init__(self, now: DirectoryNow) -> None:
        self.now = now
        self._areas = _by_name((each.name_zh, key) for key, each in now.areas.items())
        self._units = _by_name((each.name_zh, key) for key, each in now.units.items())
        self._called = _grouped((alias, unit) for unit, alias in now.aliases)
        self._members = _grouped(now.members)
        self._taken: dict[tuple[str, str], set[str]] = {}
        self.area_of = {key: each.area for key, each in now.units.items()}
        for key, unit in now.units.items():
            self.take(key, unit.name_zh)
        for unit_key, alias in now.aliases:
            if unit_key in self.area_of:
                self.take(unit_key, alias)

    def areas(self, text: str) -> tuple[str, ...]:
        """The areas that a text may mean."""
        return _meant(text, self.now.areas, self._areas)

    def units(self, text: str) -> tuple[str, ...]:
        """The units that a text may mean."""
        return _meant(text, self.now.units, self._units)

    def called(self, alias: str) -> tuple[str, ...]:
        """The units that have the alias on record."""
        return self._called.get(alias, ())

    def members(self, group: str) -> tuple[str, ...]:
        """The units that belong to a group on record."""
        return self._members.get(group, ())

    def add_area(self, key: str, name: str) -> None:
        """Know an area that the workbook makes or renames."""
        _add(self._areas, name, key)

    def add_unit(self, key: str, name: str, area: str) -> None:
        """Know a unit that the workbook makes or renames."""
        _add(self._units, name, key)
        self.area_of[key] = area
        self.take(key, name)

    def take(self, unit: str, name: str) -> None:
        """Know that a unit answers to a name in its area."""
        self._taken.setdefault((self.area_of[unit], name), set()).add(unit)

    def is_taken(self, area: str, name: str, but: str = "") -> bool:
        """Whether a unit of the area answers to the name, other than `but`."""
        return bool(self._taken.get((area, name), set()) - {but})

    def area_label(self, key: str) -> str:
        """How the workbook calls an area: by its name where no other has it, else by its key."""
        return _label(key, self.now.areas[key].name_zh, self._areas)

    def unit_label(self, key: str) -> str:
        """How the workbook calls a unit."""
        return _label(key, self.now.units[key].name_zh, self._units)


def _by_name(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, key in pairs:
        _add(found, name, key)
    return found


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}


def _add(names: dict[str, list[str]], name: str, key: str) -> None:
    keys = names.setdefault(name, [])
    if key not in keys:
        keys.append(key)


def _meant(
    text: str, keyed: Mapping[str, object], named: Mapping[str, list[str]]
) -> tuple[str, ...]:
    return (text,) if text in keyed else tuple(named.get(text, ()))


def _label(key: str, name: str, named: Mapping[str, list[str]]) -> str:
    return name if named.get(name) == [key] else key
