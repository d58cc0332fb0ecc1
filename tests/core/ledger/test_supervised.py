"""Supervised matters 督查件: what a line of the register must say, and its number."""

from dataclasses import replace
from datetime import date

import pytest

from mengyang.core.facts import DeadlineKind
from mengyang.core.ledger import Deadline
from mengyang.core.ledger.supervised import Origin, matter_number, origin_fault, term_fault

DAY = date(2026, 3, 2)
GIVEN = date(2026, 3, 1)
SAID = Origin(source="instruction", words="请抓紧办理。", giver="副专员", given_on=GIVEN)


def test_the_number_is_written_as_papers_print_it() -> None:
    assert matter_number(2026, 12) == "督〔2026〕12号"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"given_on": DAY}, None),
        ({"words": " \n"}, "no_words"),
        ({"giver": " "}, "no_giver"),
        ({"given_on": date(2026, 3, 3)}, "given_later"),
        ({"source": "rumour"}, "unknown_choice"),
        ({"urgency": "soon"}, "unknown_choice"),
        ({"answer": "smoke"}, "unknown_choice"),
    ],
)
def test_a_line_says_in_whose_words_and_when(
    changes: dict[str, object], reason: str | None
) -> None:
    fault = origin_fault(replace(SAID, **changes), DAY)  # type: ignore[arg-type]
    assert (fault.reason if fault else None) == (reason and f"matters.refused.{reason}")


@pytest.mark.parametrize(
    ("deadline", "reason"),
    [
        (Deadline(DeadlineKind.BY_DATE, (DAY,)), None),
        (Deadline(DeadlineKind.BY_DATE, (GIVEN,)), None),
        (Deadline(DeadlineKind.BY_DATE), "no_day"),
        (Deadline(DeadlineKind.BY_DATE_ONGOING), "no_day"),
        (Deadline(DeadlineKind.BY_DATE, (date(2026, 2, 28),)), "due_early"),
        (Deadline(DeadlineKind.IMMEDIATE), None),
        (Deadline(DeadlineKind.ONGOING), None),
        (Deadline(), None),
        (Deadline(DeadlineKind.RECURRING, (), "每季度末月25日前"), None),
        (Deadline(DeadlineKind.RECURRING, (), "经常"), "no_recurrence"),
        (Deadline(DeadlineKind.DONE), "unknown_choice"),
    ],
)
def test_a_deadline_has_the_day_its_kind_asks_for(deadline: Deadline, reason: str | None) -> None:
    fault = term_fault(deadline, GIVEN, DAY)
    assert (fault.reason if fault else None) == (reason and f"matters.refused.{reason}")
