"""The answer no 不予办理: one wording, in the form in which the question came."""

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from mengyang.core.findings import Refused
from mengyang.web.middleware import RefusalMiddleware
from mengyang.web.pages import errors
from mengyang.web.refusal import status_of
from tests.ledger_plan import Written
from tests.web.conftest import SignedIn

FORBIDDEN = "/people/"  # the leader may not see the accounts


def test_a_page_is_refused_with_a_sentence_and_a_way_on(signed_in: SignedIn) -> None:
    response = signed_in("leader").get(FORBIDDEN)
    assert response.status_code == 403
    assert "您没有办理这件事的权限" in response.text
    assert 'href="/"' in response.text


def test_whoever_looks_is_shown_nothing_and_whoever_acts_is_refused(signed_in: SignedIn) -> None:
    leader = signed_in("leader")
    assert "<h1>无法显示该页面</h1>" in leader.get(FORBIDDEN).text
    assert "<h1>无法显示该页面</h1>" in leader.get("/tasks/99999/").text
    assert "<h1>不予办理</h1>" in leader.post("/people/1/close/", {"version": "1"}).text


def test_a_form_of_another_session_leads_back_to_its_page(signed_in: SignedIn) -> None:
    browser = signed_in("leader", enforce_csrf_checks=True)
    origin = "http://testserver/tasks/"
    answer = browser.post("/tasks/1/start/", {}, headers={"Referer": origin})
    assert answer.status_code == 404
    answer = browser.post("/password/", {}, headers={"Referer": origin})
    assert (answer.status_code, f'href="{origin}"' in answer.text) == (403, True)
    assert "<h1>不予办理</h1>" in answer.text


def test_a_fragment_is_refused_where_messages_stand(signed_in: SignedIn) -> None:
    response = signed_in("leader").get(FORBIDDEN, headers={"HX-Request": "true"})
    assert response.status_code == 403
    assert response["HX-Retarget"] == "#messages"
    assert "<html" not in response.text and "您没有办理这件事的权限" in response.text


def test_a_program_is_refused_in_json(signed_in: SignedIn) -> None:
    response = signed_in("leader").get("/api/people")
    assert response.status_code == 403
    assert response.json()["code"] == "access.refused.not_yours"
    assert response.json()["message"] == "您没有办理这件事的权限。"
    assert response.json()["hint"]


def test_a_form_goes_back_to_its_page_with_the_sentence(signed_in: SignedIn) -> None:
    browser = signed_in("system_administrator")
    origin = "http://testserver/units/"
    response = browser.post(
        "/people/1/close/", {"version": "99"}, headers={"Referer": origin}, follow=True
    )
    assert response.redirect_chain == [(origin, 303)]
    assert 'role="alert"' in response.text


def test_a_form_from_elsewhere_stays_on_a_plain_page(signed_in: SignedIn) -> None:
    browser = signed_in("system_administrator")
    origin = {"Referer": "https://elsewhere.example/"}
    response = browser.post("/people/1/close/", {"version": "99"}, headers=origin)
    assert response.status_code == 409
    assert "elsewhere" not in response.text


def test_a_wrong_address_says_so_in_both_languages(signed_in: SignedIn) -> None:
    assert "没有这个页面" in signed_in("leader").get("/nothing/here/").text
    english = Client(headers={"accept-language": "en"}).get("/nothing/here/")
    assert english.status_code == 404
    assert "There is no such page" in english.text
    assert signed_in("leader").get("/api/nothing").json()["code"] == "web.refused.not_found"


def test_an_address_with_a_nul_is_refused(signed_in: SignedIn) -> None:
    response = signed_in("leader").get("/units/?words=%00")
    assert response.status_code == 400
    assert "无法识别" in response.text


@pytest.mark.parametrize(
    ("address", "megabytes"),
    [
        ("/documents/upload/", 20),
        ("/api/documents", 20),
        ("/tasks/1/attach/", 50),
        ("/api/tasks/1/evidence", 50),
        ("/nothing/", 20),
    ],
)
def test_a_body_that_is_too_large_is_read_away_and_refused(
    signed_in: SignedIn, address: str, megabytes: int
) -> None:
    body = b"x" * (settings.ENVIRONMENT.largest_request_bytes + 1)
    response = signed_in("leader").post(address, body, content_type="application/octet-stream")
    assert response.status_code == 413
    said = response.json()["message"] if address.startswith("/api/") else response.text
    assert f"上限为 {megabytes} MB" in said


def test_a_form_that_is_too_long_is_refused(signed_in: SignedIn) -> None:
    text = "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    response = signed_in("leader").post("/language/", {"language": text})
    assert response.status_code in (400, 413)
    assert "Traceback" not in response.text


@pytest.mark.parametrize("length", ["nonsense", "-1", ""])
def test_a_false_length_breaks_nothing(length: str) -> None:
    request = RequestFactory().get("/", CONTENT_LENGTH=length)
    answer = RefusalMiddleware(lambda _: HttpResponse("through"))(request)
    assert answer.content == b"through"


def explode(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("planted")


urlpatterns = [path("explode/", explode), path("api/explode", explode)]
handler500 = errors.broken


@pytest.mark.urls(__name__)
def test_a_mistake_of_ours_is_said_without_a_traceback(signed_in: SignedIn) -> None:
    browser = signed_in("leader")
    browser.raise_request_exception = False
    page, program = browser.get("/explode/"), browser.get("/api/explode")
    assert (page.status_code, program.status_code) == (500, 500)
    assert "页面未能生成" in page.text and "planted" not in page.text
    assert program.json()["code"] == "web.refused.broken"


@pytest.mark.parametrize(
    ("reason", "status"),
    [
        ("ledger.refused.no_such_plan", 404),
        ("store.refused.stale", 409),
        ("access.refused.not_yours", 403),
        ("access.refused.name_taken", 422),
        ("web.refused.too_large", 413),
    ],
)
def test_the_reason_names_the_status(reason: str, status: int) -> None:
    assert status_of(Refused(reason).reason) == status


def test_a_host_that_is_not_ours_is_refused_in_words() -> None:
    client = Client(raise_request_exception=False, headers={"host": "elsewhere.example"})
    response = client.get("/sign-in/", headers={"referer": "http://elsewhere.example/units/"})
    assert response.status_code == 400
    assert "elsewhere.example" not in response.text


def test_the_address_of_a_form_leads_back_to_its_page(signed_in: SignedIn, plan: Written) -> None:
    browser = signed_in("department_officer")
    task, pages = f"/tasks/{plan.tasks['2']}/", {"Accept": "text/html,*/*"}
    origin = {"Referer": "http://testserver/my-list/"}
    sent = {"version": "1", "text": "", "percent": ""}
    assert browser.post(f"{task}report/", sent, headers=origin).status_code == 422
    # Refused once more, the browser comes from the address of the form itself.
    itself = {"Referer": f"http://testserver{task}report/"}
    assert browser.post(f"{task}report/", sent, headers=itself).status_code == 422
    back = browser.get(f"{task}report/", headers=pages, follow=True)
    assert back.redirect_chain == [("http://testserver/my-list/", 303)]
    assert "刚才的提交没有被接受" in back.text
    # Of a form that was never sent the nearest page above its address is shown.
    above = browser.get(f"{task}turns/ask/", headers=pages, follow=True)
    assert above.redirect_chain == [(task, 303)]
    assert "这个地址只接收表单提交" in above.text
    assert browser.get(f"{task}turns/ask/").status_code == 405
