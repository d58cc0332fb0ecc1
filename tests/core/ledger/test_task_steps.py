"""办理步骤 — what each step writes into the task, and what it demands of whoever takes it."""

from datetime import date, timedelta

import pytest

from mengyang.core.findings import Refused
from mengyang.core.ledger import (
    Deadline,
    DeadlineKind,
    Event,
    EventKind,
    Response,
    Task,
    TaskState,
    advance,
)
from tests.core.ledger.task_steps import (
    CLAIMANT,
    ELSEWHERE,
    JOINT,
    LEAD,
    OVERSEER,
    RELATIONS,
    TODAY,
    event,
    task,
)

PROOFS = [
    # response, explanation, reports, files, what is missing
    (Response.REMEDIES, "", 0, 1, "no_report"),
    (Response.REMEDIES, "", 1, 0, "no_evidence"),
    (Response.REMEDIES, "", 1, 1, None),
    (Response.NONE, "", 0, 1, "no_report"),
    (Response.NONE, "", 1, 0, "no_evidence"),
    (Response.NONE, "", 1, 1, None),
    (Response.EXPLANATION, " ", 1, 1, "no_explanation"),
    (Response.EXPLANATION, "Ten kindergartens stand.", 0, 1, "no_report"),
    (Response.EXPLANATION, "Ten kindergartens stand.", 1, 0, None),
    (Response.DENIAL, "", 1, 0, "no_denial_evidence"),
    (Response.DENIAL, "", 0, 1, None),
]


@pytest.mark.parametrize(("response", "explanation", "reports", "files", "missing"), PROOFS)
def test_each_kind_of_answer_demands_its_own_proof(
    response: Response, explanation: str, reports: int, files: int, missing: str | None
) -> None:
    before = task(
        response=response, explanation=explanation, report_count=reports, evidence_count=files
    )
    claim = event(EventKind.CLAIM_DONE, signatory="Ma Li", signed_on=TODAY)
    outcome = advance(before, claim, RELATIONS["claimant"], TODAY)
    if missing is None:
        assert isinstance(outcome, Task)
        assert (outcome.claimed_by, outcome.claimed_unit_id) == (CLAIMANT, LEAD)
        assert outcome.state_since == TODAY
    else:
        assert isinstance(outcome, Refused)
        assert outcome.reason == f"ledger.refused.{missing}"


@pytest.mark.parametrize(
    ("signatory", "signed_on", "missing"),
    [
        (" ", TODAY, "denial_unsigned"),
        ("Ma Li", None, "denial_unsigned"),
        ("Ma Li", TODAY + timedelta(days=1), "day_to_come"),
    ],
)
def test_a_denial_is_signed_by_the_leader_on_a_day_that_has_come(
    signatory: str, signed_on: date | None, missing: str
) -> None:
    denial = task(response=Response.DENIAL, evidence_count=1)
    claim = event(EventKind.CLAIM_DONE, signatory=signatory, signed_on=signed_on)
    outcome = advance(denial, claim, RELATIONS["claimant"], TODAY)
    assert isinstance(outcome, Refused)
    assert outcome.reason == f"ledger.refused.{missing}"


def test_nobody_through_whose_hands_a_claim_went_judges_it() -> None:
    claimed = task(TaskState.CLAIMED_DONE)
    overseer = RELATIONS["overseer"]
    verify = event(EventKind.VERIFY, hands=frozenset({overseer.user_id}))
    outcome = advance(claimed, verify, overseer, TODAY)
    assert isinstance(outcome, Refused)
    assert outcome.reason == "ledger.refused.own_claim"


def test_a_claim_that_was_taken_back_is_nobodys() -> None:
    back = advance(
        task(TaskState.CLAIMED_DONE), event(EventKind.TAKE_BACK), RELATIONS["lead colleague"], TODAY
    )
    assert isinstance(back, Task)
    assert (back.state, back.claimed_by, back.claimed_unit_id) == (
        TaskState.IN_PROGRESS,
        None,
        None,
    )
    assert back.state_since == TODAY


def test_assigning_takes_the_units_named_or_those_of_the_plan() -> None:
    bare = task(TaskState.REGISTERED, lead_unit_id=None, unit_ids=frozenset())
    unnamed = Event(kind=EventKind.ASSIGN)
    outcome = advance(bare, unnamed, RELATIONS["overseer"], TODAY)
    assert isinstance(outcome, Refused)
    assert outcome.reason == "ledger.refused.no_unit"
    named = advance(bare, event(EventKind.ASSIGN), RELATIONS["overseer"], TODAY)
    assert isinstance(named, Task)
    assert (named.lead_unit_id, named.unit_ids) == (LEAD, {LEAD, JOINT})
    kept = advance(task(TaskState.REGISTERED), unnamed, RELATIONS["overseer"], TODAY)
    assert isinstance(kept, Task)
    assert (kept.lead_unit_id, kept.state_since) == (LEAD, TODAY)


def test_an_assigned_task_goes_to_another_unit_only_by_name() -> None:
    assigned = task(TaskState.ASSIGNED)
    outcome = advance(assigned, Event(kind=EventKind.ASSIGN), RELATIONS["overseer"], TODAY)
    assert isinstance(outcome, Refused)
    assert outcome.reason == "ledger.refused.assigned_already"
    moved = Event(kind=EventKind.ASSIGN, lead_unit_id=ELSEWHERE)
    again = advance(assigned, moved, RELATIONS["overseer"], TODAY)
    assert isinstance(again, Task)
    assert (again.lead_unit_id, again.unit_ids) == (ELSEWHERE, {ELSEWHERE})
    assert again.state_since == TODAY


def test_signing_for_a_task_to_be_done_at_once_states_the_own_day() -> None:
    at_once = task(TaskState.ASSIGNED, deadline=Deadline(DeadlineKind.IMMEDIATE_ONGOING))
    silent = advance(at_once, event(EventKind.SIGN_FOR), RELATIONS["claimant"], TODAY)
    assert isinstance(silent, Refused)
    assert silent.reason == "ledger.refused.target_day_missing"
    stated = event(EventKind.SIGN_FOR, target_on=date(2031, 6, 30))
    signed = advance(at_once, stated, RELATIONS["claimant"], TODAY)
    assert isinstance(signed, Task)
    assert signed.due_on == date(2031, 6, 30)


def test_signing_keeps_the_day_set_at_adoption() -> None:
    deadline = Deadline(DeadlineKind.SEVERAL, (date(2031, 3, 31), date(2031, 9, 30)))
    late = task(TaskState.ASSIGNED, deadline=deadline, due_on=date(2031, 3, 31))
    signed = advance(late, event(EventKind.SIGN_FOR), RELATIONS["claimant"], TODAY)
    assert isinstance(signed, Task)
    assert signed.due_on == date(2031, 3, 31)


def test_a_return_forgets_the_claim_and_keeps_the_reason() -> None:
    deadline = Deadline(DeadlineKind.SEVERAL, (date(2031, 3, 31), date(2031, 9, 30)))
    claimed = task(TaskState.CLAIMED_DONE, deadline=deadline, due_on=date(2031, 3, 31))
    back = advance(claimed, event(EventKind.RETURN), RELATIONS["overseer"], TODAY)
    assert isinstance(back, Task)
    assert (back.claimed_by, back.claimed_unit_id, back.verified_by) == (None, None, None)
    assert back.return_reason == "The list is not signed."
    assert back.due_on == date(2031, 9, 30)


def test_a_return_without_a_reason_is_refused() -> None:
    outcome = advance(
        task(TaskState.CLAIMED_DONE),
        event(EventKind.RETURN, text=" \n"),
        RELATIONS["overseer"],
        TODAY,
    )
    assert isinstance(outcome, Refused)
    assert outcome.reason == "ledger.refused.reason_missing"


@pytest.mark.parametrize(("percent", "kept"), [(None, 30), (0, 0), (100, 100)])
def test_an_unstated_percentage_is_not_zero(percent: int | None, kept: int) -> None:
    before = task(progress_percent=30)
    after = advance(before, event(EventKind.REPORT, percent=percent), RELATIONS["joint"], TODAY)
    assert isinstance(after, Task)
    assert (after.progress_percent, after.report_count) == (kept, 2)
    assert after.state_since == before.state_since


def test_progress_never_stated_stays_unknown() -> None:
    after = advance(task(), event(EventKind.REPORT, percent=None), RELATIONS["joint"], TODAY)
    assert isinstance(after, Task)
    assert after.progress_percent is None


@pytest.mark.parametrize("percent", [-1, 101])
def test_an_impossible_percentage_is_refused(percent: int) -> None:
    outcome = advance(task(), event(EventKind.REPORT, percent=percent), RELATIONS["joint"], TODAY)
    assert isinstance(outcome, Refused)
    assert outcome.reason == "ledger.refused.percent"


def test_who_verified_may_close_and_so_may_another() -> None:
    verified = advance(
        task(TaskState.CLAIMED_DONE), event(EventKind.VERIFY), RELATIONS["overseer"], TODAY
    )
    assert isinstance(verified, Task) and verified.verified_by == OVERSEER
    for judge in ("overseer", "stranger"):
        closed = advance(verified, event(EventKind.CLOSE), RELATIONS[judge], TODAY)
        assert isinstance(closed, Task) and closed.state is TaskState.CLOSED
        assert closed.verified_by == OVERSEER
