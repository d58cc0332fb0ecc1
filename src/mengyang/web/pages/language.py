"""语言 — switches the screens between Chinese and English and keeps the page."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from mengyang.actions.accounts import set_language
from mengyang.core.findings import Refused
from mengyang.web.clock import now
from mengyang.web.middleware import before_password_change
from mengyang.web.request import Request

A_YEAR_SECONDS = 365 * 24 * 3600


@login_not_required
@before_password_change
@require_POST
def language(request: Request) -> HttpResponse:
    """Remember the language for the account, and in a cookie for the sign-in page."""
    code = request.POST.get("language", "")
    if code not in dict(settings.LANGUAGES):
        raise Refused("web.refused.bad_request", "web.hint.check_address")
    if request.user.is_authenticated:
        set_language(request.actor, code, at=now())
    return remember_language(HttpResponseRedirect(own_address(request)), code)


def remember_language(response: HttpResponse, code: str) -> HttpResponse:
    """Set the cookie that Django's LocaleMiddleware reads."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=A_YEAR_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def own_address(request: HttpRequest) -> str:
    """Where `next` leads, if that is a page of this site; else home."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        target, {request.get_host()}, require_https=request.is_secure()
    )
    return target if is_ours else "/"


urlpatterns = [path("language/", language, name="language")]
