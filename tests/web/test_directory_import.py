"""The directory in Excel 名录表格: out, edited, looked at, confirmed; nothing of a stale look."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from mengyang.store.models import AreaVersion, Event, GroupMember, UnitGroup, UnitName
from mengyang.web.clock import today
from tests.cast import Cast
from tests.web.conftest import SignedIn

KEPT = re.compile(r'name="checked" value="([^"]+)"')
PAGE, ROUTE = "/units/import/", "/api/directory/workbook"


@pytest.fixture
def keeper(signed_in: SignedIn) -> Client:
    return signed_in("system_administrator")


def edited(
    browser: Client, edit: Callable[[Workbook], Any], address: str = f"{PAGE}workbook/"
) -> SimpleUploadedFile:
    """The workbook as it is downloaded, after somebody worked in it."""
    answer = browser.get(address)
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("directory.xlsx", out.getvalue())


def row_of(book: Workbook, sheet: str, name: str) -> int:
    return next(cell.row for row in book[sheet].iter_rows() for cell in row if cell.value == name)


def as_the_office_edits(book: Workbook) -> None:
    book["行政区划"].append(["", "", "山口镇", "", "乡镇（街道）", "", "甲禾县"])
    book["单位"].append(["", "", "山口镇人民政府", "", "政府", "山口镇"])
    book["单位"].cell(row_of(book, "单位", "甲禾县财政局"), 3).value = "甲禾县财政和国资局"
    book["简称"].append(["甲禾县财政局", "=县财政"])
    # As a spreadsheet keeps what was typed behind an apostrophe.
    book["简称"].cell(book["简称"].max_row, 2).data_type = "s"
    book["分组成员"].append(["云麓地区", "各县人民政府", "山口镇人民政府"])
    leaving = row_of(book, "分组成员", "乙禾县人民政府")
    book["分组成员"].cell(leaving, 5).value = today().isoformat()


def test_it_goes_out_is_edited_and_comes_back(keeper: Client, cast: Cast) -> None:
    page = keeper.post(PAGE, {"file": edited(keeper, as_the_office_edits)}).text
    assert "6 行均可导入" in page and "另有" in page
    for said in ("新增：区划“山口镇”", "更名为“甲禾县财政和国资局”", "不再列入“各县人民政府”"):
        assert said in page
    assert not AreaVersion.objects.filter(name_zh="山口镇").exists()
    done = keeper.post(PAGE, {"checked": KEPT.findall(page)[0]}, follow=True)
    assert "名录已按表格更新，共 6 行" in done.text
    town = AreaVersion.objects.get(name_zh="山口镇")
    assert town.path.startswith(AreaVersion.objects.get(area_id=cast.areas["jiahe"]).path)
    unit = UnitName.objects.get(name_zh="山口镇人民政府").unit
    assert unit.area_id == town.area_id
    old = UnitName.objects.filter(name_zh="甲禾县财政局").order_by("is_official")
    assert [(row.is_official, row.until_day) for row in old] == [(False, None), (True, today())]
    assert UnitName.objects.get(name_zh="=县财政").unit_id == cast.units["jiahe-finance"]
    members = GroupMember.objects.filter(group__key="yunlu-counties", until_day=None)
    assert {row.unit_id for row in members} == {cast.units["jiahe-government"], unit.pk}
    told = set(Event.objects.values_list("action", flat=True))
    assert {"area.create", "unit.create", "unit.import", "unit.rename", "group.change"} <= told
    # The same look again is stale: what it showed is done.
    again = keeper.post(PAGE, {"checked": KEPT.findall(page)[0]}, headers={"referer": ""})
    assert again.status_code == 409 and AreaVersion.objects.filter(name_zh="山口镇").count() == 1


def test_a_name_that_looks_like_a_formula_goes_out_as_text(keeper: Client, cast: Cast) -> None:
    UnitName.objects.filter(name_zh="住建局").update(name_zh="=1+1")
    seen = []
    edited(keeper, lambda book: seen.append(book["简称"]))
    cell = next(cell for row in seen[0].iter_rows() for cell in row if cell.value == "=1+1")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_an_untouched_workbook_changes_nothing(keeper: Client) -> None:
    page = keeper.post(PAGE, {"file": edited(keeper, lambda _book: None)}).text
    assert "表格内容与名录一致" in page and not KEPT.findall(page)
    rules = []
    edited(keeper, lambda book: rules.append(book["单位"].data_validations.dataValidation))
    assert [str(rule.sqref).split(":")[0] for rule in rules[0]] == ["E3"]


def test_a_fault_names_sheet_row_and_cell_and_stops_all(keeper: Client, cast: Cast) -> None:
    def spoil(book: Workbook) -> None:
        book["简称"].append(["没有的局", "某"])
        bound = row_of(book, "单位", "甲禾县财政局")
        book["单位"].cell(bound, 8).value = today().isoformat()
        book["单位"].append(["", "", "好局", "", "部门", "甲禾县"])

    page = keeper.post(PAGE, {"file": edited(keeper, spoil)}).text
    assert "2 行不能导入" in page and not KEPT.findall(page)
    assert "没有单位“没有的局”" in page and "尚有 1 项任职" in page
    assert not UnitName.objects.filter(name_zh="好局").exists()


def test_what_somebody_else_changed_meanwhile_is_told(keeper: Client, cast: Cast) -> None:
    def rename(book: Workbook) -> None:
        book["单位"].cell(row_of(book, "单位", "甲禾县财政局"), 3).value = "甲禾县财政和国资局"

    file = edited(keeper, rename)
    unit = cast.units["jiahe-finance"]
    keeper.post(f"/units/{unit}/alias/", {"version": 1, "alias": "县财政"})
    page = keeper.post(PAGE, {"file": file}).text
    assert "导出后该记录已有变更" in page and not KEPT.findall(page)


def test_the_route_does_the_same(keeper: Client, cast: Cast, signed_in: SignedIn) -> None:
    def add(book: Workbook) -> None:
        book["分组成员"].append(["甲禾县", "各局", "甲禾县财政局"])

    told = keeper.post(ROUTE, {"file": edited(keeper, add, ROUTE)}).json()
    assert told["imported"] == 0 and len(told["verdicts"]) == 1 and told["unchanged"] > 20
    codes = [change["code"] for change in told["verdicts"][0]["changes"]]
    assert codes == ["registry.sheet.new_group", "registry.sheet.joins"]
    stale = keeper.post(ROUTE, {"file": edited(keeper, add, ROUTE), "stamp": "x"})
    assert (stale.status_code, stale.json()["code"]) == (409, "registry.refused.stale")
    sent = {"file": edited(keeper, add, ROUTE), "stamp": told["stamp"]}
    assert keeper.post(ROUTE, sent).json()["imported"] == 1
    assert UnitGroup.objects.get(name_zh="各局").members.count() == 1
    officer = signed_in("county_officer")
    assert officer.get(ROUTE).status_code == 403 == officer.get(PAGE).status_code
