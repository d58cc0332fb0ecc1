"""Tidings 告知: a unit is told of the answer in its transaction, and by mail or webhook after."""

from datetime import timedelta
from pathlib import Path

import pytest

from mengyang.actions import requests, rulings, tidings
from mengyang.actions.assignments import Assignment
from mengyang.actions.escalation import make_due_notices, read_notice
from mengyang.actions.notice_timing import note_run, notice_timing, timing_finding
from mengyang.actions.requests import Asking
from mengyang.actions.tasks import return_task
from mengyang.core.access import scope
from mengyang.core.ledger import RequestKind
from mengyang.store.models import Event, Notice, NoticeAddress, NoticeDelivery
from mengyang.store.reads.ledger.notices import NoticeReach, notice, tidings_to, unread_count
from mengyang.store.writes.ledger.outbox import Channels
from tests.cast import Cast
from tests.ledger_plan import DUE, Written
from tests.ledger_work import lead_to_claim, signed, stored
from tests.office_time import at

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
NEW_DAY = DUE + timedelta(days=91)
EXTENSION = Asking(RequestKind.EXTENSION, "雨季停工。", "分管副县长", "主体已完工。", NEW_DAY)


def told(plan: Written) -> list[tuple[str, str]]:
    rows = Notice.objects.filter(task_id=plan.tasks["2"]).order_by("pk")
    return list(rows.values_list("step", "reason"))


def test_an_answer_is_told_and_queued_once(cast: Cast, plan: Written) -> None:
    office, housing = cast.actor("prefecture_supervisor"), cast.actor("department_officer")
    unit, seen = cast.units["jiahe-housing"], signed(cast, plan)
    requests.ask(housing, seen, EXTENSION, at=cast.at)
    assert told(plan) == []
    rulings.extend(office, seen, NEW_DAY, "同意。", at=cast.at)
    assert told(plan) == [("answer", "answer_extended")]
    row = Notice.objects.get()
    assert (row.unit_id, row.state, row.due_on) == (unit, "sent", NEW_DAY)
    assert row.text.startswith("【答复】甲禾县住房和城乡建设局：\n你单位关于第2项")
    assert row.text.endswith("同意延至2026年6月30日。\n意见：同意。")
    assert Event.objects.get(action="notice.tell").after["rows"] == 1
    # In the application at once; by a channel as soon as one can carry it, and once.
    assert unread_count([unit], 99) == 1
    assert tidings.queue_tidings(Channels(mail=True), at=cast.at) == 0
    NoticeAddress.objects.create(unit_id=unit, mail="zjj@example.gov.cn")
    assert tidings.queue_tidings(Channels(mail=True), at=cast.at) == 1
    assert tidings.queue_tidings(Channels(mail=True), at=cast.at) == 0
    assert NoticeDelivery.objects.get().address == "zjj@example.gov.cn"
    # What a unit is told stands in no way of what it is reminded of.
    make_due_notices(at=at(NEW_DAY - timedelta(days=8)))
    assert ("remind", "near") in told(plan)


def test_both_units_are_told_of_a_transfer(cast: Cast, plan: Written) -> None:
    office, housing = cast.actor("prefecture_supervisor"), cast.actor("department_officer")
    seen, other = signed(cast, plan), cast.units["jiahe-government"]
    rulings.transfer(office, seen, Assignment(other), "职责调整。", at=cast.at)
    assert told(plan) == [("transferred", "transferred"), ("decision", "decision_moved")]
    # The old unit reads what it was told, though the task is no longer its own.
    gone = Notice.objects.get(step="decision")
    own = frozenset({cast.units["jiahe-housing"]})
    reach = NoticeReach(scope(housing, "see", "task"), scope(housing, "escalate", "judgement"), own)
    assert "改由甲禾县人民政府办理" in notice(reach, cast.day, gone.pk).text
    read_notice(housing, gone.pk, at=cast.at)
    assert unread_count(own, 99) == 0
    found = tidings_to(own, cast.day, cast.at - timedelta(days=30), 5)
    assert [row.step for row in found.rows] == ["decision"]


def test_a_return_is_told_with_its_reason(cast: Cast, plan: Written) -> None:
    version = lead_to_claim(cast, plan)
    office, pk = cast.actor("prefecture_supervisor"), plan.tasks["2"]
    return_task(office, pk, version, "佐证未盖章。", at=cast.at)
    assert (stored(plan, "2").state, told(plan)) == ("returned", [("returned", "returned")])
    assert Notice.objects.get().text.endswith("意见：佐证未盖章。")


def test_it_says_when_reminders_run(tmp_path: Path) -> None:
    friday = at(DUE - timedelta(days=4), 8)  # 27 March 2026
    assert timing_finding(tmp_path, at=friday).code == "health.found.notices_never"
    assert notice_timing(tmp_path, at=friday).next_at == friday + timedelta(hours=1)
    assert notice_timing(tmp_path, at=friday + timedelta(hours=11)).next_at.day == 30
    ran = friday + timedelta(hours=1)
    note_run(tmp_path, 3, at=ran)
    note_run(tmp_path, 0, at=ran + timedelta(hours=2))
    timing = notice_timing(tmp_path, at=ran + timedelta(hours=3))
    assert timing.last is not None and timing.last.made == 3
    assert (timing.next_at.day, timing.next_at.hour, timing.is_late) == (30, 9, False)
    finding = timing_finding(tmp_path, at=at(DUE - timedelta(days=1), 11))
    assert finding.code == "health.found.notices_late"
