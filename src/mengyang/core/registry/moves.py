"""区划变更 — an area that moves from a day on takes the paths of all that lies under it along."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PlacedVersion:
    """A stretch of days of an area with its path; `until_day` is exclusive."""

    id: int
    area_id: int
    path: str
    from_day: date
    until_day: date | None


@dataclass(frozen=True, slots=True)
class Rebased:
    """What becomes of a version: a new path from `from_day`; `splits` where it began before."""

    id: int
    path: str
    splits: bool


def rebased(
    versions: Iterable[PlacedVersion], old: str, new: str, day: date
) -> tuple[Rebased, ...]:
    """The versions at `old` and under it that are in force on `day` or later, under `new`."""
    return tuple(
        Rebased(each.id, new + each.path.removeprefix(old), each.from_day < day)
        for each in versions
        if each.path.startswith(old) and (each.until_day is None or each.until_day > day)
    )


def lies_in(path: str, area_path: str) -> bool:
    """Whether a path lies at or under an area: it cannot become that area's parent."""
    return path.startswith(area_path)
