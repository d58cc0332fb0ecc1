"""整改时限 — from printed deadlines to the day the lamps look at."""

from datetime import date

import pytest

from mengyang.core.documents import records
from mengyang.core.findings import Refused, Unknown
from mengyang.core.ledger import Deadline, DeadlineKind, due_day, needs_target_day, target_day

TODAY = date(2031, 5, 6)
SPRING, SUMMER, AUTUMN = date(2031, 3, 31), date(2031, 6, 30), date(2031, 9, 30)

CASES: list[tuple[str, list[date], date | str]] = [
    ("by date", [SUMMER], SUMMER),
    ("by date", [SPRING], SPRING),
    ("by date+ongoing", [SUMMER], SUMMER),
    ("by date-time", [SUMMER], SUMMER),
    ("by date", [], "ledger.deadline.unreadable"),
    ("several", [SPRING, SUMMER, AUTUMN], SUMMER),
    ("several", [AUTUMN, SUMMER], SUMMER),
    ("several", [SPRING], SPRING),
    ("several", [], "ledger.deadline.unreadable"),
    ("recurring", [SPRING, AUTUMN], AUTUMN),
    ("recurring", [], "ledger.deadline.recurring"),
    ("immediate", [], "ledger.deadline.needs_target_day"),
    ("immediate+ongoing", [], "ledger.deadline.needs_target_day"),
    ("relative", [], "ledger.deadline.needs_target_day"),
    ("relative", [AUTUMN], AUTUMN),
    ("ongoing", [], "ledger.deadline.standing"),
    ("none", [], "ledger.deadline.none"),
    ("done", [SPRING], "ledger.deadline.said_done"),
    ("done", [], "ledger.deadline.said_done"),
]


@pytest.mark.parametrize(("kind", "days", "expected"), CASES)
def test_it_finds_the_due_day_or_says_why_there_is_none(
    kind: str, days: list[date], expected: date | str
) -> None:
    found = due_day(Deadline(DeadlineKind(kind), tuple(days), "as printed"), TODAY)
    if isinstance(expected, str):
        assert found == Unknown(expected, {"raw": "as printed"})
    else:
        assert found == expected


def test_every_kind_has_a_case() -> None:
    assert {kind for kind, _days, _expected in CASES} == {kind.value for kind in DeadlineKind}


def test_the_kinds_are_those_a_reading_prints() -> None:
    assert [kind.value for kind in DeadlineKind] == [kind.value for kind in records.DeadlineKind]


@pytest.mark.parametrize("kind", DeadlineKind)
def test_an_own_day_is_needed_only_where_the_text_asks_for_an_end_without_a_day(
    kind: DeadlineKind,
) -> None:
    expected = kind.value in {"immediate", "immediate+ongoing", "relative"}
    assert needs_target_day(Deadline(kind)) is expected
    assert not needs_target_day(Deadline(kind, (SUMMER,)))


@pytest.mark.parametrize("kind", ["none", "ongoing", "recurring", "done"])
def test_an_own_day_is_free_where_nothing_is_printed(kind: str) -> None:
    deadline = Deadline(DeadlineKind(kind))
    assert target_day(deadline, None, TODAY) is None
    assert target_day(deadline, SUMMER, TODAY) == SUMMER


@pytest.mark.parametrize("kind", ["immediate", "none", "ongoing"])
def test_an_own_day_is_not_past(kind: str) -> None:
    deadline = Deadline(DeadlineKind(kind))
    assert target_day(deadline, TODAY, TODAY) == TODAY
    refused = target_day(deadline, SPRING, TODAY)
    assert isinstance(refused, Refused)
    assert refused.reason == "ledger.refused.target_day_past"


def test_a_printed_day_is_not_moved_by_the_unit() -> None:
    fixed = Deadline(DeadlineKind.BY_DATE, (SUMMER,))
    assert target_day(fixed, None, TODAY) == SUMMER
    assert target_day(fixed, SUMMER, TODAY) == SUMMER
    refused = target_day(fixed, AUTUMN, TODAY)
    assert isinstance(refused, Refused)
    assert (refused.reason, refused.params) == ("ledger.refused.deadline_fixed", {"day": SUMMER})
