"""单位内部审签 — nothing reaches the task before the issue, and then in the same transaction."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from mengyang.actions import requests, rulings, sign_off
from mengyang.actions.assignments import assign_task
from mengyang.actions.evidence import EvidenceUpload, Shelf
from mengyang.actions.requests import Asking
from mengyang.actions.sign_off import Draft, Issuing, Sheet
from mengyang.actions.tasks import Claim, claim_done, sign_for_task, start_task, verify_task
from mengyang.core.access import Role
from mengyang.core.facts import Seen
from mengyang.core.ledger import ReplyKind, RequestKind, SignOffWay
from mengyang.store.models import Event, TaskReply, TaskRequest, UnitSignOff
from mengyang.store.reads import ledger as reads
from tests.cast import AT, Cast
from tests.ledger_plan import Written, write_plan
from tests.ledger_work import LATER, add_evidence, refused_by, stored
from tests.sign_off_cast import join, lead_to_proof, set_way

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
CLAIM = Draft(ReplyKind.CLAIM, "The wing is in use.")
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


@pytest.fixture
def plan(cast: Cast) -> Written:
    return write_plan(cast)


def drafted(cast: Cast, plan: Written, draft: Draft = CLAIM) -> tuple[Seen, int]:
    """A draft of the housing department about task 2, and the task's version."""
    version = lead_to_proof(cast, plan)
    pk, housing = plan.tasks["2"], cast.actor("department_officer")
    return Seen(sign_off.draft_reply(housing, Seen(pk, version), draft, at=AT), 1), version


def test_a_claim_leaves_the_unit_when_its_leader_issues_it(cast: Cast, plan: Written) -> None:
    leader = join(cast, "leader", Role.LEADER)
    join(cast, "second", Role.DEPARTMENT_OFFICER)
    set_way(cast, SignOffWay.REVIEW)
    housing = cast.actor("department_officer")
    seen, version = drafted(cast, plan)
    # Nothing has reached the task, and it may not be claimed past its leader.
    assert stored(plan, "2").state == "in_progress"
    refused = refused_by(claim_done, housing, plan.tasks["2"], version, at=AT)
    assert refused.reason == "ledger.refused.needs_sign_off"
    assert stored(plan, "2").state == "in_progress"
    own = refused_by(sign_off.review_reply, housing, seen, at=AT)
    assert own.reason == "ledger.refused.own_draft"
    early = refused_by(sign_off.issue_reply, leader, seen, Issuing(version), at=AT)
    assert early.reason == "ledger.refused.not_reviewed"
    sign_off.review_reply(leader, seen, at=AT)
    now = sign_off.issue_reply(leader, Seen(seen.id, 2), Issuing(version), at=LATER)
    row, task = TaskReply.objects.get(), stored(plan, "2")
    assert (row.state, row.leader, row.is_recorded, row.version) == ("issued", "leader", False, 3)
    assert (task.state, task.version, task.claimed_by_id) == ("claimed_done", now, leader.user_id)
    actions = Event.objects.filter(at=LATER).values_list("action", flat=True)
    assert {"reply.issue", "task.claim_done", "task.report"} <= set(actions)


def test_a_sheet_signed_on_paper_is_recorded_with_who_and_when(
    cast: Cast, plan: Written, tmp_path: Path
) -> None:
    second = join(cast, "second", Role.DEPARTMENT_OFFICER)
    set_way(cast, SignOffWay.ISSUE)
    seen, version = drafted(cast, plan)
    unsigned = refused_by(sign_off.issue_reply, second, seen, Issuing(version), at=LATER)
    assert unsigned.reason == "ledger.refused.not_signed"
    sheet = Sheet(EvidenceUpload(PNG, "签批单.png"), Shelf(tmp_path, 1000))
    issuing = Issuing(version, "局长", cast.day, sheet)
    sign_off.issue_reply(second, seen, issuing, at=LATER)
    row = TaskReply.objects.get()
    assert (row.leader, row.leader_signed_on, row.issued_by_id, row.is_recorded) == (
        "局长",
        cast.day,
        second.user_id,
        True,
    )
    assert (row.reviewed_by_id, row.way, row.sheet_name) == (None, "issue", "签批单.png")
    assert row.sheet_sha256 in reads.stored_files()
    opened = sign_off.open_sheet(second, row.pk, tmp_path, day=cast.day)
    assert (opened.path.read_bytes(), opened.media_type) == (PNG, "image/png")
    event = Event.objects.get(action="reply.record")
    assert (event.actor_id, event.subject_id) == (second.user_id, row.pk)
    # Who drafted it has changed over to the office since, and does not judge it.
    drafter = cast.users["department_officer"]
    assert drafter in reads.claim_hands(plan.tasks["2"])


def test_what_is_sent_back_is_drafted_anew(cast: Cast, plan: Written) -> None:
    leader = join(cast, "leader", Role.LEADER)
    set_way(cast, SignOffWay.REVIEW)
    seen, version = drafted(cast, plan)
    housing, task = cast.actor("department_officer"), Seen(plan.tasks["2"], version)
    again = refused_by(sign_off.draft_reply, housing, task, CLAIM, at=AT)
    assert again.reason == "ledger.refused.reply_open"
    sign_off.send_back_reply(leader, seen, "Name the wing.", at=AT)
    row = TaskReply.objects.get()
    assert (row.state, row.sent_back_because, row.sent_back_by_id) == (
        "sent_back",
        "Name the wing.",
        leader.user_id,
    )
    assert sign_off.draft_reply(housing, task, CLAIM, at=AT) != row.pk


def test_a_request_of_the_unit_bears_the_name_of_who_issued_it(cast: Cast, plan: Written) -> None:
    leader = join(cast, "leader", Role.LEADER)
    set_way(cast, SignOffWay.ISSUE)
    asked = Draft(ReplyKind.ASK, "It rains.", RequestKind.EXTENSION, proposed_on=date(2026, 6, 30))
    seen, version = drafted(cast, plan, asked)
    assert not TaskRequest.objects.exists()
    direct = Asking(RequestKind.SUSPENSION, "It rains.", "leader")
    task, housing = Seen(plan.tasks["2"], version), cast.actor("department_officer")
    refused = refused_by(requests.ask, housing, task, direct, at=AT)
    assert refused.reason == "ledger.refused.needs_sign_off"
    assert sign_off.issue_reply(leader, seen, Issuing(version), at=LATER) == version
    row = TaskRequest.objects.get()
    assert (row.request_kind, row.signatory, row.state) == ("extension", "leader", "open")
    office = cast.actor("prefecture_supervisor")
    rulings.extend(office, task, date(2026, 6, 30), "Agreed.", at=LATER)
    assert stored(plan, "2").due_on == date(2026, 6, 30)


def test_a_draft_lapses_when_the_task_goes_elsewhere(cast: Cast, plan: Written) -> None:
    join(cast, "leader", Role.LEADER)
    set_way(cast, SignOffWay.REVIEW)
    seen, version = drafted(cast, plan)
    to = rulings.Assignment(cast.units["jiahe-education"])
    task, office = Seen(plan.tasks["2"], version), cast.actor("prefecture_supervisor")
    rulings.transfer(office, task, to, "Theirs.", at=LATER)
    assert TaskReply.objects.get(pk=seen.id).state == "lapsed"
    assert Event.objects.filter(action="reply.lapse").count() == 1


def test_a_draft_is_seen_by_its_unit_alone(cast: Cast, plan: Written) -> None:
    join(cast, "leader", Role.LEADER)
    set_way(cast, SignOffWay.REVIEW)
    seen, _ = drafted(cast, plan)
    office = cast.actor("prefecture_supervisor")
    refused = refused_by(sign_off.review_reply, office, seen, at=AT)
    assert refused.reason == "ledger.refused.no_such_reply"


def test_the_way_of_a_unit_is_dated_and_review_needs_two(cast: Cast) -> None:
    assert refused_by(set_way, cast, SignOffWay.REVIEW).reason == "registry.refused.one_person"
    set_way(cast, SignOffWay.ISSUE)
    unit, before = cast.units["jiahe-housing"], cast.day - timedelta(days=1)
    assert reads.sign_off_way(unit, before) is SignOffWay.DIRECT
    assert reads.sign_off_way(unit, cast.day) is SignOffWay.ISSUE
    twice = refused_by(set_way, cast, SignOffWay.DIRECT)
    assert twice.reason == "registry.refused.sign_off_later"
    assert UnitSignOff.objects.count() == 1


def test_a_direct_denial_keeps_who_signed_it(cast: Cast, plan: Written) -> None:
    pk, finance = plan.tasks["3"], cast.actor("finance_officer")
    version = sign_for(cast, plan)
    unsigned = refused_by(claim_done, finance, pk, version, Claim("Not so."), at=LATER)
    assert unsigned.reason == "ledger.refused.denial_unsigned"
    claim_done(finance, pk, version, Claim("Not so.", "局长", cast.day), at=LATER)
    row = TaskReply.objects.get()
    assert (row.way, row.state, row.leader, row.is_recorded) == ("direct", "issued", "局长", True)
    assert stored(plan, "3").state == "claimed_done"
    office = cast.actor("prefecture_supervisor")
    assert verify_task(office, pk, stored(plan, "3").version, at=LATER)


def sign_for(cast: Cast, plan: Written) -> int:
    """Task 3 of the finance department up to its proof; its version then."""
    finance, pk = cast.actor("finance_officer"), plan.tasks["3"]
    version = assign_task(cast.actor("prefecture_supervisor"), pk, 1, at=AT)
    version = sign_for_task(finance, pk, version, at=AT)
    version = start_task(finance, pk, version, at=AT)
    add_evidence(cast, plan, "3", "finance_officer", "jiahe-finance")
    return version
