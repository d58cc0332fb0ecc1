"""时钟 — the only place that looks at the clock; every layer below is told the day and the time."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The moment, in the time zone of the installation: its date is the day of the installation."""
    return timezone.localtime()


def today() -> date:
    """The day in the time zone of the installation."""
    return timezone.localdate()
