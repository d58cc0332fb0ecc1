"""区划表 — rows of areas: what is new, what changes from a day on, what is no more."""

from collections.abc import Mapping, Sequence
from datetime import date

from mengyang.core.findings import Unknown
from mengyang.core.registry.areas import trim
from mengyang.core.registry.workbook.names import Names
from mengyang.core.registry.workbook.records import AreaNow, AreaSet, Ended, FormRow
from mengyang.core.registry.workbook.rows import CheckedRow


def check_areas(rows: Sequence[FormRow], names: Names, day: date) -> list[CheckedRow]:
    """Every row checked; new areas are known by name to all rows."""
    checked = [CheckedRow(row, names, day) for row in rows]
    for each in checked:
        if not each.text("key") and each.text("name_zh"):
            names.add_area(_key_of(each), each.text("name_zh"))
    met: set[str] = set()
    for each in checked:
        each.settle(names.now.areas, met, _make, _change)
    parents = _parents(checked, names)
    for each in checked:
        _check_circle(each, parents)
    return checked


def _make(row: CheckedRow) -> None:
    begins = row.begins()
    made = _typed(row, _key_of(row), True, begins)
    parent = row.names.now.areas.get(made.parent)
    if parent is not None and begins < parent.held.first_day:
        row.fault("from_day", "registry.sheet.before_parent", day=parent.held.first_day)
    row.changes.append(made)
    row.tell("registry.sheet.new_area", name=made.name_zh, day=begins)


def _change(row: CheckedRow, known: AreaNow) -> None:
    row.began(known.held)
    ends = row.ending(known.held)
    day = row.day_in("changes_on") or row.day
    wanted = _typed(row, known.key, False, day)
    _differences(row, known, wanted)
    if row.told:
        row.changes.append(wanted)
        if day < known.held.from_day:
            row.fault("changes_on", "registry.sheet.before_begin", day=known.held.from_day)
        if known.held.later_on is not None:
            row.fault("changes_on", "registry.sheet.later_change", day=known.held.later_on)
        row.names.add_area(known.key, wanted.name_zh)
    if ends is not None:
        if row.told:
            row.fault("until_day", "registry.sheet.change_and_end")
        row.tell("registry.sheet.area_ends", name=known.name_zh, day=ends)
        row.changes.append(Ended("areas", known.key, "", ends))
    if row.told:
        row.seen(known.version)


def _typed(row: CheckedRow, key: str, is_new: bool, day: date) -> AreaSet:
    now = row.names.now
    kind = now.area_kinds.get(row.text("kind"), "")
    if not kind:
        row.fault("kind", "registry.sheet.no_such_kind", text=row.text("kind"))
    code = row.text("code")
    if code and isinstance(trim(code), Unknown):
        row.fault("code", "registry.code.not_official", code=code)
    known = now.areas.get(key)
    others = (area.code for area in now.areas.values() if area.key != key)
    if code and (known is None or code != known.code) and code in others:
        row.fault("code", "registry.refused.code_taken", code=code)
    parent = row.area_in("parent", (known.parent,) if known else ()) if row.text("parent") else ""
    name = row.name_in("name_zh")
    return AreaSet(key, is_new, kind, code, parent, name, row.text("name_en"), day)


def _differences(row: CheckedRow, known: AreaNow, wanted: AreaSet) -> None:
    day = wanted.day
    if wanted.name_zh != known.name_zh:
        row.tell("registry.sheet.renamed", old=known.name_zh, new=wanted.name_zh, day=day)
    if wanted.name_en != known.name_en:
        row.tell("registry.sheet.english", old=known.name_en, new=wanted.name_en)
    if wanted.kind != known.kind:
        row.tell("registry.sheet.kind", new=row.text("kind"))
    if wanted.code != known.code:
        row.tell("registry.sheet.code", old=known.code or "—", new=wanted.code or "—", day=day)
    if wanted.parent != known.parent:
        row.tell("registry.sheet.moved", new=row.text("parent") or "—", day=day)


def _parents(checked: Sequence[CheckedRow], names: Names) -> dict[str, str]:
    """What each area would lie in."""
    parents = {key: area.parent for key, area in names.now.areas.items()}
    for row in checked:
        parents |= {each.key: each.parent for each in row.changes if isinstance(each, AreaSet)}
    return parents


def _check_circle(row: CheckedRow, parents: Mapping[str, str]) -> None:
    for each in row.changes:
        if isinstance(each, AreaSet) and _goes_round(each.key, parents):
            row.fault("parent", "registry.refused.area_circle", area=each.name_zh)


def _goes_round(key: str, parents: Mapping[str, str]) -> bool:
    met: set[str] = set()
    while key:
        if key in met:
            return True
        met.add(key)
        key = parents.get(key, "")
    return False


def _key_of(row: CheckedRow) -> str:
    """What stands for a new area until it has a key; no key looks like it."""
    return f"{row.row.sheet}:{row.row.number}"
