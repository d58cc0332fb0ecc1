"""Office time 办公时间: instants on the clock of the office."""

from datetime import date, datetime

from mengyang.actions.escalation import OFFICE_TIME


def at(day: date, hour: int = 10) -> datetime:
    """That hour of the day in the office."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=OFFICE_TIME)
