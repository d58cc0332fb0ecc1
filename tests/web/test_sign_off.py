"""Sign-off on the page of a task 单位内部审签: drafted, reviewed, issued, and by the API alike."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mengyang.core.access import Role
from mengyang.core.ledger import SignOffWay
from mengyang.store.models import Task, TaskReply, Unit, UnitSignOff, User
from mengyang.web.clock import today
from tests.cast import Cast
from tests.ledger_plan import Written
from tests.sign_off_cast import UNIT, join, lead_to_proof, set_way
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32
WORDS = {"statement": "园舍已启用。"}


@pytest.fixture
def task(cast: Cast, plan: Written) -> Task:
    """Task 2 with its proof, with a unit whose replies are reviewed and issued."""
    join(cast, "副职", Role.DEPARTMENT_OFFICER)
    set_way(cast, SignOffWay.REVIEW)
    lead_to_proof(cast, plan)
    return Task.objects.get(pk=plan.tasks["2"])


def test_a_claim_is_drafted_reviewed_and_recorded_on_the_page(
    signed_in: SignedIn, task: Task
) -> None:
    housing, office = signed_in("department_officer"), signed_in("prefecture_supervisor")
    page = f"/tasks/{task.pk}/"
    drafted = housing.post(f"{page}claim-done/", WORDS | {"version": task.version})
    assert drafted.status_code == 302
    row = TaskReply.objects.get()
    steps = f"/task-replies/{row.pk}/steps/"
    seen = housing.get(page).text
    assert "园舍已启用。" in seen and "拟稿" in seen and "退回修改" in seen
    assert "申请销号</summary>" not in seen
    # Outside the unit nobody sees the draft, on the page or in its history.
    assert "园舍已启用。" not in office.get(page).text
    assert "单位内部审签" in housing.get("/").text or "待审签" in housing.get("/").text
    own = housing.post(f"{steps}review/", {"version": 1})
    assert own.status_code == 422 and "拟稿人不能审核自己的文稿" in own.text
    TaskReply.objects.filter(pk=row.pk).update(state="reviewed")
    sent = {"version": 1, "task_version": task.version, "leader": "局长"}
    sent |= {"signed_on": row.drafted_at.date().isoformat()}
    bare = housing.post(f"{steps}issue/", sent)
    assert bare.status_code == 422 and "局长" in bare.text
    scan = SimpleUploadedFile("签批单.png", PNG)
    assert housing.post(f"{steps}issue/", sent | {"sheet": scan}).status_code == 302
    task.refresh_from_db()
    assert task.state == "claimed_done"
    shown = office.get(page).text
    assert "签批单由" in shown and "局长" in shown and "园舍已启用。" in shown
    assert office.get(f"/task-replies/{row.pk}/sheet/").status_code == 200


def test_the_api_drafts_sends_back_and_shows(signed_in: SignedIn, task: Task) -> None:
    housing, office = signed_in("department_officer"), signed_in("prefecture_supervisor")
    address = f"/api/task-replies/tasks/{task.pk}"
    draft = {"version": task.version, "kind": "claim", "words": "园舍已启用。"}
    made = housing.post(address, draft, content_type="application/json")
    assert made.status_code == 200, made.text
    back = f"/api/task-replies/{made.json()['id']}/send-back"
    words = {"version": 1, "words": "请写明园名。"}
    assert housing.post(back, words, content_type="application/json").json() == {"done": True}
    [row] = housing.get(address).json()
    assert (row["state"], row["sent_back_because"], row["way"]) == (
        "sent_back",
        "请写明园名。",
        "review",
    )
    assert office.get(address).json() == []


def test_the_administrator_sets_the_way_of_a_unit(cast: Cast, signed_in: SignedIn) -> None:
    administrator = signed_in("system_administrator")
    row = Unit.objects.get(pk=cast.units[UNIT])
    page, day = f"/units/{row.pk}/", today().isoformat()
    assert "经办直接报送" in administrator.get(page).text
    sent = {"version": row.version, "way": "issue", "day": day}
    assert administrator.post(f"{page}sign-off/", sent | {"day": "so"}).status_code == 400
    assert administrator.post(f"{page}sign-off/", sent).status_code == 302
    assert UnitSignOff.objects.get().way == "issue"
    assert "经办—签发（不设审核）" in administrator.get(page).text
    api = f"/api/units/{row.pk}/sign-off"
    again = {"version": row.version + 1, "way": "direct", "day": day}
    refused = administrator.post(api, again, content_type="application/json")
    assert refused.status_code in {400, 409, 422}
    assert User.objects.filter(username__startswith=UNIT).count() == 0


def test_the_history_of_a_reply_is_told_in_words(signed_in: SignedIn, task: Task) -> None:
    housing = signed_in("department_officer")
    page = f"/tasks/{task.pk}/"
    housing.post(f"{page}claim-done/", WORDS | {"version": task.version})
    row = TaskReply.objects.get()
    housing.post(f"/task-replies/{row.pk}/steps/send_back/", {"version": 1, "words": "补写园名。"})
    told = housing.get(page).text
    told = " ".join(told[told.index('id="history"') :].split())
    assert "拟稿 → 退回修改" in told and "退回人 — → 筑安" in told
