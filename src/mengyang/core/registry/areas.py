"""行政区划 — the tree of areas on a day, its paths, and what an official code only proposes.

A path is the ids from the top, each closed by a dot: `1.4.9.`. Codes never decide: some areas
have none, some hang elsewhere than their digits say, and codes change by date.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from mengyang.core.dated import Dated, in_force
from mengyang.core.findings import Refused, Unknown
from mengyang.core.patterns import lazy_pattern

_PATH = lazy_pattern(r"(?:[1-9][0-9]*\.)+")
_CODE = lazy_pattern(r"[1-9][0-9]+")
# 省 2, 地 4, 县 6, 乡 9, 村 12 digits.
_LEVELS = (2, 4, 6, 9, 12)


@dataclass(frozen=True, slots=True)
class AreaPlace:
    """Where an area hangs and what it is called over a stretch of days; `code` may be empty."""

    parent_id: int | None
    kind: str
    name_zh: str
    name_en: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class AreaTree:
    """The areas in force on one day with the path of each."""

    places: Mapping[int, AreaPlace]
    paths: Mapping[int, str]

    def path(self, area_id: int) -> str | Unknown:
        """The path of an area, unknown where the area was not in force that day."""
        return self.paths.get(area_id, Unknown("registry.area.not_in_force", {"area": area_id}))

    def below(self, path: str) -> tuple[int, ...]:
        """The areas at `path` and under it, each parent before its children."""
        found = sorted(
            (parse_path(at), area) for area, at in self.paths.items() if at.startswith(path)
        )
        return tuple(area for _, area in found)


def make_path(area_ids: Iterable[int]) -> str:
    """The path of the ids from the top; raises `ValueError` where that gives no path."""
    path = "".join(f"{area_id}." for area_id in area_ids)
    if not _PATH.fullmatch(path):
        raise ValueError(f"{path!r} is no path")
    return path


def parse_path(path: str) -> tuple[int, ...]:
    """The ids from the top; raises `ValueError` where `path` is none."""
    if not _PATH.fullmatch(path):
        raise ValueError(f"{path!r} is no path")
    return tuple(int(part) for part in path.split(".")[:-1])


def tree_on(histories: Mapping[int, Iterable[Dated[AreaPlace]]], day: date) -> AreaTree | Refused:
    """The tree in force on `day`; refused where a parent is missing that day or areas go round."""
    places = {
        area_id: place
        for area_id, history in histories.items()
        if isinstance(place := in_force(history, day), AreaPlace)
    }
    paths: dict[int, str] = {}
    for area_id in places:
        line = _line(area_id, places)
        if isinstance(line, Refused):
            return line
        paths[area_id] = make_path(line)
    return AreaTree(MappingProxyType(places), MappingProxyType(paths))


def trim(code: str) -> str | Unknown:
    """The significant digits of an official code: 2, 4, 6, 9 or 12 of them."""
    if not _CODE.fullmatch(code) or len(code) not in _LEVELS:
        return Unknown("registry.code.not_official", {"code": code})
    return next(code[:level] for level in _LEVELS if not code[level:].strip("0"))


def propose_parent(code: str, known_codes: Collection[str]) -> str | Unknown | None:
    """The nearest code over `code` among the known ones, for a person to confirm.

    `None` for a province, which hangs under nothing; unknown where no code over it is known.
    """
    return nearest_over(code, by_trimmed(known_codes))


def by_trimmed(codes: Iterable[str]) -> dict[str, str]:
    """Official codes by their significant digits; what is none is left out."""
    return {short: each for each in codes if isinstance(short := trim(each), str)}


def nearest_over(code: str, known: Mapping[str, str]) -> str | Unknown | None:
    """The same as `propose_parent`, for many codes: `known` are those of `by_trimmed`."""
    trimmed = trim(code)
    if isinstance(trimmed, Unknown):
        return trimmed
    if len(trimmed) == _LEVELS[0]:
        return None
    above = (trimmed[:level] for level in reversed(_LEVELS) if level < len(trimmed))
    found = next((known[short] for short in above if short in known), None)
    return found or Unknown("registry.code.no_parent_known", {"code": code})


def _line(area_id: int, places: Mapping[int, AreaPlace]) -> tuple[int, ...] | Refused:
    """The ids from the top down to the area."""
    line = [area_id]
    while (parent := places[line[0]].parent_id) is not None:
        if parent not in places:
            return Refused("registry.refused.parent_not_in_force", area=places[line[0]].name_zh)
        if parent in line:
            return Refused("registry.refused.area_circle", area=places[parent].name_zh)
        line.insert(0, parent)
    return tuple(line)
