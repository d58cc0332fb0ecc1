"""外部验收 — nothing is struck off before whoever accepts it outside has accepted it."""

from dataclasses import replace
from datetime import date

import pytest

from mengyang.core.findings import Refused
from mengyang.core.ledger import (
    Acceptance,
    EventKind,
    OutsideVerdict,
    Task,
    TaskState,
    VerdictOutcome,
    advance,
)
from tests.core.ledger.task_steps import LATER, RELATIONS, TODAY, event, standing

OFFICE = RELATIONS["overseer"]
BODY = "The standing committee"
REJECTED = OutsideVerdict(VerdictOutcome.NOT_ACCEPTED, "No. 3", TODAY)
AT_WORK = {TaskState.SIGNED_FOR, TaskState.IN_PROGRESS, TaskState.RETURNED, TaskState.REOPENED}


def outcome(before: Task, kind: EventKind, **statement: object) -> Task | Refused:
    return advance(before, event(kind, **statement), OFFICE, TODAY)


def reason(before: Task, kind: EventKind, **statement: object) -> str:
    refused = outcome(before, kind, **statement)
    assert isinstance(refused, Refused)
    return refused.reason.removeprefix("ledger.refused.")


@pytest.mark.parametrize("kind", [EventKind.CLOSE, EventKind.CLOSE_STAGE])
def test_only_an_accepting_verdict_lets_a_task_be_struck_off(kind: EventKind) -> None:
    verified = standing(TaskState.VERIFIED)
    for given in (None, VerdictOutcome.PARTLY, VerdictOutcome.NOT_ACCEPTED):
        assert reason(verified, kind, acceptance=Acceptance(BODY, given)) == "not_accepted"
    accepted = Acceptance(BODY, VerdictOutcome.ACCEPTED)
    assert isinstance(outcome(verified, kind, acceptance=accepted), Task)
    assert isinstance(outcome(verified, kind), Task)


@pytest.mark.parametrize("given", [VerdictOutcome.PARTLY, VerdictOutcome.NOT_ACCEPTED])
def test_a_rejecting_verdict_leads_every_state_back_to_work(given: VerdictOutcome) -> None:
    leads = {
        TaskState.CLAIMED_DONE: TaskState.RETURNED,
        TaskState.VERIFIED: TaskState.RETURNED,
        TaskState.CLOSED: TaskState.REOPENED,
        TaskState.STAGE_CLOSED: TaskState.REOPENED,
        TaskState.ARCHIVED: TaskState.REOPENED,
        TaskState.SUSPENDED: TaskState.SUSPENDED,
        **{state: state for state in AT_WORK},
    }
    for state, to in leads.items():
        said = replace(REJECTED, outcome=given)
        after = outcome(standing(state), EventKind.RECORD_VERDICT, verdict=said)
        assert isinstance(after, Task), state
        assert after.state is to
        if to is not state:
            assert (after.claimed_by, after.verified_by, after.state_since) == (None, None, TODAY)


def test_what_is_opened_again_has_a_day_and_what_is_returned_its_reason() -> None:
    closed = standing(TaskState.CLOSED)
    bare = {"verdict": REJECTED, "target_on": None}
    assert reason(closed, EventKind.RECORD_VERDICT, **bare) == "day_missing"
    past = {"verdict": REJECTED, "target_on": TODAY}
    assert reason(closed, EventKind.RECORD_VERDICT, **past) == "day_past"
    opened = outcome(closed, EventKind.RECORD_VERDICT, verdict=REJECTED)
    assert isinstance(opened, Task) and opened.due_on == LATER
    judged = standing(TaskState.VERIFIED)
    returned = outcome(judged, EventKind.RECORD_VERDICT, **bare, text=" Half built. ")
    assert isinstance(returned, Task)
    assert (returned.return_reason, returned.due_on) == ("Half built.", judged.due_on)


@pytest.mark.parametrize(
    ("statement", "refused"),
    [
        ({"acceptance": None}, "not_outside"),
        ({"text": " "}, "verdict_missing"),
        ({"verdict": None}, "verdict_missing"),
        ({"verdict": replace(REJECTED, document_number=" ")}, "verdict_missing"),
        ({"verdict": replace(REJECTED, dated_on=date(2031, 5, 7))}, "verdict_to_come"),
    ],
)
def test_a_verdict_is_stated_whole(statement: dict[str, object], refused: str) -> None:
    at_work = standing(TaskState.IN_PROGRESS)
    assert reason(at_work, EventKind.RECORD_VERDICT, **statement) == refused


def test_who_accepts_is_named_once_and_given_up_on_a_basis() -> None:
    at_work = standing(TaskState.IN_PROGRESS)
    assert reason(at_work, EventKind.SET_BODY, text=" ") == "no_body"
    assert reason(at_work, EventKind.SET_BODY, text=BODY, acceptance=Acceptance(BODY)) == (
        "same_body"
    )
    other = {"text": "The audit office", "acceptance": Acceptance(BODY)}
    assert isinstance(outcome(at_work, EventKind.SET_BODY, **other), Task)
    own = advance(at_work, event(EventKind.SET_BODY, **other), RELATIONS["claimant"], TODAY)
    assert isinstance(own, Refused) and own.reason == "ledger.refused.own_task"
    assert reason(at_work, EventKind.WAIVE_BODY, acceptance=None) == "not_outside"
    assert reason(at_work, EventKind.WAIVE_BODY, basis=" ") == "basis_missing"
