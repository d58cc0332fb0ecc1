"""Signing in and out 登录: the session, the throttle, the own password, the language."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from mengyang.packs import demo
from mengyang.store.models import Event, User
from mengyang.web.clock import now
from tests.cast import PASSWORD, Cast
from tests.web.conftest import SignedIn

WRONG = {"username": "leader", "password": "not the password"}
NEW = "Neun Kraniche ziehen 8"


def actions() -> list[str]:
    return list(Event.objects.order_by("sequence").values_list("action", flat=True))


@pytest.fixture
def browser() -> Client:
    return Client(headers={"accept-language": "zh"})


def sign_in(browser: Client, **more: str):
    return browser.post("/sign-in/", {"username": "leader", "password": PASSWORD, **more})


def test_it_signs_in_and_leaves_an_event(cast: Cast, browser: Client) -> None:
    response = sign_in(browser)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert browser.session["_auth_user_id"] == str(cast.users["leader"])
    event = Event.objects.get(action="user.sign_in")
    assert event.subject_id == cast.users["leader"]


def test_an_account_of_the_demo_opens_nothing_outside_it(
    cast: Cast, browser: Client, settings: Settings
) -> None:
    User.objects.filter(username="leader").update(is_demo=True)
    assert sign_in(browser).status_code == 200
    assert "_auth_user_id" not in browser.session
    settings.DEMO = True
    assert sign_in(browser).status_code == 302
    assert browser.get("/units/").status_code == 200
    # Nor does a session that was begun in the demo.
    settings.DEMO = False
    assert browser.get("/units/")["Location"].startswith("/sign-in/")


def test_it_leads_to_the_page_that_was_asked_for(cast: Cast, browser: Client) -> None:
    asked = browser.get("/units/?words=a")
    assert asked["Location"] == "/sign-in/?next=%2Funits%2F%3Fwords%3Da"
    assert sign_in(browser, next="/units/?words=a")["Location"] == "/units/?words=a"


def test_a_list_filtered_after_the_session_is_told_so(cast: Cast, browser: Client) -> None:
    page = {"HX-Request": "true", "HX-Current-URL": "http://testserver/units/"}
    asked = browser.get("/units/?words=a", headers=page)
    assert asked["HX-Redirect"].startswith("/sign-in/?next=")
    assert "登录已过期，请重新登录" in browser.get(asked["HX-Redirect"]).text
    assert "登录已过期" not in Client().get("/units/", follow=True).text


def test_a_form_sent_after_the_session_leads_back_to_its_page(cast: Cast, browser: Client) -> None:
    page = {"referer": "http://testserver/units/?words=a"}
    sent = browser.post("/tasks/7/report/", {"text": "已办结"}, headers=page)
    assert sent["Location"].endswith("?next=http%3A%2F%2Ftestserver%2Funits%2F%3Fwords%3Da")
    assert "登录已过期，刚才提交的内容没有保存" in browser.get(sent["Location"]).text
    strange = browser.post("/tasks/7/report/", headers={"referer": "https://elsewhere.example/"})
    assert strange["Location"] == "/sign-in/"
    assert browser.post("/sign-out/", headers=page)["Location"] == "/sign-in/"


def test_the_address_of_a_form_opened_like_a_page_says_what_it_is(signed_in: SignedIn) -> None:
    answer = signed_in("leader").get("/tasks/7/report/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "这个地址只接收表单提交" in answer.text


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example", "javascript:1"]
)
def test_it_leads_nowhere_else(cast: Cast, browser: Client, target: str) -> None:
    assert sign_in(browser, next=target)["Location"] == "/"


def test_it_says_that_name_and_password_do_not_match(cast: Cast, browser: Client) -> None:
    response = browser.post("/sign-in/", WRONG)
    assert response.status_code == 200
    assert "账号或密码不正确" in response.text
    assert actions()[-1] == "user.sign_in_failed"


def test_it_does_not_tell_which_accounts_exist(cast: Cast, browser: Client) -> None:
    known = browser.post("/sign-in/", WRONG).text
    unknown = browser.post("/sign-in/", WRONG | {"username": "nobody"}).text
    assert "账号或密码不正确" in known and "账号或密码不正确" in unknown


def test_it_closes_after_five_wrong_passwords_and_says_for_how_long(
    cast: Cast, browser: Client
) -> None:
    statuses = [browser.post("/sign-in/", WRONG).status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 200, 429]
    response = sign_in(browser)
    assert response.status_code == 429
    assert "15 分钟" in response.text
    assert response["Retry-After"] == "900"
    assert "_auth_user_id" not in browser.session


def test_it_lets_others_sign_in_meanwhile(cast: Cast, browser: Client) -> None:
    for _ in range(5):
        browser.post("/sign-in/", WRONG)
    assert sign_in(browser, username="inspector").status_code == 302


def test_it_shuts_a_closed_account_out(cast: Cast, browser: Client) -> None:
    User.objects.filter(username="leader").update(is_active=False)
    assert sign_in(browser).status_code == 200
    assert "_auth_user_id" not in browser.session


def test_it_signs_out_by_post_alone(signed_in: SignedIn) -> None:
    browser = signed_in("leader")
    assert browser.get("/sign-out/").status_code == 405
    assert browser.post("/sign-out/")["Location"] == "/sign-in/"
    assert "_auth_user_id" not in browser.session
    assert actions()[-1] == "user.sign_out"


def test_it_asks_for_the_token_of_the_page(signed_in: SignedIn) -> None:
    browser = signed_in("leader", enforce_csrf_checks=True)
    response = browser.post("/sign-out/")
    assert response.status_code == 403
    assert "刷新页面" in response.text
    assert "_auth_user_id" in browser.session


def test_it_changes_the_own_password_and_keeps_the_session(signed_in: SignedIn, cast: Cast) -> None:
    browser = signed_in("leader")
    response = browser.post("/password/", {"old": PASSWORD, "new": NEW, "again": NEW})
    assert response.status_code == 302
    assert "密码已修改" in browser.get("/").text
    assert User.objects.get(pk=cast.users["leader"]).check_password(NEW)
    assert actions()[-1] == "user.change_password"


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("wrong", NEW, NEW, "密码"),
        (PASSWORD, "12345678", "12345678", ""),
        (PASSWORD, NEW, NEW + "x", "两次输入的新密码不一致"),
        (PASSWORD, PASSWORD, PASSWORD, ""),
    ],
)
def test_it_refuses_a_password_that_will_not_do(
    signed_in: SignedIn, cast: Cast, old: str, new: str, again: str, said: str
) -> None:
    response = signed_in("leader").post("/password/", {"old": old, "new": new, "again": again})
    assert response.status_code == 200
    assert said in response.text
    assert "access.refused" not in response.text
    assert User.objects.get(pk=cast.users["leader"]).check_password(PASSWORD)


def test_it_lets_a_given_password_do_nothing_but_change(signed_in: SignedIn, cast: Cast) -> None:
    User.objects.filter(username="leader").update(must_change_password=True)
    browser = signed_in("leader")
    assert browser.get("/units/")["Location"] == "/password/"
    assert browser.get("/api/registry/units").status_code == 403
    shown = browser.get("/password/")
    assert shown.status_code == 200 and "bar-menu" not in shown.text
    browser.post("/password/", {"old": PASSWORD, "new": NEW, "again": NEW})
    assert browser.get("/units/").status_code == 200


def test_it_keeps_the_language_of_the_account(signed_in: SignedIn, cast: Cast) -> None:
    browser = signed_in("leader")
    response = browser.post("/language/", {"language": "en", "next": "/units/?words=x"})
    assert response["Location"] == "/units/?words=x"
    assert User.objects.get(pk=cast.users["leader"]).language == "en"
    assert "Which units can answer for a duty?" in browser.get("/units/").text
    assert "哪些单位可以承担任务" in signed_in("inspector").get("/units/").text


def test_it_knows_the_language_before_signing_in(cast: Cast, browser: Client) -> None:
    browser.post("/language/", {"language": "en"})
    assert "Sign in" in browser.get("/sign-in/").text
    assert browser.post("/language/", {"language": "xx"}).status_code == 400


def test_it_shows_the_accounts_of_a_demo_only_in_demo_mode(
    cast: Cast, browser: Client, settings: Settings
) -> None:
    User.objects.update(is_demo=True)
    assert "prefecture_officer" not in browser.get("/sign-in/").text
    settings.DEMO = True
    shown = browser.get("/sign-in/").text
    assert 'data-fill-username="prefecture_officer"' in shown
    assert "演示数据" in shown
    assert "家长和社会公众不设账号" in shown


def test_the_cast_of_a_demo_has_english_names_for_whoever_reads_english(
    cast: Cast, signed_in: SignedIn, settings: Settings
) -> None:
    [officer] = [each for each in demo().accounts if each.username == "officer"]
    User.objects.filter(username="leader").update(display_name=officer.name.zh, is_demo=True)
    settings.DEMO = True
    browser = signed_in("leader")
    assert officer.name.zh in browser.get("/units/").text
    browser.post("/language/", {"language": "en"})
    page = browser.get("/units/").text
    assert officer.name.en in page and officer.name.zh not in page


def test_a_one_time_password_is_good_for_three_days(
    cast: Cast, browser: Client, signed_in: SignedIn
) -> None:
    keeper, leader = signed_in("system_administrator"), cast.users["leader"]
    sent = {"version": User.objects.get(pk=leader).version}
    address = f"/api/people/{leader}/password"
    made = keeper.post(address, sent, content_type="application/json").json()
    user = User.objects.get(pk=leader)
    assert user.one_time_until is not None
    assert timedelta(hours=71) < user.one_time_until - now() <= timedelta(hours=72)
    User.objects.filter(pk=leader).update(one_time_until=now())
    late = sign_in(browser, password=made["password"])
    assert late.status_code == 200 and "一次性密码已过有效期" in late.text
    assert "_auth_user_id" not in browser.session and actions()[-1] == "user.sign_in_failed"
    told = browser.post(
        "/api/session",
        {"username": "leader", "password": made["password"]},
        content_type="application/json",
    )
    assert (told.status_code, told.json()["code"]) == (403, "access.refused.password_expired")
    User.objects.filter(pk=leader).update(one_time_until=now() + timedelta(minutes=1))
    assert sign_in(browser, password=made["password"]).status_code == 302
    form = {"old": made["password"], "new": NEW, "again": NEW}
    browser.post("/password/", form)
    assert User.objects.get(pk=leader).one_time_until is None
