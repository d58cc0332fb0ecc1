"""别名表与分组成员表 — rows of aliases and of members of groups: what begins and what ends."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from mengyang.core.registry.workbook.names import Names
from mengyang.core.registry.workbook.records import (
    AliasMade,
    Ended,
    FormRow,
    GroupMade,
    MemberMade,
    Stretch,
)
from mengyang.core.registry.workbook.rows import CheckedRow


def check_aliases(
    rows: Sequence[FormRow], names: Names, day: date, closing: Collection[str]
) -> list[CheckedRow]:
    """Every row of the sheet of aliases checked; `closing` are the units that are no more."""
    checked = [CheckedRow(row, names, day) for row in rows]
    met: set[tuple[str, str]] = set()
    for each in checked:
        _check_alias(each, met, closing)
    return checked


def check_members(
    rows: Sequence[FormRow], names: Names, day: date, closing: Collection[str]
) -> list[CheckedRow]:
    """Every row of the sheet of members checked; a group named for the first time is made."""
    checked = [CheckedRow(row, names, day) for row in rows]
    groups = {(each.area, each.name_zh): key for key, each in names.now.groups.items()}
    gone = _unnamed(checked, names)
    met: set[tuple[str, str]] = set()
    for each in checked:
        _check_member(each, groups, met, closing)
        _check_rename(each, gone)
    return checked


def _check_alias(row: CheckedRow, met: set[tuple[str, str]], closing: Collection[str]) -> None:
    alias, record = row.name_in("alias"), row.names.now.aliases
    unit = row.unit_in("unit", row.names.called(alias))
    if not unit or _is_met(row, "alias", (unit, alias), met):
        return
    held = record.get((unit, alias))
    if held is not None:
        if (ends := _ended(row, held)) is not None:
            row.changes.append(Ended("aliases", unit, alias, ends))
            row.tell("registry.sheet.alias_ends", name=alias, unit=row.text("unit"), day=ends)
        return
    begins, ends = _begun(row, unit, closing)
    if row.names.is_taken(row.names.area_of[unit], alias):
        row.fault("alias", "registry.sheet.name_taken", name=alias)
    row.names.take(unit, alias)
    row.changes.append(AliasMade(unit, alias, begins, ends))
    row.tell("registry.sheet.new_alias", name=alias, unit=row.text("unit"), day=begins)


def _check_member(
    row: CheckedRow,
    groups: dict[tuple[str, str], str],
    met: set[tuple[str, str]],
    closing: Collection[str],
) -> None:
    name, area = row.name_in("group"), row.area_in("area")
    if not area or not name:
        return
    group = groups.get((area, name), "")
    if not group:
        group = groups[area, name] = f"{row.row.sheet}:{row.row.number}"
        row.changes.append(GroupMade(group, area, name))
        row.tell("registry.sheet.new_group", name=name, area=row.text("area"))
    if not row.text("unit"):
        return
    unit = row.unit_in("unit", row.names.members(group))
    if unit and not _is_met(row, "unit", (group, unit), met):
        _join(row, group, unit, closing)


def _unnamed(checked: Sequence[CheckedRow], names: Names) -> dict[str, str]:
    """The groups on record that no row names any more, by key with their names."""
    named = {row.text("group") for row in checked}
    return {
        key: group.name_zh for key, group in names.now.groups.items() if group.name_zh not in named
    }


def _check_rename(row: CheckedRow, gone: Mapping[str, str]) -> None:
    """A group is not renamed here: its row would make a second one beside it."""
    units = [each.unit for each in row.changes if isinstance(each, MemberMade)]
    for unit in units:
        for key, name in gone.items():
            held = row.names.now.members.get((key, unit))
            if held is not None and held.from_day == row.day_in("from_day"):
                row.fault("group", "registry.sheet.group_renamed", name=name)


def _join(row: CheckedRow, group: str, unit: str, closing: Collection[str]) -> None:
    held = row.names.now.members.get((group, unit))
    called = {"name": row.text("unit"), "group": row.text("group")}
    if held is not None:
        if (ends := _ended(row, held)) is not None:
            row.changes.append(Ended("members", group, unit, ends))
            row.tell("registry.sheet.leaves", **called, day=ends)
        return
    begins, until = _begun(row, unit, closing)
    row.changes.append(MemberMade(group, unit, begins, until))
    row.tell("registry.sheet.joins", **called, day=begins)


def _ended(row: CheckedRow, held: Stretch) -> date | None:
    row.began(held)
    return row.ending(held)


def _begun(row: CheckedRow, unit: str, closing: Collection[str]) -> tuple[date, date | None]:
    begins, ends = row.day_in("from_day") or row.day, row.day_in("until_day")
    if ends is not None and ends <= begins:
        row.fault("until_day", "registry.sheet.before_begin", day=begins)
    if unit in closing:
        row.fault("unit", "registry.sheet.unit_gone")
    return begins, ends


def _is_met(row: CheckedRow, column: str, pair: tuple[str, str], met: set[tuple[str, str]]) -> bool:
    if pair in met:
        row.fault(column, "registry.sheet.twice", name=row.text(column))
        return True
    met.add(pair)
    return False
