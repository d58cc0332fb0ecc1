"""办理流程 — every state × event × relation of the actor, against a grid written by hand."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mengyang.core.access import Actor, Post, Role
from mengyang.core.findings import Refused
from mengyang.core.ledger import (
    TABLE,
    Deadline,
    DeadlineKind,
    Decision,
    Event,
    EventKind,
    Response,
    Task,
    TaskState,
    advance,
    group_state,
    open_events,
)

TODAY = date(2031, 5, 6)
LEAD, JOINT, OFFICE, ELSEWHERE = 10, 11, 20, 30
CLAIMANT, COLLEAGUE, SECOND, OVERSEER, STRANGER, PRINCIPAL = 1, 2, 3, 4, 5, 6


def actor(user_id: int, *unit_ids: int, acting_for: int | None = None, home: int = 0) -> Actor:
    posts = tuple(Post(Role.OFFICER, unit_id, "1.") for unit_id in unit_ids)
    return Actor(user_id, posts, acting_for, frozenset({home} - {0}))


RELATIONS = {
    "claimant": actor(CLAIMANT, LEAD),
    "lead colleague": actor(COLLEAGUE, LEAD),
    "joint": actor(SECOND, JOINT),
    "overseer": actor(OVERSEER, OFFICE),
    "overseer of the claiming unit too": actor(OVERSEER, OFFICE, LEAD),
    "overseer who stands as the office": actor(OVERSEER, OFFICE, home=LEAD),
    "principal of the claimant": actor(PRINCIPAL, OFFICE),
    "deputy of the claimant": actor(STRANGER, ELSEWHERE, acting_for=CLAIMANT),
    "stranger": actor(STRANGER, ELSEWHERE),
    "nobody": actor(STRANGER),
}
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
STATEMENTS = {
    EventKind.ASSIGN: Event(
        kind=EventKind.ASSIGN, lead_unit_id=LEAD, joint_unit_ids=frozenset({JOINT})
    ),
    EventKind.REPORT: Event(kind=EventKind.REPORT, text="Ten teachers trained.", percent=40),
    EventKind.RETURN: Event(kind=EventKind.RETURN, text="The list is not signed."),
    EventKind.WITHDRAW: Event(kind=EventKind.WITHDRAW, text="Repealed.", basis="No. 6 of 2031"),
    EventKind.CARRY_OVER: Event(kind=EventKind.CARRY_OVER, carried_to=9, document_id=7),
    EventKind.KEEP: Event(kind=EventKind.KEEP, text="Half built.", document_id=7),
    EventKind.RESTORE: Event(kind=EventKind.RESTORE, text="Ticked by mistake."),
}


def grid() -> dict[tuple[TaskState, EventKind], TaskState]:
    head, *rows = [line.split() for line in GRID.strip().splitlines()]
    return {
        (TaskState(state), EventKind(event)): TaskState(to)
        for state, *cells in rows
        for event, to in zip(head, cells, strict=True)
        if to != "."
    }


def task(state: TaskState = TaskState.IN_PROGRESS, **changes: object) -> Task:
    ready = Task(
        id=1,
        number="3",
        version=4,
        state=state,
        lead_unit_id=LEAD,
        unit_ids=frozenset({LEAD, JOINT}),
        response=Response.REMEDIES,
        report_count=1,
        evidence_count=1,
        state_since=date(2031, 1, 1),
    )
    if state in {TaskState.CLAIMED_DONE, TaskState.VERIFIED, TaskState.CLOSED}:
        ready = replace(ready, claimed_by=CLAIMANT, claimed_for=PRINCIPAL, claimed_unit_id=LEAD)
    if state is TaskState.WITHDRAWN:
        ready = replace(ready, withdrawn_from=TaskState.SIGNED_FOR, decision=Decision.WITHDRAWN)
    return replace(ready, **changes)


def event(kind: EventKind, **statement: object) -> Event:
    return replace(STATEMENTS.get(kind, Event(kind=kind)), **statement)


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
    outcome = advance(before, event(EventKind.CLAIM_DONE), RELATIONS["claimant"], TODAY)
    if missing is None:
        assert isinstance(outcome, Task)
        assert (outcome.claimed_by, outcome.claimed_unit_id) == (CLAIMANT, LEAD)
        assert outcome.state_since == TODAY
    else:
        assert isinstance(outcome, Refused)
        assert outcome.reason == f"ledger.refused.{missing}"


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


@pytest.mark.parametrize(
    ("children", "expected"),
    [
        ("registered registered", "registered"),
        ("registered assigned", "registered"),
        ("assigned signed_for", "assigned"),
        ("assigned in_progress", "in_progress"),
        ("assigned closed", "in_progress"),
        ("returned closed", "in_progress"),
        ("returned returned", "in_progress"),
        ("claimed_done closed", "claimed_done"),
        ("verified closed", "verified"),
        ("closed closed", "closed"),
        ("withdrawn closed", "closed"),
        ("withdrawn assigned", "assigned"),
        ("withdrawn returned", "in_progress"),
        ("withdrawn withdrawn", "withdrawn"),
    ],
)
def test_a_parent_follows_its_children(children: str, expected: str) -> None:
    assert group_state(TaskState(state) for state in children.split()) is TaskState(expected)


@given(st.lists(st.sampled_from(TaskState), min_size=1, max_size=8))
def test_a_parent_is_closed_with_its_last_child_and_never_before(children: list[TaskState]) -> None:
    state = group_state(children)
    left = [child for child in children if child is not TaskState.WITHDRAWN]
    assert (state is TaskState.WITHDRAWN) == (not left)
    all_closed = bool(left) and all(child is TaskState.CLOSED for child in left)
    assert (state is TaskState.CLOSED) == all_closed
    assert state is not TaskState.RETURNED
    assert group_state(reversed(children)) is state


def test_a_group_without_children_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="at least one child"):
        group_state([])


def test_every_state_but_closed_leads_on_and_closed_leads_nowhere() -> None:
    for state, kind in product(TaskState, EventKind):
        assert (state, kind) not in TABLE or state is not TaskState.CLOSED
    assert all(open_events(state) for state in TaskState if state is not TaskState.CLOSED)
