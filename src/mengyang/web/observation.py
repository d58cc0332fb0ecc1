"""运行观测 — each request gets a number, is counted and timed, and leaves one line in the log.

The line holds route, status and milliseconds: no name, no address, no query, nothing personal.
"""

import logging
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from prometheus_client import Counter, Histogram

type Handler = Callable[[HttpRequest], HttpResponse]

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
REQUESTS = Counter("mengyang_requests", "Requests answered", ("method", "route", "status"))
SECONDS = Histogram(
    "mengyang_request_seconds", "Seconds until the answer", ("route",), buckets=BUCKETS
)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_log = logging.getLogger("mengyang.requests")


class ObservationMiddleware:
    """The outermost: what it measures is what the person waited for."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number, begun = secrets.token_hex(8), time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - begun
        response["X-Request-ID"] = number
        _observe(request, response, number, seconds)
        return response


def route_of(request: HttpRequest) -> str:
    """The route as it is written, so that no number and no name of an address is kept."""
    match = request.resolver_match
    if match is not None:
        return f"/{match.route}"
    return "static" if request.path.startswith(settings.STATIC_URL) else "none"


def _observe(request: HttpRequest, response: HttpResponseBase, number: str, seconds: float) -> None:
    route = route_of(request)
    method = request.method if request.method in _METHODS else "OTHER"
    REQUESTS.labels(method, route, str(response.status_code)).inc()
    SECONDS.labels(route).observe(seconds)
    told = (number, method, route, response.status_code, seconds * 1000)
    _log.info("%s %s %s %s %.1f ms", *told)
