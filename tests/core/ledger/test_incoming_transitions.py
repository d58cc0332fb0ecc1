"""收文办理流程 — every state × step, against a grid written by hand; lamps and numbers."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mengyang.core.access import Actor, Post, Role
from mengyang.core.findings import Refused
from mengyang.core.ledger import Colour, Deadline, DeadlineKind
from mengyang.core.ledger.incoming import (
    TABLE,
    Handling,
    Incoming,
    IncomingState,
    Step,
    advance,
    incoming_lamp,
    lies_in_lamp,
    number_key,
    open_states,
    open_steps,
    receipt_number,
    record_kind,
    refused_secrecy,
)

DAY = date(2031, 5, 6)
LEAD, JOINT, OTHER = 10, 11, 30
OF_LEAD = Actor(1, (Post(Role.DEPARTMENT_OFFICER, LEAD, "1."),))
OF_OTHER = Actor(2, (Post(Role.DEPARTMENT_OFFICER, OTHER, "1."),))
DUE = Deadline(DeadlineKind.BY_DATE, (DAY + timedelta(days=9),))

# What leads where, read off the way of a paper and not off the table under test; "." is refused.
GRID = """
            propose   instruct    hand_over  finish  correct     withdraw
registered  proposed  .           .          .       registered  withdrawn
proposed    proposed  instructed  in_hand    .       proposed    withdrawn
instructed  .         instructed  in_hand    .       instructed  withdrawn
in_hand     .         in_hand     in_hand    done    in_hand     .
done        .         .           .          .       done        .
withdrawn   .         .           .          .       .           .
"""
HEAD, *LINES = [line.split() for line in GRID.strip().splitlines()]
CELLS = {
    (IncomingState(state), Step(kind)): None if to == "." else IncomingState(to)
    for state, *cells in LINES
    for kind, to in zip(HEAD, cells, strict=True)
}
FILLED = {
    Step.PROPOSE: Handling(kind=Step.PROPOSE, text="拟请教育局办理"),
    Step.INSTRUCT: Handling(
        kind=Step.INSTRUCT, text="同意", on=DAY, leader_name="某", leader_post="副县长"
    ),
    Step.HAND_OVER: Handling(
        kind=Step.HAND_OVER,
        lead_unit_id=LEAD,
        joint_unit_ids=frozenset({LEAD, JOINT}),
        deadline=DUE,
    ),
    Step.FINISH: Handling(kind=Step.FINISH, text="已回复", on=DAY),
    Step.CORRECT: Handling(kind=Step.CORRECT, text="文号录错"),
    Step.WITHDRAW: Handling(kind=Step.WITHDRAW, text="重复登记"),
}


class Scheme:
    """Yellow from seven days before."""

    yellow_within_days = 7


def paper(state: IncomingState) -> Incoming:
    return Incoming(
        id=1,
        version=1,
        state=state,
        received_on=DAY - timedelta(days=3),
        state_since=DAY - timedelta(days=3),
        lead_unit_id=LEAD if state is IncomingState.IN_HAND else None,
    )


@pytest.mark.parametrize(("state", "kind"), list(product(IncomingState, Step)))
def test_every_state_and_step_is_as_the_grid_says(state: IncomingState, kind: Step) -> None:
    after = advance(paper(state), FILLED[kind], OF_LEAD, DAY)
    expected = CELLS[state, kind]
    if expected is None:
        assert after == Refused(f"incoming.refused.state_{kind}", "incoming.hint.reload")
        assert kind not in open_steps(state)
        return
    assert isinstance(after, Incoming)
    assert after.state is expected
    assert after.state_since == (paper(state).state_since if expected is state else DAY)
    assert kind in open_steps(state)


def test_the_table_has_nothing_beside_the_grid() -> None:
    assert {cell for cell, to in CELLS.items() if to} == set(TABLE)


def test_handing_over_sets_units_and_the_day_the_lamps_look_at() -> None:
    after = advance(paper(IncomingState.PROPOSED), FILLED[Step.HAND_OVER], OF_LEAD, DAY)
    assert isinstance(after, Incoming)
    assert (after.lead_unit_id, after.joint_unit_ids) == (LEAD, frozenset({JOINT}))
    assert (after.deadline, after.due_on) == (DUE, DUE.days[0])
    # Handed on without a deadline of its own, the paper keeps the one it has.
    step = replace(FILLED[Step.HAND_OVER], deadline=None, lead_unit_id=OTHER)
    again = advance(after, step, OF_LEAD, DAY)
    assert isinstance(again, Incoming)
    assert (again.lead_unit_id, again.due_on) == (OTHER, DUE.days[0])


@pytest.mark.parametrize(
    ("state", "kind", "change", "reason"),
    [
        ("registered", "propose", {"text": " "}, "no_words_propose"),
        ("proposed", "instruct", {"text": ""}, "no_words_instruct"),
        ("proposed", "instruct", {"leader_name": " "}, "no_leader"),
        ("proposed", "instruct", {"leader_post": ""}, "no_leader"),
        ("proposed", "instruct", {"on": None}, "no_day"),
        ("proposed", "instruct", {"on": DAY + timedelta(days=1)}, "day"),
        ("proposed", "instruct", {"on": DAY - timedelta(days=4)}, "day"),
        ("proposed", "instruct", {"is_transcribed": True}, "no_scan"),
        ("proposed", "hand_over", {"lead_unit_id": None}, "no_unit"),
        (
            "instructed",
            "hand_over",
            {"deadline": Deadline(DeadlineKind.BY_DATE)},
            "deadline_day",
        ),
        (
            "instructed",
            "hand_over",
            {"deadline": Deadline(DeadlineKind.BY_DATE, (DAY - timedelta(days=4),))},
            "deadline_early",
        ),
        ("in_hand", "finish", {"text": ""}, "no_words_finish"),
        ("registered", "withdraw", {"text": ""}, "no_words_withdraw"),
    ],
)
def test_a_step_that_lacks_something_is_refused(
    state: str, kind: str, change: dict[str, object], reason: str
) -> None:
    step = replace(FILLED[Step(kind)], **change)  # type: ignore[arg-type]
    refused = advance(paper(IncomingState(state)), step, OF_LEAD, DAY)
    assert isinstance(refused, Refused)
    assert refused.reason == f"incoming.refused.{reason}"


def test_what_was_written_on_paper_is_taken_with_its_scan() -> None:
    step = replace(FILLED[Step.INSTRUCT], is_transcribed=True, has_scan=True)
    after = advance(paper(IncomingState.PROPOSED), step, OF_LEAD, DAY)
    assert isinstance(after, Incoming)


def test_only_the_handling_unit_reports_it_done() -> None:
    refused = advance(paper(IncomingState.IN_HAND), FILLED[Step.FINISH], OF_OTHER, DAY)
    assert isinstance(refused, Refused)
    assert refused.reason == "incoming.refused.not_lead_unit"


def test_the_office_acts_on_its_register_and_others_on_the_paper() -> None:
    kinds = {(kind, on_paper): record_kind(kind, on_paper) for kind in Step for on_paper in (0, 1)}
    assert {key for key, kind in kinds.items() if kind == "incoming"} == {
        (Step.INSTRUCT, 0),
        (Step.FINISH, 0),
        (Step.FINISH, 1),
    }


@pytest.mark.parametrize("grade", ["secret", "confidential", "top_secret"])
def test_anything_graded_is_refused_in_plain_words(grade: str) -> None:
    refused = refused_secrecy(grade)
    assert refused is not None and refused.reason == "incoming.refused.secrecy"
    assert refused_secrecy("none") is None and refused_secrecy("internal") is None
    nonsense = refused_secrecy("x")
    assert nonsense is not None and nonsense.reason == "incoming.refused.no_secrecy"


def test_numbers_are_alike_however_they_are_typed() -> None:
    spellings = (
        "云府办〔2026〕3号",
        "云府办[2026]3号",
        "云府办（2026） 第3号",
        "云府办【2026】３号",
    )
    assert {number_key(each) for each in spellings} == {"云府办〔2026〕3号"}
    assert receipt_number(2026, 12) == "收〔2026〕12号"


@given(
    state=st.sampled_from(IncomingState),
    due=st.none() | st.dates(DAY - timedelta(days=12), DAY + timedelta(days=12)),
)
def test_the_ranges_of_a_lamp_hold_what_shows_it(state: IncomingState, due: date | None) -> None:
    burning = incoming_lamp(state, DUE if due else Deadline(), due, (Scheme(), DAY)).colour
    if state not in open_states():
        assert burning is (Colour.GREEN if state is IncomingState.DONE else Colour.GREY)
        return
    shown = {
        colour
        for colour in Colour
        for window in lies_in_lamp(colour, Scheme(), DAY)
        if window.is_timed is (due is not None)
        and (due is None or window.due_from is None or window.due_from <= due)
        and (due is None or window.due_until is None or due < window.due_until)
    }
    assert shown == {burning}
