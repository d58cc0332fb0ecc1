"""Keeping the directory 名录维护: the pages and routes of whoever keeps it."""

from datetime import timedelta

import pytest
from django.test import Client

from mengyang.store.models import AreaVersion, GroupMember, Post, UnitGroup, UnitName
from mengyang.web.clock import today
from tests.cast import Cast
from tests.web.conftest import SignedIn


@pytest.fixture
def keeper(signed_in: SignedIn) -> Client:
    return signed_in("system_administrator")


def test_the_pages_change_a_unit(keeper: Client, cast: Cast) -> None:
    unit, day = cast.units["jiahe-housing"], today().isoformat()
    assert "更名" in keeper.get(f"/units/{unit}/").text
    form = {"version": 1, "name_zh": "甲禾县住建委", "name_en": "", "day": day}
    done = keeper.post(f"/units/{unit}/rename/", form, follow=True)
    assert "单位变更已登记" in done.text and "甲禾县住建委" in done.text
    keeper.post(f"/units/{unit}/alias/", {"version": 2, "alias": "县住建"})
    assert UnitName.objects.filter(unit_id=unit, name_zh="县住建").exists()
    keeper.post(f"/units/{unit}/alias/end/", {"version": 3, "alias": "县住建"})
    assert UnitName.objects.get(unit_id=unit, name_zh="县住建").until_day == today()
    bound = keeper.post(f"/units/{unit}/close/", {"version": 4, "day": day, "successor": ""})
    assert "尚有 1 项任职" in bound.text


def test_the_pages_make_units_groups_and_areas(keeper: Client, cast: Cast) -> None:
    county, day = cast.areas["jiahe"], today().isoformat()
    form = {"name_zh": "甲禾县公安局", "unit_kind": "department", "area": county, "from_day": day}
    assert "已登记单位" in keeper.post("/units/new/", form, follow=True).text
    keeper.post(f"/areas/{county}/groups/new/", {"name_zh": "各乡镇", "aliases": "乡镇、各镇"})
    group = UnitGroup.objects.get(name_zh="各乡镇")
    assert group.aliases == ["乡镇", "各镇"]
    form = {"version": 1, "members": [cast.units["hekou-government"]], "from_day": day}
    keeper.post(f"/groups/{group.pk}/", form)
    assert GroupMember.objects.get(group=group).unit_id == cast.units["hekou-government"]
    form = {"name_zh": "山口镇", "area_kind": "township", "parent": county, "from_day": day}
    keeper.post("/areas/new/", form)
    area = AreaVersion.objects.get(name_zh="山口镇").area_id
    form |= {"version": 1, "name_zh": "山口街道", "parent": cast.areas["yihe"]}
    done = keeper.post(f"/areas/{area}/change/", form, follow=True)
    assert "区划变更已登记" in done.text and "山口街道" in done.text


@pytest.mark.parametrize("address", ["/groups", "/units"])
def test_an_area_that_is_not_there_is_said_to_be_none(keeper: Client, address: str) -> None:
    sent = {"area_id": 99_999, "unit_kind": "office", "name_zh": "某办", "from_day": "2026-01-01"}
    answer = keeper.post(f"/api/registry{address}", sent, content_type="application/json")
    assert answer.status_code == 404
    assert answer.json()["code"] == "registry.refused.no_such_area"
    assert not UnitName.objects.filter(name_zh="某办").exists()
    assert not UnitGroup.objects.filter(name_zh="某办").exists()


def test_a_day_before_the_area_was_there_is_refused(keeper: Client, cast: Cast) -> None:
    unit = cast.units["jiahe-housing"]
    sent = {"version": 1, "name_zh": "甲禾县住建委", "from_day": "1533-06-19"}
    address = f"/api/registry/units/{unit}/name"
    answer = keeper.post(address, sent, content_type="application/json")
    assert answer.status_code == 422
    assert answer.json()["code"] == "registry.refused.before_founding"
    assert not UnitName.objects.filter(name_zh="甲禾县住建委").exists()


def test_others_see_no_way_in(signed_in: SignedIn, cast: Cast) -> None:
    officer, unit = signed_in("county_officer"), cast.units["jiahe-housing"]
    assert "更名" not in officer.get(f"/units/{unit}/").text
    for address in ("/units/new/", f"/units/{unit}/rename/", "/areas/new/"):
        assert officer.get(address).status_code == 403


def test_the_routes_do_the_same(keeper: Client, cast: Cast) -> None:
    county, day = cast.areas["jiahe"], today().isoformat()
    sent = {
        "/units": {"area_id": county, "unit_kind": "office", "name_zh": "某办", "from_day": day},
        "/groups": {"area_id": county, "name_zh": "各办"},
        "/areas": {"parent_id": county, "area_kind": "township", "name_zh": "某", "from_day": day},
    }
    for address, body in sent.items():
        made = keeper.post(f"/api/registry{address}", body, content_type="application/json")
        assert made.status_code == 200, made.content
    area = AreaVersion.objects.get(name_zh="某").area_id
    unit = UnitName.objects.get(name_zh="某办").unit_id
    group = UnitGroup.objects.get(name_zh="各办").pk
    change = {"area_kind": "township", "name_zh": "某镇", "parent_id": county, "from_day": day}
    later: dict[str, dict[str, object]] = {
        f"/units/{unit}/name": {"version": 1, "name_zh": "某室", "from_day": day},
        f"/units/{unit}/aliases": {"version": 2, "alias": "室"},
        f"/groups/{group}/members": {"version": 1, "unit_ids": [unit], "from_day": day},
        f"/units/{unit}/close": {"version": 3, "from_day": day},
        f"/areas/{area}/change": {"version": 1} | change,
    }
    for address, body in later.items():
        done = keeper.post(f"/api/registry{address}", body, content_type="application/json")
        assert done.json() == {"done": True}, address


@pytest.mark.parametrize(
    ("address", "kind"), [("/units/new/", "unit_kind"), ("/areas/new/", "area_kind")]
)
def test_nothing_is_chosen_before_somebody_chooses(
    keeper: Client, cast: Cast, address: str, kind: str
) -> None:
    shown = keeper.get(address).text
    assert '<option value="" selected>— 请选择 —</option>' in shown
    form = {"name_zh": "某局", "area": cast.areas["jiahe"], "from_day": today().isoformat()}
    assert keeper.post(address, form | {kind: ""}).status_code == 200
    assert not UnitName.objects.filter(name_zh="某局").exists()
    assert not AreaVersion.objects.filter(name_zh="某局").exists()


def test_a_closed_unit_says_so_and_offers_no_change(keeper: Client, cast: Cast) -> None:
    unit, day = cast.units["jiahe-housing"], today().isoformat()
    Post.objects.filter(unit_id=unit).delete()
    into = cast.units["jiahe-government"]
    named = {"version": 1, "name_zh": "甲禾县住建委", "name_en": "", "day": day}
    keeper.post(f"/units/{unit}/rename/", named)
    page = keeper.get(f"/units/{unit}/").text
    assert f"{day}至今" in page and "甲禾县住房和城乡建设局" in page
    keeper.post(f"/units/{unit}/close/", {"version": 2, "day": day, "successor": into})
    page = keeper.get(f"/units/{unit}/").text
    assert "撤销（合并）日期" in page and f'并入<a href="/units/{into}/">' in page
    assert f"/units/{unit}/rename/" not in page
    again = keeper.post(f"/units/{unit}/close/", {"version": 3, "day": day, "successor": ""})
    assert f"该单位已自 {day} 起撤销。" in again.text


def test_a_group_is_renamed_on_its_page(keeper: Client, cast: Cast) -> None:
    group = UnitGroup.objects.get(key="yunlu-counties")
    address = f"/groups/{group.pk}/rename/"
    assert group.name_zh in keeper.get(address).text
    form = {"version": 1, "name_zh": "各县人民政府", "name_en": "", "aliases": "各县、各县政府"}
    page = keeper.post(address, form, follow=True).text
    group.refresh_from_db()
    assert (group.name_zh, group.aliases) == ("各县人民政府", ["各县", "各县政府"])
    assert address in page and "各县、各县政府</span>" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2026-02-31", "请填写真实存在的日期"),
        ("20255-01-01", "写成"),
        ("0206-01-01", "1900 至 2099"),
    ],
)
def test_a_day_that_nobody_means_is_refused(
    keeper: Client, cast: Cast, typed: str, said: str
) -> None:
    form = {"name_zh": "甲禾县公安局", "unit_kind": "department", "area": cast.areas["jiahe"]}
    assert said in keeper.post("/units/new/", form | {"from_day": typed}).text
    assert not UnitName.objects.filter(name_zh="甲禾县公安局").exists()


def test_a_field_that_will_not_do_says_why(keeper: Client, cast: Cast) -> None:
    form = {"unit_kind": "department", "area": cast.areas["jiahe"], "from_day": "2026-01-01"}
    for typed, said in (
        ("", "此项必填"),
        ("长" * 500, "最多 120 个字，现有 500 个"),
        ("空\0", "无法保存的字符"),
    ):
        assert said in keeper.post("/units/new/", form | {"name_zh": typed}).text


def test_a_unit_to_come_is_announced_with_its_day(keeper: Client, cast: Cast) -> None:
    day = today() + timedelta(days=40)
    form = {"name_zh": "甲禾县公安局", "unit_kind": "department", "area": cast.areas["jiahe"]}
    page = keeper.post("/units/new/", form | {"from_day": day.isoformat()}, follow=True).text
    assert f"已登记单位“甲禾县公安局”，自 {day} 起列入名录。" in page
