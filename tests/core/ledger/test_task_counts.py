"""台账统计 and 序号 — counts by state and lamp, numbers of tasks and children."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from mengyang.core.ledger import (
    ENDED,
    Alike,
    Colour,
    Completion,
    DeadlineKind,
    TaskState,
    count,
    places,
)

TODAY = date(2031, 5, 6)


@dataclass(frozen=True)
class Scheme:
    yellow_within_days: int = 10


ALIKE = st.builds(
    Alike,
    state=st.sampled_from(TaskState),
    deadline_kind=st.sampled_from(DeadlineKind),
    due_on=st.none() | st.dates(date(2031, 4, 1), date(2031, 7, 1)),
    number=st.integers(1, 50),
    is_extended=st.booleans(),
)


def test_every_state_and_colour_has_its_number() -> None:
    due_on = date(2031, 5, 10)
    counts = count(
        [
            Alike(TaskState.ASSIGNED, DeadlineKind.BY_DATE, due_on, number=6),
            Alike(TaskState.CLOSED, DeadlineKind.BY_DATE, due_on),
            Alike(TaskState.REGISTERED, DeadlineKind.NONE, None, number=2),
        ],
        Scheme(),
        TODAY,
    )
    assert (counts.total, counts.open) == (9, 8)
    assert counts.by_state[TaskState.ASSIGNED] == 6
    assert counts.by_state[TaskState.IN_PROGRESS] == 0
    assert counts.by_lamp == {
        Colour.GREY: 2,
        Colour.GREEN: 1,
        Colour.YELLOW: 6,
        Colour.RED: 0,
    }


def test_withdrawn_tasks_have_a_number_and_stand_in_no_rate() -> None:
    tasks = [
        Alike(TaskState.WITHDRAWN, DeadlineKind.BY_DATE, date(2031, 5, 1), number=3),
        Alike(TaskState.CLOSED, DeadlineKind.NONE, None, number=2),
        Alike(TaskState.ASSIGNED, DeadlineKind.BY_DATE, date(2031, 5, 1)),
    ]
    counts = count(tasks, Scheme(), TODAY)
    assert (counts.total, counts.withdrawn, counts.standing, counts.open) == (6, 3, 3, 1)
    assert (counts.by_lamp[Colour.RED], counts.by_lamp[Colour.GREY]) == (1, 0)


def test_a_standing_duty_closed_for_the_stage_does_not_hold_the_rate_down() -> None:
    closed_on = date(2031, 11, 6)
    tasks = [
        Alike(TaskState.CLOSED, DeadlineKind.DONE, None),
        Alike(TaskState.STAGE_CLOSED, DeadlineKind.IMMEDIATE_ONGOING, closed_on, number=7),
    ]
    counts = count(tasks, Scheme(), TODAY)
    assert (counts.completion.rate, counts.open) == (Fraction(1), 0)
    assert count([], Scheme(), TODAY).completion.rate is None


def test_each_open_task_stands_under_one_of_four() -> None:
    soon, past = date(2031, 5, 10), date(2031, 5, 1)
    tasks = [
        Alike(TaskState.IN_PROGRESS, DeadlineKind.BY_DATE, soon, number=2),
        Alike(TaskState.IN_PROGRESS, DeadlineKind.BY_DATE, soon, number=3, is_extended=True),
        Alike(TaskState.RETURNED, DeadlineKind.BY_DATE, past, number=4),
        Alike(TaskState.RETURNED, DeadlineKind.BY_DATE, past, number=5, is_extended=True),
        Alike(TaskState.CLAIMED_DONE, DeadlineKind.BY_DATE, past, number=6),
        Alike(TaskState.REGISTERED, DeadlineKind.BY_DATE, soon, number=7),
    ]
    shown = count(tasks, Scheme(), TODAY).completion
    assert (shown.in_hand, shown.extended, shown.overdue) == (2 + 6, 3, 4 + 5)
    assert (shown.unassigned, shown.open) == (7, 27)
    assert (shown.done, shown.for_the_stage, shown.rate) == (0, 0, Fraction(0))


@given(st.lists(ALIKE, max_size=20))
def test_states_add_up_to_the_total_and_lamps_to_what_stands(tasks: list[Alike]) -> None:
    counts = count(tasks, Scheme(), TODAY)
    assert counts.total == sum(alike.number for alike in tasks)
    assert sum(counts.by_state.values()) == counts.total
    assert sum(counts.by_lamp.values()) == counts.standing
    assert counts.completion.standing == counts.standing
    assert counts.open == sum(alike.number for alike in tasks if alike.state not in ENDED)
    assert set(counts.by_state) == set(TaskState)
    assert set(counts.by_lamp) == set(Colour)


def test_it_numbers_tasks_and_their_children() -> None:
    first, second, third = places([0, 3, 0])
    assert (first.number, first.position) == ("1", 1)
    assert [(child.number, child.position) for child in second.children] == [
        ("2.1", 3),
        ("2.2", 4),
        ("2.3", 5),
    ]
    assert (third.number, third.position) == ("3", 6)


@given(st.lists(st.integers(0, 12), max_size=12))
def test_every_position_is_taken_once_and_in_order(children: list[int]) -> None:
    flat = [place for parent in places(children) for place in (parent, *parent.children)]
    assert [place.position for place in flat] == list(range(1, len(flat) + 1))
    assert len({place.number for place in flat}) == len(flat)


def test_a_rate_is_rounded_half_up_once_for_pages_and_papers() -> None:
    # 3 of 48 are 6.25 %: as binary fractions and as bankers round it would be 6.2.
    assert Completion(2, 1, 40, 1, 4).percent == Decimal("6.3")
    assert Completion(0, 0, 0, 0, 0).percent is None
