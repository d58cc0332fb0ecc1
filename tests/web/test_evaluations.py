"""The page of an evaluation 期满评估页面: the end stated, demanded, written, taken home."""

from datetime import date, timedelta
from importlib.metadata import version

import pytest
from django.utils import timezone
from pytest_django import Settings

from mengyang.actions.tasks import sign_for_task
from mengyang.store.models import Document, Plan, PlanEvaluation, Target, Task
from mengyang.web.clock import now
from mengyang.web.jobs.sweep import demand_evaluations
from tests.cast import Cast
from tests.ledger_plan import Written
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db


def soon() -> str:
    """A day that lies within 60 days of the day the pages go by."""
    return (timezone.localdate() + timedelta(days=30)).isoformat()


def test_a_plan_is_given_an_end_and_its_evaluation_is_written(
    cast: Cast, plan: Written, signed_in: SignedIn
) -> None:
    officer, address = signed_in("prefecture_officer"), f"/plans/{plan.plan_id}/evaluation/"
    assert "没有终止日" in officer.get(address).text
    assert address not in officer.get("/my-list/").content.decode()
    wrong = officer.post(f"{address}end/", {"version": 1, "ends_on": "2026-13-01"})
    assert wrong.status_code == 422
    Document.objects.filter(pk=plan.document_id).update(signed_on=date(2026, 2, 20))
    early = officer.post(f"{address}end/", {"version": 1, "ends_on": "2025-12-31"}, follow=True)
    assert "方案终止日早于文件成文日期 2026-02-20。" in early.text
    assert Plan.objects.get().ends_on is None
    assert officer.post(f"{address}demand/").status_code == 422
    assert officer.post(f"{address}end/", {"version": 1, "ends_on": soon()}).url == address
    for place in ("/", "/my-list/", f"/plans/{plan.plan_id}/"):
        assert address in officer.get(place).text, place
    assert address not in signed_in("prefecture_supervisor").get("/my-list/").text
    assert f"{address}demand/" in officer.get(address).text
    assert officer.post(f"{address}demand/").url == address
    task = Task.objects.get(task_kind="evaluation")
    assert address in officer.get(f"/tasks/{task.pk}/").text
    sign_for_task(cast.actor("prefecture_officer"), task.pk, 1, at=now())
    target = Target.objects.get().pk
    sent = {"version": 1, f"verdict:{target}": "met", f"attained:{target}": "52%（年报）"}
    page = officer.post(address, sent | {"words": "长" * 5001})
    assert page.status_code == 422 and "52%（年报）" in page.text
    assert f"Mengyang {version('mengyang')}<" in page.text
    assert officer.post(address, sent | {"verdict": "met", "words": "如期完成"}).url == address
    row = PlanEvaluation.objects.get()
    assert (row.words, row.conclusions[0]["attained"]) == ("如期完成", "52%（年报）")
    stale = officer.post(address, sent)
    assert stale.status_code == 409 and "52%（年报）" in stale.text
    read_only = signed_in("prefecture_supervisor").get(address).text
    assert "如期完成" in read_only and f"verdict:{target}" not in read_only
    got = officer.post(f"{address}export/")
    assert b"".join(got.streaming_content)[:2] == b"PK"


@pytest.mark.parametrize("sent", [{}, {"version": "x"}, {"version": 1, "verdict:99": "met"}])
def test_nonsense_changes_nothing(
    cast: Cast, plan: Written, signed_in: SignedIn, sent: dict[str, object]
) -> None:
    Plan.objects.update(ends_on=soon())
    officer, address = signed_in("prefecture_officer"), f"/plans/{plan.plan_id}/evaluation/"
    officer.post(f"{address}demand/")
    assert officer.post(address, sent).status_code in {400, 422}
    assert PlanEvaluation.objects.get().version == 1


def test_the_daily_timer_demands_it(cast: Cast, plan: Written, settings: Settings) -> None:
    Plan.objects.update(ends_on=soon())
    demand_evaluations(now())
    demand_evaluations(now())
    assert Task.objects.filter(task_kind="evaluation").count() == 1


def test_a_program_evaluates_too(cast: Cast, plan: Written, signed_in: SignedIn) -> None:
    officer, base = signed_in("prefecture_officer"), f"/api/evaluations/{plan.plan_id}"
    seen = officer.get(base).json()
    assert (seen["end"], seen["evaluation"], sum(seen["outcomes"].values())) == (None, None, 6)
    ended = officer.post(f"{base}/end", {"version": 1, "ends_on": soon()}, "application/json")
    assert ended.json() == {"version": 2}
    task = officer.post(f"{base}/demand").json()["id"]
    sign_for_task(cast.actor("prefecture_officer"), task, 1, at=now())
    said = {"target_id": Target.objects.get().pk, "verdict": "unknown", "words": "未核定"}
    sent = {"version": 1, "conclusions": [said], "verdict": "met", "words": "完成"}
    assert officer.post(base, sent, "application/json").json() == {"version": 2}
    written = officer.get(base).json()["evaluation"]
    assert (written["lacking"], written["said"]["words"], written["task"]["id"]) == (
        0,
        "完成",
        task,
    )
    assert officer.post(f"{base}/export").status_code == 200
