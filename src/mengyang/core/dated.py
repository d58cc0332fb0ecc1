"""时效 — values in force from a day on, end exclusive; a repeal is a dated nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mengyang.core.findings import Unknown

FIRST_YEAR, LAST_YEAR = 1900, 2099


@dataclass(frozen=True, slots=True)
class Dated[T]:
    """A value in force from `from_day` to `until_day` (exclusive; `None` means still in force)."""

    value: T
    from_day: date
    until_day: date | None = None

    def __post_init__(self) -> None:
        if self.until_day is not None and self.until_day <= self.from_day:
            raise ValueError(f"{self.until_day} does not come after {self.from_day}")

    def is_in_force(self, day: date) -> bool:
        """Whether the value holds on `day`."""
        return self.from_day <= day and (self.until_day is None or day < self.until_day)


def in_force[T](history: Iterable[Dated[T]], day: date) -> T | Unknown:
    """The one value in force on `day`; with several, the one that began last."""
    current = [entry for entry in history if entry.is_in_force(day)]
    if not current:
        return Unknown("dated.nothing_in_force", {"day": day.isoformat()})
    return max(current, key=lambda entry: entry.from_day).value


def is_likely(day: date) -> bool:
    """Whether somebody can have meant the day: a year like 0206 or 2206 is a slip of the hand."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def typed_day(text: str) -> date | None:
    """The day that somebody typed, as 2026-03-31 or 2026/3/31; none where it is no likely day."""
    parts = text.replace("/", "-").split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    try:
        day = date(*map(int, parts))
    except (ValueError, OverflowError):
        return None
    return day if is_likely(day) else None
