"""The ledger's pages 台账页面: plans, the wall, a task from sign-for to closure, my list."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from mengyang.store.models import Event, Evidence, ProgressReport, Task, TaskUnit
from tests.cast import Cast
from tests.ledger_plan import Written
from tests.web.conftest import SignedIn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


def _version(task_id: int) -> dict[str, str]:
    return {"version": str(Task.objects.get(pk=task_id).version)}


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        ("", "教师编制不足"),
        ("wall/", "教师编制不足"),
        ("units/", "甲禾县住房和城乡建设局"),
        ("targets/", "%"),
        ("course/", "应完成（累计）"),
        ("?lamp=grey", 'value="grey" selected'),
        ("?state=closed", "没有符合"),
    ],
)
def test_every_part_of_a_plan_is_there(
    signed_in: SignedIn, plan: Written, part: str, shown: str
) -> None:
    response = signed_in("prefecture_officer").get(f"/plans/{plan.plan_id}/{part}")
    assert (response.status_code, shown in response.text) == (200, True)


def test_the_filter_offers_the_units_of_the_plan(signed_in: SignedIn, plan: Written) -> None:
    page = signed_in("prefecture_officer").get(f"/plans/{plan.plan_id}/").text
    offered = page.split('name="unit"', 1)[1].split("</select>", 1)[0]
    own = set(TaskUnit.objects.filter(task__plan_id=plan.plan_id).values_list("unit_id", flat=True))
    assert {int(each) for each in re.findall(r'value="(\d+)"', offered)} == own


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("due_from=2026-06-01&due_until=2026-05-01", "其间没有日期"),
        ("due_from=2026-02-31", "不是有效日期"),
        ("due_from=2026-05-01&due_until=2026-05-01", ""),
    ],
)
def test_days_that_leave_nothing_are_told(signed_in: SignedIn, days: str, said: str) -> None:
    page = signed_in("prefecture_officer").get(f"/tasks/?{days}").text
    assert ("其间没有日期" in page, "不是有效日期" in page) == (
        said == "其间没有日期",
        said == "不是有效日期",
    )


def test_a_county_sees_its_own_tasks_alone(signed_in: SignedIn, plan: Written) -> None:
    address, title = f"/tasks/{plan.tasks['2']}/", Task.objects.get(pk=plan.tasks["2"]).title
    strange = signed_in("other_county_officer").get(address)
    assert (strange.status_code, title in strange.text) == (404, False)
    own = signed_in("department_officer").get(address)
    assert (own.status_code, title in own.text) == (200, True)


def test_a_group_says_that_each_unit_answers_and_reports_for_its_part(
    signed_in: SignedIn, plan: Written
) -> None:
    officer = signed_in("prefecture_officer")
    assert officer.get("/tasks/").text.count("各单位分别负责") == 1
    group, part = (officer.get(f"/tasks/{plan.tasks[number]}/").text for number in ("1", "1.1"))
    assert ("还没有进展报告" in group, "还没有进展报告" in part) == (False, True)


def test_a_task_without_remedies_shows_the_words_of_the_document_at_once(
    signed_in: SignedIn, plan: Written
) -> None:
    officer = signed_in("prefecture_officer")
    for number, is_open in (("1", False), ("2", False), ("5", True)):
        shown = officer.get(f"/tasks/{plan.tasks[number]}/").text
        assert ('class="quote" open' in shown) is is_open, number


def test_a_task_goes_from_assignment_to_closure_by_its_pages(
    cast: Cast, signed_in: SignedIn, plan: Written
) -> None:
    task_id = plan.tasks["2"]
    address = f"/tasks/{task_id}"
    officer, unit = signed_in("prefecture_officer"), signed_in("department_officer")
    assert officer.post(f"/plans/{plan.plan_id}/assign/").status_code == 302
    assert unit.post(f"{address}/sign-for/", _version(task_id)).status_code == 302
    assert unit.post(f"{address}/steps/start/", _version(task_id)).status_code == 302
    report = _version(task_id) | {"text": "已完成选址", "percent": ""}
    assert unit.post(f"{address}/report/", report).status_code == 302
    assert Task.objects.get(pk=task_id).progress_percent is None
    unsaid = unit.post(f"{address}/claim-done/", _version(task_id))
    assert unsaid.status_code == 422
    words = {"statement": "三项措施均已落实，附验收单。"}
    early = unit.post(f"{address}/claim-done/", _version(task_id) | words)
    assert early.status_code == 422
    assert Task.objects.get(pk=task_id).state == "in_progress"
    proof = {"file": SimpleUploadedFile("验收.txt", "验收合格,同意交付。".encode()), "note": "验收"}
    assert unit.post(f"{address}/attach/", proof).status_code == 302
    assert unit.post(f"{address}/claim-done/", _version(task_id) | words).status_code == 302
    assert officer.post(f"{address}/steps/take_back/", _version(task_id)).status_code == 403
    assert unit.post(f"{address}/steps/take_back/", _version(task_id)).status_code == 302
    Task.objects.filter(pk=task_id).update(progress_percent=80)
    assert "目前进度为 80 %，未达 100 %" in unit.get(f"{address}/").text
    assert unit.post(f"{address}/claim-done/", _version(task_id) | words).status_code == 302
    told = officer.get(f"{address}/").text
    assert all(said in told for said in (words["statement"], "目前进度为 80 %，未达 100 %"))
    assert "上传佐证" in unit.get(f"{address}/").text.split('<ol class="history">')[1]
    shown = unit.get(f"{address}/").text
    assert (shown.count("不能核验、退回或销号自己的申请"), "状态起始日" in shown) == (1, False)
    assert unit.post(f"{address}/steps/verify/", _version(task_id)).status_code == 403
    assert Task.objects.get(pk=task_id).state == "claimed_done"
    assert officer.post(f"{address}/steps/verify/", _version(task_id)).status_code == 302
    assert officer.post(f"{address}/steps/close/", _version(task_id)).status_code == 302
    assert Task.objects.get(pk=task_id).state == "closed"
    found = set(Event.objects.filter(subject_id=task_id).values_list("action", flat=True))
    steps = ("sign_for", "claim_done", "take_back", "verify", "close")
    assert {f"task.{step}" for step in steps} <= found


def test_why_it_was_returned_is_told_until_it_is_verified(
    signed_in: SignedIn, plan: Written
) -> None:
    task_id, why = plan.tasks["2"], "佐证未盖章"
    officer = signed_in("prefecture_officer")
    for state, is_told in (("returned", True), ("claimed_done", True), ("closed", False)):
        Task.objects.filter(pk=task_id).update(state=state, return_reason=why)
        assert (why in officer.get(f"/tasks/{task_id}/").text) is is_told, state


def test_evidence_is_a_download_for_whoever_may_see_its_task(
    cast: Cast, signed_in: SignedIn, plan: Written
) -> None:
    task_id = plan.tasks["2"]
    signed_in("prefecture_officer").post(f"/plans/{plan.plan_id}/assign/")
    unit = signed_in("department_officer")
    unit.post(f"/tasks/{task_id}/sign-for/", _version(task_id))
    unit.post(f"/tasks/{task_id}/steps/start/", _version(task_id))
    proof = {"file": SimpleUploadedFile("纪要.txt", "会议同意。".encode()), "note": ""}
    unit.post(f"/tasks/{task_id}/attach/", proof)
    evidence = Evidence.objects.get()
    response = unit.get(f"/evidence/{evidence.pk}/")
    assert b"".join(response.streaming_content) == "会议同意。".encode()
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert signed_in("other_county_officer").get(f"/evidence/{evidence.pk}/").status_code == 404


def test_a_report_that_is_refused_keeps_its_words(
    cast: Cast, signed_in: SignedIn, plan: Written
) -> None:
    task_id = plan.tasks["2"]
    sent = _version(task_id) | {"text": "写了很久的进展", "percent": "250"}
    response = signed_in("department_officer").post(f"/tasks/{task_id}/report/", sent)
    assert response.status_code == 422
    assert "写了很久的进展" in response.text


def test_the_ledger_opens_in_excel_with_the_tasks_of_the_plan(
    signed_in: SignedIn, plan: Written
) -> None:
    response = signed_in("prefecture_officer").post(f"/plans/{plan.plan_id}/export/")
    book = load_workbook(BytesIO(b"".join(response.streaming_content)))
    cells = [str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value]
    numbers = set(Task.objects.filter(plan_id=plan.plan_id).values_list("number", flat=True))
    assert numbers <= set(cells)


def test_a_plan_without_a_task_in_reach_says_so(signed_in: SignedIn, plan: Written) -> None:
    browser = signed_in("prefecture_officer")
    said = "权限内无任务"
    assert all(said not in browser.get(page).text for page in ("/", "/plans/"))
    assert "分组事项共 1 项" in browser.get(f"/plans/{plan.plan_id}/").text
    other = signed_in("public_head")
    for page in ("/", "/plans/", f"/plans/{plan.plan_id}/"):
        text = other.get(page).text
        assert said in text and "0 / 0" not in text, page


def test_my_list_holds_what_is_open_with_my_unit(signed_in: SignedIn, plan: Written) -> None:
    unit = signed_in("department_officer")
    # Before it is assigned nobody has told the unit of it.
    assert f"/tasks/{plan.tasks['2']}/" not in unit.get("/my-list/").text
    Task.objects.filter(pk=plan.tasks["2"]).update(state="assigned")
    assert f"/tasks/{plan.tasks['2']}/" in unit.get("/my-list/").text
    assert f"/tasks/{plan.tasks['2']}/" not in signed_in("public_head").get("/my-list/").text


def test_my_list_and_home_say_where_my_unit_only_helps(
    cast: Cast, signed_in: SignedIn, plan: Written
) -> None:
    unit = signed_in("department_officer")
    own, other = cast.units["jiahe-housing"], cast.units["jiahe-education"]
    for address in ("/my-list/", "/"):
        assert "配合单位" not in unit.get(address).text
    TaskUnit.objects.filter(task_id=plan.tasks["2"]).delete()
    Task.objects.filter(pk=plan.tasks["2"]).update(lead_unit_id=other, state="assigned")
    TaskUnit.objects.create(task_id=plan.tasks["2"], unit_id=own, role="joint")
    for address in ("/my-list/", "/"):
        assert "配合单位" in unit.get(address).text, address


@pytest.mark.parametrize("step", ["fly", "assign", "return"])
def test_a_step_that_is_none_is_refused(signed_in: SignedIn, plan: Written, step: str) -> None:
    address = f"/tasks/{plan.tasks['2']}/steps/{step}/"
    events = Event.objects.count()
    response = signed_in("prefecture_officer").post(address, {"version": "1"})
    assert response.status_code in (404, 422)
    task = Task.objects.get(pk=plan.tasks["2"])
    assert (task.state, task.version, Event.objects.count()) == ("registered", 1, events)


def test_a_stale_step_is_a_conflict_and_keeps_its_words(signed_in: SignedIn, plan: Written) -> None:
    Task.objects.filter(pk=plan.tasks["2"]).update(state="in_progress", version=3)
    events, unit = Event.objects.count(), signed_in("department_officer")
    sent = {"version": "2", "text": "写了很久的进展", "percent": "40"}
    response = unit.post(f"/tasks/{plan.tasks['2']}/report/", sent)
    assert (response.status_code, "写了很久的进展" in response.text) == (409, True)
    assert (ProgressReport.objects.count(), Event.objects.count()) == (0, events)


def test_a_note_that_is_too_long_is_refused_and_not_cut(signed_in: SignedIn, plan: Written) -> None:
    Task.objects.filter(pk=plan.tasks["2"]).update(state="in_progress")
    unit, note = signed_in("department_officer"), "注" * 301
    sent = {"file": SimpleUploadedFile("a.txt", "验收合格,同意交付。".encode()), "note": note}
    response = unit.post(f"/api/tasks/{plan.tasks['2']}/evidence", sent)
    assert (response.status_code, response.json()["code"]) == (422, "store.refused.too_long")
    assert not Evidence.objects.exists()
