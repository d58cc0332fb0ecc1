"""An edited workbook of the directory 名录表格: what each row would do, or why it cannot be."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pytest

from mengyang.core.registry.workbook import (
    AliasMade,
    AreaNow,
    AreaSet,
    Change,
    DirectoryNow,
    Ended,
    GroupMade,
    GroupNow,
    MemberMade,
    PlannedRow,
    Stretch,
    UnitNow,
    UnitSet,
    plan,
)

DAY, FOUNDED, LATER = date(2026, 3, 2), date(2000, 1, 1), date(2026, 4, 1)
HELD = Stretch(FOUNDED)
NOW = DirectoryNow(
    areas={
        "yunlu": AreaNow("yunlu", 1, "prefecture", "", "", "云麓地区", "", HELD),
        "jiahe": AreaNow("jiahe", 2, "county", "990101", "yunlu", "甲禾县", "Jiahe", HELD),
        "empty": AreaNow("empty", 1, "township", "", "jiahe", "山口镇", "", HELD),
    },
    units={
        "bureau": UnitNow("bureau", 3, "department", "jiahe", "甲禾县教育局", "", HELD, 0, 0),
        "housing": UnitNow("housing", 1, "department", "jiahe", "甲禾县住建局", "", HELD, 1, 2),
        "far": UnitNow("far", 1, "department", "yunlu", "甲禾县教育局", "", HELD, 0, 0),
    },
    groups={"counties": GroupNow("counties", 1, "yunlu", "各县")},
    aliases={("bureau", "教育局"): HELD},
    members={("counties", "bureau"): HELD},
    area_kinds={"county": "county", "township": "township", "县": "county"},
    unit_kinds={"department": "department", "office": "office"},
)
AREA = {"key": "jiahe", "version": "2", "name_zh": "甲禾县", "name_en": "Jiahe", "kind": "县"}
AREA |= {"code": "990101", "parent": "云麓地区", "from_day": "2000-01-01"}
TOWN = {"key": "empty", "version": "1", "name_zh": "山口镇", "kind": "township", "parent": "jiahe"}
UNIT = {"key": "bureau", "version": "3", "name_zh": "甲禾县教育局", "kind": "department"}
UNIT |= {"area": "甲禾县", "from_day": "2000-01-01"}
HOUSING = {"key": "housing", "version": "1", "name_zh": "甲禾县住建局", "kind": "department"}
HOUSING |= {"area": "jiahe"}


@dataclass(frozen=True)
class Row:
    """A row of a sheet."""

    sheet: str
    number: int
    values: Mapping[str, str]

    def value(self, key: str) -> str:
        return self.values.get(key, "")

    def cell(self, key: str) -> str:
        return key


def planned(sheet: str, *rows: Mapping[str, str]) -> tuple[PlannedRow, ...]:
    lines = {sheet: [Row(sheet, number, row) for number, row in enumerate(rows, 3)]}
    return plan(NOW, lines, DAY)


@pytest.mark.parametrize(
    ("sheet", "row"),
    [
        ("areas", AREA),
        ("areas", AREA | {"from_day": "", "kind": "county", "parent": "yunlu"}),
        ("units", UNIT),
        ("units", UNIT | {"version": "1"}),
        ("aliases", {"unit": "bureau", "alias": "教育局", "from_day": "2000/1/1"}),
        # Another unit is called the same; the record tells which is meant.
        ("aliases", {"unit": "甲禾县教育局", "alias": "教育局"}),
        ("members", {"area": "yunlu", "group": "各县", "unit": "甲禾县教育局"}),
        ("members", {"area": "yunlu", "group": "各县"}),
    ],
)
def test_a_row_as_it_went_out_changes_nothing(sheet: str, row: dict[str, str]) -> None:
    (found,) = planned(sheet, row)
    assert found.verdict.is_idle and found.changes == (), found.verdict


def of_area(**changed: object) -> AreaSet:
    held = AreaSet("jiahe", False, "county", "990101", "yunlu", "甲禾县", "Jiahe", DAY)
    return replace(held, **changed)  # type: ignore[arg-type]


MADE = {"unit": "bureau", "alias": "县教育局"}
DOES: list[tuple[str, dict[str, str], Change]] = [
    ("areas", AREA | {"name_zh": "甲禾市"}, of_area(name_zh="甲禾市")),
    (
        "areas",
        AREA | {"code": "990181", "changes_on": "2026-04-01"},
        of_area(code="990181", day=LATER),
    ),
    ("areas", AREA | {"parent": ""}, of_area(parent="")),
    (
        "areas",
        {"name_zh": "河口镇", "kind": "township", "parent": "甲禾县"},
        AreaSet("areas:3", True, "township", "", "jiahe", "河口镇", "", DAY),
    ),
    ("areas", TOWN | {"until_day": "2026-04-01"}, Ended("areas", "empty", "", LATER)),
    (
        "units",
        UNIT | {"name_zh": "甲禾县教委"},
        UnitSet("bureau", False, True, "department", "jiahe", "甲禾县教委", "", DAY),
    ),
    (
        "units",
        UNIT | {"kind": "office", "name_en": "Bureau"},
        UnitSet("bureau", False, False, "office", "jiahe", "甲禾县教育局", "Bureau", DAY),
    ),
    (
        "units",
        {"name_zh": "甲禾县财政局", "kind": "department", "area": "甲禾县"},
        UnitSet("units:3", True, False, "department", "jiahe", "甲禾县财政局", "", DAY),
    ),
    (
        "units",
        UNIT | {"until_day": "2026-04-01", "successor": "甲禾县住建局"},
        Ended("units", "bureau", "housing", LATER),
    ),
    ("aliases", MADE, AliasMade("bureau", "县教育局", DAY, None)),
    (
        "aliases",
        {"unit": "bureau", "alias": "教育局", "until_day": "2026-04-01"},
        Ended("aliases", "bureau", "教育局", LATER),
    ),
    (
        "members",
        {"area": "yunlu", "group": "各县", "unit": "housing", "from_day": "2026-04-01"},
        MemberMade("counties", "housing", LATER, None),
    ),
    (
        "members",
        {"area": "yunlu", "group": "各县", "unit": "bureau", "until_day": "2026-04-01"},
        Ended("members", "counties", "bureau", LATER),
    ),
    ("members", {"area": "yunlu", "group": "各局"}, GroupMade("members:3", "yunlu", "各局")),
]


@pytest.mark.parametrize(("sheet", "row", "change"), DOES)
def test_a_changed_row_says_what_it_does(sheet: str, row: dict[str, str], change: Change) -> None:
    (found,) = planned(sheet, row)
    assert found.changes == (change,), found.verdict
    assert found.verdict.changes and not found.verdict.faults


FAULTS = [
    ("areas", AREA | {"key": "nobody"}, "key", "registry.sheet.no_such_key"),
    ("areas", AREA | {"name_zh": "甲禾市", "version": "1"}, "version", "changed_meanwhile"),
    ("areas", AREA | {"kind": "king"}, "kind", "registry.sheet.no_such_kind"),
    ("areas", AREA | {"code": "1234567"}, "code", "registry.code.not_official"),
    ("areas", AREA | {"parent": "月亮"}, "parent", "registry.sheet.no_such_area"),
    ("areas", AREA | {"parent": "山口镇"}, "parent", "registry.refused.area_circle"),
    ("areas", AREA | {"until_day": "2026-04-01"}, "until_day", "registry.sheet.area_holds"),
    ("areas", AREA | {"from_day": "1999-01-01"}, "from_day", "registry.sheet.began"),
    ("areas", AREA | {"name_zh": "甲 禾"}, "name_zh", "registry.sheet.no_name"),
    ("areas", AREA | {"until_day": "morgen"}, "until_day", "registry.sheet.no_day"),
    ("units", UNIT | {"area": "云麓地区"}, "area", "registry.sheet.unit_moved"),
    ("units", UNIT | {"name_zh": "甲禾县住建局"}, "name_zh", "registry.sheet.name_taken"),
    (
        "units",
        UNIT | {"name_zh": "甲禾县教委", "changes_on": "2000-01-01"},
        "changes_on",
        "registry.sheet.before_begin",
    ),
    (
        "units",
        UNIT | {"name_zh": "甲禾县教委", "until_day": "2026-04-01"},
        "until_day",
        "registry.sheet.change_and_end",
    ),
    ("units", HOUSING | {"until_day": "2026-04-01"}, "until_day", "registry.sheet.unit_bound"),
    (
        "units",
        UNIT | {"until_day": "2026-04-01", "successor": "bureau"},
        "successor",
        "registry.refused.own_successor",
    ),
    (
        "units",
        {"name_zh": "甲禾县教育局", "kind": "department", "area": "甲禾县"},
        "name_zh",
        "registry.sheet.name_taken",
    ),
    (
        "units",
        {"name_zh": "某局", "kind": "department", "area": "甲禾县", "from_day": "1990-01-01"},
        "from_day",
        "registry.sheet.before_parent",
    ),
    ("aliases", {"unit": "甲禾县教育局", "alias": "县教"}, "unit", "registry.sheet.units_alike"),
    ("aliases", {"unit": "housing", "alias": "教育局"}, "alias", "registry.sheet.name_taken"),
    ("aliases", {"unit": "bureau", "alias": ""}, "alias", "registry.sheet.no_name"),
    ("members", {"area": "x", "group": "各县"}, "area", "registry.sheet.no_such_area"),
    # The members of a group on record under another name: no second group is made beside it.
    (
        "members",
        {"area": "yunlu", "group": "各县市", "unit": "bureau", "from_day": "2000-01-01"},
        "group",
        "registry.sheet.group_renamed",
    ),
]


@pytest.mark.parametrize(("sheet", "row", "cell", "code"), FAULTS)
def test_a_row_that_will_not_do_names_the_cell(
    sheet: str, row: dict[str, str], cell: str, code: str
) -> None:
    (found,) = planned(sheet, row)
    assert found.changes == ()
    faults = [(fault.cell, fault.finding.code) for fault in found.verdict.faults]
    assert any(at == cell and said.endswith(code) for at, said in faults), faults


def test_a_row_that_stands_twice_is_taken_once() -> None:
    for sheet, row in (("areas", AREA), ("units", UNIT), ("aliases", MADE)):
        first, second = planned(sheet, row, row)
        assert not first.verdict.faults
        assert second.verdict.faults[0].finding.code == "registry.sheet.twice", sheet


def test_new_areas_hold_new_units_whatever_the_order() -> None:
    rows = {
        "areas": [
            Row("areas", 3, {"name_zh": "河口村", "kind": "township", "parent": "河口镇"}),
            Row("areas", 4, {"name_zh": "河口镇", "kind": "township", "parent": "甲禾县"}),
        ],
        "units": [Row("units", 3, {"name_zh": "河口镇政府", "kind": "office", "area": "河口镇"})],
        "aliases": [Row("aliases", 3, {"unit": "河口镇政府", "alias": "镇政府"})],
    }
    found = [change for row in plan(NOW, rows, DAY) for change in row.changes]
    village, town, unit, alias = found
    assert isinstance(village, AreaSet) and isinstance(town, AreaSet)
    assert village.parent == town.key == "areas:4"
    assert isinstance(unit, UnitSet) and unit.area == town.key
    assert isinstance(alias, AliasMade) and alias.unit == unit.key


def test_an_area_ends_with_all_that_lies_in_it() -> None:
    rows = {
        "areas": [Row("areas", 3, AREA | {"until_day": "2026-04-01"})],
        "units": [
            Row("units", 3, UNIT | {"until_day": "2026-04-01"}),
        ],
    }
    (area, _) = plan(NOW, rows, DAY)
    # The other unit and the town are left.
    assert area.verdict.faults[0].finding.params == {"count": 2}


def test_what_changed_lately_was_founded_long_ago() -> None:
    county = replace(NOW.areas["jiahe"], held=Stretch(DAY, founded=FOUNDED))
    now = replace(NOW, areas=NOW.areas | {"jiahe": county})
    unit = {"name_zh": "甲禾县公安局", "kind": "department", "area": "甲禾县"}
    town = {"name_zh": "河口镇", "kind": "township", "parent": "甲禾县"}
    for day, faults in (("2010-01-01", 0), ("1999-12-31", 1)):
        rows = {
            "areas": [Row("areas", 3, town | {"from_day": day})],
            "units": [Row("units", 3, unit | {"from_day": day})],
        }
        assert [len(row.verdict.faults) for row in plan(now, rows, DAY)] == [faults, faults]


def test_an_official_code_stands_for_one_area() -> None:
    town = {"name_zh": "河口镇", "kind": "township", "code": "990101", "parent": "甲禾县"}
    (row,) = planned("areas", town)
    assert [each.finding.code for each in row.verdict.faults] == ["registry.refused.code_taken"]


def test_an_odd_day_on_record_comes_back_as_it_went_out() -> None:
    held = Stretch(date(206, 1, 1), date(2206, 1, 1))
    now = replace(NOW, units=NOW.units | {"bureau": replace(NOW.units["bureau"], held=held)})
    row = UNIT | {"from_day": "0206-01-01", "until_day": "2206-01-01"}
    (same,) = plan(now, {"units": [Row("units", 3, row)]}, DAY)
    assert not same.verdict.faults and not same.changes
