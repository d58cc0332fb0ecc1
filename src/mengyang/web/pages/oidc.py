"""统一身份认证 — out to the office's provider, and back with its word."""

import secrets
from dataclasses import asdict

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mengyang.actions.accounts import record_failed_provider, record_sign_in
from mengyang.core.findings import Refused
from mengyang.store.reads.second_factor import user_of_subject
from mengyang.web.clock import now
from mengyang.web.oidc import Attempt, address_of, is_configured, new_attempt, subject_of
from mengyang.web.pages.language import own_address
from mengyang.web.refusal import worded
from mengyang.web.request import Request

KEPT = "oidc"
BACKEND = "mengyang.web.signing_in.Accounts"


@login_not_required
@never_cache
@require_safe
def oidc_begin(request: Request) -> HttpResponse:
    """Send the browser to the provider."""
    try:
        _require_configured()
        attempt = new_attempt()
        address = address_of(settings.ENVIRONMENT, attempt, _return_url(request))
    except Refused as refused:
        return _told(request, refused)
    request.session[KEPT] = asdict(attempt) | {"next": own_address(request)}
    return HttpResponseRedirect(address)


@login_not_required
@never_cache
@require_safe
def oidc_return(request: Request) -> HttpResponse:
    """Take the provider's word, and open the session of the account bound to it."""
    kept = request.session.pop(KEPT, None)
    try:
        _require_configured()
        attempt = _attempt(request, kept)
        code = request.GET.get("code", "")
        if not code:
            raise Refused("access.refused.oidc_denied", "access.hint.oidc_administrator")
        subject = subject_of(settings.ENVIRONMENT, attempt, code, _return_url(request))
        user = user_of_subject(subject)
        if user is None:
            raise Refused("access.refused.oidc_unbound", "access.hint.oidc_bind", subject=subject)
    except Refused as refused:
        if kept is not None:
            # Who comes without having been sent to the provider leaves no mark in the log.
            record_failed_provider(refused.reason, at=now())
        return _told(request, refused)
    login(request, user, BACKEND)
    record_sign_in(user.pk, at=now())
    return HttpResponseRedirect(kept["next"] if kept else "/")


def _attempt(request: Request, kept: dict[str, str] | None) -> Attempt:
    state = request.GET.get("state", "")
    if kept is None or not secrets.compare_digest(state.encode(), kept["state"].encode()):
        raise Refused("access.refused.oidc_state", "access.hint.oidc_again")
    return Attempt(kept["state"], kept["nonce"], kept["verifier"])


def _require_configured() -> None:
    if not is_configured(settings.ENVIRONMENT):
        raise Refused("access.refused.oidc_off", "access.hint.use_password")


def _return_url(request: Request) -> str:
    return request.build_absolute_uri(reverse("oidc_return"))


def _told(request: Request, refused: Refused) -> HttpResponse:
    """Back to the sign-in page, with the reason in plain words."""
    answer = worded(refused)
    messages.error(request, answer.message, extra_tags=answer.hint)
    return HttpResponseRedirect(reverse("sign_in"))


urlpatterns = [
    path("sign-in/oidc/", oidc_begin, name="oidc_begin"),
    path("sign-in/oidc/return/", oidc_return, name="oidc_return"),
]
