"""办理流程 — every state × event × relation of the actor, against a grid written by hand."""

from itertools import product

import pytest

from mengyang.core.findings import Refused
from mengyang.core.ledger import (
    TABLE,
    EventKind,
    Task,
    TaskState,
    advance,
    open_events,
)
from tests.core.ledger.task_steps import RELATIONS, TODAY, event, task

OF_LEAD = {"claimant", "lead colleague", "overseer of the claiming unit too"}
OF_TASK = OF_LEAD | {"joint"}
OTHER_EYES = {"joint", "overseer", "stranger", "nobody"}
EVERYBODY = set(RELATIONS)

# What leads where, read off the design and not off the table under test; "." means refused.
GRID = """
              assign    sign_for    start        report       attach       claim_done    take_back    verify    return    close     withdraw   carry_over  keep          restore
registered    assigned  .           .            .            .            .             .            .         .         .         withdrawn  withdrawn   registered    .
assigned      assigned  signed_for  .            .            .            .             .            .         .         .         withdrawn  withdrawn   assigned      .
signed_for    .         .           in_progress  in_progress  signed_for   .             .            .         .         .         withdrawn  withdrawn   signed_for    .
in_progress   .         .           .            in_progress  in_progress  claimed_done  .            .         .         .         withdrawn  withdrawn   in_progress   .
claimed_done  .         .           .            .            .            .             in_progress  verified  returned  .         withdrawn  withdrawn   claimed_done  .
verified      .         .           .            .            .            .             .            .         returned  closed    withdrawn  withdrawn   verified      .
closed        .         .           .            .            .            .             .            .         .         .         .          .           .             .
returned      .         .           in_progress  in_progress  returned     .             .            .         .         .         withdrawn  withdrawn   returned      .
withdrawn     .         .           .            .            .            .             .            .         .         .         .          .           .             signed_for
"""  # noqa: E501
ALLOWED = {
    EventKind.ASSIGN: EVERYBODY,
    EventKind.SIGN_FOR: OF_LEAD,
    EventKind.START: OF_LEAD,
    EventKind.REPORT: OF_TASK,
    EventKind.ATTACH: OF_TASK,
    EventKind.CLAIM_DONE: OF_LEAD,
    EventKind.TAKE_BACK: OF_LEAD,
    EventKind.VERIFY: OTHER_EYES,
    EventKind.RETURN: OTHER_EYES,
    EventKind.CLOSE: OTHER_EYES,
    EventKind.WITHDRAW: EVERYBODY,
    EventKind.CARRY_OVER: EVERYBODY,
    EventKind.KEEP: EVERYBODY,
    EventKind.RESTORE: EVERYBODY,
}
# Who claimed a task does not take it off the judges' table either.
CLAIMED = {TaskState.CLAIMED_DONE, TaskState.VERIFIED}
ENDING = {EventKind.WITHDRAW, EventKind.CARRY_OVER}


def grid() -> dict[tuple[TaskState, EventKind], TaskState]:
    head, *rows = [line.split() for line in GRID.strip().splitlines()]
    return {
        (TaskState(state), EventKind(event)): TaskState(to)
        for state, *cells in rows
        for event, to in zip(head, cells, strict=True)
        if to != "."
    }


@pytest.mark.parametrize("relation", RELATIONS)
@pytest.mark.parametrize("kind", EventKind)
@pytest.mark.parametrize("state", TaskState)
def test_it_follows_the_grid_for_every_actor(
    state: TaskState, kind: EventKind, relation: str
) -> None:
    outcome = advance(task(state), event(kind), RELATIONS[relation], TODAY)
    to = grid().get((state, kind))
    if to is None:
        assert outcome == Refused(f"ledger.refused.state_{kind}", "ledger.hint.reload")
    elif relation not in (OTHER_EYES if state in CLAIMED and kind in ENDING else ALLOWED[kind]):
        assert isinstance(outcome, Refused)
        assert outcome.reason in {
            "ledger.refused.not_lead_unit",
            "ledger.refused.not_your_unit",
            "ledger.refused.own_claim",
            "ledger.refused.own_unit_claim",
            "ledger.refused.own_claim_open",
        }
    else:
        assert isinstance(outcome, Task)
        assert outcome.state is to


def test_the_table_holds_the_grid_and_nothing_more() -> None:
    assert set(TABLE) == set(grid())
    for state in TaskState:
        assert open_events(state) == {kind for known, kind in grid() if known is state}


@pytest.mark.parametrize("kind", EventKind)
def test_a_group_is_never_acted_on(kind: EventKind) -> None:
    for state in TaskState:
        outcome = advance(task(state, is_group=True), event(kind), RELATIONS["overseer"], TODAY)
        assert isinstance(outcome, Refused)
        assert outcome.reason == "ledger.refused.group"


@pytest.mark.parametrize("kind", [EventKind.VERIFY, EventKind.RETURN])
@pytest.mark.parametrize(
    ("relation", "reason"),
    [
        ("claimant", "ledger.refused.own_claim"),
        ("deputy of the claimant", "ledger.refused.own_claim"),
        ("principal of the claimant", "ledger.refused.own_claim"),
        ("overseer who stands as the office", "ledger.refused.own_unit_claim"),
        ("lead colleague", "ledger.refused.own_unit_claim"),
        ("overseer of the claiming unit too", "ledger.refused.own_unit_claim"),
    ],
)
def test_it_names_why_the_own_claim_is_not_judged(
    kind: EventKind, relation: str, reason: str
) -> None:
    outcome = advance(task(TaskState.CLAIMED_DONE), event(kind), RELATIONS[relation], TODAY)
    assert isinstance(outcome, Refused)
    assert outcome.reason == reason


def test_a_claim_without_a_name_is_nobodys_own() -> None:
    unnamed = task(TaskState.CLAIMED_DONE, claimed_by=None)
    outcome = advance(unnamed, event(EventKind.VERIFY), RELATIONS["overseer"], TODAY)
    assert isinstance(outcome, Task)


def test_every_state_but_closed_leads_on_and_closed_leads_nowhere() -> None:
    for state, kind in product(TaskState, EventKind):
        assert (state, kind) not in TABLE or state is not TaskState.CLOSED
    assert all(open_events(state) for state in TaskState if state is not TaskState.CLOSED)
