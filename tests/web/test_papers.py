"""The pages of papers 文书页面: what may be printed, printed, and bound to the stamped copy."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mengyang.actions.assignments import assign_task
from mengyang.store.models import PaperCopy, PrintedPaper
from mengyang.web.clock import now
from tests.cast import Cast
from tests.ledger_plan import Written
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db
SCAN = b"\x89PNG\r\n\x1a\n" + bytes(40)


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("盖章.png", SCAN, "image/png")


def test_a_paper_is_printed_from_the_page_and_its_scan_comes_back(
    cast: Cast, plan: Written, signed_in: SignedIn
) -> None:
    office, pk = signed_in("prefecture_supervisor"), plan.tasks["2"]
    assign_task(cast.actor("prefecture_supervisor"), pk, 1, at=now())
    address = f"/tasks/{pk}/papers/"
    assert address in office.get(f"/tasks/{pk}/").text
    page = office.get(address).text
    assert "交办单" in page and "核查记录" not in page and "尚未打印文书。" in page
    got = office.post(f"{address}assignment_slip/")
    row = PrintedPaper.objects.get()
    assert got.status_code == 200 and row.check_code in got["Content-Disposition"]
    wrong = office.post(f"{address}copies/", {"check_code": "1", "file": scan()})
    assert wrong.status_code == 422 and "没有校验码为“1”的文书" in wrong.text
    done = office.post(
        f"{address}copies/", {"check_code": row.check_code, "file": scan(), "note": "已盖章"}
    )
    assert done.url == address
    copy = PaperCopy.objects.get()
    shown = office.get(address).text
    assert row.check_code in shown and f"/papers/copies/{copy.pk}/" in shown
    kept = office.get(f"/papers/copies/{copy.pk}/")
    assert b"".join(kept.streaming_content) == SCAN
    stranger = signed_in("other_county_officer")
    assert stranger.get(address).status_code == 404
    assert stranger.get(f"/papers/copies/{copy.pk}/").status_code == 404


def test_a_report_of_a_plan_asks_for_its_period(
    cast: Cast, plan: Written, signed_in: SignedIn
) -> None:
    office, address = signed_in("prefecture_supervisor"), f"/plans/{plan.plan_id}/papers/"
    assert address in office.get(f"/plans/{plan.plan_id}/").text
    assert "督查专报" in office.get(address).text
    wrong = office.post(f"{address}progress_report/", {"from_day": "2026-13-01"})
    assert wrong.status_code == 422 and not PrintedPaper.objects.exists()
    days = {"from_day": "2026-03-01", "until_day": "2026-03-31"}
    assert office.post(f"{address}progress_report/", days).status_code == 200
    assert PrintedPaper.objects.get().facts["from_day"] == "2026年3月1日"
    backwards = {"from_day": "2026-03-31", "until_day": "2026-03-01"}
    assert office.post(f"{address}progress_report/", backwards).status_code == 422
    reader = signed_in("auditor").get(address).text
    assert "progress_report" not in reader and "文书" in reader


def test_the_routes_do_what_the_pages_do(cast: Cast, plan: Written, signed_in: SignedIn) -> None:
    office, pk = signed_in("prefecture_supervisor"), plan.tasks["2"]
    days = {"from_day": "2026-03-01", "until_day": "2026-03-31"}
    whole = f"/api/papers/plans/{plan.plan_id}"
    got = office.post(f"{whole}/task_breakdown", days, content_type="application/json")
    assert got.status_code == 200
    told = office.get(whole).json()
    assert {each["code"] for each in told["printable"]} == {
        *("progress_report", "rectification_report", "task_breakdown"),
        *("monthly_circular", "quarterly_report"),
    }
    code = told["printed"][0]["check_code"]
    done = office.post("/api/papers/copies", {"check_code": code, "file": scan()})
    kept = office.get(f"/api/papers/copies/{done.json()['id']}")
    assert b"".join(kept.streaming_content) == SCAN
    assert office.get(f"/api/papers/tasks/{pk}").json()["printed"] == []
    assert office.post(f"/api/papers/tasks/{pk}/receipt").status_code == 200
    assert office.post(f"/api/papers/tasks/{pk}/nothing").status_code == 404
