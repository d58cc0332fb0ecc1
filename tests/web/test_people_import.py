"""Accounts and posts from Excel 账号导入: verdicts by cell, all or nothing, passwords once."""

import io
import re
from collections.abc import Sequence

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from mengyang.store.models import Event, Post, User
from tests.cast import Cast
from tests.web.conftest import SignedIn

KEPT = re.compile(r'name="checked" value="([^"]+)"')
MADE = re.compile(r"<code>([a-z2-9]{4}(?:-[a-z2-9]{4}){2})</code>")
PEOPLE, POSTS = "/people/import/", "/people/posts/import/"


def filled(browser: Client, address: str, rows: Sequence[Sequence[str]]) -> SimpleUploadedFile:
    """The form as it is downloaded, with rows written into it."""
    form = b"".join(browser.get(f"{address}form/").streaming_content)  # type: ignore[arg-type]
    book = load_workbook(io.BytesIO(form))
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible", "hidden"]
    for row in rows:
        book.worksheets[0].append(list(row))
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("form.xlsx", out.getvalue())


def test_it_opens_all_accounts_and_shows_their_passwords_once(
    signed_in: SignedIn, cast: Cast
) -> None:
    browser = signed_in("system_administrator")
    file = filled(browser, PEOPLE, [("li-na", "李娜"), ("007", "零七")])
    page = browser.post(PEOPLE, {"file": file}).text
    assert "2 行均可导入" in page and not User.objects.filter(username="li-na").exists()
    done = browser.post(PEOPLE, {"checked": KEPT.findall(page)[0]})
    made = MADE.findall(done.text)
    users = User.objects.filter(username__in=["li-na", "007"]).order_by("pk")
    assert [user.check_password(one) for user, one in zip(users, made, strict=True)] == [True] * 2
    assert all(user.must_change_password and not user.posts.exists() for user in users)
    event = Event.objects.latest("sequence")
    assert (event.action, event.after) == ("user.import", {"rows": 2})
    again = browser.post(PEOPLE, {"checked": KEPT.findall(page)[0]}, follow=True)
    assert not MADE.findall(again.text) and User.objects.filter(username="007").count() == 1


def test_one_faulty_cell_stops_all_and_is_named(signed_in: SignedIn, cast: Cast) -> None:
    browser = signed_in("system_administrator")
    rows = [("li-na", "李娜"), ("leader", "重名"), ("a b", "空格"), ("neu", ""), ("neu", "再")]
    page = browser.post(PEOPLE, {"file": filled(browser, PEOPLE, rows)}).text
    assert "4 行不能导入" in page and not KEPT.findall(page)
    for cell in ("A4", "A5", "A6", "B6", "A7"):
        assert f">{cell}</td>" in page
    assert not User.objects.filter(username="li-na").exists()


def test_it_grants_all_posts_of_a_form(signed_in: SignedIn, cast: Cast) -> None:
    browser, theirs = signed_in("security_administrator"), signed_in("leader")
    rows = [
        ("leader", "教育局学前科经办", "乙禾县教育局", "2026-01-01", ""),
        ("secretary", "auditor", "甲禾县财政局", "2026/01/01", "2027-01-01"),
    ]
    page = browser.post(POSTS, {"file": filled(browser, POSTS, rows)}).text
    done = browser.post(POSTS, {"checked": KEPT.findall(page)[0]}, follow=True)
    assert "已授予 2 项任职" in done.text
    post = Post.objects.get(user_id=cast.users["leader"], role="officer")
    assert (post.unit_id, post.area_id) == (cast.units["yihe-education"], cast.areas["yihe"])
    assert theirs.get("/").status_code == 302


def test_a_post_that_will_not_do_is_named(signed_in: SignedIn, cast: Cast) -> None:
    browser = signed_in("security_administrator")
    rows = [
        ("nobody", "officer", "乙禾县教育局", "2026-01-01", ""),
        ("leader", "audit_administrator", "教育局", "1.1.2026", ""),
        ("leader", "auditor", "乙禾县教育局", "2026-01-01", ""),
        ("security_administrator", "king", "乙禾县教育局", "", ""),
    ]
    page = browser.post(POSTS, {"file": filled(browser, POSTS, rows)}).text
    for cell in ("A3", "B4", "C4", "D4", "E5", "A6", "B6", "D6"):
        assert f">{cell}</td>" in page
    assert "没有填写日期" in page and "“1.1.2026”不是日期" in page
    assert "三员任职须逐人授予" in page and "审计人员的任职必须写明终止日期" in page


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"username,display_name\na,b\n"])
def test_a_file_that_is_no_form_is_refused(signed_in: SignedIn, content: bytes) -> None:
    browser = signed_in("system_administrator")
    page = browser.post(PEOPLE, {"file": SimpleUploadedFile("x.xlsx", content)})
    assert page.status_code == 200 and not KEPT.findall(page.text)


def test_the_form_of_another_page_is_refused(signed_in: SignedIn) -> None:
    granter, opener = signed_in("security_administrator"), signed_in("system_administrator")
    file = filled(granter, POSTS, [("a", "b", "c", "d", "e")])
    assert "不是本页的导入模板" in opener.post(PEOPLE, {"file": file}).text
    assert opener.get(f"{POSTS}form/").status_code == 403
    assert granter.post(PEOPLE, {"checked": "x:y:z"}).status_code == 403
    assert opener.post(PEOPLE, {"checked": "x:y:z"}).status_code == 422


def test_the_api_checks_and_imports(signed_in: SignedIn, cast: Cast) -> None:
    browser = signed_in("system_administrator")
    for dry, count in (("true", 0), ("false", 1)):
        file = filled(browser, PEOPLE, [("li-na", "李娜")])
        told = browser.post("/api/people/import", {"file": file, "dry_run": dry}).json()
        assert (told["imported"], len(told["passwords"])) == (count, count)
    granter = signed_in("security_administrator")
    file = filled(granter, POSTS, [("li-na", "officer", "乙禾县教育局", "2026-01-01", "")])
    told = granter.post("/api/people/posts/import", {"file": file, "dry_run": "false"}).json()
    assert told["imported"] == 1 and User.objects.get(username="li-na").posts.count() == 1


def test_one_post_stands_in_one_row(signed_in: SignedIn, cast: Cast) -> None:
    browser = signed_in("security_administrator")
    unit, role, day = "甲禾县财政局", "部门联络员", "2026-01-01"
    rows = [("leader", role, unit, day, ""), ("leader", role, unit, "2026-05-01", "")]
    rows.append(("leader", role, "", day, ""))
    page = browser.post(POSTS, {"file": filled(browser, POSTS, rows)}).text
    assert "2 行不能导入" in page and "表中有另一行是同一项任职" in page and "没有填写单位" in page
    page = browser.post(POSTS, {"file": filled(browser, POSTS, rows[:1])}).text
    browser.post(POSTS, {"checked": KEPT.findall(page)[0]})
    again = browser.post(POSTS, {"file": filled(browser, POSTS, rows[:1])}).text
    assert "已在该单位担任这一角色" in again and not KEPT.findall(again)


def test_the_case_of_a_name_makes_no_new_account(signed_in: SignedIn, cast: Cast) -> None:
    browser = signed_in("system_administrator")
    rows = [("LEADER", "重名"), ("li-na", "李娜"), ("Li-Na", "李娜"), ("x" * 300, "长名" * 200)]
    page = browser.post(PEOPLE, {"file": filled(browser, PEOPLE, rows)}).text
    assert "4 行不能导入" in page and "账号“LEADER”已被使用" in page
    assert "不超过 80 个字" in page and "x" * 41 not in page


def test_a_column_that_the_form_does_not_know_is_told(signed_in: SignedIn, cast: Cast) -> None:
    browser = signed_in("system_administrator")
    rows = [("li-na", "李娜", "", "甲禾县教育局"), ("wang-wu", "王五")]
    page = browser.post(PEOPLE, {"file": filled(browser, PEOPLE, rows)}).text
    assert "其内容不导入：D。" in page and "2 行均可导入" in page
    assert (
        "其内容不导入" not in browser.post(PEOPLE, {"file": filled(browser, PEOPLE, rows[1:])}).text
    )


def test_an_administrator_is_given_no_business_by_a_form(signed_in: SignedIn, cast: Cast) -> None:
    browser = signed_in("security_administrator")
    rows = [("audit_administrator", "officer", "乙禾县教育局", "2026-01-01", "")]
    page = browser.post(POSTS, {"file": filled(browser, POSTS, rows)}).text
    assert "三员不得兼任业务角色" in page and not KEPT.findall(page)
