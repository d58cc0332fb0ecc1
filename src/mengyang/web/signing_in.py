"""登录过程 — a name and a password become a session, and an event either way."""

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth import authenticate, login
from django.contrib.auth.backends import ModelBackend

from mengyang.actions.accounts import record_failed_sign_in, record_sign_in, require_in_time
from mengyang.web.clock import now
from mengyang.web.request import Request


class Accounts(ModelBackend):
    """The accounts of the store. Those of the demo open nothing outside it: their password is
    printed."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Whether the account is open here; asked at the sign-in and by every session."""
        return super().user_can_authenticate(user) and (settings.DEMO or not user.is_demo)


def sign_in(request: Request, username: str, password: str) -> bool:
    """Whether they belong together; then the session begins. Too many that do not close the
    account on this computer for a while, which django-axes answers by itself. Raises `Refused`
    where a one-time password comes too late."""
    was_open = AxesProxyHandler.is_allowed(request, {"username": username})
    user = authenticate(request, username=username, password=password)
    if user is None:
        # The one that closes the account is told; those after it would only fill the log.
        if was_open:
            closes = getattr(request, "axes_locked_out", False)
            record_failed_sign_in(username, closes=closes, at=now())
        return False
    require_in_time(user.pk, user.one_time_until, at=now())
    login(request, user)
    record_sign_in(user.pk, at=now())
    return True
