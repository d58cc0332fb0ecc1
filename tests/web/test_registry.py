"""Areas and units 名录页面: what there is today, and what it was called before."""

import pytest
from django.test import Client

from tests.cast import Cast
from tests.web.conftest import SignedIn


@pytest.fixture
def officer(signed_in: SignedIn) -> Client:
    return signed_in("county_officer")


def test_a_unit_shows_its_names_and_its_area(officer: Client, cast: Cast) -> None:
    page = officer.get(f"/units/{cast.units['jiahe-housing']}/").text
    for word in ("甲禾县住房和城乡建设局", "住建局", "部门", "甲禾县"):
        assert word in page
    assert f'href="/areas/{cast.areas["jiahe"]}/"' in page


def test_an_area_shows_its_units_its_place_and_its_past(officer: Client, cast: Cast) -> None:
    page = officer.get(f"/areas/{cast.areas['jiahe']}/").text
    assert "4 个单位" in page and "甲禾县财政局" in page and "乙禾县财政局" not in page
    assert f'href="/areas/{cast.areas["yunlu"]}/"' in page
    assert "2000-01-01" in page
    assert "演示用虚构地区" in page


def test_an_area_shows_its_groups_with_their_members(officer: Client, cast: Cast) -> None:
    page = officer.get(f"/areas/{cast.areas['yunlu']}/").text
    group = page.partition("<h3>各县人民政府</h3>")[2].partition("</section>")[0]
    assert "甲禾县人民政府" in group and "乙禾县人民政府" in group and "甲禾县教育局" not in group


def test_a_unit_shows_what_happened_to_it(officer: Client, cast: Cast) -> None:
    page = officer.get(f"/units/{cast.units['jiahe-housing']}/").text
    assert "办理记录" in page and "2026-03-02 09:30" in page


def test_english_names_stand_where_there_are_any(officer: Client, cast: Cast) -> None:
    officer.post("/language/", {"language": "en"})
    assert "Jiahe County" in officer.get("/areas/").text
    # No English name was given: the Chinese one stands.
    assert "甲禾县教育局" in officer.get("/units/").text


@pytest.mark.parametrize("address", ["/units/999999/", "/areas/999999/", "/units/0/", "/units/x/"])
def test_what_is_not_there_is_not_found(officer: Client, address: str) -> None:
    assert officer.get(address).status_code == 404


def test_the_api_gives_the_same(officer: Client, cast: Cast) -> None:
    found = officer.get("/api/registry/units?words=教育局&size=2").json()
    assert (len(found["rows"]), found["total"]) == (2, 3)
    following = officer.get(
        "/api/registry/units", {"words": "教育局", "size": 2, "after": found["next"]}
    ).json()
    assert len(following["rows"]) == 1 and following["next"] is None
    unit = officer.get(f"/api/registry/units/{cast.units['jiahe-housing']}").json()
    assert unit["aliases"] == ["住建局"]
    in_area = officer.get(f"/api/registry/units?area={cast.areas['yihe']}").json()
    assert {row["key"] for row in in_area["rows"]} == {"yihe-government", "yihe-education"}
    assert officer.get("/api/registry/areas?area_kind=county").json()["total"] == 2
    assert officer.get("/api/registry/areas/999999").status_code == 404
