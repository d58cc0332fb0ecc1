"""亮灯 — colours on the days around a deadline, and the same as ranges for a query."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mengyang.core.ledger import (
    Alike,
    Colour,
    DeadlineKind,
    TaskState,
    lamp,
    lies_in,
    windows,
    worst,
)

DUE = date(2031, 6, 30)
OPEN = ["registered", "assigned", "signed_for", "in_progress", "returned", "disputed", "reopened"]
DONE = ["claimed_done", "verified", "closed", "archived"]


@dataclass(frozen=True)
class Scheme:
    yellow_within_days: int = 10


def timed(
    state: str = "in_progress",
    due_on: date | None = DUE,
    kind: DeadlineKind = DeadlineKind.BY_DATE,
) -> Alike:
    return Alike(TaskState(state), kind, due_on)


@pytest.mark.parametrize("state", OPEN)
@pytest.mark.parametrize(
    ("day", "colour", "reason", "days"),
    [
        (DUE - timedelta(11), "green", "in_time", 11),
        (DUE - timedelta(10), "yellow", "near", 10),
        (DUE, "yellow", "near", 0),
        (DUE + timedelta(1), "red", "overdue", 1),
        (DUE + timedelta(400), "red", "overdue", 400),
    ],
)
def test_an_open_task_burns_by_the_days_left(
    state: str, day: date, colour: str, reason: str, days: int
) -> None:
    burning = lamp(timed(state), Scheme(), day)
    assert (burning.colour, burning.reason) == (Colour(colour), f"ledger.lamp.{reason}")
    assert burning.params == {"days": days, "day": DUE}


@pytest.mark.parametrize("state", DONE)
@pytest.mark.parametrize("due_on", [None, DUE])
def test_a_claimed_or_closed_task_is_green_even_past_the_day(
    state: str, due_on: date | None
) -> None:
    burning = lamp(timed(state, due_on), Scheme(), DUE + timedelta(30))
    assert burning.colour is Colour.GREEN
    assert burning.reason == f"ledger.lamp.{state.removesuffix('_done')}"


def test_what_is_closed_for_a_stage_burns_by_its_next_review() -> None:
    reviewed = timed("stage_closed", kind=DeadlineKind.ONGOING)
    for day, colour, reason in (
        (DUE - timedelta(11), Colour.GREEN, "review_in_time"),
        (DUE, Colour.YELLOW, "review_near"),
        (DUE + timedelta(1), Colour.RED, "review_overdue"),
    ):
        burning = lamp(reviewed, Scheme(), day)
        assert (burning.colour, burning.reason) == (colour, f"ledger.lamp.{reason}")


def test_a_suspended_task_is_grey_however_late_it_is() -> None:
    burning = lamp(timed("suspended"), Scheme(), DUE + timedelta(30))
    assert (burning.colour, burning.reason) == (Colour.GREY, "ledger.lamp.suspended")


def test_a_withdrawn_task_has_no_lamp_lit() -> None:
    burning = lamp(timed("withdrawn"), Scheme(), DUE + timedelta(30))
    assert (burning.colour, burning.reason) == (Colour.GREY, "ledger.lamp.withdrawn")
    assert (burning.is_lit, burning.sign) == (False, "withdrawn")


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("none", "no_deadline"),
        ("ongoing", "standing"),
        ("recurring", "recurring"),
        ("immediate", "needs_target_day"),
        ("immediate+ongoing", "needs_target_day"),
        ("relative", "needs_target_day"),
        ("done", "said_done"),
        ("by date", "unknown"),
        ("by date-time", "unknown"),
        ("by date+ongoing", "unknown"),
        ("several", "unknown"),
    ],
)
def test_without_a_day_the_lamp_is_grey_and_says_why(kind: str, reason: str) -> None:
    burning = lamp(timed(due_on=None, kind=DeadlineKind(kind)), Scheme(), DUE)
    assert (burning.colour, burning.reason) == (Colour.GREY, f"ledger.lamp.{reason}")


def test_a_scheme_without_warning_days_still_warns_on_the_day() -> None:
    assert lamp(timed(), Scheme(0), DUE - timedelta(1)).colour is Colour.GREEN
    assert lamp(timed(), Scheme(0), DUE).colour is Colour.YELLOW


@given(
    state=st.sampled_from(TaskState),
    due_on=st.none() | st.dates(date(2031, 5, 1), date(2031, 8, 1)),
    day=st.dates(date(2031, 5, 1), date(2031, 8, 1)),
    within=st.integers(0, 30),
)
def test_the_windows_of_a_colour_hold_exactly_its_tasks(
    state: TaskState, due_on: date | None, day: date, within: int
) -> None:
    task = Alike(state, DeadlineKind.BY_DATE, due_on)
    scheme = Scheme(within)
    shown = {
        colour
        for colour in Colour
        if any(lies_in(task, window) for window in windows(colour, scheme, day))
    }
    burning = lamp(task, scheme, day)
    assert shown == ({burning.colour} if burning.is_lit else set())


def test_the_worst_colour_speaks_for_many() -> None:
    order = [Colour.RED, Colour.YELLOW, Colour.GREY, Colour.GREEN]
    for place, colour in enumerate(order):
        assert worst(order[place:]) is colour
    assert worst([]) is Colour.GREY
