"""The page of a task 任务页面: acceptance outside and its money are entered and shown there."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mengyang.store.models import MatterAmount, Task, Verdict
from mengyang.web.acceptance_forms import FORMS
from mengyang.web.clock import today
from mengyang.web.pages.task_acceptance import STEPS
from tests.cast import Cast
from tests.ledger_plan import Written
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db
BODY = "云麓地区人大工委"


@pytest.fixture
def task(cast: Cast, plan: Written) -> Task:
    """Task 2, verified by somebody else than who is signed in."""
    row = Task.objects.get(pk=plan.tasks["2"])
    row.state, row.claimed_unit_id = "verified", cast.units["jiahe-housing"]
    row.claimed_by_id = cast.users["department_officer"]
    row.save()
    return row


def step(browser: object, task: Task, kind: str, **sent: object) -> object:
    """The answer to a step sent with the version that the task has."""
    task.refresh_from_db()
    address = f"/tasks/{task.pk}/outside/{kind}/"
    return browser.post(address, {"version": task.version, **sent})  # type: ignore[attr-defined]


def test_every_step_has_its_form() -> None:
    assert set(STEPS) == set(FORMS)


def test_the_page_tells_who_accepts_and_takes_the_verdict(signed_in: SignedIn, task: Task) -> None:
    office = signed_in("prefecture_supervisor")
    assert step(office, task, "set_body", body=BODY).status_code == 302
    page = office.get(f"/tasks/{task.pk}/").text
    assert BODY in page and "对现在的办理情况还没有结论" in page
    assert f"本任务须经{BODY}验收" in page
    said = {"outcome": "accepted", "document_number": "", "dated_on": today().isoformat()}
    refused = step(office, task, "record_verdict", **said, words="整改到位。")
    assert refused.status_code == 422 and "整改到位。" in refused.text
    scan = SimpleUploadedFile("函.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
    said |= {"document_number": "云人工函〔2026〕3号", "words": "整改到位。", "scan": scan}
    assert step(office, task, "record_verdict", **said).status_code == 302
    page = office.get(f"/tasks/{task.pk}/").text
    assert "云人工函〔2026〕3号" in page and "予以认可" in page
    file = office.get(f"/verdicts/{Verdict.objects.get().pk}/scan/")
    assert file.status_code == 200 and "attachment" in file["Content-Disposition"]
    assert (
        signed_in("private_head").get(f"/verdicts/{Verdict.objects.get().pk}/scan/").status_code
        == 404
    )
    steps = {"version": task.version}
    assert office.post(f"/tasks/{task.pk}/steps/close/", steps).status_code == 302
    task.refresh_from_db()
    assert task.state == "closed"


def test_money_is_entered_and_summed_above_the_plan(
    signed_in: SignedIn, task: Task, plan: Written
) -> None:
    office = signed_in("prefecture_supervisor")
    assert step(office, task, "find_amount", amount="", words="待核实。").status_code == 302
    assert "金额不详" in office.get(f"/tasks/{task.pk}/").text
    assert (
        step(office, task, "find_amount", amount="120000.5", words="审计报告。").status_code == 302
    )
    below = step(office, task, "find_amount", amount="-120000.51", words="冲销。")
    assert below.status_code == 422 and "冲销的金额大于已登记的金额" in below.text
    amounts = MatterAmount.objects.order_by("pk").values_list("amount", flat=True)
    assert [each and float(each) for each in amounts] == [None, 120000.5]
    page = office.get(f"/plans/{plan.plan_id}/").text
    assert "120,000.50" in page and "未整改 1 项" in page
    shown = office.get(f"/api/outside/tasks/{task.pk}").json()["amounts"]
    assert (shown["found"], shown["standing"]) == ("120000.50", "not_yet")
    assert office.post(f"/tasks/{task.pk}/outside/fly/", {"version": 1}).status_code == 404


def test_the_interface_takes_a_verdict_without_a_scan(signed_in: SignedIn, task: Task) -> None:
    office = signed_in("prefecture_supervisor")
    sent = {"version": task.version, "body": BODY}
    address = f"/api/outside/tasks/{task.pk}"
    assert office.post(f"{address}/body", sent, content_type="application/json").status_code == 200
    said = {
        "version": task.version,
        "outcome": "partly",
        "document_number": "云人工函〔2026〕4号",
        "dated_on": today().isoformat(),
        "words": "其余楼栋尚未完工。",
    }
    assert office.post(f"{address}/verdict", said).status_code == 200
    task.refresh_from_db()
    assert (task.state, task.return_reason) == ("returned", "其余楼栋尚未完工。")
    [verdict] = office.get(address).json()["verdicts"]
    assert (verdict["outcome"], verdict["scan_name"], verdict["counts"]) == ("partly", "", True)
