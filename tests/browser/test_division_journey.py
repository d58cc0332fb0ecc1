"""Division of work 任务分工: a plan without units is divided, commented, issued, adopted."""

import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from mengyang import packs
from tests.browser.live import CLOCK, ROOT, Live, environment, serving, sign_in
from tests.conftest import SHARED

pytestmark = pytest.mark.browser

NUMBER = "演政办发〔2026〕21号"
REAL = SHARED / "documents" / "huairou-2023.txt"
OWN = "own-action-plan"
# A row nobody has looked at; one with a proposal is confirmed, one without is saved.
UNSEEN = "tr[data-unseen]"
KEEP = re.compile("确认|保存")
OBJECTION = "护园行动方案由我单位制定，完成时限须与年度勤务安排一致。"


@dataclass(frozen=True, slots=True)
class Story:
    """Which file, whose office, which unit objects, and which keeps silent (names to pick)."""

    file: Path
    officer: str
    objector: str
    objecting: str
    silent: str


@pytest.fixture(params=[REAL.stem if REAL.exists() else OWN])
def story(request: pytest.FixtureRequest, tmp_path: Path) -> Story:
    """The real plan where there is one, else our own: the name of the test says which."""
    if request.param != OWN:
        return Story(REAL, "huairou-officer", "huairou-police", "区公安机关", "区税务部门")
    [text] = [each.text for each in packs.demo().documents if each.key == "action-plan"]
    # Another number: the demo has adopted the plan itself already.
    other, count = re.subn(r"(〔\d{4}〕)\d+号", r"\g<1>921号", text, count=1)
    assert count == 1
    file = tmp_path / "行动计划.txt"
    file.write_text(other, encoding="utf-8")
    return Story(file, "officer", "housing", "青穗地区住房和城乡建设局", "青穗地区税务局")


@pytest.fixture
def officer(own_live: Live, story: Story) -> Iterator[Page]:
    yield own_live.signed_in(story.officer)


@pytest.mark.skipif(CLOCK is None, reason="no libfaketime: days cannot pass for a server")
def test_a_plan_without_units_is_adopted_through_a_division_of_work(
    own_live: Live, officer: Page, story: Story, tmp_path: Path
) -> None:
    tasks = draft(officer, story)
    division = fill(officer, story, tasks)
    send(officer)
    object_(own_live.signed_in(story.objector))
    officer.goto(f"{division}rounds/")
    expect(officer.get_by_text("各单位全部反馈或截止日期过后")).to_be_visible()
    # A week later: the day has passed, and so has everybody's session.
    with serving(tmp_path / "var", days_ahead=7) as url:
        then = own_live.elsewhere(url)
        officer = then.context().new_page()
        sign_in(officer, story.officer)
        officer.goto(f"{division}rounds/")
        officer.get_by_role("button", name="截止并汇总意见").click()
        expect(officer.locator("#messages")).to_contain_text("逾期未反馈 1 个单位")
        officer.goto(f"{division}opinions/")
        settle(officer)
        issue(officer, division)
        expect(officer.locator("main")).to_contain_text(NUMBER)
    assert stored(tmp_path / "var") == ("issued", "adopted", tasks)
    assert replies(tmp_path / "var") == {
        story.silent: ("silent", None, None),
        story.objecting: ("objected", OBJECTION, "rejected"),
    }
    assert actions(tmp_path / "var") >= {
        *("division.draft", "division.edit", "division.send", "division.reply"),
        *("division.object", "division.note_silence", "division.settle", "division.agree"),
        *("division.finish", "division.issue", "document.adopt", "plan.create"),
    }
    verify(tmp_path / "var")


def draft(page: Page, story: Story) -> int:
    """Upload, and draft instead of adopting at once; how many rows are to be looked at."""
    page.goto("/documents/upload/")
    page.set_input_files("input[type=file]", story.file)
    page.click("main button.btn-primary")
    page.wait_for_url(re.compile(r"/documents/\d+/$"))
    page.locator("main").get_by_role("link", name="采纳").click()
    page.get_by_role("button", name="起草任务分工").click()
    page.wait_for_url(re.compile(r"/divisions/\d+/$"))
    rows = page.locator(".division-table tbody tr")
    assert rows.count() == page.locator(UNSEEN).count() > 5
    return rows.count()


def fill(page: Page, story: Story, tasks: int) -> str:
    """One row by hand, one like it, the others together; the address of the division."""
    choose(page, story.objecting)
    first = page.locator(".division-table tbody tr").nth(0)
    first.get_by_role("button", name=KEEP).click()
    expect(page.locator(UNSEEN)).to_have_count(tasks - 1)
    second = page.locator(".division-table tbody tr").nth(1)
    second.get_by_role("button", name="同上").click()
    second.get_by_role("button", name=KEEP).click()
    expect(page.locator(UNSEEN)).to_have_count(tasks - 2)
    for row in page.locator(f"{UNSEEN} [data-tick]").all():
        row.check()
    for field, words in (("bulk-leads", story.silent), ("bulk-joints", story.objecting)):
        page.evaluate(
            """([field, words]) => {
                const picker = document.getElementById(field).tomselect;
                const units = Object.values(picker.options);
                picker.setValue([units.find((unit) => unit.text.includes(words)).value]);
            }""",
            [field, words],
        )
    page.get_by_role("button", name="设置并确认勾选行").click()
    expect(page.locator(UNSEEN)).to_have_count(0)
    return urlsplit(page.url).path


def choose(page: Page, words: str) -> None:
    """Pick the lead of the first row by typing part of the name of its unit."""
    field = page.locator(".division-table tbody tr").nth(0).locator(".pick input").first
    field.click()
    field.press_sequentially(words)
    page.locator(".ts-dropdown .option", has_text=words).first.click()
    field.press("Escape")


def send(page: Page) -> None:
    """Send the draft; replies are due the day after tomorrow."""
    page.fill("#reply_due_on", in_days(2))
    page.get_by_role("button", name="送出").click()
    expect(page.locator("#messages")).to_contain_text("已送征求意见")


def object_(page: Page) -> None:
    """The unit finds the draft on its home page and objects to its first task."""
    page.goto("/")
    page.locator("main a[href^='/replies/']").last.click()
    task = page.locator(".reply-task").nth(0)
    task.get_by_label("有意见").check()
    task.get_by_label("意见及理由").fill(OBJECTION)
    page.get_by_role("button", name="提交反馈").click()
    expect(page.locator("#messages")).to_contain_text("反馈已提交")


def in_days(days: int) -> str:
    """A day counted from today as the installation's clock has it."""
    there = timezone(timedelta(hours=8))
    return f"{datetime.now(there).date() + timedelta(days=days)}"


def settle(page: Page) -> None:
    """Refuse the objection with a reason, and agree the draft."""
    form = page.locator("form.settle")
    form.locator("[name=verdict]").select_option("rejected")
    form.locator("[name=reason]").fill("时限可在年度计划中分段落实。")
    form.get_by_role("button", name="答复").click()
    expect(page.locator("#messages")).to_contain_text("意见已答复")
    page.get_by_role("button", name="定稿").click()
    expect(page.locator("#messages")).to_contain_text("分工已定稿")


def issue(page: Page, division: str) -> None:
    """One unit signs, the other does not: stated; then number and day, and the plan is there."""
    page.goto(f"{division}signing/")
    page.fill("#signed_by", "李某")
    page.get_by_role("button", name="登记", exact=True).click()
    page.fill("#finish-reason", "该单位未反馈、未会签，经请示按程序印发。")
    page.get_by_role("button", name="会签完毕").click()
    page.fill("#number", NUMBER)
    page.get_by_role("button", name="登记印发并采纳").click()
    page.wait_for_url(re.compile(r"/plans/\d+/$"))
    page.goto(division)


def stored(var: Path) -> tuple[object, ...]:
    """State of the last division, of its document, and how many tasks its plan has."""
    with sqlite3.connect(next(var.glob("*.sqlite3"))) as database:
        ask = lambda query: database.execute(query).fetchone()  # noqa: E731
        state, plan, document = ask(
            "SELECT state, plan_id, document_id FROM divisions_division ORDER BY id DESC"
        )
        return (
            state,
            ask(f"SELECT state FROM documents_document WHERE id = {document}")[0],
            ask(f"SELECT count(*) FROM ledger_task WHERE plan_id = {plan}")[0],
        )


def replies(var: Path) -> dict[str, tuple[str | None, ...]]:
    """What each unit asked in the last division answered, its opinion and the verdict on it."""
    asked = """SELECT name_zh, reply, opinion.words, verdict FROM divisions_asked_unit AS asked
        JOIN divisions_round AS round ON round.id = round_id
        JOIN registry_unit_name AS name ON name.unit_id = asked.unit_id AND is_official
        LEFT JOIN divisions_opinion AS opinion ON opinion.asked_id = asked.id
        WHERE division_id = (SELECT max(id) FROM divisions_division)"""
    with sqlite3.connect(next(var.glob("*.sqlite3"))) as database:
        return {name: tuple(told) for name, *told in database.execute(asked)}


def actions(var: Path) -> set[str]:
    """The actions that the chain tells."""
    with sqlite3.connect(next(var.glob("*.sqlite3"))) as database:
        return {row[0] for row in database.execute("SELECT DISTINCT action FROM audit_event")}


def verify(var: Path) -> None:
    """The chain, recomputed from its beginning."""
    run(var, "-m", "mengyang", "audit", "verify")


def run(var: Path, *command: str, **settings: str) -> None:
    done = subprocess.run(
        [sys.executable, *command],
        env=environment(var) | settings,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
