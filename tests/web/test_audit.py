"""The audit log 审计页面: who did what and when, for those who may ask."""

from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from mengyang.core import access
from mengyang.core.audit import plain
from mengyang.core.kept_lines import find_line
from mengyang.store import anchor
from mengyang.store.models import Event, Head, Job, Task, User
from mengyang.store.reads import audit as reads
from mengyang.store.reads.asked import Asked
from mengyang.store.writes import transaction
from mengyang.web.jobs import runner
from tests.cast import AT, Cast
from tests.ledger_plan import Written, write_plan
from tests.web.conftest import SignedIn


def test_it_lists_the_latest_first_and_filters(signed_in: SignedIn) -> None:
    browser = signed_in("auditor")
    page = browser.get("/events/").text
    newest = Event.objects.order_by("-sequence")[0].sequence
    assert page.index(f">{newest}</a>") < page.index(f">{newest - 1}</a>")
    assert "授予任职" in page and "系统" in page
    granted = Event.objects.filter(action="user.grant").count()
    assert granted < 50
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


@pytest.fixture
def many_sign_ins(cast: Cast) -> int:
    """More than a page of them; how many."""
    leader = User.objects.get(pk=cast.users["leader"])
    with transaction(cast.actor("leader"), AT) as work:
        for _ in range(60):
            work.note("user.sign_in", leader)
    return 60


def test_a_list_that_nobody_counted_says_what_is_shown(
    signed_in: SignedIn, many_sign_ins: int
) -> None:
    browser = signed_in("auditor")
    page = browser.get("/events/?action=user.sign_in").text
    assert "第 1–50 条" in page and "后面还有" in page and "共 <strong>" not in page
    further = unescape(page.split('rel="next"')[0].rpartition('href="')[2].partition('"')[0])
    page = browser.get(further).text
    assert "第 51–60 条" in page and "到此为止" in page
    assert "Entries 51–60" in browser.get(further, headers={"accept-language": "en"}).text
    told = browser.get("/events/?action=user.sign_in&format=csv")
    assert told["X-Row-Count"] == str(many_sign_ins)
    assert f"-{many_sign_ins}.csv" in told["Content-Disposition"]


def test_words_without_limits_are_refused_above_the_list(signed_in: SignedIn, cast: Cast) -> None:
    browser = signed_in("auditor")
    for page in (browser.get("/events/?words=x"), browser.get("/events/?words=x&action=a")):
        assert (page.status_code, "按文字查找须限定范围" in page.text) == (200, True)
        assert 'class="rows"' not in page.text and "没有符合" not in page.text
    assert browser.get("/api/events?words=x").status_code == 422
    created = Event.objects.get(action="user.create", subject_id=cast.users["leader"])
    asked = f"subject_kind=access.user&subject_id={cast.users['leader']}"
    page = browser.get(f"/events/?words=user.cre&{asked}").text
    assert f">{created.sequence}</a>" in page and page.count("data-head") == 6
    link = f"/events/?{asked}".replace("&", "&amp;")
    assert link in browser.get(f"/events/{created.pk}/").text


def test_the_anchor_line_is_shown_to_those_who_may_verify(signed_in: SignedIn) -> None:
    head = Head.objects.get()
    page = signed_in("audit_administrator").get("/events/anchor/").text
    assert f"{head.sequence} {head.hash}" in page
    told = signed_in("auditor").get("/api/events/anchor").json()
    assert (told["sequence"], told["hash"]) == (head.sequence, head.hash)
    assert find_line(told["text"])
    for address in ("/events/anchor/", "/api/events/anchor"):
        assert signed_in("system_administrator").get(address).status_code == 403


def test_others_are_refused(signed_in: SignedIn, cast: Cast) -> None:
    for person in ("county_officer", "system_administrator", "leader"):
        page = signed_in(person).get("/events/")
        assert (page.status_code, "授予任职" in page.text) == (403, False)
        told = signed_in(person).get("/api/events")
        assert (told.status_code, set(told.json())) == (403, {"code", "message", "hint"})


def test_the_api_gives_the_same(signed_in: SignedIn) -> None:
    browser: Client = signed_in("auditor")
    found = browser.get("/api/events?action=user.grant&size=3").json()
    assert len(found["rows"]) == 3
    assert (found["total"], bool(found["next"])) == (None, True)
    assert browser.get("/api/events?size=1").json()["total"] == Event.objects.count()
    one = found["rows"][0]
    assert browser.get(f"/api/events/{one['id']}").json() == one
    assert browser.get("/api/events?until=1999-12-31").json()["total"] == 0


def test_it_verifies_the_chain_in_the_background(signed_in: SignedIn) -> None:
    browser = signed_in("auditor")
    head = Head.objects.get()
    # What the test writes is never committed, so nothing else brings it into the anchor.
    anchor.append(head.sequence, head.hash, str(plain(AT)))
    response = browser.post("/events/verify/")
    job = Job.objects.get()
    assert response["Location"] == f"/jobs/{job.pk}/"
    assert "等待中" in browser.get(f"/jobs/{job.pk}/").text
    runner.run(job.pk)
    page = browser.get(f"/jobs/{job.pk}/").text
    assert "校验审计链" in page and "审计链完好" in page
    assert "校验全部审计链" in signed_in("audit_administrator").get("/events/").text
    assert signed_in("county_officer").post("/events/verify/").status_code == 403
    assert Job.objects.count() == 1


@pytest.fixture
def claimed(cast: Cast) -> Written:
    """A plan with a task that was claimed done, so that its event tells of ids."""
    plan = write_plan(cast)
    task = Task.objects.get(pk=plan.tasks["2"])
    changes = {
        "claimed_by_id": cast.users["department_officer"],
        "claimed_unit_id": cast.units["jiahe-housing"],
    }
    with transaction(cast.actor("department_officer"), AT) as work:
        work.change(task, changes, action="task.claim_done", expected_version=task.version)
    return plan


def test_names_stand_for_ids(signed_in: SignedIn, claimed: Written) -> None:
    task = Task.objects.get(pk=claimed.tasks["2"])
    event = Event.objects.get(action="task.claim_done")
    auditor = signed_in("auditor")
    page = auditor.get(f"/events/{event.pk}/").text
    assert "甲禾县住房和城乡建设局" in page and page.count("筑安") == 2
    assert f"2 {task.title}" in page and f"2 {task.title}" in auditor.get("/events/").text
    assert "claimed_by" not in page and "task.claim_done" not in page
    history = signed_in("department_officer").get(f"/tasks/{task.pk}/").text
    assert "— → 甲禾县住房和城乡建设局" in history and "— → 筑安" in history


@pytest.fixture
def moved(cast: Cast) -> Event:
    """An event whose every field names another record by its number."""
    plan = write_plan(cast)
    with transaction(cast.actor("prefecture_officer"), AT) as work:
        parent = {"parent_id": plan.tasks["2"], "plan_id": plan.plan_id}
        told = {"document_id": plan.document_id, "task_id": plan.tasks["1"]}
        work.note("task.assign", Task.objects.get(pk=plan.tasks["1.1"]), **parent, **told)
    return Event.objects.get(action="task.assign")


def test_records_are_links_with_number_and_title(signed_in: SignedIn, moved: Event) -> None:
    page = signed_in("auditor").get(f"/events/{moved.pk}/").text
    for kind in ("task_id", "parent_id"):
        task = Task.objects.get(pk=moved.after[kind])
        assert f'<a href="/tasks/{task.pk}/">{task.number} {task.title}</a>' in page
    plan, document = moved.after["plan_id"], moved.after["document_id"]
    assert f'<a href="/plans/{plan}/">云麓地区学前教育整改方案</a>' in page
    assert f'<a href="/documents/{document}/">整改方案</a>' in page


def test_a_record_out_of_reach_keeps_its_title(signed_in: SignedIn, moved: Event) -> None:
    task = Task.objects.get(pk=moved.after["parent_id"])
    browser = signed_in("audit_administrator")
    page = browser.get(f"/events/{moved.pk}/").text + browser.get("/events/").text
    assert task.title not in page and "整改方案" not in page
    assert f"<td>{task.pk}</td>" in page
    assert not {f"/tasks/{task.pk}/", f"/plans/{task.plan_id}/"} & set(page.split('"'))


def test_names_cost_no_more_for_many_events(
    cast: Cast, claimed: Written, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    reach = access.scope(cast.actor("auditor"), "see", "event")
    with django_assert_max_num_queries(10):
        found = reads.events(reach, cast.day, Asked(size=200))
    assert len(found.rows) > 20
