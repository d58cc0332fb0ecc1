"""健康探针 — `/healthz` and `/metrics` for whoever watches over the machine; nothing secret."""

import hmac

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mengyang.actions.health import health
from mengyang.core.findings import Level
from mengyang.web.clock import now
from mengyang.web.measures import CONTENT_TYPE, exposition
from mengyang.web.site.faults import is_loopback

STATES = {Level.INFO: "ok", Level.WARNING: "warning", Level.ERROR: "failed"}
FORWARDED = ("X-Forwarded-For", "X-Real-IP", "Forwarded")


@login_not_required
@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """200 as long as this process answers at all."""
    del request
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 where the house can work, else 503; each check by name with ok, warning or failed."""
    del request
    found = health(settings.ENVIRONMENT.var, at=now())
    checks = {name: STATES[finding.level] for name, finding in found.checks}
    content = {"status": "ready" if found.is_ready else "not ready", "checks": checks}
    return JsonResponse(content, status=200 if found.is_ready else 503)


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus: to this machine itself, or to whoever bears the token."""
    if not (_is_from_here(request) or _bears_token(request)):
        raise Http404
    figures = health(settings.ENVIRONMENT.var, at=now())
    return HttpResponse(exposition(settings.ENVIRONMENT.var, figures), content_type=CONTENT_TYPE)


def _is_from_here(request: HttpRequest) -> bool:
    # A proxy on this machine speaks for others, and says so.
    is_forwarded = any(request.headers.get(name) for name in FORWARDED)
    return is_loopback(request.META.get("REMOTE_ADDR", "")) and not is_forwarded


def _bears_token(request: HttpRequest) -> bool:
    token = settings.ENVIRONMENT.metrics_token
    given = request.headers.get("Authorization", "")
    return bool(token) and hmac.compare_digest(given.encode(), f"Bearer {token}".encode())


urlpatterns = [
    path("healthz/live", live, name="healthz_live"),
    path("healthz", ready, name="healthz"),
    path("metrics", metrics, name="metrics"),
]
