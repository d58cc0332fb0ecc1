"""Changes of the directory 名录变更: dated names, closing and merging, rosters, moves of areas."""

from datetime import date, timedelta

import pytest

from mengyang.actions import areas, units
from mengyang.actions.areas import AreaChange, NewArea
from mengyang.actions.units import Name, NewUnit, Roster, Seen
from mengyang.core import access
from mengyang.core.findings import Refused
from mengyang.core.registry import Matched, match
from mengyang.store.models import AreaVersion, Event, Post, Unit, UnitGroup
from mengyang.store.reads import directory, groups, registry
from mengyang.store.reads.access import actor_of
from mengyang.store.reads.asked import Asked
from tests.cast import AT, DAY, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
THEN = DAY + timedelta(days=30)


@pytest.fixture
def reach(cast: Cast) -> access.Scope:
    return access.scope(cast.actor("system_administrator"), "see", "unit")


def names(reach: access.Scope, day: date) -> set[str]:
    return {row.name_zh for row in registry.units(reach, day, Asked(size=500)).rows}


def meant(cast: Cast, reach: access.Scope, name: str, day: date) -> int | None:
    path = directory.path_of(cast.areas["jiahe"], day)
    found = match(name, registry.unit_directory(reach, day, path), day)
    return found.unit_ids[0] if isinstance(found, Matched) else None


def test_a_unit_is_made_and_found(cast: Cast, reach: access.Scope) -> None:
    new = NewUnit(cast.areas["jiahe"], "department", Name("甲禾县卫生健康委员会"), DAY)
    key = units.create_unit(cast.actor("system_administrator"), new, at=AT)
    assert Unit.objects.get(key=key).area_id == cast.areas["jiahe"]
    assert "甲禾县卫生健康委员会" in names(reach, DAY)
    assert "甲禾县卫生健康委员会" not in names(reach, DAY - timedelta(days=1))
    with pytest.raises(Refused, match="name_taken"):
        units.create_unit(cast.actor("system_administrator"), new, at=AT)
    with pytest.raises(Refused, match="not_yours"):
        units.create_unit(cast.actor("county_officer"), new, at=AT)


def test_a_new_name_holds_from_its_day_and_the_old_one_is_still_understood(
    cast: Cast, reach: access.Scope
) -> None:
    system, unit = cast.actor("system_administrator"), cast.units["jiahe-housing"]
    name = Name("甲禾县住房城乡建设委员会")
    units.rename_unit(system, Seen(unit, 1), name, day=THEN, at=AT)
    assert registry.unit(reach, DAY, unit).name_zh == "甲禾县住房和城乡建设局"
    assert registry.unit(reach, THEN, unit).name_zh == "甲禾县住房城乡建设委员会"
    assert meant(cast, reach, "甲禾县住房和城乡建设局", THEN) == unit
    with pytest.raises(Refused, match="stale"):
        units.rename_unit(system, Seen(unit, 1), Name("甲禾县住建委"), day=THEN, at=AT)


def test_an_alias_comes_and_goes(cast: Cast, reach: access.Scope) -> None:
    system, unit = cast.actor("system_administrator"), cast.units["jiahe-housing"]
    units.add_unit_alias(system, Seen(unit, 1), "县住建局", at=AT)
    assert meant(cast, reach, "县住建局", DAY) == unit
    with pytest.raises(Refused, match="name_taken"):
        units.add_unit_alias(system, Seen(unit, 2), "财政局", at=AT)
    units.end_unit_alias(system, Seen(unit, 2), "住建局", at=AT)
    assert "住建局" not in registry.unit(reach, DAY, unit).aliases
    assert Event.objects.latest("sequence").action == "unit.end_alias"


def test_a_unit_merges_once_nothing_hangs_on_it(cast: Cast, reach: access.Scope) -> None:
    system, unit = cast.actor("system_administrator"), cast.units["jiahe-finance"]
    into = cast.units["jiahe-government"]
    with pytest.raises(Refused, match="unit_bound"):
        units.close_unit(system, Seen(unit, 1), successor_id=into, day=THEN, at=AT)
    Post.objects.filter(unit_id=unit).update(until_day=DAY)
    units.close_unit(system, Seen(unit, 1), successor_id=into, day=THEN, at=AT)
    assert "甲禾县财政局" in names(reach, DAY) and "甲禾县财政局" not in names(reach, THEN)
    assert meant(cast, reach, "甲禾县财政局", THEN) == into
    assert registry.unit(reach, THEN, unit).name_zh == "甲禾县财政局"
    with pytest.raises(Refused, match="own_successor"):
        units.close_unit(system, Seen(into, 1), successor_id=into, day=THEN, at=AT)


def test_a_roster_changes_from_its_day(cast: Cast, reach: access.Scope) -> None:
    system = cast.actor("system_administrator")
    group = UnitGroup.objects.get(key="yunlu-counties")
    chosen = frozenset({cast.units["jiahe-government"], cast.units["hekou-government"]})
    units.change_roster(system, Seen(group.pk, 1), Roster(chosen, THEN), at=AT)
    before = {member.zh for member in groups.group(reach, DAY, group.pk).members}
    after = {member.zh for member in groups.group(reach, THEN, group.pk).members}
    assert before == {"甲禾县人民政府", "乙禾县人民政府"}
    assert after == {"甲禾县人民政府", "河口镇人民政府"}
    units.create_group(system, cast.areas["jiahe"], Name("各有关部门"), ("有关部门",), at=AT)
    assert UnitGroup.objects.filter(name_zh="各有关部门").exists()


def test_an_area_moves_with_all_under_it_from_its_day(cast: Cast) -> None:
    system, jiahe = cast.actor("system_administrator"), cast.areas["jiahe"]
    town, yihe = cast.areas["hekou"], cast.areas["yihe"]
    change = AreaChange(jiahe, yihe, "county", "990902", Name("甲禾区", "Jiahe District"))
    areas.change_area(system, change, 1, day=THEN, at=AT)
    old, new = (directory.path_of(town, day) for day in (DAY, THEN))
    assert old.startswith(directory.path_of(jiahe, DAY))
    assert new == f"{directory.path_of(yihe, THEN)}{jiahe}.{town}."
    assert actor_of(cast.users["township_clerk"], THEN).posts[0].area_path == new
    assert AreaVersion.objects.get(area_id=jiahe, from_day=THEN).name_zh == "甲禾区"
    with pytest.raises(Refused, match="area_circle"):
        into = AreaChange(yihe, town, "county", "", Name("乙禾县"))
        areas.change_area(system, into, 1, day=THEN, at=AT)
    with pytest.raises(Refused, match="later_change"):
        areas.change_area(system, change, 2, day=DAY, at=AT)


def test_an_area_is_added(cast: Cast) -> None:
    system = cast.actor("system_administrator")
    new = NewArea(cast.areas["jiahe"], "township", "990901100", Name("山口镇"), DAY)
    made = areas.create_area(system, new, at=AT)
    assert directory.path_of(made, DAY).startswith(directory.path_of(cast.areas["jiahe"], DAY))
    with pytest.raises(Refused, match="not_official"):
        areas.create_area(system, NewArea(None, "county", "99x", Name("某县"), DAY), at=AT)
