"""任务分工流程 — every state × step against a grid written by hand; every guard by a fault."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from mengyang.core.findings import Refused
from mengyang.core.ledger.division import (
    TABLE,
    Division,
    DivisionState,
    Statement,
    Step,
    advance,
    open_steps,
)

TODAY = date(2031, 5, 6)
TOMORROW = date(2031, 5, 7)
FINANCE, HOUSING = 7, 8

# What leads where, read off the design and not off the table under test; "." means refused.
GRID = """
               edit      send        reply       close_round  settle    agree   reopen    countersign  finish         issue   withdraw
drafting       drafting  commenting  .           .            .         .       .         .            .              .       withdrawn
commenting     .         .           commenting  settling     .         .       .         .            .              .       withdrawn
settling       settling  commenting  .           .            settling  agreed  .         .            .              .       withdrawn
agreed         .         .           .           .            .         .       settling  agreed       countersigned  .       withdrawn
countersigned  .         .           .           .            .         .       settling  .            .              issued  withdrawn
issued         .         .           .           .            .         .       .         .            .              .       .
withdrawn      .         .           .           .            .         .       .         .            .              .       .
"""  # noqa: E501
HEAD, *LINES = [line.split() for line in GRID.strip().splitlines()]
LEADS_TO = {
    (DivisionState(state), Step(step)): to
    for state, *row in LINES
    for step, to in zip(HEAD, row, strict=True)
}
STATEMENTS = {
    Step.SEND: Statement(step=Step.SEND, on=TOMORROW),
    Step.COUNTERSIGN: Statement(step=Step.COUNTERSIGN, unit_id=FINANCE, on=TODAY),
    Step.ISSUE: Statement(step=Step.ISSUE, number="甲政办发〔2031〕2号", on=TODAY),
}


def said(step: Step, **more: object) -> Statement:
    """A statement with everything that the step may ask for."""
    return replace(STATEMENTS.get(step, Statement(step=step, text="理由")), **more)


def whole(state: DivisionState = DivisionState.DRAFTING, **more: object) -> Division:
    """A division to which nothing stands in the way; while settling, one task was changed."""
    division = Division(
        state=state,
        tasks=2,
        changed=("1",) if state is DivisionState.SETTLING else (),
        rounds=0 if state is DivisionState.DRAFTING else 1,
        reply_due_on=None if state is DivisionState.DRAFTING else TODAY,
        unit_ids=frozenset({FINANCE, HOUSING}),
    )
    return replace(division, **more)


@pytest.mark.parametrize(("state", "step"), list(product(DivisionState, Step)))
def test_every_step_from_every_state_leads_where_the_grid_says(
    state: DivisionState, step: Step
) -> None:
    after = advance(whole(state), said(step), TODAY)
    wanted = LEADS_TO[state, step]
    if wanted == ".":
        assert isinstance(after, Refused) and after.reason == "divisions.refused.state"
        assert step not in open_steps(state)
    else:
        assert isinstance(after, Division) and after.state == wanted
        assert step in open_steps(state)


def test_the_grid_names_every_transition_and_no_other() -> None:
    assert {pair for pair, to in LEADS_TO.items() if to != "."} == set(TABLE)


DRAFT, ROUND, SETTLING = DivisionState.DRAFTING, DivisionState.COMMENTING, DivisionState.SETTLING
AGREED, SIGNED = DivisionState.AGREED, DivisionState.COUNTERSIGNED


@pytest.mark.parametrize(
    ("division", "statement", "reason"),
    [
        (whole(DRAFT, tasks=0), said(Step.SEND), "no_tasks"),
        (whole(DRAFT, unseen=("2",)), said(Step.SEND), "unseen"),
        (whole(DRAFT, without_unit=("1", "2")), said(Step.SEND), "no_lead"),
        (whole(DRAFT), said(Step.SEND, on=TODAY), "reply_day"),
        (whole(DRAFT), said(Step.SEND, on=None), "reply_day"),
        (whole(SETTLING, changed=()), said(Step.SEND), "nothing_changed"),
        (whole(SETTLING, unsettled=1), said(Step.SEND), "unsettled"),
        (whole(SETTLING, unsettled=1), said(Step.AGREE), "unsettled"),
        (whole(SETTLING, without_unit=("1",)), said(Step.AGREE), "no_lead"),
        (whole(SETTLING, unseen=("1",)), said(Step.AGREE), "unseen"),
        (whole(SETTLING), said(Step.AGREE, text=" "), "not_shown"),
        (whole(ROUND, waiting=1), said(Step.CLOSE_ROUND), "round_runs"),
        (whole(AGREED), said(Step.COUNTERSIGN, unit_id=99), "not_concerned"),
        (whole(AGREED), said(Step.COUNTERSIGN, on=TOMORROW), "day_to_come"),
        (
            whole(AGREED, countersigned=frozenset({FINANCE})),
            said(Step.COUNTERSIGN),
            "signed_already",
        ),
        (whole(AGREED), said(Step.FINISH, text=""), "signatures_missing"),
        (whole(AGREED), said(Step.REOPEN, text=""), "reason_missing"),
        (whole(SIGNED), said(Step.ISSUE, number=" "), "number_missing"),
        (whole(SIGNED), said(Step.ISSUE, on=TOMORROW), "day_to_come"),
        (whole(SIGNED), said(Step.WITHDRAW, text=""), "reason_missing"),
        (whole(AGREED, drafted_on=TOMORROW), said(Step.COUNTERSIGN), "before_drafted"),
        (whole(SIGNED, drafted_on=TOMORROW), said(Step.ISSUE), "before_drafted"),
        (whole(SIGNED, signed_until=TOMORROW), said(Step.ISSUE), "before_signed"),
    ],
)
def test_a_guard_refuses_what_is_missing(
    division: Division, statement: Statement, reason: str
) -> None:
    after = advance(division, statement, TODAY)
    assert isinstance(after, Refused)
    assert after.reason == f"divisions.refused.{reason}"


def test_nothing_changed_is_agreed_without_a_reason() -> None:
    after = advance(whole(SETTLING, changed=()), said(Step.AGREE, text=""), TODAY)
    assert isinstance(after, Division) and after.state is DivisionState.AGREED


def test_a_round_closes_early_once_all_have_replied_and_late_though_some_are_silent() -> None:
    early = advance(whole(ROUND, reply_due_on=TOMORROW), said(Step.CLOSE_ROUND), TODAY)
    late = advance(whole(ROUND, waiting=2), said(Step.CLOSE_ROUND), TOMORROW)
    assert isinstance(early, Division) and isinstance(late, Division)


def test_a_second_round_counts_and_begins_its_own_clock() -> None:
    after = advance(whole(SETTLING), said(Step.SEND), TODAY)
    assert isinstance(after, Division)
    assert (after.rounds, after.reply_due_on, after.changed) == (2, TOMORROW, ())


def test_all_signatures_need_no_reason_and_reopening_drops_them() -> None:
    once = advance(whole(AGREED), said(Step.COUNTERSIGN), TODAY)
    assert isinstance(once, Division)
    twice = advance(once, said(Step.COUNTERSIGN, unit_id=HOUSING), TODAY)
    assert isinstance(twice, Division)
    finished = advance(twice, said(Step.FINISH, text=""), TODAY)
    assert isinstance(finished, Division) and finished.state is SIGNED
    reopened = advance(finished, said(Step.REOPEN), TODAY)
    assert isinstance(reopened, Division) and reopened.countersigned == frozenset()
