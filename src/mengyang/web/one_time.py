"""一次性密码 — how long a given password may wait for its first sign-in, and who comes with it."""

from datetime import timedelta

from axes.utils import reset
from django.conf import settings

from mengyang.actions.accounts import FirstPassword, reset_password
from mengyang.core.access import Actor
from mengyang.web.clock import now


def lasting() -> timedelta:
    """As the configuration says."""
    return timedelta(hours=settings.ENVIRONMENT.one_time_hours)


def new_password(actor: Actor, user_id: int, version: int) -> FirstPassword:
    """A one-time password for somebody in the version that the person saw."""
    return let_in(reset_password(actor, user_id, version, at=now(), lasting=lasting()))


def let_in(made: FirstPassword) -> FirstPassword:
    """Wrong passwords of before no longer count: who waits them out may come with the new one."""
    reset(username=made.username)
    return made
