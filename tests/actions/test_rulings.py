"""Requests and rulings 请示与批复: what is asked and decided leaves its row, its event, its day."""

from datetime import date, timedelta

import pytest

from mengyang.actions import requests, rulings
from mengyang.actions.assignments import Assignment, assign_task
from mengyang.actions.outcomes import offers
from mengyang.actions.requests import Asking
from mengyang.actions.rulings import Filing, Finding
from mengyang.actions.tasks import sign_for_task
from mengyang.core.access import scope
from mengyang.core.facts import Seen
from mengyang.core.ledger import EventKind, RequestKind
from mengyang.packs import lamps
from mengyang.store.models import ArchivedTask, Event, Recheck, Ruling, TaskRequest
from mengyang.store.reads import ledger
from mengyang.store.reads.ledger import Lit
from tests.cast import Cast
from tests.ledger_plan import DUE, Written
from tests.ledger_work import LATER, closed, refused_by, signed, stored

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
NEW_DAY = date(2026, 6, 30)
EXTENSION = Asking(RequestKind.EXTENSION, "雨季停工。", "分管副县长", "主体已完工。", NEW_DAY)


def told(action: str) -> Event:
    """The last event of an action."""
    found = Event.objects.filter(action=action).order_by("sequence").last()
    assert found is not None
    return found


def test_an_extension_is_asked_granted_and_counted_apart(cast: Cast, plan: Written) -> None:
    office, housing = cast.actor("prefecture_supervisor"), cast.actor("department_officer")
    seen = signed(cast, plan)
    requests.ask(housing, seen, EXTENSION, at=cast.at)
    asked = TaskRequest.objects.get()
    assert (asked.state, asked.proposed_on, asked.signatory) == ("open", NEW_DAY, "分管副县长")
    assert asked.unit_id == cast.units["jiahe-housing"]
    assert stored(plan, "2").due_on == DUE
    twice = refused_by(requests.ask, housing, seen, EXTENSION, at=cast.at)
    assert twice.reason == "ledger.refused.request_open"
    rulings.extend(office, seen, NEW_DAY, "同意。", at=cast.at)
    row, ruling = stored(plan, "2"), Ruling.objects.get()
    assert (row.due_on, row.deadline_days) == (NEW_DAY, [DUE.isoformat()])
    assert (ruling.step, ruling.request_id, ruling.day_before, ruling.day_after) == (
        "extend",
        asked.pk,
        DUE,
        NEW_DAY,
    )
    assert TaskRequest.objects.get().state == "granted"
    lit = Lit(lamps()["default"], cast.day)
    counts = ledger.counts_by_unit(scope(office, "see", "task"), lit, plan.plan_id)
    assert counts[cast.units["jiahe-housing"]].completion.extended == 1
    late = Lit(lamps()["default"], NEW_DAY + timedelta(days=1))
    overdue = ledger.counts_by_unit(scope(office, "see", "task"), late, plan.plan_id)
    assert overdue[cast.units["jiahe-housing"]].completion.overdue == 1


def test_a_request_is_declined_or_recalled_once(cast: Cast, plan: Written) -> None:
    office, housing = cast.actor("prefecture_supervisor"), cast.actor("department_officer")
    seen, kind = signed(cast, plan), RequestKind.EXTENSION
    requests.ask(housing, seen, EXTENSION, at=cast.at)
    own = refused_by(requests.decline, housing, seen, kind, "不同意。", at=cast.at)
    assert own.reason == "ledger.refused.no_right"
    requests.decline(office, seen, kind, "工期足够。", at=cast.at)
    assert TaskRequest.objects.get().state == "declined"
    assert (Ruling.objects.get().step, Ruling.objects.get().words) == ("decline", "工期足够。")
    again = refused_by(requests.decline, office, seen, kind, "不同意。", at=cast.at)
    assert again.reason == "ledger.refused.no_open_request"
    requests.ask(housing, seen, EXTENSION, at=cast.at)
    requests.recall(housing, seen, kind, at=cast.at)
    states = TaskRequest.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["declined", "recalled"]


def test_a_dispute_is_upheld_or_leads_to_another_unit(cast: Cast, plan: Written) -> None:
    office, housing = cast.actor("prefecture_supervisor"), cast.actor("department_officer")
    pk, kind = plan.tasks["2"], RequestKind.DISPUTE
    version = assign_task(office, pk, 1, at=cast.at)
    dispute = Asking(kind, "园舍由教育局负责建设。", "局长")
    version = requests.dispute(housing, Seen(pk, version), dispute, at=cast.at)
    assert stored(plan, "2").state == "disputed"
    version = rulings.uphold(office, Seen(pk, version), "职责在你局。", at=cast.at)
    assert (stored(plan, "2").state, TaskRequest.objects.get().state) == ("assigned", "declined")
    again = refused_by(requests.dispute, housing, Seen(pk, version), dispute, at=cast.at)
    assert again.reason == "ledger.refused.dispute_upheld"
    # Given to another unit and back it is a new assignment, of which nobody has judged yet.
    for unit in ("jiahe-government", "jiahe-housing"):
        given = Assignment(cast.units[unit])
        version = rulings.transfer(office, Seen(pk, version), given, "改由其办理。", at=cast.at)
    version = requests.dispute(housing, Seen(pk, version), dispute, at=cast.at)
    same = Assignment(cast.units["jiahe-housing"])
    kept = refused_by(assign_task, office, pk, version, same, at=cast.at)
    assert kept.reason == "ledger.refused.same_unit"
    assign_task(office, pk, version, Assignment(cast.units["jiahe-education"]), at=cast.at)
    row = stored(plan, "2")
    assert (row.state, row.lead_unit_id) == ("assigned", cast.units["jiahe-education"])
    last = TaskRequest.objects.order_by("pk").last()
    assert last is not None and last.state == "granted"
    moved = Ruling.objects.get(step="assign")
    assert (moved.unit_before_id, moved.unit_after_id) == (
        cast.units["jiahe-housing"],
        cast.units["jiahe-education"],
    )


def test_a_suspended_task_waits_and_its_day_moves(cast: Cast, plan: Written) -> None:
    office = cast.actor("prefecture_supervisor")
    seen = signed(cast, plan)
    bare = refused_by(rulings.suspend, office, seen, "诉讼中。", " ", at=cast.at)
    assert bare.reason == "ledger.refused.basis_missing"
    version = rulings.suspend(office, seen, "诉讼中。", "专题会议纪要", at=cast.at)
    assert stored(plan, "2").state == "suspended"
    later = cast.at + timedelta(days=20)
    rulings.resume(office, Seen(seen.id, version), "已经判决。", at=later)
    row, ruling = stored(plan, "2"), Ruling.objects.get(step="resume")
    assert (row.state, row.due_on) == ("in_progress", DUE + timedelta(days=20))
    assert (ruling.day_before, ruling.day_after) == (DUE, row.due_on)


def test_a_transfer_takes_the_task_to_another_unit(cast: Cast, plan: Written) -> None:
    office, housing = cast.actor("prefecture_supervisor"), cast.actor("department_officer")
    seen = signed(cast, plan)
    to = cast.units["jiahe-education"]
    asked = Asking(RequestKind.HAND_OVER, "职责调整。", "局长", proposed_unit_id=to)
    requests.ask(housing, seen, asked, at=cast.at)
    rulings.transfer(office, seen, Assignment(to), "同意移交。", at=cast.at)
    row, ruling = stored(plan, "2"), Ruling.objects.get()
    assert (row.state, row.lead_unit_id, row.due_on) == ("assigned", to, DUE)
    assert [unit.unit_id for unit in row.units.all()] == [to]
    assert (ruling.step, ruling.unit_before_id, ruling.unit_after_id) == (
        "transfer",
        cast.units["jiahe-housing"],
        to,
    )
    assert TaskRequest.objects.get().state == "granted"
    # The unit before has nothing more to do with it.
    gone = refused_by(sign_for_task, housing, seen.id, row.version, at=cast.at)
    assert gone.reason == "ledger.refused.not_found"


def test_a_recheck_that_fails_opens_the_task_again(cast: Cast, plan: Written) -> None:
    office, inspector = cast.actor("prefecture_supervisor"), cast.actor("inspector")
    seen = closed(cast, plan)
    held = Finding(holds=True, words="两班均未超员。", witness="守正")
    assert rulings.recheck(office, seen, held, at=LATER) == seen.version
    failed = Finding(holds=False, words="大班又超员。", witness="守正", next_on=NEW_DAY)
    refused = refused_by(rulings.recheck, inspector, seen, failed, at=LATER)
    assert refused.reason == "ledger.refused.no_right"
    rulings.recheck(office, seen, failed, at=LATER)
    row = stored(plan, "2")
    assert (row.state, row.due_on, row.claimed_by_id) == ("reopened", NEW_DAY, None)
    assert list(Recheck.objects.order_by("pk").values_list("holds", flat=True)) == [True, False]


def test_a_closed_task_is_archived_with_its_day_of_closing(cast: Cast, plan: Written) -> None:
    office = cast.actor("prefecture_supervisor")
    seen = closed(cast, plan)
    for filing in (Filing(" ", "ten_years"), Filing("QS-1", "for ever")):
        wrong = refused_by(rulings.archive_task, office, seen, filing, at=LATER)
        assert wrong.reason == "ledger.refused.filing"
    rulings.archive_task(office, seen, Filing("QS-1", "ten_years"), at=LATER + timedelta(days=30))
    row, filed = stored(plan, "2"), ArchivedTask.objects.get()
    assert (row.state, row.state_since) == ("archived", LATER.date())
    assert (filed.file_number, filed.retention) == ("QS-1", "ten_years")
    reopened = rulings.reopen(office, Seen(seen.id, row.version), NEW_DAY, "反弹。", at=LATER)
    assert reopened == stored(plan, "2").version
    assert stored(plan, "2").state == "reopened"


def test_what_waits_lapses_with_its_task(cast: Cast, plan: Written) -> None:
    office, housing = cast.actor("prefecture_supervisor"), cast.actor("department_officer")
    seen = signed(cast, plan)
    requests.ask(housing, seen, EXTENSION, at=cast.at)
    rulings.merge(office, seen, plan.tasks["3"], "同一事项。", at=cast.at)
    row = stored(plan, "2")
    assert (row.state, row.decision, row.carried_to_id) == ("withdrawn", "merged", plan.tasks["3"])
    assert TaskRequest.objects.get().state == "lapsed"
    assert told("task.merge").subject_id is not None


def test_a_task_is_not_merged_into_one_that_ended(cast: Cast, plan: Written) -> None:
    office = cast.actor("prefecture_supervisor")
    seen = signed(cast, plan)
    third = Seen(plan.tasks["3"], stored(plan, "3").version)
    rulings.merge(office, third, plan.tasks["5"], "同一事项。", at=cast.at)
    refused = refused_by(rulings.merge, office, seen, third.id, "同一事项。", at=cast.at)
    assert refused.reason == "ledger.refused.new_task_ended"
    assert stored(plan, "2").state == "signed_for"


def test_each_person_is_offered_what_is_theirs(cast: Cast, plan: Written) -> None:
    office, housing = cast.actor("prefecture_supervisor"), cast.actor("department_officer")
    seen = signed(cast, plan)
    before = offers(office, seen.id, cast.day)
    assert EventKind.DECLINE not in before and EventKind.EXTEND in before
    requests.ask(housing, seen, EXTENSION, at=cast.at)
    theirs, ours = offers(housing, seen.id, cast.day), offers(office, seen.id, cast.day)
    assert EventKind.RECALL in theirs and EventKind.EXTEND not in theirs
    assert ours[EventKind.DECLINE] is None and ours[EventKind.EXTEND] is None
    assert EventKind.TRANSFER in ours and EventKind.RECALL not in ours
