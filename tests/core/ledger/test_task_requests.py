"""请示与批复 — what a unit asks for, who answers, and what an answer leaves in the task."""

from dataclasses import replace
from datetime import date

import pytest

from mengyang.core.findings import Refused
from mengyang.core.ledger import (
    Deadline,
    DeadlineKind,
    Decision,
    EventKind,
    RequestKind,
    RequestState,
    Task,
    TaskState,
    advance,
)
from tests.core.ledger.task_steps import (
    DUE,
    ELSEWHERE,
    LATER,
    LEAD,
    RELATIONS,
    TODAY,
    event,
    request,
    standing,
    task,
)

OVERSEER, CLAIMANT = RELATIONS["overseer"], RELATIONS["claimant"]


def refusal(before: Task, kind: EventKind, actor: str, **statement: object) -> str:
    outcome = advance(before, event(kind, **statement), RELATIONS[actor], TODAY)
    assert isinstance(outcome, Refused)
    return outcome.reason.removeprefix("ledger.refused.")


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ({"text": " "}, "grounds_missing"),
        ({"signatory": ""}, "signatory_missing"),
        ({"request": None}, "request_missing"),
        ({"request": request(RequestKind.DISPUTE)}, "request_missing"),
        ({"request": request(proposed_on=None)}, "not_later"),
        ({"request": request(proposed_on=DUE)}, "not_later"),
        ({"request": request(RequestKind.HAND_OVER, proposed_unit_id=None)}, "no_unit"),
        ({"request": request(RequestKind.HAND_OVER, proposed_unit_id=LEAD)}, "same_unit"),
    ],
)
def test_a_request_is_stated_whole(statement: dict[str, object], reason: str) -> None:
    assert (
        refusal(standing(TaskState.IN_PROGRESS), EventKind.ASK, "claimant", **statement) == reason
    )


@pytest.mark.parametrize("kind", set(RequestKind) - {RequestKind.DISPUTE})
def test_asking_changes_nothing_but_that_it_was_asked(kind: RequestKind) -> None:
    before = standing(TaskState.IN_PROGRESS)
    assert advance(before, event(EventKind.ASK, request=request(kind)), CLAIMANT, TODAY) == before


def test_a_day_that_is_not_set_cannot_be_put_off() -> None:
    assert refusal(task(), EventKind.ASK, "claimant") == "no_day_to_extend"


def test_an_overdue_task_is_extended_to_a_day_to_come() -> None:
    late = standing(TaskState.IN_PROGRESS, due_on=date(2031, 1, 31))
    past = {"target_on": date(2031, 3, 31), "request": None}
    assert refusal(late, EventKind.EXTEND, "overseer", **past) == "day_past"
    after = advance(late, event(EventKind.EXTEND), OVERSEER, TODAY)
    assert isinstance(after, Task)
    assert (after.due_on, after.state, after.deadline) == (LATER, late.state, late.deadline)


def test_a_request_is_answered_by_what_grants_its_kind() -> None:
    before = standing(TaskState.IN_PROGRESS)
    other = {"request": request(RequestKind.SUSPENSION)}
    assert refusal(before, EventKind.EXTEND, "overseer", **other) == "no_open_request"
    dispute = {"request": request(RequestKind.DISPUTE)}
    assert refusal(before, EventKind.DECLINE, "overseer", **dispute) == "decline_dispute"
    disputed = standing(TaskState.DISPUTED)
    assert refusal(disputed, EventKind.UPHOLD, "overseer", request=request()) == "no_open_request"
    assert refusal(disputed, EventKind.ASSIGN, "overseer", lead_unit_id=ELSEWHERE) == (
        "no_open_request"
    )


@pytest.mark.parametrize("kind", [EventKind.EXTEND, EventKind.DECLINE, EventKind.RECALL])
def test_a_request_is_answered_once(kind: EventKind) -> None:
    declined = request().answered(RequestState.DECLINED)
    actor = "claimant" if kind is EventKind.RECALL else "overseer"
    before = standing(TaskState.IN_PROGRESS)
    assert refusal(before, kind, actor, request=declined) == "no_open_request"
    with pytest.raises(ValueError, match="answered once"):
        declined.answered(RequestState.GRANTED)


@pytest.mark.parametrize("kind", [EventKind.EXTEND, EventKind.SUSPEND])
def test_nobody_decides_about_the_own_task_without_a_request_either(kind: EventKind) -> None:
    before = standing(TaskState.IN_PROGRESS)
    assert refusal(before, kind, "lead colleague", request=None) == "own_task"
    assert isinstance(advance(before, event(kind, request=None), OVERSEER, TODAY), Task)


def test_a_suspension_stops_the_clock() -> None:
    halted = advance(standing(TaskState.IN_PROGRESS), event(EventKind.SUSPEND), OVERSEER, TODAY)
    assert isinstance(halted, Task)
    assert (halted.state, halted.due_on) == (TaskState.SUSPENDED, DUE)
    again = advance(halted, event(EventKind.RESUME), OVERSEER, date(2031, 5, 26))
    assert isinstance(again, Task)
    assert (again.state, again.due_on) == (TaskState.IN_PROGRESS, date(2031, 7, 20))
    untimed = advance(replace(halted, due_on=None), event(EventKind.RESUME), OVERSEER, TODAY)
    assert isinstance(untimed, Task) and untimed.due_on is None


def test_a_suspension_rests_on_something() -> None:
    before = standing(TaskState.IN_PROGRESS)
    assert refusal(before, EventKind.SUSPEND, "overseer", basis=" ") == "basis_missing"


def test_a_transfer_begins_anew_with_the_other_unit() -> None:
    before = standing(TaskState.IN_PROGRESS, progress_percent=60)
    after = advance(before, event(EventKind.TRANSFER), OVERSEER, TODAY)
    assert isinstance(after, Task)
    assert (after.state, after.lead_unit_id, after.unit_ids) == (
        TaskState.ASSIGNED,
        ELSEWHERE,
        {ELSEWHERE},
    )
    assert (after.progress_percent, after.due_on) == (None, DUE)
    assert refusal(before, EventKind.TRANSFER, "overseer", lead_unit_id=LEAD) == "same_unit"


def test_a_dispute_goes_back_to_the_unit_or_to_another() -> None:
    disputed = advance(task(TaskState.ASSIGNED), event(EventKind.DISPUTE), CLAIMANT, TODAY)
    assert isinstance(disputed, Task) and disputed.state is TaskState.DISPUTED
    upheld = advance(disputed, event(EventKind.UPHOLD), OVERSEER, TODAY)
    assert isinstance(upheld, Task)
    assert (upheld.state, upheld.lead_unit_id) == (TaskState.ASSIGNED, LEAD)
    asked = request(RequestKind.DISPUTE)
    elsewhere = event(EventKind.ASSIGN, request=asked, lead_unit_id=ELSEWHERE)
    moved = advance(disputed, elsewhere, OVERSEER, TODAY)
    assert isinstance(moved, Task)
    assert (moved.state, moved.lead_unit_id) == (TaskState.ASSIGNED, ELSEWHERE)
    kept = event(EventKind.ASSIGN, request=asked, lead_unit_id=LEAD)
    assert isinstance(advance(disputed, kept, OVERSEER, TODAY), Refused)


def test_only_what_goes_on_is_closed_for_a_stage() -> None:
    once = standing(TaskState.VERIFIED, deadline=Deadline(DeadlineKind.BY_DATE, (DUE,)))
    assert refusal(once, EventKind.CLOSE_STAGE, "overseer") == "not_standing"
    goes_on = standing(TaskState.VERIFIED)
    assert refusal(goes_on, EventKind.CLOSE_STAGE, "overseer", target_on=None) == "day_missing"
    assert refusal(goes_on, EventKind.CLOSE_STAGE, "overseer", target_on=TODAY) == "day_past"
    closed = advance(goes_on, event(EventKind.CLOSE_STAGE), OVERSEER, TODAY)
    assert isinstance(closed, Task)
    assert (closed.state, closed.due_on) == (TaskState.STAGE_CLOSED, LATER)


def test_a_recheck_that_holds_sets_the_next_review_of_what_goes_on() -> None:
    stage = standing(TaskState.STAGE_CLOSED)
    held = advance(stage, event(EventKind.RECHECK), OVERSEER, TODAY)
    assert isinstance(held, Task)
    assert (held.state, held.due_on, held.state_since) == (
        TaskState.STAGE_CLOSED,
        LATER,
        stage.state_since,
    )
    assert refusal(stage, EventKind.RECHECK, "overseer", target_on=None) == "day_missing"
    closed = task(TaskState.CLOSED)
    assert advance(closed, event(EventKind.RECHECK, target_on=None), OVERSEER, TODAY) == closed


@pytest.mark.parametrize("state", [TaskState.CLOSED, TaskState.STAGE_CLOSED, TaskState.ARCHIVED])
def test_a_recheck_that_fails_opens_the_task_again(state: TaskState) -> None:
    failed = event(EventKind.RECHECK, holds=False, text="Two classes are over full again.")
    after = advance(standing(state, progress_percent=100, verified_by=4), failed, OVERSEER, TODAY)
    assert isinstance(after, Task)
    assert (after.state, after.state_since, after.due_on) == (TaskState.REOPENED, TODAY, LATER)
    assert (after.claimed_by, after.claimed_unit_id, after.verified_by) == (None, None, None)
    assert after.progress_percent is None


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ({"holds": None}, "finding_missing"),
        ({"text": ""}, "finding_missing"),
        ({"witness": " "}, "witness_missing"),
        ({"holds": False, "target_on": None}, "day_missing"),
    ],
)
def test_a_recheck_says_what_it_found_and_who_was_there(
    statement: dict[str, object], reason: str
) -> None:
    assert refusal(task(TaskState.CLOSED), EventKind.RECHECK, "overseer", **statement) == reason


def test_a_merged_task_says_which_one_goes_on() -> None:
    merged = advance(task(), event(EventKind.MERGE), OVERSEER, TODAY)
    assert isinstance(merged, Task)
    assert (merged.state, merged.decision, merged.carried_to) == (
        TaskState.WITHDRAWN,
        Decision.MERGED,
        9,
    )
    assert refusal(task(), EventKind.MERGE, "overseer", carried_to=1) == "new_task_missing"
    back = advance(merged, event(EventKind.RESTORE), OVERSEER, TODAY)
    assert isinstance(back, Task) and back.state is TaskState.IN_PROGRESS
