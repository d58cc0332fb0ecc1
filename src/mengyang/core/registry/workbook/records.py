"""名录表格 — the directory as it stands, and what the rows of an edited workbook would do to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mengyang.core.verdicts import FormRow as FormRow
from mengyang.core.verdicts import RowVerdict

SHEETS = ("areas", "units", "aliases", "members")


@dataclass(frozen=True, slots=True)
class Stretch:
    """有效期 — on record from a day until a day, exclusive; `later_on` where it changes again.

    `founded` is the first day ever, where what is on record now began later.
    """

    from_day: date
    until_day: date | None = None
    later_on: date | None = None
    founded: date | None = None

    @property
    def first_day(self) -> date:
        """The first day ever."""
        return self.founded or self.from_day


@dataclass(frozen=True, slots=True)
class AreaNow:
    """行政区划 on record; `parent` is the key of the area over it, or empty."""

    key: str
    version: int
    kind: str
    code: str
    parent: str
    name_zh: str
    name_en: str
    held: Stretch


@dataclass(frozen=True, slots=True)
class UnitNow:
    """单位 on record, with the posts and the open tasks that hang on it."""

    key: str
    version: int
    kind: str
    area: str
    name_zh: str
    name_en: str
    held: Stretch
    posts: int = 0
    tasks: int = 0


@dataclass(frozen=True, slots=True)
class GroupNow:
    """单位组 on record."""

    key: str
    version: int
    area: str
    name_zh: str


@dataclass(frozen=True, slots=True)
class DirectoryNow:
    """名录 on a day: what is in force or will be; aliases by unit and name, members by group and
    unit; `kinds` tells the code of every word by which a kind may be called."""

    areas: Mapping[str, AreaNow]
    units: Mapping[str, UnitNow]
    groups: Mapping[str, GroupNow]
    aliases: Mapping[tuple[str, str], Stretch]
    members: Mapping[tuple[str, str], Stretch]
    area_kinds: Mapping[str, str]
    unit_kinds: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AreaSet:
    """An area made (`is_new`) or changed from a day on."""

    key: str
    is_new: bool
    kind: str
    code: str
    parent: str
    name_zh: str
    name_en: str
    day: date


@dataclass(frozen=True, slots=True)
class UnitSet:
    """A unit made (`is_new`), renamed from a day on (`renames`) or corrected."""

    key: str
    is_new: bool
    renames: bool
    kind: str
    area: str
    name_zh: str
    name_en: str
    day: date


@dataclass(frozen=True, slots=True)
class AliasMade:
    """A name by which documents call a unit."""

    unit: str
    alias: str
    from_day: date
    until_day: date | None


@dataclass(frozen=True, slots=True)
class GroupMade:
    """A group without members yet."""

    key: str
    area: str
    name_zh: str


@dataclass(frozen=True, slots=True)
class MemberMade:
    """A unit that belongs to a group."""

    group: str
    unit: str
    from_day: date
    until_day: date | None


@dataclass(frozen=True, slots=True)
class Ended:
    """What ends on a day: `what` is the sheet; `other` the alias, the member or the successor."""

    what: str
    key: str
    other: str
    day: date


type Change = AreaSet | UnitSet | AliasMade | GroupMade | MemberMade | Ended


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What is said of a row, and what it does."""

    verdict: RowVerdict
    changes: tuple[Change, ...] = ()
