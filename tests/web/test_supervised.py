"""The register of matters 督办事项页面: list, registration, the task put on it, correction, API."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from mengyang.actions import incoming
from mengyang.store.models import Event, IncomingInstruction, SupervisedMatter, Task
from tests.cast import AT, Cast
from tests.incoming_papers import PNG, TITLE, on_paper, propose, version
from tests.incoming_papers import register as register_paper
from tests.ledger_plan import Written
from tests.matters_cast import WORDS, register
from tests.web.conftest import SignedIn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]
NUMBER = "督〔2026〕1号"


@pytest.fixture
def supervisor(signed_in: SignedIn) -> Client:
    return signed_in("prefecture_supervisor")


def _filled(cast: Cast, **changes: object) -> dict[str, object]:
    return {
        "unit": str(cast.units["yunlu-office"]),
        "source": "meeting",
        "title": "研究取暖设施改造",
        "words": WORDS,
        "giver": "专题会议",
        "given_on": "2026-03-01",
        "lead_units": [str(cast.units["jiahe-housing"])],
        "joint_units": [str(cast.units["jiahe-education"])],
        "deadline_kind": "by date",
        "deadline_on": "2026-04-30",
        "urgency": "urgent",
        "answer": "report",
    } | changes


def test_a_matter_is_registered_by_its_form(supervisor: Client, cast: Cast) -> None:
    scan = SimpleUploadedFile("纪要.png", PNG)
    sent = supervisor.post("/matters/new/", _filled(cast, scan=scan))
    row = SupervisedMatter.objects.get()
    assert (sent.status_code, sent["location"]) == (302, f"/matters/{row.pk}/")
    assert (row.source, row.urgency, row.scan_name) == ("meeting", "urgent", "纪要.png")
    page = supervisor.get(f"/matters/{row.pk}/").text
    assert NUMBER in page and WORDS in page and "会议议定" in page and "书面专报" in page
    assert f"/matters/{row.pk}/scan/" in page
    assert supervisor.get(f"/matters/{row.pk}/scan/").status_code == 200
    task = supervisor.get(f"/tasks/{row.task_id}/").text
    assert NUMBER in task and WORDS in task and "交办原文" in task


def test_what_was_typed_stays_where_it_is_refused(supervisor: Client, cast: Cast) -> None:
    sent = supervisor.post("/matters/new/", _filled(cast, deadline_on=""))
    assert "限期办理的事项没有填写办结日期" in sent.text and WORDS in sent.text
    assert not SupervisedMatter.objects.exists()


def test_an_instruction_is_made_a_matter_with_its_words(
    signed_in: SignedIn, cast: Cast, tmp_path: Path
) -> None:
    paper_id = register_paper(cast)
    propose(cast, paper_id)
    secretary, said = cast.actor("secretary"), on_paper(cast, tmp_path / "files")
    incoming.record_instruction(secretary, paper_id, version(paper_id), said, at=AT)
    link = f"/matters/new/?instruction={IncomingInstruction.objects.get().pk}"
    client = signed_in("secretary")
    assert link in client.get(f"/incoming/{paper_id}/").text
    form = client.get(link).text
    assert said.text in form and TITLE in form and "云教请〔2026〕3号" in form
    # Who keeps no register is not offered it; who may not see the paper is refused.
    assert link not in signed_in("auditor").get(f"/incoming/{paper_id}/").text
    assert signed_in("county_officer").get(link).status_code == 404
    assert client.get("/matters/new/?instruction=x").status_code == 200


def test_a_task_is_put_on_the_register(
    supervisor: Client, cast: Cast, plan: Written, signed_in: SignedIn
) -> None:
    task_id = plan.tasks["2"]
    link = f"/tasks/{task_id}/supervise/"
    assert link in supervisor.get(f"/tasks/{task_id}/").text
    assert "二、消除大班额" in supervisor.get(link).text
    assert link not in signed_in("department_officer").get(f"/tasks/{task_id}/").text
    assert signed_in("department_officer").get(link).status_code == 403
    wanted = {"given_on", "words", "giver", "unit", "urgency", "answer"}
    sent = {name: value for name, value in _filled(cast).items() if name in wanted}
    assert supervisor.post(link, sent).status_code == 302
    assert SupervisedMatter.objects.get().task_id == task_id
    assert link not in supervisor.get(f"/tasks/{task_id}/").text
    assert "已列入督办" in supervisor.post(link, sent).text


def test_the_list_is_filtered_and_taken_home(supervisor: Client, cast: Cast) -> None:
    register(cast)
    page = supervisor.get("/matters/?source=instruction&state=registered&year=2026").text
    assert NUMBER in page and "督〔2026〕1号" not in supervisor.get("/matters/?source=audit").text
    sheet = load_workbook(BytesIO(supervisor.get("/matters/?format=xlsx").getvalue())).active
    assert sheet is not None
    told = [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert NUMBER in told and "领导批示" in told


def test_an_entry_is_corrected_on_its_page(supervisor: Client, cast: Cast) -> None:
    matter_id = register(cast)
    link = f"/matters/{matter_id}/correct/"
    assert link in supervisor.get(f"/matters/{matter_id}/").text
    wanted = {"given_on", "giver", "urgency", "answer"}
    sent = {name: value for name, value in _filled(cast).items() if name in wanted}
    right = sent | {"words": "照原件。", "text": "录入有误", "version": "1"}
    assert supervisor.post(link, right).status_code == 302
    assert SupervisedMatter.objects.get().words == "照原件。"
    assert Event.objects.filter(action="supervised.correct").count() == 1
    assert supervisor.post(link, right).status_code == 409


def test_the_ledger_of_the_register_is_a_plan_like_any_other(
    supervisor: Client, cast: Cast
) -> None:
    plan_id = SupervisedMatter.objects.get(pk=register(cast)).task.plan_id
    for part in ("", "wall/", "units/", "targets/", "course/", "evaluation/", "papers/"):
        assert supervisor.get(f"/plans/{plan_id}/{part}").status_code == 200, part
    assert supervisor.post(f"/plans/{plan_id}/assign/").status_code == 302
    assert Task.objects.get().state == "assigned"
    assert supervisor.post(f"/plans/{plan_id}/export/").status_code == 200
    title = "云麓地区行署办公室2026年督办台账"
    assert title in supervisor.get("/plans/?kind=register").text
    assert title not in supervisor.get("/plans/").text


def test_programs_do_the_same(signed_in: SignedIn, cast: Cast, plan: Written) -> None:
    client = signed_in("prefecture_supervisor")
    said = {"words": WORDS, "giver": "专题会议", "given_on": "2026-03-01"}
    matter = said | {
        "unit_id": cast.units["yunlu-office"],
        "source": "meeting",
        "title": "研究",
        "lead_unit_ids": [cast.units["jiahe-housing"]],
    }

    def post(address: str, sent: dict[str, object]) -> dict[str, object]:
        answer = client.post(f"/api/matters{address}", sent, content_type="application/json")
        return {"status": answer.status_code, **answer.json()}

    made = post("", matter)
    assert made["status"] == 200
    assert post("", matter | {"source": "x"})["code"] == "matters.refused.unknown_choice"
    put = post(f"/of-task/{plan.tasks['2']}", said | {"unit_id": cast.units["yunlu-office"]})
    assert put["status"] == 200
    again = post(f"/{made['id']}/correct", said | {"version": 1, "words": "x", "reason": "误"})
    assert again["version"] == 2
    listed = client.get("/api/matters?source=meeting").json()
    assert [row["number"] for row in listed["rows"]] == [NUMBER]
    assert listed["rows"][0]["words"] == "x"
    assert client.get(f"/api/matters/{put['id']}").json()["task_id"] == plan.tasks["2"]
    assert signed_in("other_county_officer").get(f"/api/matters/{made['id']}").status_code == 404
