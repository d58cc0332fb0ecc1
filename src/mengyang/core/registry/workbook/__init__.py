"""名录表格 — an edited workbook of areas, units, aliases and members in, a plan of changes out.

Rows that are left out change nothing; what ends, ends by a day written into its row.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from mengyang.core.registry.workbook.areas import check_areas
from mengyang.core.registry.workbook.callings import check_aliases, check_members
from mengyang.core.registry.workbook.names import Names
from mengyang.core.registry.workbook.records import (
    SHEETS,
    AliasMade,
    AreaNow,
    AreaSet,
    Change,
    DirectoryNow,
    Ended,
    FormRow,
    GroupMade,
    GroupNow,
    MemberMade,
    PlannedRow,
    Stretch,
    UnitNow,
    UnitSet,
)
from mengyang.core.registry.workbook.rows import CheckedRow
from mengyang.core.registry.workbook.units import check_units

__all__ = [
    "SHEETS",
    "AliasMade",
    "AreaNow",
    "AreaSet",
    "Change",
    "DirectoryNow",
    "Ended",
    "FormRow",
    "GroupMade",
    "GroupNow",
    "MemberMade",
    "Names",
    "PlannedRow",
    "Stretch",
    "UnitNow",
    "UnitSet",
    "plan",
]
_LABELS = {"areas": "name_zh", "units": "name_zh", "aliases": "alias", "members": "group"}


def plan(
    now: DirectoryNow, rows: Mapping[str, Sequence[FormRow]], day: date
) -> tuple[PlannedRow, ...]:
    """What is said of every row and what it does, sheet by sheet in the order of `SHEETS`."""
    names = Names(now)
    areas = check_areas(rows.get("areas", ()), names, day)
    units = check_units(rows.get("units", ()), names, day)
    closing = _ended(units)
    checked = {
        "areas": areas,
        "units": units,
        "aliases": check_aliases(rows.get("aliases", ()), names, day, closing),
        "members": check_members(rows.get("members", ()), names, day, closing),
    }
    _check_ended_areas(areas, units, now)
    return tuple(
        row.planned(row.text(_LABELS[sheet])) for sheet in SHEETS for row in checked[sheet]
    )


def _ended(rows: Sequence[CheckedRow]) -> frozenset[str]:
    return frozenset(each.key for row in rows for each in row.changes if isinstance(each, Ended))


def _check_ended_areas(
    areas: Sequence[CheckedRow], units: Sequence[CheckedRow], now: DirectoryNow
) -> None:
    """An area ends only when nothing is left in it."""
    ended = _ended(areas)
    lies_in = {key: unit.area for key, unit in now.units.items()}
    lies_in |= {key: area.parent for key, area in now.areas.items()}
    for each in (one for row in (*areas, *units) for one in row.changes):
        if isinstance(each, AreaSet):
            lies_in[each.key] = each.parent
        elif isinstance(each, UnitSet):
            lies_in[each.key] = each.area
    gone = ended | _ended(units)
    left = Counter(place for key, place in lies_in.items() if key not in gone)
    for row in areas:
        key = row.text("key")
        if key in ended and left[key]:
            row.fault("until_day", "registry.sheet.area_holds", count=left[key])
