"""The page on which a task is split 分解页面: parts are filled in, refused whole, or made."""

import pytest

from mengyang.store.models import Remedy, Task
from tests.cast import Cast
from tests.ledger_plan import Written
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(plan: Written) -> Task:
    """Task 2, at work."""
    row = Task.objects.get(pk=plan.tasks["2"])
    row.state = "in_progress"
    row.save()
    return row


def test_parts_are_filled_in_and_stay_where_they_are_refused(
    signed_in: SignedIn, cast: Cast, task: Task
) -> None:
    office, address = signed_in("prefecture_supervisor"), f"/tasks/{task.pk}/split/"
    page = office.get(f"/tasks/{task.pk}/").text
    assert f'href="{address}"' in page and "分解" in page
    form = office.get(address).text
    assert "第 3 部分：内容" in form and 'name="title_4"' not in form
    assert 'name="title_6"' in office.get(f"{address}?rows=6").text
    sent = {"version": task.version, "mode": "beside", "words": "分别办理。"}
    sent |= {"title_2": "落实资金。"}
    refused = office.post(address, sent)
    assert refused.status_code == 200 and "落实资金。" in refused.text
    assert "第 1 部分没有写明内容或责任单位" in refused.text
    sent |= {"lead_2": str(cast.units["jiahe-finance"])}
    assert office.post(address, sent).status_code == 302
    made = Task.objects.get(number="2-1")
    assert (made.title, made.lead_unit_id) == ("落实资金。", cast.units["jiahe-finance"])
    shown = office.get(f"/tasks/{task.pk}/").text
    assert "2-1" in shown and "落实资金。" in shown
    assert "分解自" in office.get(f"/tasks/{made.pk}/").text
    told = office.get(f"/api/splits/{task.pk}").json()
    assert [part["number"] for part in told["parts"]] == ["2-1"]


def test_remedies_go_along_with_the_part_that_is_to_carry_them_out(
    signed_in: SignedIn, cast: Cast, task: Task
) -> None:
    Remedy.objects.create(task=task, position=2, clause_path="二", text="筹措资金。")
    office, address = signed_in("prefecture_supervisor"), f"/tasks/{task.pk}/split/"
    assert "筹措资金。" in office.get(address).text
    sent = {"version": task.version, "mode": "beside", "words": "分别办理。"}
    sent |= {"title_1": "落实资金。", "lead_1": str(cast.units["jiahe-finance"])}
    assert office.post(address, sent | {"remedies_1": ["2"]}).status_code == 302
    moved = Remedy.objects.get(task__number="2-1")
    assert (moved.text, moved.position) == ("筹措资金。", 1)
    assert [each.position for each in Remedy.objects.filter(task=task)] == [1]


def test_only_who_may_split_sees_the_page(signed_in: SignedIn, task: Task, cast: Cast) -> None:
    assert signed_in("department_officer").get(f"/tasks/{task.pk}/split/").status_code == 422
    assert signed_in("private_head").get(f"/tasks/{task.pk}/split/").status_code == 404
    part = {"title": "落实资金。", "lead_unit_id": cast.units["jiahe-finance"]}
    sent = {"version": task.version, "mode": "under", "words": "分别办理。", "parts": [part]}
    office = signed_in("prefecture_supervisor")
    answer = office.post(f"/api/splits/{task.pk}", sent, content_type="application/json")
    assert answer.status_code == 422
    assert answer.json()["code"] == "ledger.refused.parts_missing"
