"""进度曲线 — what should be closed and what is, month by month."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mengyang.core.ledger import CourseStep, Passed, course
from mengyang.core.ledger.course import MOST_MONTHS

BEGUN = date(2026, 1, 15)
DAYS = st.dates(date(2025, 6, 1), date(2028, 6, 1))
TASKS = st.lists(st.builds(Passed, st.none() | DAYS, st.none() | DAYS, st.integers(1, 9)))


def test_it_counts_what_is_due_beside_what_is_closed() -> None:
    tasks = [
        Passed(date(2026, 3, 10), closed_on=date(2026, 2, 1)),
        Passed(date(2026, 5, 31), closed_on=None, number=3),
        Passed(None, closed_on=date(2026, 4, 2)),
    ]
    assert course(tasks, BEGUN, date(2026, 4, 12)) == (
        CourseStep(date(2026, 1, 31), 0, 0),
        CourseStep(date(2026, 2, 28), 0, 1),
        CourseStep(date(2026, 3, 31), 1, 1),
        CourseStep(date(2026, 4, 12), 1, 2),
        CourseStep(date(2026, 4, 30), 1, None),
        CourseStep(date(2026, 5, 31), 4, None),
    )


def test_nothing_is_known_of_days_to_come() -> None:
    step = CourseStep(date(2026, 5, 31), due=4, closed=None)
    assert step.behind is None
    assert CourseStep(date(2026, 5, 31), due=4, closed=5).behind == -1


@pytest.mark.parametrize("day", [BEGUN, date(2026, 1, 31), date(2026, 2, 1)])
def test_a_plan_without_days_ends_with_the_day_asked(day: date) -> None:
    assert course([Passed(None, None)], BEGUN, day)[-1] == CourseStep(day, 0, 0)


def test_a_mistyped_day_does_not_draw_for_ever() -> None:
    steps = course([Passed(date(9999, 12, 31), None)], BEGUN, BEGUN)
    assert len(steps) == MOST_MONTHS + 1


@given(TASKS, st.integers(0, 900))
def test_the_lines_never_fall_and_end_with_every_task_due(tasks: list[Passed], after: int) -> None:
    day = BEGUN + timedelta(days=after)
    steps = course(tasks, BEGUN, day)
    assert [step.until for step in steps] == sorted({step.until for step in steps})
    assert [step.due for step in steps] == sorted(step.due for step in steps)
    known = [step.closed for step in steps if step.closed is not None]
    assert known == sorted(known)
    assert steps[-1].due == sum(task.number for task in tasks if task.due_on)
    (today,) = (step for step in steps if step.until == day)
    assert today.closed == sum(
        task.number for task in tasks if task.closed_on and task.closed_on <= day
    )
