"""The page 导入台账: the exported ledger is edited, looked at, imported, undone."""

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mengyang.store.models import LedgerImport, ProgressReport, Task
from tests.cast import Cast
from tests.ledger_plan import Written
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db
KEPT = re.compile(r'name="checked" value="([^"]+)"')


@pytest.fixture
def plan(plan: Written) -> Written:
    """Task 2 at work with the housing department."""
    Task.objects.filter(pk=plan.tasks["2"]).update(state="in_progress")
    return plan


def edited(browser: Client, plan: Written, **cells: object) -> SimpleUploadedFile:
    """The ledger as the person exports it, with cells typed into."""
    answer = browser.post(f"/plans/{plan.plan_id}/export/")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    for cell, value in cells.items():
        book.worksheets[0][cell] = value
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("台账.xlsx", out.getvalue())


def test_it_is_looked_at_imported_and_undone(signed_in: SignedIn, plan: Written) -> None:
    housing, page_url = signed_in("department_officer"), f"/plans/{plan.plan_id}/import/"
    assert "导入台账" in housing.get(f"/plans/{plan.plan_id}/").text
    nothing = housing.post(page_url, {"file": edited(housing, plan)}).text
    assert "表格内容与" in nothing and not KEPT.findall(nothing)
    faulty = housing.post(page_url, {"file": edited(housing, plan, K3="已销号")}).text
    assert "不能由“办理中”直接改为“已销号”" in faulty and "K3" in faulty
    page = housing.post(page_url, {"file": edited(housing, plan, M3="封顶。", N3=60)}).text
    assert "报进展（完成比例 60%）：封顶。" in page and not ProgressReport.objects.exists()
    done = housing.post(page_url, {"checked": KEPT.findall(page)[0]}, follow=True).text
    assert "台账已按表格更新，共 1 项任务" in done and "撤销本次导入" in done
    assert Task.objects.get(pk=plan.tasks["2"]).progress_percent == 60
    kept = LedgerImport.objects.get()
    undone = housing.post(f"{page_url}{kept.pk}/undo/", follow=True).text
    assert "已撤销导入，恢复 1 项任务" in undone and not ProgressReport.objects.exists()


def test_the_route_does_the_same(signed_in: SignedIn, plan: Written, cast: Cast) -> None:
    housing, route = signed_in("department_officer"), f"/api/ledger/plans/{plan.plan_id}/import"
    told = housing.post(route, {"file": edited(housing, plan, M3="封顶。")}).json()
    assert told["imported"] == 0 and [each["row"] for each in told["verdicts"]] == [3]
    sent = {"file": edited(housing, plan, M3="封顶。"), "stamp": told["stamp"]}
    assert housing.post(route, sent).json()["imported"] == 1
    assert ProgressReport.objects.get().unit_id == cast.units["jiahe-housing"]
    undo = f"/api/ledger/imports/{LedgerImport.objects.get().pk}/undo"
    assert signed_in("prefecture_supervisor").post(undo).status_code == 404
    assert housing.post(undo).json() == {"restored": 1}
    assert not ProgressReport.objects.exists()


def test_whoever_does_not_see_the_plan_imports_nothing(signed_in: SignedIn, plan: Written) -> None:
    system = signed_in("system_administrator")
    assert system.get(f"/plans/{plan.plan_id}/import/").status_code == 403
