"""问题金额、整改金额 — sums of money entered by rows; what is not known is not nought."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mengyang.core.findings import Refused
from mengyang.core.ledger import (
    AmountKind,
    AmountRow,
    Amounts,
    EventKind,
    Rectified,
    advance,
    plan_amounts,
)
from mengyang.core.ledger.amounts import amounts
from tests.core.ledger.task_steps import RELATIONS, TODAY, event, task

FOUND, RETURNED, ADJUSTED = AmountKind.FOUND, AmountKind.RETURNED, AmountKind.ADJUSTED
UNKNOWN = AmountRow(FOUND, None)


def rows(*told: tuple[AmountKind, str]) -> Sequence[AmountRow]:
    return [AmountRow(kind, Decimal(amount)) for kind, amount in told]


@pytest.mark.parametrize(
    ("entered", "standing"),
    [
        ([UNKNOWN], Rectified.UNKNOWN),
        ([UNKNOWN, *rows((RETURNED, "5"))], Rectified.UNKNOWN),
        (rows((FOUND, "100")), Rectified.NOT_YET),
        (rows((FOUND, "100"), (RETURNED, "0.01")), Rectified.PARTLY),
        (rows((FOUND, "100"), (RETURNED, "60"), (ADJUSTED, "40")), Rectified.DONE),
        (rows((FOUND, "100"), (RETURNED, "60"), (RETURNED, "-60")), Rectified.NOT_YET),
        ([*rows((FOUND, "100")), UNKNOWN], Rectified.UNKNOWN),
        ([UNKNOWN, *rows((FOUND, "100"), (RETURNED, "100"))], Rectified.DONE),
    ],
)
def test_how_far_it_was_put_right_follows_from_the_rows(
    entered: Sequence[AmountRow], standing: Rectified
) -> None:
    summed = amounts(entered)
    assert summed is not None and summed.standing is standing


def test_where_no_money_is_in_question_there_is_no_sum() -> None:
    assert amounts([]) is None


def test_the_sum_of_a_plan_parts_what_is_known_from_what_is_not() -> None:
    total = plan_amounts(
        [
            Amounts(Decimal(100), Decimal(100)),
            Amounts(Decimal(50), Decimal(20)),
            Amounts(Decimal(7)),
            Amounts(None, Decimal(3)),
        ]
    )
    assert (total.found, total.rectified, total.rectified_of_unknown) == (157, 120, 3)
    assert (total.done, total.partly, total.not_yet, total.unknown) == (1, 1, 1, 1)
    assert total.matters == 4


def refusal(kind: EventKind, before: Amounts | None, amount: AmountRow | None, text: str = "x"):
    said = event(kind, amounts=before, amount=amount, text=text)
    relation = "overseer" if kind is EventKind.FIND_AMOUNT else "joint"
    outcome = advance(task(), said, RELATIONS[relation], TODAY)
    return outcome.reason.removeprefix("ledger.refused.") if isinstance(outcome, Refused) else None


@pytest.mark.parametrize(
    ("kind", "before", "amount", "refused"),
    [
        (EventKind.FIND_AMOUNT, None, None, "amount_missing"),
        (EventKind.FIND_AMOUNT, None, rows((RETURNED, "1"))[0], "amount_missing"),
        (EventKind.FIND_AMOUNT, None, UNKNOWN, None),
        (EventKind.FIND_AMOUNT, None, rows((FOUND, "0"))[0], "amount_form"),
        (EventKind.FIND_AMOUNT, None, rows((FOUND, "1.005"))[0], "amount_form"),
        (EventKind.FIND_AMOUNT, None, rows((FOUND, "NaN"))[0], "amount_form"),
        (EventKind.FIND_AMOUNT, None, rows((FOUND, "1e12"))[0], "amount_form"),
        (EventKind.FIND_AMOUNT, None, rows((FOUND, "-1"))[0], "amount_below"),
        (EventKind.FIND_AMOUNT, Amounts(Decimal(9), Decimal(8)), rows((FOUND, "-2"))[0],
         "amount_above"),
        (EventKind.RECTIFY_AMOUNT, None, rows((RETURNED, "1"))[0], "no_amount_found"),
        (EventKind.RECTIFY_AMOUNT, Amounts(Decimal(9)), UNKNOWN, "amount_missing"),
        (EventKind.RECTIFY_AMOUNT, Amounts(Decimal(9)), AmountRow(RETURNED, None),
         "amount_missing"),
        (EventKind.RECTIFY_AMOUNT, Amounts(Decimal(9)), rows((RETURNED, "9.01"))[0],
         "amount_above"),
        (EventKind.RECTIFY_AMOUNT, Amounts(Decimal(9)), rows((RETURNED, "-1"))[0], "amount_below"),
        (EventKind.RECTIFY_AMOUNT, Amounts(None), rows((RETURNED, "9"))[0], None),
    ],
)  # fmt: skip
def test_an_amount_is_money_and_the_sums_stay_possible(
    kind: EventKind, before: Amounts | None, amount: AmountRow | None, refused: str | None
) -> None:
    assert refusal(kind, before, amount) == refused


def test_an_amount_says_where_it_comes_from() -> None:
    assert refusal(EventKind.FIND_AMOUNT, None, UNKNOWN, " ") == "amount_words"


MONEY = st.decimals("-1000", "1000", places=2)


@given(st.lists(st.tuples(st.sampled_from(list(AmountKind)), MONEY), max_size=12))
def test_no_row_that_is_taken_leads_to_an_impossible_sum(
    entered: list[tuple[AmountKind, Decimal]],
) -> None:
    before: Amounts | None = None
    for kind, amount in entered:
        step = EventKind.FIND_AMOUNT if kind is FOUND else EventKind.RECTIFY_AMOUNT
        row = AmountRow(kind, amount)
        if refusal(step, before, row) is None:
            before = (before or Amounts(None)).after(row)
    if before is not None and before.found is not None:
        assert 0 <= before.rectified <= before.found
