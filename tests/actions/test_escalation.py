"""Reminding and urging 催办与通报: made once by rule, decided by a person, read by the unit."""

from datetime import date, datetime, timedelta

import pytest

from mengyang.actions import escalation, requests, rulings
from mengyang.actions.assignments import assign_task
from mengyang.actions.escalation import OFFICE_TIME, Issue, is_time_to_notice, make_due_notices
from mengyang.actions.requests import Asking
from mengyang.actions.tasks import sign_for_task
from mengyang.core.access import scope
from mengyang.core.facts import Seen
from mengyang.core.ledger import RequestKind
from mengyang.packs import sign_by, working_calendar
from mengyang.store.models import Event, Notice
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger.notices import (
    NoticeReach,
    notices,
    unread_notices,
    waiting_notices,
)
from tests.cast import Cast
from tests.ledger_plan import DUE, Written
from tests.ledger_work import lead_to_claim, refused_by, stored
from tests.office_time import at

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
LATE = datetime(2026, 5, 6, 10, tzinfo=OFFICE_TIME)


def signed(cast: Cast, plan: Written) -> Seen:
    """Task 2 signed for by the housing department, due on `DUE`."""
    office, housing = cast.actor("prefecture_supervisor"), cast.actor("department_officer")
    version = assign_task(office, plan.tasks["2"], 1, at=cast.at)
    return Seen(plan.tasks["2"], sign_for_task(housing, plan.tasks["2"], version, at=cast.at))


def made(plan: Written) -> list[tuple[str, str, str]]:
    rows = Notice.objects.filter(task_id=plan.tasks["2"]).order_by("pk")
    return list(rows.values_list("step", "state", "rung"))


def shown(cast: Cast, person: str, day: date) -> set[str]:
    """The steps of the notices that a person sees."""
    actor = cast.actor(person)
    reach = NoticeReach(scope(actor, "see", "task"), scope(actor, "escalate", "judgement"))
    return {row.step for row in notices(reach, day, Asked()).rows}


def test_the_timer_reminds_urges_and_proposes_once(cast: Cast, plan: Written) -> None:
    signed(cast, plan)
    near = at(DUE - timedelta(days=8))
    make_due_notices(at=near)
    again = make_due_notices(at=near)
    assert (again, made(plan)) == (0, [("remind", "sent", "near")])
    row = Notice.objects.get(task_id=plan.tasks["2"])
    assert row.unit_id == cast.units["jiahe-housing"]
    assert row.text.startswith("【提醒】甲禾县住房和城乡建设局：\n你单位承办的第2项")
    assert "时限为2026年3月31日，距时限还有8天。" in row.text
    event = Event.objects.get(action="notice.make")
    assert event.after["rows"] == Notice.objects.count()
    make_due_notices(at=LATE)
    assert made(plan)[1:] == [("urge", "sent", "overdue"), ("talk", "proposed", "overdue_talk")]


def test_who_has_not_signed_is_reminded_and_urged(cast: Cast, plan: Written) -> None:
    office = cast.actor("prefecture_supervisor")
    assign_task(office, plan.tasks["2"], 1, at=cast.at)
    last = sign_by(cast.day)
    make_due_notices(at=at(last))
    assert made(plan) == [("remind", "sent", "unsigned")]
    row = Notice.objects.get(task_id=plan.tasks["2"])
    assert row.due_on == last and "今日为签收期限的最后一日，尚未签收。请尽快签收" in row.text
    late = working_calendar().after(last, 2).on
    make_due_notices(at=at(late))
    assert made(plan)[1:] == [("urge", "sent", "unsigned_late")]
    assert "已超过2个工作日，尚未签收" in Notice.objects.get(rung="unsigned_late").text


def test_nothing_is_made_at_night_or_on_a_day_off(cast: Cast, plan: Written) -> None:
    signed(cast, plan)
    saturday = date(2026, 3, 28)
    for moment in (at(saturday), at(DUE, 8), at(DUE, 18)):
        assert (make_due_notices(at=moment), is_time_to_notice(moment)) == (0, False)
    assert is_time_to_notice(at(DUE))


def test_what_is_claimed_or_halted_is_left_in_peace(cast: Cast, plan: Written) -> None:
    lead_to_claim(cast, plan)
    make_due_notices(at=LATE)
    assert made(plan) == []


def test_a_proposal_is_issued_and_reaches_the_unit(cast: Cast, plan: Written) -> None:
    signed(cast, plan)
    make_due_notices(at=LATE)
    office, housing = cast.actor("prefecture_supervisor"), cast.actor("department_officer")
    row = Notice.objects.get(task_id=plan.tasks["2"], step="talk")
    assert waiting_notices(scope(office, "escalate", "judgement"), LATE.date()) >= 1
    assert shown(cast, "department_officer", LATE.date()) == {"urge"}
    assert "talk" in shown(cast, "prefecture_supervisor", LATE.date())
    seen, said = Seen(row.pk, 1), Issue("请于周五到会说明。", "分管副专员")
    for wrong, reason in (
        (Issue("", "甲"), "notices.refused.words_missing"),
        (Issue("乙", " "), "notices.refused.signatory_missing"),
    ):
        assert refused_by(escalation.issue_notice, office, seen, wrong, at=LATE).reason == reason
    own = refused_by(escalation.issue_notice, housing, seen, said, at=LATE)
    assert own.reason == "notices.refused.no_right"
    escalation.issue_notice(office, seen, said, at=LATE)
    row.refresh_from_db()
    assert (row.state, row.signatory, row.decided_by_id) == (
        "decided",
        "分管副专员",
        office.user_id,
    )
    assert Event.objects.filter(action="notice.decide", subject_id=row.pk).count() == 1
    twice = refused_by(escalation.decline_notice, office, Seen(row.pk, 2), "不妥。", at=LATE)
    assert twice.reason == "notices.refused.decided_already"
    assert shown(cast, "department_officer", LATE.date()) == {"urge", "talk"}
    unread = unread_notices([cast.units["jiahe-housing"]], LATE.date(), 9)
    assert {each.step for each in unread.rows} == {"urge", "talk"}
    other = refused_by(escalation.read_notice, office, row.pk, at=LATE)
    assert other.reason == "notices.refused.not_yours"
    escalation.read_notice(housing, row.pk, at=LATE)
    row.refresh_from_db()
    assert row.read_by_id == housing.user_id


def test_a_declined_proposal_is_not_made_again(cast: Cast, plan: Written) -> None:
    signed(cast, plan)
    make_due_notices(at=LATE)
    row = Notice.objects.get(task_id=plan.tasks["2"], step="talk")
    office = cast.actor("prefecture_supervisor")
    bare = refused_by(escalation.decline_notice, office, Seen(row.pk, 1), " ", at=LATE)
    assert bare.reason == "notices.refused.reason_missing"
    escalation.decline_notice(office, Seen(row.pk, 1), "已当面沟通。", at=LATE)
    make_due_notices(at=LATE + timedelta(days=1))
    states = [state for step, state, _ in made(plan) if step == "talk"]
    assert states == ["declined"]
    assert "talk" not in shown(cast, "department_officer", LATE.date())


def test_a_unit_that_awaits_an_answer_is_urged_and_no_more(cast: Cast, plan: Written) -> None:
    seen = signed(cast, plan)
    later = Asking(RequestKind.EXTENSION, "雨季停工。", "分管副县长", "", date(2026, 6, 30))
    requests.ask(cast.actor("department_officer"), seen, later, at=cast.at)
    make_due_notices(at=LATE)
    assert made(plan) == [("urge", "sent", "overdue")]


def test_an_extension_overtakes_a_proposal_and_begins_anew(cast: Cast, plan: Written) -> None:
    seen = signed(cast, plan)
    make_due_notices(at=LATE)
    office = cast.actor("prefecture_supervisor")
    later = LATE.date() + timedelta(days=9)
    rulings.extend(office, seen, later, "同意。", at=LATE)
    assert stored(plan, "2").due_on == later
    row = Notice.objects.get(task_id=plan.tasks["2"], step="talk")
    gone = refused_by(escalation.issue_notice, office, Seen(row.pk, 1), Issue("甲", "乙"), at=LATE)
    assert gone.reason == "notices.refused.overtaken"
    make_due_notices(at=LATE)
    assert made(plan)[-1] == ("remind", "sent", "near")
