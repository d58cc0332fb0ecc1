"""The pages of reminding and urging 催办与通报页面: list, one notice, home, page of the task."""

from datetime import timedelta

import pytest

from mengyang.store.models import Notice, NoticeAddress, Task
from mengyang.web.clock import now, today
from tests.cast import Cast
from tests.ledger_plan import Written
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposed(cast: Cast, plan: Written) -> Notice:
    """A talk proposed about task 2, and the urging before it."""
    task = Task.objects.get(pk=plan.tasks["2"])
    task.state, task.due_on = "in_progress", today() - timedelta(days=40)
    task.save()
    shared = {
        "task": task,
        "unit_id": cast.units["jiahe-housing"],
        "scheme": "default",
        "due_on": task.due_on,
        "reason": "overdue",
        "made_on": today(),
        "made_at": now(),
    }
    Notice.objects.create(
        step="urge", state="sent", rung="overdue", text="【催办】请抓紧。", **shared
    )
    return Notice.objects.create(
        step="talk", state="proposed", rung="overdue_talk", text="【约谈】请说明。", **shared
    )


def test_the_office_issues_what_was_proposed(signed_in: SignedIn, proposed: Notice) -> None:
    office, housing = signed_in("prefecture_supervisor"), signed_in("department_officer")
    assert "待决定的通报、约谈" in office.get("/").text
    assert "【约谈】" in office.get(f"/notices/{proposed.pk}/").text
    assert housing.get(f"/notices/{proposed.pk}/").status_code == 404
    assert "【约谈】" not in housing.get(f"/tasks/{proposed.task_id}/").text
    address = f"/notices/{proposed.pk}/issue/"
    bare = office.post(address, {"version": 1, "words": "请到会。", "signatory": ""})
    assert bare.status_code == 422 and "请到会。" in bare.text
    sent = {"version": 1, "words": "请到会。", "signatory": "分管副专员"}
    assert office.post(address, sent).status_code == 302
    proposed.refresh_from_db()
    assert (proposed.state, proposed.words) == ("decided", "请到会。")
    page = housing.get(f"/tasks/{proposed.task_id}/").text
    assert "【约谈】" in page and "data-copy=" in page and "【催办】" in page
    assert "本单位待阅的督办通知" in housing.get("/").text
    assert housing.post(f"/notices/{proposed.pk}/read/").status_code == 302
    proposed.refresh_from_db()
    assert proposed.read_at is not None


def test_what_was_issued_is_printed_from_its_page(
    signed_in: SignedIn, proposed: Notice, cast: Cast
) -> None:
    office, button = signed_in("prefecture_supervisor"), "打印文书"
    address = f"/notices/{proposed.pk}/"
    assert button not in office.get(address).text
    sent = {"version": 1, "words": "约谈你局主要负责同志。", "signatory": "分管副专员"}
    assert office.post(f"{address}issue/", sent).status_code == 302
    page = office.get(address).text
    assert button in page and f"/tasks/{proposed.task_id}/papers/talk_notice/" in page
    assert button not in signed_in("department_officer").get(address).text


def test_it_is_declined_by_the_api_and_listed(signed_in: SignedIn, proposed: Notice) -> None:
    office = signed_in("prefecture_supervisor")
    sent = {"version": 1, "reason": "已当面沟通。"}
    path = f"/api/notices/{proposed.pk}/decline"
    answer = office.post(path, sent, content_type="application/json")
    assert answer.json() == {"version": 2}
    listed = office.get("/api/notices?state=declined").json()
    assert [row["id"] for row in listed["rows"]] == [proposed.pk]
    assert "不予采取" in office.get("/notices/?state=declined").text
    again = office.post(path, sent, content_type="application/json")
    assert again.status_code == 422


def test_who_keeps_the_units_says_where_one_is_told(signed_in: SignedIn, cast: Cast) -> None:
    keeper, office = signed_in("system_administrator"), signed_in("prefecture_supervisor")
    unit = cast.units["jiahe-housing"]
    address = f"/units/{unit}/notice-address/"
    assert "督办通知邮箱" in keeper.get(f"/units/{unit}/").text
    assert "督办通知邮箱" not in office.get(f"/units/{unit}/").text
    sent = {"version": 0, "mail": "jianshe@jiahe.example"}
    assert office.post(address, sent).status_code == 403
    assert keeper.post(address, sent).status_code == 302
    assert "jianshe@jiahe.example" in keeper.get(f"/units/{unit}/").text
    answer = keeper.post(
        f"/api/notices/addresses/{unit}", {"version": 1, "mail": ""}, "application/json"
    )
    assert answer.json() == {"version": 2}
    assert NoticeAddress.objects.get().mail == ""


def test_a_unit_sees_on_its_list_what_it_was_told(
    signed_in: SignedIn, cast: Cast, plan: Written
) -> None:
    task = Task.objects.get(pk=plan.tasks["2"])
    task.state, task.due_on = "in_progress", today() + timedelta(days=5)
    task.save()
    office, housing = signed_in("prefecture_supervisor"), signed_in("department_officer")
    assert "告知本单位" not in housing.get("/my-list/").text
    sent = {"version": 1, "day": (today() + timedelta(days=60)).isoformat(), "words": "顺延。"}
    assert office.post(f"/tasks/{task.pk}/turns/extend/", sent).status_code == 302
    shown = housing.get("/my-list/").text
    assert "告知本单位" in shown and "时限调整为" in shown and "意见：顺延。" in shown
    assert '<span class="waiting" title="未阅">1</span>' in shown
    row = Notice.objects.get(step="decision")
    page = housing.get(f"/notices/{row.pk}/").text
    assert "意见：顺延。" in page and "催办规则" not in page
    back = {"Referer": "http://testserver/my-list/"}
    read = housing.post(f"/notices/{row.pk}/read/", headers=back)
    assert read.url == "http://testserver/my-list/"
    shown = housing.get("/my-list/").text
    assert "时限调整为" in shown and 'class="waiting"' not in shown and "未阅" not in shown


def test_the_list_says_when_reminders_run(signed_in: SignedIn) -> None:
    said = signed_in("prefecture_supervisor").get("/notices/").text
    assert "后台作业进程（mengyang worker）" in said
