"""公开期限 — by when plans are published and opinions answered, and how many may come in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources.abc import Traversable
from types import MappingProxyType

from mengyang.packs.table import PACKS, Table, entries, read_table
from mengyang.packs.wording import Wording, read_wording

_NUMBERS = (
    *("publish_within_working_days", "renew_after_months", "triage_within_working_days"),
    *("answer_within_working_days", "opinions_per_hour", "opinions_per_day"),
    "opinions_of_all_per_day",
)


@dataclass(frozen=True, slots=True)
class PublishingLimits:
    """One set of limits, in force from `from_day` on; each number is one or more."""

    code: str
    name: Wording
    source: Wording
    from_day: date
    publish_within_working_days: int
    renew_after_months: int
    triage_within_working_days: int
    answer_within_working_days: int
    opinions_per_hour: int
    opinions_per_day: int
    opinions_of_all_per_day: int


@cache
def publishing() -> Mapping[str, PublishingLimits]:
    """Every set of `publishing/` by code; `default` is always there."""
    return read_publishing(PACKS)


def publishing_on(day: date) -> PublishingLimits:
    """The set in force on a day: of several the latest; the default before all of them."""
    in_force = [each for each in publishing().values() if each.from_day <= day]
    return max(in_force, key=lambda each: each.from_day, default=publishing()["default"])


def read_publishing(root: Traversable) -> Mapping[str, PublishingLimits]:
    """The sets under `root`/publishing; raises `ValueError` naming file and key."""
    sets = {}
    for file in entries("publishing", root):
        code = file.name.removesuffix(".toml")
        sets[code] = _read_set(code, read_table(file, f"publishing/{file.name}"))
    return MappingProxyType(sets)


def _read_set(code: str, table: Table) -> PublishingLimits:
    table.only("name", "source", "from_day", *_NUMBERS)
    numbers = {key: table.number(key) for key in _NUMBERS}
    for key, value in numbers.items():
        if not value:
            raise table.fault(key, "a number of one or more is needed")
    return PublishingLimits(
        code=code,
        name=read_wording(table.table("name")),
        source=read_wording(table.table("source")),
        from_day=table.day("from_day"),
        **numbers,
    )
