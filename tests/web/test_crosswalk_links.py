"""Linking by hand 人工关联: two tasks of two plans as one duty, and taking it back."""

import pytest
from django.test import Client

from mengyang.store.models import Event, SameMatter, Task
from tests.cast import Cast
from tests.crosswalk_cast import look, plans
from tests.ledger_plan import Written
from tests.web.conftest import SignedIn

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
__all__ = ["plans"]


@pytest.fixture
def officer(signed_in: SignedIn) -> Client:
    return signed_in("prefecture_officer")


def other(plans: tuple[Written, int], number: str) -> int:
    """A task of the second plan."""
    return Task.objects.get(plan_id=plans[1], number=number).pk


def actions() -> list[str]:
    told = Event.objects.filter(action__startswith="matter.").order_by("sequence")
    return list(told.values_list("action", flat=True))


def test_two_tasks_are_linked_and_parted_again(officer: Client, plans: tuple[Written, int]) -> None:
    one, two = plans[0].tasks["2"], other(plans, "3")
    assert f"/crosswalk/link/?task={one}" in officer.get(f"/tasks/{one}/").text
    address = f"/crosswalk/link/?task={one}&plan={plans[1]}"
    page = officer.get(address).text
    assert f'<option value="{one}" selected' in page and f'<option value="{two}"' in page
    unsaid = officer.post(address, {"one": one, "other": two, "reason": " "})
    assert unsaid.status_code == 200 and not SameMatter.objects.exists()
    sent = {"one": one, "other": two, "reason": "两份方案重复部署"}
    assert officer.post(address, sent).url == f"/tasks/{one}/"
    pair = SameMatter.objects.get()
    assert (pair.one_id, pair.other_id, pair.state) == (one, two, "confirmed")
    assert (pair.reason, pair.decided_by.username) == ("两份方案重复部署", "prefecture_officer")
    assert "已关联" in officer.post(address, sent).text
    for here, there in ((one, two), (two, one)):
        shown = officer.get(f"/tasks/{here}/").text
        assert f'href="/tasks/{there}/"' in shown and "解除关联" in shown
    assert "人工关联" in officer.get("/crosswalk/?state=confirmed").text
    parted = {"seen": f"{pair.pk}:{pair.version}", "reject": "1", "reason": "范围不同"}
    assert officer.post("/crosswalk/", parted).status_code == 302
    assert f'href="/tasks/{two}/"' not in officer.get(f"/tasks/{one}/").text
    assert actions() == ["matter.link", "matter.reject"]


def test_a_proposed_pair_is_confirmed_by_linking_it(
    cast: Cast, officer: Client, plans: tuple[Written, int]
) -> None:
    look(cast)
    one, two = plans[0].tasks["2"], other(plans, "2")
    before = SameMatter.objects.count()
    linked = link(officer, two, one)
    pair = SameMatter.objects.get(pk=linked["id"])
    assert (pair.one_id, pair.other_id, pair.state, pair.version) == (one, two, "confirmed", 2)
    assert SameMatter.objects.count() == before and actions()[-1] == "matter.link"


def test_what_cannot_be_linked_is_refused_in_words(
    cast: Cast, signed_in: SignedIn, officer: Client, plans: tuple[Written, int]
) -> None:
    first, two = plans[0].tasks, other(plans, "2")
    assert link(officer, first["2"], first["3"])["code"] == "crosswalk.refused.one_plan"
    assert link(officer, first["2"], first["2"])["code"] == "crosswalk.refused.one_plan"
    assert link(officer, first["1.1"], two)["code"] == "crosswalk.refused.no_such_task"
    assert link(officer, 999_999, two)["code"] == "crosswalk.refused.no_such_task"
    # A unit that has a task may see both, but runs neither plan.
    unit = signed_in("department_officer")
    assert link(unit, first["2"], two)["code"] == "crosswalk.refused.no_such_task"
    assert unit.get("/crosswalk/link/").status_code in (403, 404)
    assert "/crosswalk/link/" not in unit.get(f"/tasks/{first['2']}/").text
    Task.objects.filter(pk=two).update(state="withdrawn")
    assert link(officer, first["2"], two)["code"] == "crosswalk.refused.no_such_task"
    assert not SameMatter.objects.exists() and actions() == []
    for nonsense in ("?task=x&plan=-1", "?own=9999999999999999999&plan=1", "?plan="):
        assert officer.get(f"/crosswalk/link/{nonsense}").status_code == 200


def link(client: Client, one: int, two: int) -> dict[str, object]:
    """What the route answers."""
    sent = {"one": one, "other": two, "reason": "重复部署"}
    return client.post("/api/crosswalk/link", sent, "application/json").json()
