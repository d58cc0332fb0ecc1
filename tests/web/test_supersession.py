"""The page of a superseded plan 替代与废止页面: ticked, decided, refused with the answers kept."""

import pytest

from mengyang.store.models import Task
from tests.cast import Cast
from tests.ledger_plan import write_plan
from tests.supersession_cast import Pair, pair
from tests.web.conftest import SignedIn
from tests.web.page_text import in_one_line

__all__ = ["pair"]
pytestmark = pytest.mark.django_db


def test_tasks_are_ticked_and_decided_on(cast: Cast, pair: Pair, signed_in: SignedIn) -> None:
    officer, old = signed_in("prefecture_officer"), pair.old
    address = f"/plans/{old.plan_id}/decisions/"
    for place in ("/", "/my-list/", f"/plans/{old.plan_id}/"):
        assert address in officer.get(place).text, place
    assert address not in signed_in("prefecture_supervisor").get("/my-list/").text
    page = officer.get(address).text
    assert "新方案" in page and "按相似度建议" in page
    two, three = old.tasks["2"], old.tasks["3"]
    versions = {f"version:{pk}": 1 for pk in (two, three)}
    sent = versions | {f"task:{two}": "1", "decision": "withdrawn", "reason": "不再要求"}
    refused = officer.post(address, sent | {"basis": ""})
    assert refused.status_code == 422
    assert "没有写明依据" in refused.text and "不再要求" in refused.text
    assert f'name="task:{two}" value="1" checked' in in_one_line(refused.text)
    carry = sent | {"decision": "carried_over", f"to:{two}": pair.new["2"]}
    assert officer.post(address, carry).url == address
    assert Task.objects.get(pk=two).carried_to_id == pair.new["2"]
    assert officer.post(address, carry).status_code == 422
    keep = versions | {f"task:{three}": "1", "decision": "kept", "reason": "仍须办结"}
    assert officer.post(address, keep).status_code == 302
    shown = officer.get(f"/tasks/{two}/").text
    assert f"/tasks/{pair.new['2']}/" in shown and "转入新方案" in shown
    assert f"/tasks/{two}/" in officer.get(f"/tasks/{pair.new['2']}/").text
    assert "继续办理" in officer.get(f"/tasks/{three}/").text
    page = officer.get(f"/plans/{old.plan_id}/?state=withdrawn").text
    listed = page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert "大班额尚未消除" in listed and "底数不清" not in listed
    assert "已撤销 1 项" in page


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"decision": "burn", "task:1": "1"},
        {"decision": "kept", "reason": "x", "task:": "1"},
        {"decision": "kept", "reason": "x", "task:9999999999999": "1", "version:x": "y"},
        {"decision": "carried_over", "task:1": "1", "version:1": "-1", "to:1": "x"},
    ],
)
def test_nonsense_is_refused_in_words(
    cast: Cast, pair: Pair, signed_in: SignedIn, sent: dict[str, str]
) -> None:
    page = signed_in("prefecture_officer").post(f"/plans/{pair.old.plan_id}/decisions/", sent)
    assert page.status_code in {404, 409, 422}
    assert not Task.objects.exclude(decision="").exists()


def test_a_task_is_withdrawn_and_restored_on_its_own_page(cast: Cast, signed_in: SignedIn) -> None:
    plan = write_plan(cast)
    officer, address = signed_in("prefecture_officer"), f"/tasks/{plan.tasks['2']}/"
    assert f"{address}withdraw/" in officer.get(address).text
    assert f"{address}withdraw/" not in signed_in("department_officer").get(address).text
    kept = officer.post(f"{address}withdraw/", {"version": 1, "reason": "重复", "basis": ""})
    assert kept.status_code == 422 and "重复" in kept.text
    sent = {"version": 1, "reason": "重复", "basis": "局长办公会议纪要"}
    assert officer.post(f"{address}withdraw/", sent).url == address
    page = officer.get(address).text
    assert "局长办公会议纪要" in page and f"{address}restore/" in page
    assert "已撤销" in officer.get(f"/plans/{plan.plan_id}/course/").text
    assert "大班额" not in signed_in("department_officer").get("/my-list/").text
    stale = officer.post(f"{address}restore/", {"version": 1, "reason": "误"})
    assert stale.status_code == 409
    assert officer.post(f"{address}restore/", {"version": 2, "reason": "误"}).url == address
    assert Task.objects.get(pk=plan.tasks["2"]).state == "registered"


def test_a_program_decides_too(cast: Cast, pair: Pair, signed_in: SignedIn) -> None:
    officer, base = signed_in("prefecture_officer"), "/api/supersession"
    address = f"{base}/plans/{pair.old.plan_id}"
    seen = officer.get(address).json()
    assert [each["number"] for each in seen["undecided"]] == ["1.1", "1.2", "2", "3", "4", "5"]
    tasks = [{"task_id": pair.old.tasks["2"], "version": 1, "carried_to": pair.new["2"]}]
    sent = {"decision": "carried_over", "tasks": tasks}
    done = officer.post(f"{address}/decisions", sent, "application/json")
    assert done.json() == {"decided": 1}
    three = f"{base}/tasks/{pair.old.tasks['3']}"
    drop = {"version": 1, "reason": "重复", "basis": "批示"}
    assert officer.post(f"{three}/withdraw", drop, "application/json").json() == {"version": 2}
    back = {"version": 2, "reason": "误"}
    assert officer.post(f"{three}/restore", back, "application/json").json() == {"version": 3}
    [carried] = officer.get(address).json()["decided"]
    assert carried["carried_to"]["id"] == pair.new["2"]
    clerk = signed_in("township_clerk").post(f"{three}/withdraw", drop, "application/json")
    assert clerk.status_code == 404
