"""The one list 列表: filter, sort, pages, export — within the reach, whatever the address says."""

import csv
import io
from http import HTTPStatus
from urllib.parse import quote

import pytest
from django.test import Client
from openpyxl import load_workbook

from mengyang.core.access import Actor, Grant, Scope
from mengyang.store.models import Area, Post, Unit, UnitName
from mengyang.store.reads import registry
from mengyang.store.reads.asked import Asked
from mengyang.store.writes import transaction
from mengyang.web.listing import export, records
from tests.cast import AT, FOUNDED, UNITS, Cast
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.postgresql

MANY = 120
EVERY_UNIT = Scope("unit", (Grant(),))


@pytest.fixture
def officer(signed_in: SignedIn) -> Client:
    return signed_in("county_officer")


@pytest.fixture
def many(cast: Cast) -> int:
    """Kindergartens enough for three pages; how many units there are in all."""
    area = Area.objects.get(key="hekou")
    with transaction(None, AT) as work:
        rows = [
            Unit(key=f"garden-{number:03}", area=area, unit_kind="kindergarten")
            for number in range(MANY)
        ]
        work.create_many(rows, action="unit.create")
        names = [
            UnitName(
                unit=row, name_zh=f"第{row.key[-3:]}幼儿园", is_official=True, from_day=FOUNDED
            )
            for row in rows
        ]
        work.create_many(names, action="unit.create")
    return MANY + len(UNITS)


def numbers_shown(page: str) -> list[str]:
    return [f"{number:03}" for number in range(MANY) if f"第{number:03}幼儿园" in page]


def test_it_counts_all_and_shows_a_page(officer: Client, many: int) -> None:
    page = officer.get("/units/").text
    assert f"共 <strong>{many}</strong> 条" in page
    assert page.count("<tr>") == records.PAGE_SIZE + 1
    assert "本页第 1–50 条" in page


def test_it_walks_through_every_row_once_and_back(officer: Client, many: int) -> None:
    seen: list[str] = []
    address, pages = "/units/?unit_kind=kindergarten&words=第", 0
    while address:
        page = officer.get(address).text
        seen += numbers_shown(page)
        last, pages = page, pages + 1
        address = link(page, "next")
    assert pages == 3
    assert sorted(seen) == [f"{number:03}" for number in range(MANY)]
    assert "本页第 101–120 条" in last
    back = officer.get(link(last, "prev")).text
    assert "本页第 51–100 条" in back


def test_it_answers_htmx_with_the_list_alone(officer: Client) -> None:
    part = officer.get("/units/", headers={"HX-Request": "true"}).text
    assert part.lstrip().startswith('<div class="list"')
    whole = officer.get(
        "/units/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}
    ).text
    assert "<html" in whole


def test_it_filters_and_says_so(officer: Client) -> None:
    page = officer.get("/units/?words=教育局&unit_kind=department").text
    assert "（已筛选）" in page
    assert "甲禾县教育局" in page and "甲禾县财政局" not in page
    assert 'value="教育局"' in page
    assert '<option value="department" selected>' in page


def test_it_says_what_to_do_when_nothing_matches(officer: Client) -> None:
    page = officer.get("/units/?words=没有这样的单位").text
    assert "没有符合筛选条件的记录" in page and "显示全部" in page


@pytest.mark.parametrize(
    "query",
    [
        "sort=evil",
        "sort=-",
        "unit_kind=evil",
        "area=evil",
        "area=99999999999999999999999",
        "after=evil",
        "after=%FF%FE&before=-7",
        "before=999999999999999999999999",
        "words=" + "x" * 3000,
        "words=%F0%9F%91%B6%27%22%3Cscript%3E",
    ],
)
def test_it_drops_what_does_not_fit(officer: Client, query: str) -> None:
    response = officer.get(f"/units/?{query}")
    assert response.status_code == HTTPStatus.OK
    assert "<script>" not in response.text.partition("<main")[2]


def test_the_own_area_comes_first_until_an_order_is_asked_for(cast: Cast) -> None:
    own = cast.actor("county_officer").posts[0].area_path
    rows = registry.units(EVERY_UNIT, cast.day, Asked(), near=own).rows
    inside = [row.area_path.startswith(own) for row in rows]
    assert inside == sorted(inside, reverse=True) and {*inside} == {True, False}
    plain = registry.units(EVERY_UNIT, cast.day, Asked(sort="-id"), near=own).rows
    assert [row.id for row in plain] == sorted((row.id for row in rows), reverse=True)


def test_it_sorts_both_ways(officer: Client) -> None:
    up = officer.get("/areas/?sort=name_zh").text
    assert 'aria-sort="ascending"' in up and "sort=-name_zh" in up
    down = officer.get("/areas/?sort=-name_zh").text
    assert 'aria-sort="descending"' in down
    assert up.index("乙禾县（虚构）</a>") < up.index("甲禾县（虚构）</a>")
    assert down.index("乙禾县（虚构）</a>") > down.index("甲禾县（虚构）</a>")


@pytest.mark.parametrize("portion", [1000, 50])
def test_it_exports_every_row_of_the_filter_as_a_workbook(
    officer: Client, many: int, portion: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "PORTION", portion)
    response = officer.get("/units/?unit_kind=kindergarten&format=xlsx")
    assert response["X-Row-Count"] == str(MANY + 2)
    assert f"-{MANY + 2}.xlsx" in response["Content-Disposition"]
    sheet = load_workbook(io.BytesIO(b"".join(response))).worksheets[0]  # type: ignore[arg-type]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][0] == "单位名录"
    assert quote("单位名录") in response["Content-Disposition"]
    assert rows[1] == ("名称", "类型", "行政区划", "简称、别称")
    assert len([row for row in rows[2:] if row[1] == "幼儿园"]) == MANY + 2
    assert f"共 {MANY + 2} 行" in str(rows[-1][0]) and "春和" in str(rows[-1][0])


def test_it_exports_separated_values(officer: Client) -> None:
    response = officer.get("/units/?format=csv")
    text = b"".join(response).decode("utf-8-sig")  # type: ignore[arg-type]
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == len(UNITS) + 1 == int(response["X-Row-Count"]) + 1


def test_it_gives_no_export_without_leave(signed_in: SignedIn) -> None:
    browser = signed_in("security_administrator")
    assert browser.get("/units/").status_code == HTTPStatus.OK
    assert "format=xlsx" not in browser.get("/units/").text
    assert browser.get("/units/?format=xlsx").status_code == HTTPStatus.FORBIDDEN


def test_it_shows_nothing_to_somebody_without_a_post(signed_in: SignedIn, cast: Cast) -> None:
    Post.objects.filter(user_id=cast.users["leader"]).update(until_day="2020-01-01")
    assert cast.actor("leader") == Actor(cast.users["leader"])
    assert signed_in("leader").get("/units/").status_code == HTTPStatus.FORBIDDEN


def link(page: str, relation: str) -> str:
    """The address of the next or previous page, if there is one."""
    before, found, _ = page.partition(f'" rel="{relation}"')
    return before.rpartition('href="')[2].replace("&amp;", "&") if found else ""
