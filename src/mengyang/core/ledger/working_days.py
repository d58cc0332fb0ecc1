"""工作日 — working days by a dated table of holidays and of weekend days that are worked (调休).

A year whose table has not been issued is counted by its weekdays, and the answer says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

_SATURDAY = 5
# Ten years of working days: more is no term that an office sets.
_MOST_DAYS = 2600


@dataclass(frozen=True, slots=True)
class YearTable:
    """一年的放假安排 — `off` the days without work, `worked` the weekend days with it."""

    year: int
    off: frozenset[date]
    worked: frozenset[date]

    def __post_init__(self) -> None:
        strange = [day for day in self.off | self.worked if day.year != self.year]
        if strange or self.off & self.worked:
            raise ValueError(f"the table of {self.year} holds {strange or self.off & self.worked}")


@dataclass(frozen=True, slots=True)
class Counted:
    """A day found by counting; `is_assumed` where a year without a table lay on the way."""

    on: date
    is_assumed: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """工作日历 — the tables of the years that have one."""

    years: Mapping[int, YearTable]

    @classmethod
    def of(cls, tables: Iterable[YearTable]) -> "Calendar":
        """Raises `ValueError` where a year has two tables."""
        years: dict[int, YearTable] = {}
        for table in tables:
            if table.year in years:
                raise ValueError(f"{table.year} has two tables")
            years[table.year] = table
        return cls(MappingProxyType(years))

    def is_working(self, day: date) -> bool:
        """Whether offices work on the day, as far as is known."""
        table = self.years.get(day.year)
        if table and day in table.worked:
            return True
        return day.weekday() < _SATURDAY and not (table and day in table.off)

    def after(self, day: date, working_days: int) -> Counted:
        """The last of so many working days counted from the day after `day`; 0 is `day` itself.

        Raises `ValueError` for a number below 0 or beyond ten years.
        """
        if not 0 <= working_days <= _MOST_DAYS:
            raise ValueError(f"{working_days} working days")
        on, left, is_assumed = day, working_days, False
        while left:
            on += timedelta(days=1)
            is_assumed = is_assumed or on.year not in self.years
            left -= self.is_working(on)
        return Counted(on, is_assumed)

    def between(self, first: date, last: date) -> int:
        """How many working days lie after `first` up to `last`; below 0 the other way round."""
        if last < first:
            return -self.between(last, first)
        days = range(1, (last - first).days + 1)
        return sum(self.is_working(first + timedelta(days=each)) for each in days)

    def next_working(self, day: date) -> date:
        """The day itself where offices work on it, else the next on which they do."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day
