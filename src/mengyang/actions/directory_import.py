"""名录导入 — an edited workbook of areas, units, aliases, members: a plan, then all or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from mengyang.actions.units import new_key, require
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.dated import Dated
from mengyang.core.findings import Refused
from mengyang.core.registry import workbook
from mengyang.core.registry.workbook import (
    AliasMade,
    AreaSet,
    Change,
    DirectoryNow,
    Ended,
    GroupMade,
    MemberMade,
    PlannedRow,
    UnitSet,
)
from mengyang.core.verdicts import RowVerdict, is_clean, stamp
from mengyang.formats.entry_form import Line
from mengyang.packs import terms
from mengyang.store.reads.directory_now import directory_now
from mengyang.store.writes import Work, transaction
from mengyang.store.writes import directory_plan as writes
from mengyang.store.writes.registry import (
    AreaDraft,
    GroupDraft,
    Name,
    UnitDraft,
    add_areas,
    add_groups,
    add_units,
)

MOST_CHANGES = 2000


@dataclass(frozen=True, slots=True)
class Checked:
    """What was said of every row, and the stamp by which exactly this is confirmed."""

    verdicts: tuple[RowVerdict, ...]
    stamp: str


def read_directory(actor: Actor, *, day: date) -> DirectoryNow:
    """The directory as it goes out to be edited."""
    require(actor, "area")
    require(actor, "unit")
    places, units = (access.scope(actor, "manage", kind) for kind in ("area", "unit"))
    return directory_now(places, units, day, (_codes("area_kinds"), _codes("unit_kinds")))


def check_directory(actor: Actor, lines: Sequence[Line], *, day: date) -> Checked:
    """A verdict on each row: what it would change, or why it cannot be taken."""
    planned = _planned(read_directory(actor, day=day), lines, day)
    verdicts = tuple(each.verdict for each in planned)
    return Checked(verdicts, stamp(verdicts))


def import_directory(actor: Actor, lines: Sequence[Line], seen: str, *, at: datetime) -> int:
    """Do what all rows say, or nothing; how many rows changed something.

    Raises `Refused` where a row is faulty, or where the directory is no longer what was shown.
    """
    with transaction(actor, at) as work:
        now = read_directory(actor, day=at.date())
        planned = _planned(now, lines, at.date())
        verdicts = [each.verdict for each in planned]
        if stamp(verdicts) != seen:
            raise Refused("registry.refused.stale", "registry.hint.upload_again")
        if not is_clean(verdicts):
            raise Refused("access.refused.rows_faulty", "access.hint.mend_rows")
        changing = [each for each in planned if each.changes]
        _apply(_Applied(work, now, _keyed([one for each in changing for one in each.changes])))
    return len(changing)


def _planned(now: DirectoryNow, lines: Sequence[Line], day: date) -> tuple[PlannedRow, ...]:
    rows: dict[str, list[Line]] = {}
    for line in lines:
        rows.setdefault(line.part, []).append(line)
    planned = workbook.plan(now, rows, day)
    if not planned:
        raise Refused("access.refused.no_rows", "access.hint.fill_form")
    if sum(bool(each.changes) for each in planned) > MOST_CHANGES:
        limit = MOST_CHANGES
        raise Refused("registry.refused.too_many_changes", "access.hint.in_portions", limit=limit)
    return planned


@dataclass(frozen=True, slots=True)
class _Applied:
    """The changes, to be done in one transaction."""

    work: Work
    now: DirectoryNow
    changes: tuple[Change, ...]

    def of[One](self, kind: type[One]) -> list[One]:
        """The changes of one kind."""
        return [each for each in self.changes if isinstance(each, kind)]

    def ended(self, what: str) -> list[Ended]:
        """What ends on one sheet."""
        return [each for each in self.of(Ended) if each.what == what]


def _apply(given: _Applied) -> None:
    work, now = given.work, given.now
    areas = given.of(AreaSet)
    versions = {key: area.version for key, area in now.areas.items()}
    add_areas(work, _area_drafts([each for each in areas if each.is_new]))
    writes.change_areas(work, [each for each in areas if not each.is_new], versions)
    units = given.of(UnitSet)
    add_units(work, [_unit_draft(each) for each in units if each.is_new])
    kept = [each for each in units if not each.is_new]
    writes.touch_units(work, _touched(given, kept), {k: u.version for k, u in now.units.items()})
    writes.name_units(work, kept)
    writes.change_aliases(work, given.of(AliasMade), given.ended("aliases"))
    _apply_groups(given)
    writes.close_units(work, given.ended("units"))
    writes.close_areas(work, given.ended("areas"), versions)


def _apply_groups(given: _Applied) -> None:
    work, made = given.work, given.of(MemberMade)
    add_groups(work, [_group_draft(each) for each in given.of(GroupMade)])
    versions = {key: group.version for key, group in given.now.groups.items()}
    ended = given.ended("members")
    changed = {each.group for each in made} | {each.key for each in ended}
    writes.touch_groups(work, changed & set(versions), versions)
    writes.change_members(work, made, ended)


def _touched(given: _Applied, kept: Iterable[UnitSet]) -> dict[str, str | None]:
    """The units on record that something happens to, with the kind they are to have."""
    found: dict[str, str | None] = {each.unit: None for each in given.of(AliasMade)}
    found |= {each.key: None for what in ("aliases", "units") for each in given.ended(what)}
    found |= {each.other: None for each in given.ended("units") if each.other}
    found |= {each.key: each.kind for each in kept}
    return {key: kind for key, kind in found.items() if key in given.now.units}


def _area_drafts(new: Sequence[AreaSet]) -> list[AreaDraft]:
    """Parents before their children."""
    left = {each.key: each for each in new}
    ordered: list[AreaSet] = []
    while left:
        ready = [each for each in left.values() if each.parent not in left]
        ordered += ready
        left = {key: each for key, each in left.items() if each.parent in left}
    return [
        AreaDraft(
            each.key,
            each.kind,
            each.code,
            each.parent or None,
            (Dated(Name(each.name_zh, each.name_en), each.day),),
        )
        for each in ordered
    ]


def _unit_draft(new: UnitSet) -> UnitDraft:
    names = (Dated(Name(new.name_zh, new.name_en), new.day),)
    return UnitDraft(new.key, new.kind, new.area, names)


def _group_draft(new: GroupMade) -> GroupDraft:
    return GroupDraft(new.key, new.area, Name(new.name_zh), (), ())


_KIND_OF = {AreaSet: "area", UnitSet: "unit", GroupMade: "group"}
_REFERENCES = ("key", "parent", "area", "unit", "group", "other")


def _keyed(changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes with a permanent key for everything that is new."""
    made = {
        each.key: new_key(_KIND_OF[type(each)])
        for each in changes
        if isinstance(each, GroupMade) or (isinstance(each, AreaSet | UnitSet) and each.is_new)
    }
    return tuple(_with_keys(each, made) for each in changes)


def _with_keys(change: Change, made: Mapping[str, str]) -> Change:
    told = {name: getattr(change, name) for name in _REFERENCES if hasattr(change, name)}
    return replace(change, **{name: made.get(key, key) for name, key in told.items()})


def _codes(family: str) -> dict[str, str]:
    """The code of every word of a family, in both languages, and of the code itself."""
    found: dict[str, str] = {}
    for code, term in terms()[family].items():
        found |= {code: code, term.zh: code, term.en: code}
    return found
