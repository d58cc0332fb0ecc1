"""一次性密码 — how long a given password may wait for its first sign-in, and who comes with it."""

from datetime import timedelta

from axes.utils import reset
from django.conf import settings

from mengyang.actions.accounts import FirstPassword


def lasting() -> timedelta:
    """As the configuration says."""
    return timedelta(hours=settings.ENVIRONMENT.one_time_hours)


def let_in(made: FirstPassword) -> FirstPassword:
    """Wrong passwords of before no longer count: who waits them out may come with the new one."""
    reset(username=made.username)
    return made
