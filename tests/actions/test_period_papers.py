"""Papers of a period and of a decision 通报、约谈、月报: frozen figures beside the last ones."""

from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from docx import Document

from mengyang.actions import rulings
from mengyang.actions.escalation import OFFICE_TIME, Issue, issue_notice, make_due_notices
from mengyang.actions.paper_changes import compared
from mengyang.actions.papers import About, print_paper, printable
from mengyang.actions.plan_paper_facts import Span
from mengyang.actions.tasks import close_task, verify_task
from mengyang.core.access import Actor
from mengyang.core.facts import Seen
from mengyang.store.models import Notice, PrintedPaper
from tests.cast import Cast
from tests.ledger_plan import DUE, Written
from tests.ledger_work import LATER, lead_to_claim, signed, stored
from tests.paper_text import words

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
MARCH = Span(date(2026, 3, 1), date(2026, 3, 31))
APRIL = Span(date(2026, 4, 10), date(2026, 4, 30))
LATE = datetime(2026, 5, 6, 10, tzinfo=OFFICE_TIME)
SHARES = ("done", "for_the_stage", "unassigned", "in_hand", "extended", "overdue")


def printed(actor: Actor, about: About, kind: str, at: datetime) -> str:
    out = BytesIO()
    print_paper(actor, about, kind, out, at=at)
    return words(Document(out))


def test_a_month_is_told_beside_the_frozen_month_before(cast: Cast, plan: Written) -> None:
    office, kind = cast.actor("prefecture_supervisor"), "monthly_circular"
    about = (About("plan", plan.plan_id, MARCH), About("plan", plan.plan_id, APRIL))
    version = lead_to_claim(cast, plan)
    first = printed(office, about[0], kind, LATER)
    assert "2026年3月任务办理情况的通报" in first and "本期为首期，无上期数据可比。" in first
    version = verify_task(office, plan.tasks["2"], version, at=LATER)
    close_task(office, plan.tasks["2"], version, at=LATER)
    # Printed once more for the same month: it is not compared with itself.
    assert "本期为首期" in printed(office, about[0], kind, LATER)
    second = printed(office, about[1], kind, LATE)
    march, corrected, april = PrintedPaper.objects.order_by("pk")
    assert [each.facts["done"] for each in (march, corrected, april)] == ["0", "1", "1"]
    # The month begins on its first day; the last paper of March is the one compared with.
    assert april.facts["from_day"] == "2026年4月1日"
    assert f"与上期（截至2026年3月31日，校验码{corrected.check_code}）相比" in second
    assert april.facts["last_until"] == "2026年3月31日"
    beside = compared(april.facts, march.facts)
    assert "办结增加1项" in str(beside["changes"])
    rows = {each["unit"]: each for each in april.facts["units"]}
    assert rows["甲禾县住房和城乡建设局"]["done_change"] == "0"
    assert {each["unit"]: each["done_change"] for each in beside["units"]}[  # type: ignore[index]
        "甲禾县住房和城乡建设局"
    ] == "+1"
    for each in rows.values():
        assert sum(int(each[name]) for name in SHARES) == int(each["standing"])


def test_a_quarter_is_told_whole(cast: Cast, plan: Written) -> None:
    office, seen = cast.actor("prefecture_supervisor"), signed(cast, plan)
    rulings.extend(office, seen, DUE + timedelta(days=91), "雨季停工。", at=cast.at)
    text = printed(office, About("plan", plan.plan_id, MARCH), "quarterly_report", cast.at)
    assert "2026年第一季度任务办理情况的报告" in text
    assert "现将2026年1月1日至2026年3月31日" in text and "已签收1项" in text
    assert "由2026年3月31日延至2026年6月30日" in text


def test_what_the_last_paper_did_not_tell_is_not_made_up() -> None:
    now = {"standing": "3", "done": "1", "units": ({"unit": "甲", "done": "1", "overdue": "0"},)}
    first = compared(now, None)
    assert (first["last_until"], first["units"][0]["done_change"]) == ("", "—")  # type: ignore[index]
    before = {
        "standing": "5",
        "until_day": "2026年3月31日",
        "units": ({"unit": "乙", "done": "1"},),
    }
    told = compared(now, before, "CODE")
    assert told["changes"] == "任务总数减少2项"
    assert told["units"][0]["done_change"] == "新增"  # type: ignore[index]


def test_a_signed_call_to_account_is_a_paper_by_one_click(cast: Cast, plan: Written) -> None:
    office, seen = cast.actor("prefecture_supervisor"), signed(cast, plan)
    about = About("task", seen.id)
    make_due_notices(at=LATE)
    row = Notice.objects.get(task_id=seen.id, step="talk")
    known = {each.code for each in printable(office, about, at=LATE)}
    assert not known & {"talk_notice", "circular_notice"}
    issue = Issue("约谈你局主要负责同志。", "分管副专员")
    issue_notice(office, Seen(row.pk, row.version), issue, at=LATE)
    text = printed(office, about, "talk_notice", LATE)
    assert "约谈你局主要负责同志。（分管副专员，2026年5月6日签发）" in text
    assert "截至2026年5月6日已逾期36天，尚未申请销号。" in text and "现就此约谈" not in text
    assert stored(plan, "2").state == "signed_for"
    Notice.objects.filter(pk=row.pk).update(step="circular")
    said = printed(office, about, "circular_notice", LATE)
    assert "本通报经分管副专员于2026年5月6日签发。" in said
