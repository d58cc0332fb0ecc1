"""A task under a corrected document 更正任务: its day moves, another unit signs for it anew."""

from dataclasses import replace
from datetime import date

import pytest

from mengyang.core.ledger import ENDED, Deadline, DeadlineKind, Task, TaskState
from mengyang.core.ledger.corrections import Charged, corrected

DAY = date(2026, 3, 2)
OLD = Deadline(DeadlineKind.BY_DATE, (date(2026, 6, 30),), "2026年6月底前")
NEW = Deadline(DeadlineKind.BY_DATE, (date(2026, 9, 30),), "2026年9月底前")
TASK = Task(
    id=1, number="1", version=1, deadline=OLD, due_on=date(2026, 6, 30), lead_unit_id=7,
    unit_ids=frozenset({7}), state_since=date(2026, 1, 1),
)  # fmt: skip
OTHER = Charged(8, frozenset({8, 9}))


@pytest.mark.parametrize("state", TaskState)
def test_the_day_moves_unless_the_task_has_ended(state: TaskState) -> None:
    after = corrected(replace(TASK, state=state), NEW, None, DAY)
    assert after.state is state
    assert after.due_on == (TASK.due_on if state in ENDED else date(2026, 9, 30))


@pytest.mark.parametrize("state", TaskState)
def test_another_unit_has_it_assigned_anew(state: TaskState) -> None:
    before = replace(TASK, state=state, claimed_by=3, claimed_unit_id=7, verified_by=4)
    after = corrected(before, OLD, OTHER, DAY)
    if state in ENDED:
        assert after == before
    elif state is TaskState.REGISTERED:
        assert (after.lead_unit_id, after.state) == (8, state)
    else:
        assert (after.lead_unit_id, after.unit_ids) == (8, {8, 9})
        assert (after.state, after.state_since) == (TaskState.ASSIGNED, DAY)
        assert after.claimed_by is after.claimed_unit_id is after.verified_by is None


def test_a_task_that_nobody_answers_for_any_more_waits_to_be_assigned() -> None:
    before = replace(TASK, state=TaskState.IN_PROGRESS)
    assert corrected(before, OLD, Charged(None, frozenset()), DAY).state is TaskState.REGISTERED


def test_the_same_lead_with_another_helper_goes_on() -> None:
    before = replace(TASK, state=TaskState.IN_PROGRESS)
    after = corrected(before, OLD, Charged(7, frozenset({7, 9})), DAY)
    assert (after.state, after.unit_ids) == (TaskState.IN_PROGRESS, {7, 9})


def test_a_group_keeps_its_units() -> None:
    assert corrected(replace(TASK, is_group=True), OLD, OTHER, DAY).lead_unit_id == 7


def test_the_day_a_unit_set_itself_stays_where_the_text_prints_none() -> None:
    own = replace(
        TASK, due_on=date(2026, 5, 5), deadline=Deadline(DeadlineKind.RELATIVE, (), "60日内")
    )
    at_once = Deadline(DeadlineKind.IMMEDIATE, (), "立查立改")
    assert corrected(own, at_once, None, DAY).due_on == date(2026, 5, 5)
    assert corrected(own, Deadline(DeadlineKind.ONGOING, (), "长期坚持"), None, DAY).due_on is None
    assert corrected(own, own.deadline, None, DAY).due_on == date(2026, 5, 5)
