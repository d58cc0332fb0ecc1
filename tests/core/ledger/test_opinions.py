"""The life of an opinion 公众意见流转: every state with every step, and who may not take it."""

from dataclasses import replace
from itertools import product

import pytest

from mengyang.core.access import Actor, Post, Role
from mengyang.core.findings import Refused
from mengyang.core.ledger.publication import (
    Opinion,
    OpinionSaid,
    OpinionState,
    OpinionStep,
    moved,
    open_opinion_steps,
)

LEADS = {
    ("received", "accept"): "accepted",
    ("received", "forward"): "forwarded",
    ("received", "decline"): "declined",
    ("received", "join"): "duplicate",
    ("accepted", "accept"): "accepted",
    ("accepted", "answer"): "answered",
    ("answered", "send_back"): "accepted",
    ("answered", "publish"): "published",
}
UNIT, ANSWERER = 7, 1
OF_UNIT = Actor(2, (Post(Role.DEPARTMENT_OFFICER, UNIT, "1."),))


def opinion(state: OpinionState) -> Opinion:
    return Opinion(id=1, state=state, unit_id=UNIT, answerers=frozenset({ANSWERER}))


def whole(step: OpinionStep) -> OpinionSaid:
    return OpinionSaid(step=step, words="理由", unit_id=UNIT, repeats=2)


@pytest.mark.parametrize("state,step", list(product(OpinionState, OpinionStep)))
def test_a_step_leads_where_the_table_says_or_is_refused(
    state: OpinionState, step: OpinionStep
) -> None:
    after = moved(opinion(state), whole(step), OF_UNIT)
    if (to := LEADS.get((state.value, step.value))) is None:
        assert isinstance(after, Refused) and after.reason == "opinions.refused.state"
    else:
        assert isinstance(after, Opinion) and after.state == to and after.unit_id == UNIT


@pytest.mark.parametrize(
    "state,said,reason",
    [
        ("received", {"step": "accept"}, "unit_missing"),
        ("received", {"step": "forward", "words": " "}, "words_missing"),
        ("received", {"step": "decline"}, "words_missing"),
        ("received", {"step": "join", "repeats": 1}, "other_missing"),
        ("accepted", {"step": "answer"}, "words_missing"),
        ("answered", {"step": "send_back"}, "words_missing"),
    ],
)
def test_what_a_step_must_state(state: str, said: dict[str, object], reason: str) -> None:
    step = OpinionSaid(**{**said, "step": OpinionStep(str(said["step"]))})  # type: ignore[arg-type]
    after = moved(opinion(OpinionState(state)), step, OF_UNIT)
    assert isinstance(after, Refused) and after.reason == f"opinions.refused.{reason}"


def test_only_the_unit_charged_answers_and_nobody_approves_the_own_answer() -> None:
    stranger = moved(opinion(OpinionState.ACCEPTED), whole(OpinionStep.ANSWER), Actor(3))
    assert isinstance(stranger, Refused) and stranger.reason == "opinions.refused.not_your_unit"
    for actor in (Actor(ANSWERER), Actor(3, acting_for=ANSWERER)):
        own = moved(opinion(OpinionState.ANSWERED), whole(OpinionStep.PUBLISH), actor)
        assert isinstance(own, Refused) and own.reason == "opinions.refused.own_answer"


def test_what_is_open_is_what_would_be_taken() -> None:
    received = replace(opinion(OpinionState.RECEIVED), unit_id=None)
    assert open_opinion_steps(received, Actor(3)) == (
        *(OpinionStep.ACCEPT, OpinionStep.FORWARD, OpinionStep.DECLINE, OpinionStep.JOIN),
    )
    assert open_opinion_steps(opinion(OpinionState.PUBLISHED), OF_UNIT) == ()
