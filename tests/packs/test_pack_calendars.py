"""放假安排 — the years in the pack, and a fault in one of them named."""

from datetime import date
from pathlib import Path

import pytest

from mengyang.packs import working_calendar
from mengyang.packs.calendar import read_calendar


def test_the_years_of_the_pack_stand_in_a_row() -> None:
    years = sorted(working_calendar().years)
    assert years == list(range(2024, years[-1] + 1))
    assert years[-1] >= 2026


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2025, 1, 26), True),
        (date(2025, 1, 28), False),
        (date(2025, 10, 8), False),
        (date(2026, 1, 4), True),
        (date(2026, 2, 23), False),
        (date(2026, 2, 24), True),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),
    ],
)
def test_days_that_the_notices_move(day: date, works: bool) -> None:
    assert working_calendar().is_working(day) is works


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("worked = [2026-01-04", "worked = [2026-01-05", "worked: weekend days of 2026"),
        ("worked = [2026-01-04", "worked = [2026-01-03", "worked: weekend days of 2026"),
        ("until = 2026-01-03", "until = 2025-12-31", r"holiday\[1\]: until: a span of days"),
        ("from = 2026-01-01", 'from = "new year"', r"holiday\[1\]: from: a day is needed"),
        ("[source]", "[sources]", "sources: unknown key"),
    ],
)
def test_a_fault_is_named(pack: Path, old: str, new: str, message: str) -> None:
    file = pack / "calendars/2026.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=rf"calendars/2026\.toml: .*{message}"):
        read_calendar(pack)
