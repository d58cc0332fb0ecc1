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
from tests.core.ledger.task_steps import (
    CLAIMED,
    RELATIONS,
    TODAY,
    event,
    standing,
    stated,
    task,
)

OF_LEAD = {"claimant", "lead colleague", "overseer of the claiming unit too"}
OF_TASK = OF_LEAD | {"joint"}
OTHER_EYES = {"joint", "overseer", "stranger", "nobody"}
EVERYBODY = set(RELATIONS)
OF_HOME = {"overseer who stands as the office"}
NOT_OF_LEAD = EVERYBODY - OF_LEAD - OF_HOME

# What leads where, read off the design and not off the table under test; `=` stays where it is.
GRID = """
registered    assign>assigned
assigned      assign>assigned sign_for>signed_for dispute>disputed transfer>assigned
assigned      recall>= decline>=
disputed      assign>assigned uphold>assigned recall>assigned attach>=
signed_for    start>in_progress report>in_progress
returned      start>in_progress report>in_progress
reopened      start>in_progress report>in_progress
in_progress   report>= claim_done>claimed_done
claimed_done  take_back>in_progress verify>verified return>returned recall>= decline>=
verified      return>returned close>closed close_stage>stage_closed recall>= decline>=
suspended     resume>in_progress transfer>assigned recall>= decline>=
closed        archive>archived
withdrawn     restore>signed_for
"""
AT_WORK = ["signed_for", "in_progress", "returned", "reopened"]
WHILE_AT_WORK = "attach>= ask>= recall>= decline>= extend>= suspend>suspended transfer>assigned"
OPEN = ["registered", "assigned", "disputed", "claimed_done", "verified", "suspended", *AT_WORK]
WHILE_OPEN = "withdraw>withdrawn carry_over>withdrawn keep>= merge>withdrawn"
# What is accepted outside, and the money of a matter; a verdict may come after the end too.
OUTSIDE = "set_body>= waive_body>= find_amount>="
OVER = ["closed", "stage_closed", "archived"]
AFTERWARDS = "recheck>= reopen>reopened record_verdict>= find_amount>="
JUDGED_OUTSIDE = ["claimed_done", "verified", "suspended", *AT_WORK]
ALLOWED = {
    EventKind.SIGN_FOR: OF_LEAD,
    EventKind.START: OF_LEAD,
    EventKind.REPORT: OF_TASK,
    EventKind.ATTACH: OF_TASK,
    EventKind.CLAIM_DONE: OF_LEAD,
    EventKind.TAKE_BACK: OF_LEAD,
    EventKind.VERIFY: OTHER_EYES,
    EventKind.RETURN: OTHER_EYES,
    EventKind.CLOSE: OTHER_EYES,
    EventKind.CLOSE_STAGE: OTHER_EYES,
    EventKind.DISPUTE: OF_LEAD,
    EventKind.ASK: OF_LEAD,
    EventKind.RECALL: OF_LEAD,
    EventKind.UPHOLD: OTHER_EYES,
    EventKind.DECLINE: OTHER_EYES,
    EventKind.EXTEND: OTHER_EYES,
    EventKind.SUSPEND: OTHER_EYES,
    EventKind.TRANSFER: OTHER_EYES,
    EventKind.RESUME: NOT_OF_LEAD,
    EventKind.RECHECK: NOT_OF_LEAD,
    EventKind.REOPEN: NOT_OF_LEAD,
    EventKind.WAIVE_BODY: NOT_OF_LEAD,
    EventKind.RECORD_VERDICT: NOT_OF_LEAD,
    EventKind.FIND_AMOUNT: NOT_OF_LEAD,
    EventKind.RECTIFY_AMOUNT: OF_TASK,
}
# Who claimed a task does not take it off the judges' table either.
UNDER_JUDGEMENT = CLAIMED
FROM_OUTSIDE = {
    *(EventKind.SET_BODY, EventKind.WAIVE_BODY),
    *(EventKind.RECORD_VERDICT, EventKind.FIND_AMOUNT),
}
ENDING = {EventKind.WITHDRAW, EventKind.CARRY_OVER, EventKind.MERGE}


def grid() -> dict[tuple[TaskState, EventKind], TaskState]:
    rows = [line.split() for line in GRID.strip().splitlines()]
    rows += [[state, *WHILE_AT_WORK.split()] for state in AT_WORK]
    rows += [[state, *WHILE_OPEN.split()] for state in OPEN]
    rows += [[state, *OUTSIDE.split()] for state in OPEN]
    rows += [[state, "record_verdict>="] for state in JUDGED_OUTSIDE]
    rows += [[state, "rectify_amount>="] for state in AT_WORK]
    rows += [[state, "split>="] for state in ["registered", "assigned", "suspended", *AT_WORK]]
    rows += [[state, *AFTERWARDS.split()] for state in OVER]
    # A duty that goes on is decided on like an open one when its ground is gone.
    rows += [["stage_closed", *WHILE_OPEN.removesuffix(" merge>withdrawn").split()]]
    steps = [(state, *cell.split(">")) for state, *cells in rows for cell in cells]
    return {
        (TaskState(state), EventKind(kind)): TaskState(state if to == "=" else to)
        for state, kind, to in steps
    }


def allowed(state: TaskState, kind: EventKind) -> set[str]:
    if state is TaskState.DISPUTED and kind is EventKind.ASSIGN:
        return OTHER_EYES
    if state in UNDER_JUDGEMENT and kind in ENDING | FROM_OUTSIDE:
        return OTHER_EYES
    return ALLOWED.get(kind, EVERYBODY)


STEPS = grid()


# Of the guards that look at who acts; any other refusal would hide that they let somebody in.
NOT_THEIRS = {
    f"ledger.refused.{reason}"
    for reason in (
        *("not_lead_unit", "not_your_unit", "own_claim", "own_unit_claim", "own_claim_open"),
        *("own_request", "not_your_request", "own_task"),
    )
}


@pytest.mark.parametrize("state", TaskState)
def test_it_follows_the_grid_for_every_event_and_actor(state: TaskState) -> None:
    wrong = [
        f"{kind} by the {relation}: {outcome}"
        for kind, relation in product(EventKind, RELATIONS)
        if (outcome := is_wrong(state, kind, relation)) is not None
    ]
    assert wrong == []


def is_wrong(state: TaskState, kind: EventKind, relation: str) -> Task | Refused | None:
    """What came of a step, where the grid says otherwise."""
    outcome = advance(standing(state), stated(state, kind), RELATIONS[relation], TODAY)
    to = STEPS.get((state, kind))
    if to is None:
        is_right = outcome == Refused(f"ledger.refused.state_{kind}", "ledger.hint.reload")
    elif relation not in allowed(state, kind):
        is_right = isinstance(outcome, Refused) and outcome.reason in NOT_THEIRS
    else:
        is_right = isinstance(outcome, Task) and outcome.state is to
    return None if is_right else outcome


def test_the_table_holds_the_grid_and_nothing_more() -> None:
    assert set(TABLE) == set(STEPS)
    for state in TaskState:
        assert open_events(state) == {kind for known, kind in STEPS if known is state}


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


def test_every_state_leads_to_closure_or_withdrawal() -> None:
    leads = {(state, to) for (state, _), to in STEPS.items() if state is not to}
    reaching = {TaskState.CLOSED, TaskState.WITHDRAWN}
    while more := {state for state, to in leads if to in reaching} - reaching:
        reaching |= more
    assert reaching == set(TaskState)
    reached = {TaskState.REGISTERED}
    while more := {to for state, to in leads if state in reached} - reached:
        reached |= more
    assert reached == set(TaskState)
