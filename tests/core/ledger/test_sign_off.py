"""单位内部审签 — every state × step × person against a grid, and what an issue demands."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from mengyang.core.access import Actor, Post, Role
from mengyang.core.findings import Refused
from mengyang.core.ledger import (
    Reply,
    ReplyKind,
    ReplyState,
    SignOff,
    SignOffStep,
    SignOffWay,
    open_steps,
    signed_off,
)

TODAY = date(2031, 5, 6)
UNIT, ELSEWHERE = 10, 30
DRAFTER, PRINCIPAL = 1, 6


def person(user_id: int, role: Role, unit_id: int, acting_for: int | None = None) -> Actor:
    return Actor(user_id, (Post(role, unit_id, "1."),), acting_for)


PEOPLE = {
    "drafter": person(DRAFTER, Role.DEPARTMENT_OFFICER, UNIT),
    "principal": person(PRINCIPAL, Role.DEPARTMENT_OFFICER, UNIT),
    "deputy of the drafter": person(7, Role.DEPARTMENT_OFFICER, UNIT, acting_for=DRAFTER),
    "colleague": person(2, Role.DEPARTMENT_OFFICER, UNIT),
    "leader": person(3, Role.LEADER, UNIT),
    "leader elsewhere": person(4, Role.LEADER, ELSEWHERE),
    "nobody": Actor(5),
}
OWN = {"drafter", "principal", "deputy of the drafter", "colleague", "leader"}
REVIEWERS = {"colleague", "leader"}
# What leads where on the way with a review, read off the design; all else is refused.
GRID = {
    ("draft", "review"): ("reviewed", REVIEWERS),
    ("draft", "send_back"): ("sent_back", OWN),
    ("reviewed", "send_back"): ("sent_back", OWN),
    ("reviewed", "issue"): ("issued", OWN),
}
# Without a review a draft is issued at once.
SHORT = {
    ("draft", "send_back"): ("sent_back", OWN),
    ("draft", "issue"): ("issued", OWN),
    ("reviewed", "send_back"): ("sent_back", OWN),
    ("reviewed", "issue"): ("issued", OWN),
}
GRIDS = {SignOffWay.REVIEW: GRID, SignOffWay.ISSUE: SHORT}


def reply(**changes: object) -> Reply:
    drafted = Reply(
        kind=ReplyKind.CLAIM,
        unit_id=UNIT,
        way=SignOffWay.REVIEW,
        drafted_by=DRAFTER,
        drafted_for=PRINCIPAL,
        drafted_on=TODAY - timedelta(days=3),
    )
    return replace(drafted, **changes)


def said(step: SignOffStep, **changes: object) -> SignOff:
    whole = SignOff(step=step, words="Mend it.", signatory="Ma Li", signed_on=TODAY, has_sheet=True)
    return replace(whole, **changes)


@pytest.mark.parametrize("way", list(GRIDS))
def test_every_state_step_and_person_against_the_grid(way: SignOffWay) -> None:
    for state, step, (name, actor) in product(ReplyState, SignOffStep, PEOPLE.items()):
        outcome = signed_off(reply(state=state, way=way), said(step), actor, TODAY)
        leads_to, who = GRIDS[way].get((state.value, step.value), ("", set()))
        reached = outcome.state.value if isinstance(outcome, Reply) else ""
        assert reached == (leads_to if name in who else ""), (state, step, name)


def test_a_leader_issues_without_a_sheet_and_a_clerk_does_not() -> None:
    reviewed, bare = reply(state=ReplyState.REVIEWED), SignOff(step=SignOffStep.ISSUE)
    assert isinstance(signed_off(reviewed, bare, PEOPLE["leader"], TODAY), Reply)
    for lacking in ({"signatory": " "}, {"signed_on": None}, {"has_sheet": False}):
        recorded = said(SignOffStep.ISSUE, **lacking)
        outcome = signed_off(reviewed, recorded, PEOPLE["colleague"], TODAY)
        assert isinstance(outcome, Refused)
        assert outcome.reason == "ledger.refused.not_signed"


@pytest.mark.parametrize(("days", "is_refused"), [(-4, True), (-3, False), (0, False), (1, True)])
def test_a_sheet_is_signed_between_the_draft_and_today(days: int, is_refused: bool) -> None:
    recorded = said(SignOffStep.ISSUE, signed_on=TODAY + timedelta(days=days))
    outcome = signed_off(reply(state=ReplyState.REVIEWED), recorded, PEOPLE["colleague"], TODAY)
    assert isinstance(outcome, Refused) is is_refused


def test_nothing_is_sent_back_without_saying_why() -> None:
    outcome = signed_off(reply(), said(SignOffStep.SEND_BACK, words=" "), PEOPLE["leader"], TODAY)
    assert isinstance(outcome, Refused)
    assert outcome.reason == "ledger.refused.reason_missing"


def test_a_page_offers_what_is_open_to_the_person() -> None:
    assert open_steps(reply(), PEOPLE["drafter"], TODAY) == (SignOffStep.SEND_BACK,)
    assert open_steps(reply(), PEOPLE["colleague"], TODAY) == (
        SignOffStep.REVIEW,
        SignOffStep.SEND_BACK,
    )
    assert open_steps(reply(state=ReplyState.ISSUED), PEOPLE["leader"], TODAY) == ()
