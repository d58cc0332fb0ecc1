"""Days of the directory 名录日期: what a change may not do to a unit, a group or an area."""

from datetime import date, timedelta

import pytest

from mengyang.actions import areas, units
from mengyang.actions.areas import AreaChange, NewArea
from mengyang.actions.units import Name, Seen
from mengyang.core import access
from mengyang.core.findings import Refused
from mengyang.store.models import AreaVersion, Post, Unit, UnitGroup
from mengyang.store.reads import directory, registry
from tests.cast import AT, DAY, Cast

pytestmark = pytest.mark.django_db
THEN, BEFORE = DAY + timedelta(days=30), date(1533, 6, 19)


def test_a_name_of_no_day_does_not_stop_the_reading(cast: Cast) -> None:
    system, unit = cast.actor("system_administrator"), cast.units["jiahe-housing"]
    units.rename_unit(system, Seen(unit, 1), Name("甲禾县住建委"), day=DAY, at=AT)
    units.rename_unit(system, Seen(unit, 2), Name("甲禾县住建局"), day=DAY, at=AT)
    units.add_unit_alias(system, Seen(unit, 3), "住建小局", at=AT)
    units.end_unit_alias(system, Seen(unit, 4), "住建小局", at=AT)
    reach = access.scope(system, "see", "unit")
    assert registry.unit(reach, DAY, unit).name_zh == "甲禾县住建局"
    registry.unit_directory(reach, DAY, directory.path_of(cast.areas["jiahe"], DAY))


def test_a_new_name_must_differ_and_come_last(cast: Cast) -> None:
    system, unit = cast.actor("system_administrator"), cast.units["jiahe-housing"]
    with pytest.raises(Refused, match="same_name"):
        units.rename_unit(system, Seen(unit, 1), Name("甲禾县住房和城乡建设局"), day=THEN, at=AT)
    with pytest.raises(Refused, match="before_founding"):
        units.rename_unit(system, Seen(unit, 1), Name("甲禾县住建委"), day=BEFORE, at=AT)
    units.rename_unit(system, Seen(unit, 1), Name("甲禾县住建委"), day=THEN, at=AT)
    with pytest.raises(Refused, match="unit_changed") as refused:
        units.rename_unit(system, Seen(unit, 2), Name("甲禾县住建局"), day=DAY, at=AT)
    assert refused.value.params["day"] == THEN
    assert Unit.objects.get(pk=unit).version == 2


def test_a_unit_closes_once_and_on_a_day_of_its_own(cast: Cast) -> None:
    system, unit = cast.actor("system_administrator"), cast.units["jiahe-finance"]
    Post.objects.filter(unit_id=unit).update(until_day=DAY)
    into = cast.units["jiahe-government"]
    with pytest.raises(Refused, match="before_founding"):
        units.close_unit(system, Seen(unit, 1), successor_id=None, day=BEFORE, at=AT)
    units.close_unit(system, Seen(unit, 1), successor_id=into, day=THEN, at=AT)
    assert directory.merged_into(unit) == into
    with pytest.raises(Refused, match="unit_closed_on"):
        units.close_unit(system, Seen(unit, 2), successor_id=None, day=THEN, at=AT)
    with pytest.raises(Refused, match="unit_closed_on"):
        units.rename_unit(system, Seen(unit, 2), Name("甲禾县财政办"), day=THEN, at=AT)


def test_a_group_is_named_once_and_may_be_renamed(cast: Cast) -> None:
    system, area = cast.actor("system_administrator"), cast.areas["jiahe"]
    units.create_group(system, area, Name("各有关部门"), ("有关部门", "有关部门"), at=AT)
    group = UnitGroup.objects.get(name_zh="各有关部门")
    assert group.aliases == ["有关部门"]
    with pytest.raises(Refused, match="group_named"):
        units.create_group(system, area, Name("有关部门"), (), at=AT)
    name = Name("县直各部门", "The county's departments")
    units.rename_group(system, Seen(group.pk, 1), name, ("各有关部门",), at=AT)
    group.refresh_from_db()
    assert (group.name_zh, group.aliases, group.version) == ("县直各部门", ["各有关部门"], 2)
    with pytest.raises(Refused, match="stale"):
        units.rename_group(system, Seen(group.pk, 1), Name("县直部门"), (), at=AT)
    with pytest.raises(Refused, match="not_yours"):
        units.rename_group(cast.actor("county_officer"), Seen(group.pk, 2), name, (), at=AT)


def test_areas_share_no_code_and_no_name_and_keep_their_level(cast: Cast) -> None:
    system, over = cast.actor("system_administrator"), cast.areas["yunlu"]
    AreaVersion.objects.filter(area_id=cast.areas["jiahe"]).update(code="990901")
    jiahe = AreaVersion.objects.get(area_id=cast.areas["jiahe"])
    made = NewArea(over, "county", jiahe.code, Name("丙禾县"), DAY)
    for new, why in (
        (made, "code_taken"),
        (NewArea(over, "county", "", Name(jiahe.name_zh), DAY), "area_named"),
        (NewArea(cast.areas["hekou"], "province", "", Name("丙省"), DAY), "area_larger"),
        (NewArea(over, "county", "", Name("丙禾县"), BEFORE), "parent_not_in_force"),
    ):
        with pytest.raises(Refused, match=why):
            areas.create_area(system, new, at=AT)
    name = Name(jiahe.name_zh, jiahe.name_en)
    same = AreaChange(jiahe.area_id, over, "county", jiahe.code, name)
    with pytest.raises(Refused, match="nothing_changes"):
        areas.change_area(system, same, 1, day=THEN, at=AT)
    with pytest.raises(Refused, match="area_not_there"):
        areas.change_area(system, same, 1, day=BEFORE, at=AT)
    assert AreaVersion.objects.filter(area_id=jiahe.area_id).count() == 1
