"""The general ledger 总台账: tasks of every plan in one list, and what presses on the home page."""

import re

import pytest

from mengyang.store.models import Task
from tests.cast import Cast
from tests.ledger_plan import DUE, Written, write_plan
from tests.web.conftest import SignedIn
from tests.web.page_text import in_one_line

pytestmark = pytest.mark.django_db
LATE = "大班额尚未消除"


@pytest.fixture
def two_plans(cast: Cast) -> tuple[Written, Written]:
    return write_plan(cast), write_plan(cast)


def test_it_lists_the_tasks_of_all_plans(
    signed_in: SignedIn, two_plans: tuple[Written, Written]
) -> None:
    page = signed_in("prefecture_supervisor").get("/tasks/").content.decode()
    for written in two_plans:
        assert f'href="/tasks/{written.tasks["2"]}/"' in page


def test_a_plan_asked_for_leaves_the_others_out(
    signed_in: SignedIn, two_plans: tuple[Written, Written]
) -> None:
    wanted, other = two_plans
    page = signed_in("prefecture_supervisor").get(f"/tasks/?plan={wanted.plan_id}")
    assert f'href="/tasks/{wanted.tasks["2"]}/"' in page.content.decode()
    assert f'href="/tasks/{other.tasks["2"]}/"' not in page.content.decode()


def test_it_shows_nobody_a_task_of_others(
    signed_in: SignedIn, two_plans: tuple[Written, Written]
) -> None:
    page = signed_in("other_county_officer").get("/tasks/").content.decode()
    assert f'href="/tasks/{two_plans[0].tasks["2"]}/"' not in page


def test_an_administrator_is_told_that_it_is_not_theirs(signed_in: SignedIn) -> None:
    assert signed_in("system_administrator").get("/tasks/").status_code == 403


def test_the_home_page_of_a_leader_shows_what_is_overdue(
    signed_in: SignedIn, two_plans: tuple[Written, Written]
) -> None:
    assert Task.objects.filter(due_on=DUE, title=LATE).count() == 2
    home = signed_in("leader").get("/").content.decode()
    card = home[home.index("/tasks/?lamp=red") :]
    assert LATE in card[: card.index("</section>")]


def test_the_own_work_stands_first_and_what_a_card_leaves_out_is_linked(
    signed_in: SignedIn, two_plans: tuple[Written, Written]
) -> None:
    Task.objects.filter(parent=None).update(due_on=DUE, deadline_kind="by date")
    Task.objects.update(state="assigned")
    home = in_one_line(signed_in("prefecture_officer").get("/").text)
    # Whose unit has tasks begins with them; who has none, as here, with the whole.
    assert home.index("需要关注") < home.index("本单位待办")
    own = signed_in("county_officer").get("/").content.decode()
    assert own.index("本单位待办") < own.index("需要关注")
    card = home[home.index("需要关注") :].partition("</section>")[0]
    total = sum(int(each) for each in re.findall(r"<strong>(\d+)</strong>", card))
    assert total > 6 == card.count("<tr><td")
    assert f"以上为前 6 项，共 {total} 项。" in card
    assert 'href="/tasks/?lamp=red&amp;sort=due_on">全部逾期任务</a>' in card


def test_a_closed_task_presses_on_nobody(
    signed_in: SignedIn, two_plans: tuple[Written, Written]
) -> None:
    Task.objects.update(state="closed")
    home = signed_in("leader").get("/").content.decode()
    card = home[home.index("/tasks/?lamp=red") :]
    assert LATE not in card[: card.index("</section>")]


def test_a_claim_waits_at_home_for_those_who_may_judge_it(
    signed_in: SignedIn, cast: Cast, two_plans: tuple[Written, Written]
) -> None:
    claimed, verified = (Task.objects.get(pk=each.tasks["2"]) for each in two_plans)
    claimed.state, verified.state = "claimed_done", "verified"
    for each in (claimed, verified):
        each.claimed_by_id = cast.users["department_officer"]
        each.claimed_unit_id = cast.units["jiahe-housing"]
        each.save()
    head = "待核验、待销号"

    def card(person: str) -> str:
        home = signed_in(person).get("/").content.decode()
        return home[home.index(head) :].partition("</section>")[0] if head in home else ""

    shown = card("prefecture_supervisor")
    assert f'href="/tasks/{claimed.pk}/"' in shown and f'href="/tasks/{verified.pk}/"' in shown
    assert card("leader") == card("department_officer") == ""
    Task.objects.update(claimed_by=cast.users["prefecture_supervisor"])
    assert card("prefecture_supervisor") == ""


def test_who_works_for_one_unit_has_the_own_list_instead(
    signed_in: SignedIn, two_plans: tuple[Written, Written]
) -> None:
    assert "/tasks/?lamp=red" not in signed_in("department_officer").get("/").content.decode()


def test_the_course_of_a_plan_counts_what_should_be_closed(
    signed_in: SignedIn, two_plans: tuple[Written, Written]
) -> None:
    plan, _ = two_plans
    Task.objects.filter(pk=plan.tasks["3"]).update(state="closed", state_since=DUE)
    person = signed_in("prefecture_supervisor")
    steps = person.get(f"/api/ledger/plans/{plan.plan_id}/course").json()
    by_day = {step["until"]: step for step in steps}
    assert by_day["2026-03-31"] | {"until": ""} == {"until": "", "due": 1, "closed": 1, "behind": 0}
    assert "data-chart" in person.get(f"/plans/{plan.plan_id}/course/").content.decode()
