"""单位表 — rows of units: what is new, what is renamed from a day on, what closes or merges."""

from collections.abc import Sequence
from datetime import date

from mengyang.core.registry.workbook.names import Names
from mengyang.core.registry.workbook.records import Ended, FormRow, UnitNow, UnitSet
from mengyang.core.registry.workbook.rows import CheckedRow


def check_units(rows: Sequence[FormRow], names: Names, day: date) -> list[CheckedRow]:
    """Every row checked; new units and new names are known to all rows after them."""
    checked = [CheckedRow(row, names, day) for row in rows]
    met: set[str] = set()
    for each in checked:
        each.settle(names.now.units, met, _make, _change)
    closing = {one.key: one.day for row in checked for one in row.changes if isinstance(one, Ended)}
    for each in checked:
        _check_successor(each, closing)
    return checked


def _make(row: CheckedRow) -> None:
    begins = row.begins()
    area, name = row.area_in("area"), row.name_in("name_zh")
    kind = _kind(row)
    place = row.names.now.areas.get(area)
    if place is not None and begins < place.held.first_day:
        row.fault("from_day", "registry.sheet.before_parent", day=place.held.first_day)
    if row.names.is_taken(area, name):
        row.fault("name_zh", "registry.sheet.name_taken", name=name)
    key = f"{row.row.sheet}:{row.row.number}"
    row.names.add_unit(key, name, area)
    row.changes.append(UnitSet(key, True, False, kind, area, name, row.text("name_en"), begins))
    row.tell("registry.sheet.new_unit", name=name, area=row.text("area"), day=begins)


def _change(row: CheckedRow, known: UnitNow) -> None:
    row.began(known.held)
    ends = row.ending(known.held)
    if row.area_in("area", (known.area,)) not in ("", known.area):
        row.fault("area", "registry.sheet.unit_moved")
    day = row.day_in("changes_on") or row.day
    _compare(row, known, _kind(row), day)
    if ends is not None:
        if row.told:
            row.fault("until_day", "registry.sheet.change_and_end")
        _close(row, known, ends)
    if row.told:
        row.seen(known.version)


def _compare(row: CheckedRow, known: UnitNow, kind: str, day: date) -> None:
    name, english = row.name_in("name_zh"), row.text("name_en")
    renames = name != known.name_zh
    if renames:
        row.tell("registry.sheet.renamed", old=known.name_zh, new=name, day=day)
        _check_rename(row, known, name, day)
    if english != known.name_en:
        row.tell("registry.sheet.english", old=known.name_en or "—", new=english or "—")
    if kind != known.kind:
        row.tell("registry.sheet.kind", new=row.text("kind"))
    if row.told:
        row.changes.append(UnitSet(known.key, False, renames, kind, known.area, name, english, day))


def _check_rename(row: CheckedRow, known: UnitNow, name: str, day: date) -> None:
    if day <= known.held.from_day:
        row.fault("changes_on", "registry.sheet.before_begin", day=known.held.from_day)
    if known.held.later_on is not None or known.held.until_day is not None:
        later = known.held.later_on or known.held.until_day
        row.fault("changes_on", "registry.sheet.later_change", day=later)
    if row.names.is_taken(known.area, name, known.key):
        row.fault("name_zh", "registry.sheet.name_taken", name=name)
    row.names.add_unit(known.key, name, known.area)


def _close(row: CheckedRow, known: UnitNow, day: date) -> None:
    into = row.unit_in("successor") if row.text("successor") else ""
    if known.posts or known.tasks:
        facts = {"posts": known.posts, "tasks": known.tasks}
        row.fault("until_day", "registry.sheet.unit_bound", **facts)
    if into:
        merged = {"name": known.name_zh, "into": row.text("successor"), "day": day}
        row.tell("registry.sheet.unit_merges", **merged)
    else:
        row.tell("registry.sheet.unit_ends", name=known.name_zh, day=day)
    row.changes.append(Ended("units", known.key, into, day))


def _check_successor(row: CheckedRow, closing: dict[str, date]) -> None:
    for each in row.changes:
        if not isinstance(each, Ended) or not each.other:
            continue
        if each.other == each.key:
            row.fault("successor", "registry.refused.own_successor")
        elif each.other in closing:
            row.fault("successor", "registry.sheet.unit_gone")


def _kind(row: CheckedRow) -> str:
    kind = row.names.now.unit_kinds.get(row.text("kind"), "")
    if not kind:
        row.fault("kind", "registry.sheet.no_such_kind", text=row.text("kind"))
    return kind
