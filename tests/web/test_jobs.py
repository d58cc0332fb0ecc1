"""Background work 后台作业页面: how far it is, the way out, the result."""

import pytest
from django.test import Client

from mengyang.store.models import Job
from tests.cast import AT, Cast
from tests.web.conftest import SignedIn
from tests.web.page_text import in_one_line


@pytest.fixture
def job(cast: Cast) -> Job:
    return Job.objects.create(
        name="trial",
        key="trial-1",
        state="running",
        done=40,
        total=100,
        owner_id=cast.users["county_officer"],
        unit_id=cast.units["jiahe-education"],
        created_at=AT,
    )


@pytest.fixture
def owner(signed_in: SignedIn) -> Client:
    return signed_in("county_officer")


def test_it_shows_how_far_the_job_is_and_asks_again(owner: Client, job: Job) -> None:
    page = in_one_line(owner.get(f"/jobs/{job.pk}/").text)
    assert '<progress max="100" value="40"' in page and "已完成 40 / 100" in page
    assert f'hx-get="/jobs/{job.pk}/" hx-trigger="every 2s"' in page


def test_it_answers_htmx_with_the_progress_alone(owner: Client, job: Job) -> None:
    part = in_one_line(owner.get(f"/jobs/{job.pk}/", headers={"HX-Request": "true"}).text)
    assert part.startswith('<section class="sheet job"') and "<html" not in part


def test_it_stops_asking_when_the_job_has_ended(owner: Client, job: Job) -> None:
    Job.objects.update(state="done", finished_at=AT, result={"url": "/units/"})
    page = owner.get(f"/jobs/{job.pk}/").text
    assert "hx-trigger" not in page.partition("<main")[2]
    assert 'href="/units/">查看结果' in page


def test_it_says_why_a_job_failed(owner: Client, job: Job) -> None:
    message = {"code": "store.refused.stale", "hint": "store.hint.reload", "params": {}}
    Job.objects.update(state="failed", finished_at=AT, message=message)
    page = owner.get(f"/jobs/{job.pk}/").text
    assert "未成功" in page and "store.refused" not in page
    # The reason stands before the way on.
    assert page.index('class="job-message"') < page.index("/resume/")


def test_only_who_may_open_the_result_is_led_to_it(
    owner: Client, signed_in: SignedIn, job: Job
) -> None:
    done = {"state": "done", "name": "crosswalk", "result": {"tasks": 3, "pairs": 1}}
    Job.objects.update(finished_at=AT, **done)
    assert 'href="/crosswalk/"' in owner.get(f"/jobs/{job.pk}/").text.split("<main", 1)[1]
    keeper = signed_in("system_administrator").get(f"/jobs/{job.pk}/")
    assert keeper.status_code == 200 and "/crosswalk/" not in keeper.text


def test_it_cancels_a_job(owner: Client, job: Job) -> None:
    response = owner.post(f"/jobs/{job.pk}/cancel/", follow=True)
    assert "已请求取消" in response.text
    job.refresh_from_db()
    assert job.wants_cancel


def test_the_job_of_another_unit_is_not_found(signed_in: SignedIn, job: Job) -> None:
    stranger = signed_in("other_county_officer")
    assert stranger.get(f"/jobs/{job.pk}/").status_code == 404
    assert stranger.post(f"/jobs/{job.pk}/cancel/").status_code == 404
    assert stranger.get(f"/api/jobs/{job.pk}").status_code == 404
    job.refresh_from_db()
    assert not job.wants_cancel


def test_the_api_does_the_same(owner: Client, job: Job) -> None:
    assert owner.get("/api/jobs?state=running").json()["total"] == 1
    assert owner.get(f"/api/jobs/{job.pk}").json()["done"] == 40
    assert owner.post(f"/api/jobs/{job.pk}/cancel").json() == {"done": True}
