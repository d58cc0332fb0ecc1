"""放假安排 — the holidays of each year with the weekend days that are worked instead."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from importlib.resources.abc import Traversable

from mengyang.core.ledger.working_days import Calendar, YearTable
from mengyang.packs.table import PACKS, Table, entries, read_table
from mengyang.packs.wording import read_wording


@cache
def working_calendar() -> Calendar:
    """The tables of `calendars/`, one a year."""
    return read_calendar(PACKS)


def read_calendar(root: Traversable) -> Calendar:
    """The calendar under `root`/calendars; raises `ValueError` naming file and key."""
    return Calendar.of(_read_year(file) for file in entries("calendars", root))


def _read_year(file: Traversable) -> YearTable:
    table = read_table(file, f"calendars/{file.name}")
    table.only("worked", "source", "holiday")
    read_wording(table.table("source"))
    year = file.name.removesuffix(".toml")
    if not (year.isascii() and year.isdigit()):
        raise table.fault("holiday", f"{file.name!r} is not named by its year")
    off = frozenset(day for row in table.tables("holiday") for day in _days(row, int(year)))
    worked = frozenset(table.days("worked"))
    weekdays = sorted(day for day in worked if day.weekday() < 5)
    if weekdays or off & worked or any(day.year != int(year) for day in worked):
        raise table.fault("worked", f"weekend days of {year} outside its holidays are needed")
    return YearTable(int(year), off, worked)


def _days(row: Table, year: int) -> Iterator[date]:
    row.only("name", "from", "until")
    read_wording(row.table("name"))
    day, until = row.day("from"), row.day("until")
    if not day <= until or {day.year, until.year} != {year}:
        raise row.fault("until", f"a span of days in {year} is needed")
    while day <= until:
        yield day
        day += timedelta(days=1)
