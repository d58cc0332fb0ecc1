"""A workbook of the directory taken back 名录导入: all kinds of rows in one transaction."""

import pytest

from mengyang.actions import accounts, directory_import
from mengyang.actions.audit import verify_audit
from mengyang.core import access
from mengyang.core.findings import Refused
from mengyang.core.registry.workbook import AreaNow, UnitNow
from mengyang.formats.entry_form import Line
from mengyang.store.models import Area, AreaVersion, Event, GroupMember, Post, UnitName
from mengyang.store.reads import registry
from tests.cast import AT, DAY, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def row(part: str, number: int, **values: str) -> Line:
    return Line(part, number, values, {}, part)


def as_on_record(cast: Cast) -> dict[str, dict[str, str]]:
    """Rows of the record, as they went out."""
    now = directory_import.read_directory(cast.actor("system_administrator"), day=DAY)
    found: dict[str, dict[str, str]] = {}
    for area in now.areas.values():
        found[area.key] = {"kind": area.kind, "parent": area.parent, "code": area.code}
    for unit in now.units.values():
        found[unit.key] = {"kind": unit.kind, "area": unit.area}
    both: list[AreaNow | UnitNow] = [*now.areas.values(), *now.units.values()]
    for each in both:
        named = {"key": each.key, "version": str(each.version), "name_zh": each.name_zh}
        found[each.key] |= named | {"name_en": each.name_en}
    return found


def test_everything_is_done_at_once(cast: Cast) -> None:
    system = cast.actor("system_administrator")
    post = Post.objects.get(unit_id=cast.units["hekou-private"])
    granter = cast.actor("security_administrator")
    accounts.end_post(granter, post.pk, post.version, until_day=DAY, at=AT)
    known = as_on_record(cast)
    lines = [
        row("areas", 3, name_zh="山口镇", kind="township", parent="甲禾县"),
        row("areas", 4, **known["hekou"] | {"parent": "乙禾县"}),
        row("units", 3, name_zh="山口镇人民政府", kind="government", area="山口镇"),
        row("units", 4, **known["hekou-private"] | {"until_day": "2026-04-01"}),
        row("units", 5, **known["jiahe-housing"] | {"name_zh": "甲禾县住建委", "kind": "office"}),
        row("aliases", 3, unit="jiahe-housing", alias="住建局", until_day="2026-04-01"),
        row("members", 3, area="甲禾县", group="各镇", unit="山口镇人民政府"),
    ]
    checked = directory_import.check_directory(system, lines, day=DAY)
    assert not [verdict for verdict in checked.verdicts if verdict.faults]
    assert directory_import.import_directory(system, lines, checked.stamp, at=AT) == 7
    hekou = AreaVersion.objects.get(area_id=cast.areas["hekou"], until_day=None)
    assert hekou.parent_id == cast.areas["yihe"] and hekou.from_day == DAY
    reach = access.scope(system, "see", "unit")
    housing = registry.unit(reach, DAY, cast.units["jiahe-housing"])
    assert (housing.name_zh, housing.unit_kind) == ("甲禾县住建委", "office")
    closed = UnitName.objects.get(unit_id=cast.units["hekou-private"])
    assert closed.until_day is not None and closed.until_day > DAY
    assert GroupMember.objects.filter(group__name_zh="各镇", from_day=DAY).count() == 1
    assert verify_audit(told=lambda _: None).is_whole
    with pytest.raises(Refused, match="stale"):
        directory_import.import_directory(system, lines, checked.stamp, at=AT)


def test_an_area_with_nothing_in_it_ends(cast: Cast) -> None:
    system = cast.actor("system_administrator")
    made = [row("areas", 3, name_zh="山口镇", kind="township", parent="甲禾县")]
    stamp = directory_import.check_directory(system, made, day=DAY).stamp
    directory_import.import_directory(system, made, stamp, at=AT)
    key = Area.objects.get(versions__name_zh="山口镇").key
    ended = [row("areas", 3, **as_on_record(cast)[key] | {"until_day": "2026-04-01"})]
    stamp = directory_import.check_directory(system, ended, day=DAY).stamp
    directory_import.import_directory(system, ended, stamp, at=AT)
    assert str(AreaVersion.objects.get(name_zh="山口镇").until_day) == "2026-04-01"
    assert Event.objects.filter(action="area.close").count() == 2


def test_a_faulty_row_and_a_stranger_write_nothing(cast: Cast) -> None:
    system, before = cast.actor("system_administrator"), Event.objects.count()
    lines = [
        row("units", 3, name_zh="好局", kind="department", area="甲禾县"),
        row("units", 4, name_zh="坏局", kind="king", area="甲禾县"),
    ]
    stamp = directory_import.check_directory(system, lines, day=DAY).stamp
    with pytest.raises(Refused, match="rows_faulty"):
        directory_import.import_directory(system, lines, stamp, at=AT)
    with pytest.raises(Refused, match="not_yours"):
        directory_import.check_directory(cast.actor("county_officer"), lines, day=DAY)
    with pytest.raises(Refused, match="no_rows"):
        directory_import.check_directory(system, [], day=DAY)
    assert Event.objects.count() == before
