"""The page 导入台账: the exported ledger is edited, looked at, imported, undone, by jobs."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mengyang.store.models import LedgerImport, LedgerSheet, ProgressReport, Task
from mengyang.web.clock import now
from tests.cast import Cast
from tests.ledger_plan import Written
from tests.ledger_sheets import run_job
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db


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


def sheet_url(page_url: str) -> str:
    """The page of the sheet put down last, its job done."""
    put_down = LedgerSheet.objects.latest("pk")
    run_job(put_down.job_id or 0, now())
    return f"{page_url}{put_down.pk}/"


def test_it_is_looked_at_imported_and_undone(signed_in: SignedIn, plan: Written) -> None:
    housing, page_url = signed_in("department_officer"), f"/plans/{plan.plan_id}/import/"
    assert "导入台账" in housing.get(f"/plans/{plan.plan_id}/").text
    sent = housing.post(page_url, {"file": edited(housing, plan)}, follow=True)
    assert "核对回填台账" in sent.text or "等待中" in sent.text
    nothing = housing.get(sheet_url(page_url)).text
    assert "表格内容与" in nothing and "/confirm/" not in nothing
    housing.post(page_url, {"file": edited(housing, plan, K3="已销号")})
    faulty = housing.get(sheet_url(page_url)).text
    assert "不能由“办理中”直接改为“已销号”" in faulty and "K3" in faulty
    assert "/confirm/" not in faulty
    housing.post(page_url, {"file": edited(housing, plan, M3="封顶。", N3=60)})
    judged = sheet_url(page_url)
    page = housing.get(judged).text
    assert "报进展（完成比例 60%）：封顶。" in page and not ProgressReport.objects.exists()
    assert "已核对，待确认" in housing.get(page_url).text
    waiting = housing.post(f"{judged}confirm/", follow=True).text
    assert "等待中" in waiting and not ProgressReport.objects.exists()
    assert "台账已按表格更新，共 1 项任务" in housing.get(sheet_url(page_url)).text
    assert Task.objects.get(pk=plan.tasks["2"]).progress_percent == 60
    assert "撤销本次导入" in housing.get(page_url).text
    undo = f"/plans/{plan.plan_id}/imports/{LedgerImport.objects.get().pk}/undo/"
    assert housing.post(undo).status_code == 302
    assert "已撤销导入，恢复 1 项任务" in housing.get(sheet_url(page_url)).text
    assert not ProgressReport.objects.exists()


def test_what_was_said_is_shown_page_by_page(
    signed_in: SignedIn, plan: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mengyang.web.pages.ledger_import.PAGE", 1)
    office, page_url = signed_in("prefecture_supervisor"), f"/plans/{plan.plan_id}/import/"
    office.post(page_url, {"file": edited(office, plan, K4="已销号", K6="办好了")})
    judged = sheet_url(page_url)
    first, second = office.get(judged).text, office.get(f"{judged}?after=4").text
    assert "K4" in first and "K6" not in first and "?after=4" in first
    assert "K6" in second and "K4" not in second and "回到首页" in second
    stranger = signed_in("department_officer").get(judged)
    assert stranger.status_code == 404


def test_the_route_does_the_same(signed_in: SignedIn, plan: Written, cast: Cast) -> None:
    housing, route = signed_in("department_officer"), f"/api/ledger/plans/{plan.plan_id}/import"
    begun = housing.post(route, {"file": edited(housing, plan, M3="封顶。")}).json()
    sheet = f"/api/ledger/sheets/{begun['sheet_id']}"
    assert housing.get(sheet).json()["state"] == "reading"
    run_job(begun["job_id"], now())
    told = housing.get(sheet).json()
    assert [each["row"] for each in told["verdicts"]] == [3]
    assert (told["told"], told["faulty"], told["unchanged"]) == (1, 0, told["rows"] - 1)
    assert signed_in("prefecture_supervisor").get(sheet).status_code == 404
    run_job(housing.post(f"{sheet}/confirm").json()["job_id"], now())
    assert ProgressReport.objects.get().unit_id == cast.units["jiahe-housing"]
    undo = f"/api/ledger/imports/{LedgerImport.objects.get().pk}/undo"
    assert signed_in("prefecture_supervisor").post(undo).status_code == 404
    run_job(housing.post(undo).json()["job_id"], now())
    assert not ProgressReport.objects.exists()


def test_whoever_does_not_see_the_plan_imports_nothing(signed_in: SignedIn, plan: Written) -> None:
    system = signed_in("system_administrator")
    assert system.get(f"/plans/{plan.plan_id}/import/").status_code == 403
