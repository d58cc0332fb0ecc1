"""The field of areas 区划选择: what is near is offered, the rest is found by name."""

import pytest

from mengyang.store.models import Area, AreaVersion
from tests.cast import Cast
from tests.web.conftest import SignedIn

FIND = "/api/registry/areas/named"


@pytest.fixture
def villages(cast: Cast) -> list[int]:
    """Three hundred villages of 河口镇, by their ids."""
    town = AreaVersion.objects.get(area_id=cast.areas["hekou"])
    areas = Area.objects.bulk_create(Area(key=f"village-{n}") for n in range(300))
    AreaVersion.objects.bulk_create(
        AreaVersion(
            area=area,
            parent_id=town.area_id,
            path=f"{town.path}{area.pk}.",
            area_kind="village",
            name_zh=f"禾田{n}村",
            name_en=f"Hetian {n} Village",
            from_day=cast.day,
        )
        for n, area in enumerate(areas)
    )
    return [area.pk for area in areas]


def test_it_offers_the_own_area_and_those_below_not_all(
    signed_in: SignedIn, villages: list[int]
) -> None:
    shown = signed_in("prefecture_officer").get("/units/").text
    assert "甲禾县</option>" in shown and "乙禾县</option>" in shown
    assert "禾田" not in shown and "河口镇</option>" not in shown
    form = signed_in("system_administrator").get("/units/new/").text
    assert "甲禾县</option>" in form and "禾田" not in form
    assert f'data-find="{FIND}"' in shown and f'data-find="{FIND}"' in form


def test_it_finds_by_name_in_both_languages_and_tells_where(
    signed_in: SignedIn, villages: list[int]
) -> None:
    reader = signed_in("county_officer")
    found = reader.get(FIND, {"words": "禾田29村"}).json()
    assert [row["label"] for row in found] == ["禾田29村 · 河口镇"]
    assert found[0]["id"] == villages[29]
    assert [row["id"] for row in reader.get(FIND, {"words": "hetian 7 v"}).json()] == [villages[7]]
    assert len(reader.get(FIND, {"words": "禾田"}).json()) == 50
    assert reader.get(FIND, {"words": ""}).status_code == 422


def test_what_was_found_stays_chosen_and_narrows(
    signed_in: SignedIn, cast: Cast, villages: list[int]
) -> None:
    reader = signed_in("prefecture_officer")
    page = reader.get("/units/", {"area": cast.areas["hekou"]}).text
    assert f'<option value="{cast.areas["hekou"]}" selected>' in page
    assert "河口镇人民政府" in page and "甲禾县教育局" not in page
    empty = reader.get("/units/", {"area": villages[3]}).text
    assert "禾田3村</option>" in empty and "没有符合筛选条件的记录" in empty
    # What is no area is dropped, not obeyed.
    for nonsense in ("999999", "x", "²", "9" * 30):
        assert "甲禾县教育局" in reader.get("/units/", {"area": nonsense}).text


def test_a_form_takes_what_was_found(signed_in: SignedIn, cast: Cast, villages: list[int]) -> None:
    keeper = signed_in("system_administrator")
    form = {
        "name_zh": "禾田教学点",
        "unit_kind": "kindergarten",
        "area": villages[5],
        "from_day": "2026-03-02",
    }
    done = keeper.post("/units/new/", form, follow=True)
    assert "禾田教学点" in done.text and "禾田5村" in done.text
