"""处理决定 — withdrawn, carried over, kept, restored: from every state, with grounds and basis."""

from dataclasses import replace
from datetime import date

import pytest

from mengyang.core.findings import Refused
from mengyang.core.ledger import ENDED, Decision, EventKind, Task, TaskState, advance
from tests.core.ledger.task_steps import OVERSEER, RELATIONS, TODAY, event, task


@pytest.mark.parametrize("kind", [EventKind.WITHDRAW, EventKind.CARRY_OVER])
@pytest.mark.parametrize("state", sorted(set(TaskState) - ENDED))
def test_what_was_withdrawn_goes_back_to_the_state_before(
    state: TaskState, kind: EventKind
) -> None:
    before = task(state)
    gone = advance(before, event(kind), RELATIONS["overseer"], TODAY)
    assert isinstance(gone, Task)
    assert (gone.state, gone.withdrawn_from) == (TaskState.WITHDRAWN, state)
    assert (gone.decided_by, gone.decided_on) == (OVERSEER, TODAY)
    back = advance(gone, event(EventKind.RESTORE), RELATIONS["overseer"], date(2031, 5, 9))
    assert isinstance(back, Task)
    assert (back.state, back.withdrawn_from, back.carried_to) == (state, None, None)
    assert (back.decision, back.decision_reason) == (Decision.RESTORED, "Ticked by mistake.")
    assert (back.claimed_by, back.state_since) == (before.claimed_by, date(2031, 5, 9))


def test_a_decision_keeps_its_words_and_its_document() -> None:
    gone = advance(task(), event(EventKind.WITHDRAW), RELATIONS["overseer"], TODAY)
    assert isinstance(gone, Task)
    assert (gone.decision, gone.decision_reason) == (Decision.WITHDRAWN, "Repealed.")
    assert (gone.decision_basis, gone.carried_to) == ("No. 6 of 2031", None)
    carried = advance(task(), event(EventKind.CARRY_OVER), RELATIONS["overseer"], TODAY)
    assert isinstance(carried, Task)
    assert (carried.decision, carried.carried_to) == (Decision.CARRIED_OVER, 9)
    kept = advance(task(), event(EventKind.KEEP), RELATIONS["overseer"], TODAY)
    assert isinstance(kept, Task)
    assert (kept.decision, kept.decided_for, kept.state) == (Decision.KEPT, 7, task().state)
    assert (kept.withdrawn_from, kept.state_since) == (None, task().state_since)


@pytest.mark.parametrize(
    ("kind", "statement", "reason"),
    [
        (EventKind.WITHDRAW, {"text": " "}, "grounds_missing"),
        (EventKind.WITHDRAW, {"basis": " "}, "basis_missing"),
        (EventKind.KEEP, {"text": ""}, "grounds_missing"),
        (EventKind.CARRY_OVER, {"carried_to": None}, "new_task_missing"),
        (EventKind.CARRY_OVER, {"carried_to": 1}, "new_task_missing"),
    ],
)
def test_a_decision_without_its_grounds_is_refused(
    kind: EventKind, statement: dict[str, object], reason: str
) -> None:
    outcome = advance(task(), event(kind, **statement), RELATIONS["overseer"], TODAY)
    assert isinstance(outcome, Refused)
    assert outcome.reason == f"ledger.refused.{reason}"


def test_a_withdrawal_is_not_taken_back_without_a_word() -> None:
    gone = task(TaskState.WITHDRAWN)
    silent = advance(gone, event(EventKind.RESTORE, text=""), RELATIONS["overseer"], TODAY)
    assert isinstance(silent, Refused)
    assert silent.reason == "ledger.refused.grounds_missing"
    unknown = replace(gone, withdrawn_from=None)
    nowhere = advance(unknown, event(EventKind.RESTORE), RELATIONS["overseer"], TODAY)
    assert isinstance(nowhere, Refused)
    assert nowhere.reason == "ledger.refused.no_state_before"
