"""The condition of the house 运行状况: for two administrators, and without a secret."""

import re

import pytest

from mengyang.store.models import Event, Job
from tests.cast import AT, Cast
from tests.web.conftest import SignedIn

KEY = "a key that nobody may read on a page"


def test_it_shows_settings_and_health_without_secrets(
    signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MENGYANG_SECRET_KEY", KEY)
    browser = signed_in("system_administrator")
    page = browser.get("/settings/").text
    assert "MENGYANG_SECRET_KEY" in page and KEY not in page and "现行配置" in page
    finding, hint = "尚未备份", "请执行 mengyang backup，并启用定时备份。"
    assert re.search(rf"{finding}。<span[^>]*>{hint}</span>", page), page
    told = browser.get("/api/settings")
    assert "MENGYANG_VAR" in {each["name"] for each in told.json()["settings"]}
    assert KEY not in told.text
    assert signed_in("audit_administrator").get("/settings/").status_code == 200
    assert signed_in("county_officer").get("/settings/").status_code == 403


@pytest.mark.parametrize("state", ["failed", "cancelled"])
def test_a_job_that_ended_early_goes_on(signed_in: SignedIn, cast: Cast, state: str) -> None:
    job = Job.objects.create(
        name="trial",
        key=f"trial-{state}",
        state=state,
        position={"done": 3},
        failures=5,
        owner_id=cast.users["county_officer"],
        unit_id=cast.units["jiahe-education"],
        created_at=AT,
    )
    owner = signed_in("county_officer")
    assert "继续" in owner.get(f"/jobs/{job.pk}/").text
    assert "将从上次位置继续" in owner.post(f"/jobs/{job.pk}/resume/", follow=True).text
    job.refresh_from_db()
    assert (job.state, job.position, job.failures) == ("waiting", {"done": 3}, 0)
    assert Event.objects.latest("sequence").action == "job.resume"
    told = owner.post(f"/api/jobs/{job.pk}/resume")
    assert told.json()["code"] == "jobs.refused.not_ended"
    assert signed_in("other_county_officer").post(f"/jobs/{job.pk}/resume/").status_code == 404
