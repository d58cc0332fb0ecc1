"""The audit log 审计页面: who did what and when, for those who may ask."""

from django.test import Client

from mengyang.store.models import Event, Job
from mengyang.web.jobs import runner
from tests.cast import Cast
from tests.web.conftest import SignedIn


def test_it_lists_the_latest_first_and_filters(signed_in: SignedIn) -> None:
    browser = signed_in("auditor")
    page = browser.get("/events/").text
    newest = Event.objects.order_by("-sequence")[0].sequence
    assert page.index(f">{newest}</a>") < page.index(f">{newest - 1}</a>")
    assert "授予任职" in page and "系统" in page
    granted = Event.objects.filter(action="user.grant").count()
    assert f"共 <strong>{granted}</strong> 条" in browser.get("/events/?action=user.grant").text
    assert "没有符合" in browser.get("/events/?until=1999-12-31").text


def test_an_event_shows_what_it_changed_and_its_place_in_the_chain(signed_in: SignedIn) -> None:
    event = Event.objects.filter(action="user.grant").order_by("-sequence")[0]
    page = signed_in("auditor").get(f"/events/{event.pk}/").text
    assert event.hash in page
    assert "角色" in page and "安全审计员" in page


def test_it_never_shows_a_password(signed_in: SignedIn) -> None:
    event = Event.objects.filter(action="user.create").order_by("-sequence")[0]
    page = signed_in("auditor").get(f"/events/{event.pk}/").text
    assert "pbkdf2" not in page


def test_others_are_refused(signed_in: SignedIn, cast: Cast) -> None:
    for person in ("county_officer", "system_administrator", "leader"):
        assert signed_in(person).get("/events/").status_code == 403
        assert signed_in(person).get("/api/events").status_code == 403


def test_the_api_gives_the_same(signed_in: SignedIn) -> None:
    browser: Client = signed_in("auditor")
    found = browser.get("/api/events?action=user.grant&size=3").json()
    assert len(found["rows"]) == 3
    assert found["total"] == Event.objects.filter(action="user.grant").count()
    one = found["rows"][0]
    assert browser.get(f"/api/events/{one['id']}").json() == one
    assert browser.get("/api/events?until=1999-12-31").json()["total"] == 0


def test_it_verifies_the_chain_in_the_background(signed_in: SignedIn) -> None:
    browser = signed_in("auditor")
    response = browser.post("/events/verify/")
    job = Job.objects.get()
    assert response["Location"] == f"/jobs/{job.pk}/"
    assert "等待中" in browser.get(f"/jobs/{job.pk}/").text
    runner.run(job.pk)
    page = browser.get(f"/jobs/{job.pk}/").text
    assert "校验审计链" in page and "审计链完好" in page
    assert "校验全部审计链" in signed_in("audit_administrator").get("/events/").text
    assert signed_in("county_officer").post("/events/verify/").status_code in (403, 422)
