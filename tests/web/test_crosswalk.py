"""The page of same duties 事项对照页面: ticked, decided, linked on both tasks, counted once."""

import pytest
from django.test import Client

from tests.cast import Cast
from tests.crosswalk_cast import look, plans, second_task
from tests.ledger_plan import Written
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db
__all__ = ["plans"]


def test_the_page_decides_and_both_tasks_link(
    cast: Cast, plans: tuple[Written, int], signed_in: SignedIn
) -> None:
    look(cast)
    pair, officer = second_task(*plans, "2"), signed_in("prefecture_officer")
    page = officer.get("/crosswalk/").text
    assert "相似程度 " in page
    assert f'value="{pair.pk}:1"' in page and "共有" in page
    assert officer.post("/crosswalk/", {"confirm": "1"}).status_code == 422
    sent = {"seen": f"{pair.pk}:1", "confirm": "1", "reason": "重复"}
    assert officer.post("/crosswalk/", sent).status_code == 302
    assert officer.post("/crosswalk/", sent).status_code == 409
    assert f"/tasks/{pair.other_id}/" in officer.get(f"/tasks/{pair.one_id}/").text
    assert "只计一次" in officer.get("/").text
    assert f"{pair.pk}:2" in officer.get("/crosswalk/?state=confirmed").text
    assert _asked_by_program(officer) == pair.pk


def _asked_by_program(officer: Client) -> int:
    told = officer.get("/api/crosswalk?state=confirmed").json()
    [row] = told["rows"]
    verdict = {"confirms": False, "seen": [{"id": row["id"], "version": row["version"]}]}
    done = officer.post("/api/crosswalk/decide", verdict, "application/json")
    assert done.json() == {"pairs": 1}
    assert officer.post("/api/crosswalk/look").status_code == 200
    return int(row["id"])
