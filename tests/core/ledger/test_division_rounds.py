"""征求意见 — whom a round asks, its clock, silence; what a row may hold; how it is settled."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mengyang.core.facts import DeadlineKind
from mengyang.core.findings import Refused
from mengyang.core.ledger import Deadline
from mengyang.core.ledger.division import (
    Asked,
    Counter,
    ItemChange,
    Reply,
    Share,
    asked_units,
    clock,
    countered,
    counts_as_consent,
    final_reply,
    former_leads,
    item_fault,
    settlement_fault,
    to_remind,
    unanswered,
)

DUE = date(2031, 5, 16)
SHARES = (Share(1, (7, 8)), Share(2, (8,), is_changed=True), Share(3, (9, 9)), Share(4, ()))


def test_a_first_round_asks_every_unit_about_its_own_tasks() -> None:
    assert asked_units(SHARES, only_changed=False) == {7: (1,), 8: (1, 2), 9: (3,)}


def test_a_later_round_asks_only_about_what_changed() -> None:
    assert asked_units(SHARES, only_changed=True) == {8: (2,)}


@given(st.lists(st.tuples(st.lists(st.integers(1, 5)), st.booleans()), max_size=8))
def test_everybody_named_is_asked_about_everything_that_names_them(
    drawn: list[tuple[list[int], bool]],
) -> None:
    shares = [Share(n, tuple(units), changed) for n, (units, changed) in enumerate(drawn)]
    asked = asked_units(shares, only_changed=False)
    pairs = {(unit, share.item_id) for share in shares for unit in share.unit_ids}
    assert {(unit, item) for unit, items in asked.items() for item in items} == pairs


@pytest.mark.parametrize(
    ("day", "left", "is_over"),
    [(date(2031, 5, 13), 3, False), (DUE, 0, False), (date(2031, 5, 17), -1, True)],
)
def test_a_reply_on_the_day_itself_is_in_time(day: date, left: int, is_over: bool) -> None:
    assert (clock(DUE, day).days_left, clock(DUE, day).is_over) == (left, is_over)


ASKED = (Asked(7, Reply.AGREED), Asked(8), Asked(9, Reply.OBJECTED), Asked(10))


def test_those_without_a_reply_are_named_and_reminded_when_the_day_is_near() -> None:
    assert unanswered(ASKED) == (8, 10)
    assert to_remind(ASKED, DUE, date(2031, 5, 1), 3) == {}
    assert {*to_remind(ASKED, DUE, date(2031, 5, 13), 3)} == {8, 10}
    assert to_remind(ASKED, DUE, date(2031, 5, 18), 3)[8].days_left == -2


def test_silence_is_recorded_only_after_the_day_and_is_never_turned_into_agreement() -> None:
    assert final_reply(Reply.WAITING, DUE, DUE) is Reply.WAITING
    assert final_reply(Reply.WAITING, DUE, date(2031, 5, 17)) is Reply.SILENT
    assert final_reply(Reply.OBJECTED, DUE, date(2031, 5, 17)) is Reply.OBJECTED


@pytest.mark.parametrize(
    ("reply", "said_so", "consents"),
    [
        (Reply.AGREED, False, True),
        (Reply.SILENT, False, False),
        (Reply.SILENT, True, True),
        (Reply.OBJECTED, True, False),
        (Reply.WAITING, True, False),
    ],
)
def test_silence_counts_as_agreement_only_where_the_round_said_so(
    reply: Reply, said_so: bool, consents: bool
) -> None:
    assert counts_as_consent(reply, silence_is_consent=said_so) is consents


@pytest.mark.parametrize(
    ("verdict", "reason", "proposes", "changes", "fault"),
    [
        ("accepted", "", True, True, None),
        ("accepted", "", False, False, None),
        ("partly", "只改时限", True, True, None),
        ("partly", "只改时限", True, False, "partly_nothing"),
        ("partly", "", True, True, "verdict_reason"),
        ("rejected", "职责法定", True, False, None),
        ("rejected", "职责法定", True, True, "rejected_changes"),
        ("rejected", " ", False, False, "verdict_reason"),
        ("maybe", "…", False, False, "no_verdict"),
    ],
)
def test_a_verdict_needs_its_reason_and_does_what_it_says(
    verdict: str, reason: str, proposes: bool, changes: bool, fault: str | None
) -> None:
    answer = settlement_fault(verdict, reason, proposes=proposes, changes=changes)
    assert (answer and answer.reason) == (fault and f"divisions.refused.{fault}")


BY_DATE = Deadline(DeadlineKind.BY_DATE, (DUE,))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (ItemChange((7,), (8,), BY_DATE), None),
        (ItemChange((), ()), None),
        (ItemChange((7,), (7,)), "unit_twice"),
        (ItemChange((7, 7)), "unit_twice"),
        (ItemChange((7,), (), Deadline(DeadlineKind.BY_DATE)), "day_missing"),
        (ItemChange((7,), (), Deadline(DeadlineKind.ONGOING, (DUE,))), "day_too_much"),
    ],
)
def test_a_row_holds_each_unit_once_and_a_day_where_its_kind_has_one(
    change: ItemChange, fault: str | None
) -> None:
    answer = item_fault(change)
    assert (answer and answer.reason) == (fault and f"divisions.refused.{fault}")


def test_a_counter_proposal_moves_the_lead_and_the_day() -> None:
    moved = countered(ItemChange((7,), (8, 9), Deadline(DeadlineKind.ONGOING)), Counter(8, DUE))
    assert moved == ItemChange((8,), (9,), BY_DATE)
    assert not isinstance(item_fault(moved), Refused)
    assert countered(moved, Counter()) == moved


@pytest.mark.parametrize(
    ("leads", "joints", "counter", "then", "former"),
    [
        # Who led until now goes, or helps where the office says so.
        ((7,), (9,), Counter(8), ((8,), (9,)), (7,)),
        ((7,), (9,), Counter(8, keeps_former=True), ((8,), (9, 7)), (7,)),
        ((7,), (8, 9), Counter(8, keeps_former=True), ((8,), (9, 7)), (7,)),
        # Of several that lead only the one that spoke is replaced.
        ((5, 6, 7), (), Counter(8, spoken_by=6), ((5, 8, 7), ()), (6,)),
        ((5, 6, 7), (), Counter(5, spoken_by=6, keeps_former=True), ((5, 7), (6,)), (6,)),
        # A unit that helps says that another should lead: all that lead go.
        ((5, 6), (7,), Counter(8, spoken_by=7), ((8,), (7,)), (5, 6)),
        ((7,), (), Counter(7, spoken_by=7, keeps_former=True), ((7,), ()), ()),
        ((), (), Counter(8, spoken_by=7), ((8,), ()), ()),
        ((7,), (8,), Counter(None, DUE, keeps_former=True), ((7,), (8,)), ()),
    ],
)
def test_the_former_lead_goes_or_helps(
    leads: tuple[int, ...],
    joints: tuple[int, ...],
    counter: Counter,
    then: tuple[tuple[int, ...], tuple[int, ...]],
    former: tuple[int, ...],
) -> None:
    before = ItemChange(leads, joints, BY_DATE)
    after = countered(before, counter)
    assert (after.lead_ids, after.joint_ids) == then
    assert former_leads(before, counter) == former
    assert item_fault(after) is None
