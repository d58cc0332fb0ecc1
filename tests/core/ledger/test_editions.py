"""The life of an edition 版本流转: every state with every step, and who may not take it."""

from itertools import product

import pytest

from mengyang.core.access import Actor
from mengyang.core.findings import Refused
from mengyang.core.ledger.publication import (
    TABLE,
    Edition,
    EditionKind,
    EditionState,
    EditionStep,
    Said,
    advance,
    differences,
    open_steps,
)

# Where a step leads from a state; everything else is refused.
LEADS = {
    ("drafted", "review"): "reviewed",
    ("drafted", "send_back"): "sent_back",
    ("reviewed", "approve"): "approved",
    ("reviewed", "send_back"): "sent_back",
    ("approved", "publish"): "published",
    ("approved", "send_back"): "sent_back",
    ("published", "correct"): "corrected",
    ("published", "withdraw"): "withdrawn",
    ("corrected", "withdraw"): "withdrawn",
}
DRAFTER, SAME_PERSON, OTHER = 1, 2, 3


def edition(state: EditionState) -> Edition:
    drafters = frozenset({DRAFTER, SAME_PERSON})
    return Edition(kind=EditionKind.PUBLIC, drafters=drafters, state=state)


def whole(step: EditionStep) -> Said:
    return Said(step=step, words="理由", basis="第十七条")


@pytest.mark.parametrize("state,step", list(product(EditionState, EditionStep)))
def test_a_step_leads_where_the_table_says_or_is_refused(
    state: EditionState, step: EditionStep
) -> None:
    after = advance(edition(state), whole(step), Actor(OTHER))
    if (to := LEADS.get((state.value, step.value))) is None:
        assert isinstance(after, Refused) and after.reason == "publication.refused.state"
    else:
        assert isinstance(after, Edition) and after.state == to


@pytest.mark.parametrize("hands", [(DRAFTER, None), (SAME_PERSON, None), (OTHER, DRAFTER)])
@pytest.mark.parametrize(
    "state,step",
    [
        (EditionState.DRAFTED, EditionStep.REVIEW),
        (EditionState.REVIEWED, EditionStep.APPROVE),
    ],
)
def test_who_drafted_neither_reviews_nor_approves_in_any_guise(
    hands: tuple[int, int | None], state: EditionState, step: EditionStep
) -> None:
    user_id, acting_for = hands
    after = advance(edition(state), whole(step), Actor(user_id, acting_for=acting_for))
    assert isinstance(after, Refused) and after.reason == "publication.refused.own_edition"
    assert step not in open_steps(edition(state), Actor(user_id, acting_for=acting_for))


@pytest.mark.parametrize(
    "state,said,reason",
    [
        (EditionState.DRAFTED, Said(step=EditionStep.REVIEW, words="…", basis=" "), "basis"),
        (EditionState.REVIEWED, Said(step=EditionStep.SEND_BACK, words=" "), "reason"),
        (EditionState.PUBLISHED, Said(step=EditionStep.WITHDRAW), "reason"),
    ],
)
def test_what_a_step_must_state(state: EditionState, said: Said, reason: str) -> None:
    after = advance(edition(state), said, Actor(OTHER))
    assert isinstance(after, Refused) and after.reason == f"publication.refused.{reason}_missing"


def test_nothing_is_published_without_a_review_and_an_approval() -> None:
    before = {state: {was for (was, _), (to, _) in TABLE.items() if to is state} for state in LIFE}
    assert before[EditionState.PUBLISHED] == {EditionState.APPROVED}
    assert before[EditionState.APPROVED] == {EditionState.REVIEWED}
    assert before[EditionState.REVIEWED] == {EditionState.DRAFTED}


LIFE = tuple(EditionState)


def test_differences_tell_each_changed_value_by_task_and_field() -> None:
    before = {
        "title": "方案",
        "counts": {"done": 1},
        "tasks": [
            {"number": "1", "state": {"code": "started", "zh": "办理中", "en": "…"}},
            {"number": "2", "title": "乙"},
        ],
    }
    after = {
        "title": "方案",
        "counts": {"done": 2},
        "tasks": [
            {"number": "1", "state": {"code": "closed", "zh": "已销号", "en": "…"}},
            {"number": "3", "joint": [{"zh": "住建局"}, {"zh": "消防"}], "percent": None},
        ],
    }
    told = [(each.task, each.field, each.before, each.after) for each in differences(before, after)]
    assert told == [
        ("", "counts.done", "1", "2"),
        ("1", "state", "办理中", "已销号"),
        ("3", "joint", None, "住建局；消防"),
        ("2", "title", "乙", None),
    ]
    assert differences(after, after) == ()
