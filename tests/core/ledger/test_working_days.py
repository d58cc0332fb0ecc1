"""工作日 — counted by the table of the year; a year without one by its weekdays, and said so."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mengyang.core.ledger.working_days import Calendar, Counted, YearTable

# A made-up year: the 1st to the 3rd of May off, the Saturday before worked.
TABLE = YearTable(
    2031,
    off=frozenset({date(2031, 5, 1), date(2031, 5, 2), date(2031, 5, 3)}),
    worked=frozenset({date(2031, 4, 26)}),
)
CALENDAR = Calendar.of([TABLE])
DAYS = st.dates(date(2030, 11, 1), date(2032, 2, 1))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2031, 4, 25), True),
        (date(2031, 4, 26), True),
        (date(2031, 4, 27), False),
        (date(2031, 5, 1), False),
        (date(2031, 5, 5), True),
        (date(2032, 5, 1), False),
        (date(2032, 5, 3), True),
    ],
)
def test_a_day_is_worked_by_table_and_weekday(day: date, works: bool) -> None:
    assert CALENDAR.is_working(day) is works


def test_working_days_are_counted_over_a_holiday() -> None:
    wednesday = date(2031, 4, 30)
    assert CALENDAR.after(wednesday, 1) == Counted(date(2031, 5, 5), is_assumed=False)
    assert CALENDAR.after(date(2031, 4, 25), 1).on == date(2031, 4, 26)
    assert CALENDAR.after(wednesday, 0) == Counted(wednesday, is_assumed=False)
    assert CALENDAR.between(wednesday, date(2031, 5, 6)) == 2
    assert CALENDAR.next_working(date(2031, 5, 1)) == date(2031, 5, 5)


def test_a_year_without_a_table_is_told() -> None:
    assert CALENDAR.after(date(2031, 12, 31), 1) == Counted(date(2032, 1, 1), is_assumed=True)


@given(DAYS, st.integers(0, 60))
def test_counting_there_and_back_agrees(day: date, number: int) -> None:
    counted = CALENDAR.after(day, number).on
    assert CALENDAR.between(day, counted) == number
    assert CALENDAR.between(counted, day) == -number
    assert number == 0 or CALENDAR.is_working(counted)


@given(DAYS)
def test_the_next_working_day_is_the_first(day: date) -> None:
    found = CALENDAR.next_working(day)
    assert CALENDAR.is_working(found)
    assert not any(CALENDAR.is_working(day + timedelta(days=i)) for i in range((found - day).days))


def test_a_table_that_contradicts_itself_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="2031 has two tables"):
        Calendar.of([TABLE, TABLE])
    with pytest.raises(ValueError, match="the table of 2032"):
        YearTable(2032, TABLE.off, frozenset())
    for number in (-1, 10_000):
        with pytest.raises(ValueError, match="working days"):
            CALENDAR.after(date(2031, 1, 1), number)
