"""分解 — every part is stated whole, every remedy has one place, nothing is split in two halves."""

from dataclasses import replace

import pytest

from mengyang.core.findings import Refused
from mengyang.core.ledger import (
    Acceptance,
    Amounts,
    EventKind,
    Part,
    SplitMode,
    Splitting,
    Task,
    TaskState,
    advance,
)
from tests.core.ledger.task_steps import (
    DUE,
    ELSEWHERE,
    LATER,
    LEAD,
    RELATIONS,
    TODAY,
    event,
    standing,
    task,
)

OFFICE = RELATIONS["overseer"]
ONE = Part(title="The site.", lead_unit_id=LEAD)
TWO = Part(title="The money.", lead_unit_id=ELSEWHERE, due_on=DUE)
UNDER = Splitting(mode=SplitMode.UNDER, parts=(ONE, TWO), held=frozenset({1, 2}))
BESIDE = Splitting(mode=SplitMode.BESIDE, parts=(TWO,), held=frozenset({1, 2}))


def reason(said: Splitting | None, before: Task | None = None, **more: object) -> str | None:
    at_work = before or standing(TaskState.IN_PROGRESS)
    outcome = advance(at_work, event(EventKind.SPLIT, splitting=said, **more), OFFICE, TODAY)
    if isinstance(outcome, Refused):
        return outcome.reason.removeprefix("ledger.refused.")
    assert outcome == at_work
    return None


def test_a_task_is_split_under_and_beside_and_stays_as_it_is() -> None:
    assert reason(UNDER) is None
    assert reason(BESIDE) is None
    assert reason(replace(BESIDE, is_part_of_group=True)) is None
    assert reason(replace(BESIDE, parts=(replace(TWO, remedies=(2,)),))) is None


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        (None, "parts_missing"),
        (replace(UNDER, parts=(ONE,)), "parts_missing"),
        (replace(BESIDE, parts=()), "parts_missing"),
        (replace(BESIDE, parts=(ONE,) * 21), "parts_missing"),
        (replace(BESIDE, parts=(replace(ONE, title=" "),)), "part_open"),
        (replace(BESIDE, parts=(replace(ONE, lead_unit_id=None),)), "part_open"),
        (replace(BESIDE, parts=(replace(ONE, due_on=TODAY),)), "day_past"),
        (replace(BESIDE, parts=(replace(ONE, due_on=LATER),)), "part_later"),
        (replace(UNDER, parts=(ONE, ONE)), "part_twice"),
        (replace(UNDER, is_part_of_group=True), "split_child"),
        (replace(UNDER, parts=(ONE, replace(TWO, remedies=(1,)))), "remedies_stay"),
        (replace(BESIDE, parts=(replace(ONE, remedies=(3,)),)), "remedy_twice"),
        (replace(BESIDE, parts=(replace(ONE, remedies=(1,)), replace(TWO, remedies=(1,)))),
         "remedy_twice"),
        (replace(BESIDE, parts=(replace(ONE, remedies=(1, 2)),)), "nothing_left"),
    ],
)  # fmt: skip
def test_the_parts_are_stated_whole(said: Splitting | None, refused: str) -> None:
    assert reason(said) == refused


def test_a_task_without_a_day_takes_the_day_of_each_part() -> None:
    undated = task(due_on=None)
    assert reason(replace(BESIDE, parts=(replace(ONE, due_on=LATER),)), undated) is None


def test_what_is_judged_as_one_stays_one() -> None:
    assert reason(BESIDE, task(lacking_conclusions=0)) == "evaluation_whole"
    for beside in ({"acceptance": Acceptance("The audit office")}, {"amounts": Amounts(None)}):
        assert reason(UNDER, **beside) == "split_outside"
        assert reason(BESIDE, **beside) is None
    assert reason(BESIDE, text=" ") == "grounds_missing"
