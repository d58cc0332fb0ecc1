"""一次性密码期限 — how long a password that somebody was given may wait for its first sign-in."""

from datetime import timedelta

from django.conf import settings


def lasting() -> timedelta:
    """As the configuration says."""
    return timedelta(hours=settings.ENVIRONMENT.one_time_hours)
