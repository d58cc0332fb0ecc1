"""事项分解 — the state of a group follows the states of its tasks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mengyang.core.ledger import DONE, TaskState, group_state


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
        ("archived closed", "closed"),
        ("stage_closed closed", "stage_closed"),
        ("stage_closed verified", "verified"),
        ("disputed assigned", "assigned"),
        ("suspended suspended", "in_progress"),
        ("reopened closed", "in_progress"),
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
    all_closed = bool(left) and all(child in DONE for child in left)
    assert (state is TaskState.CLOSED) == all_closed
    assert state is not TaskState.RETURNED
    assert group_state(reversed(children)) is state


def test_a_group_without_children_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="at least one child"):
        group_state([])
