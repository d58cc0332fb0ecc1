"""出错页面 — what a person reads when an address, a right or the house itself fails."""

import sys
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mengyang.core.findings import Refused
from mengyang.web.refusal import as_json, heading, way_back, worded
from mengyang.web.request import is_api
from mengyang.web.troubles import trouble_of


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 where the form itself is too long."""
    if isinstance(exception, RequestDataTooBig):
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // (1024 * 1024)
        return _answer(request, Refused("web.refused.too_large", "web.hint.shorter", limit=limit))
    return _answer(request, Refused("web.refused.bad_request", "web.hint.check_address"))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 — Django's own refusals; ours come through `web.refusal`."""
    del exception
    return _answer(request, Refused("access.refused.not_yours", "access.hint.ask_administrator"))


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 — the form did not come from a page of this session."""
    del reason
    return _answer(request, Refused("access.refused.form_not_ours", "access.hint.load_again"))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 — nothing lies at this address, or nothing this person may see."""
    del exception
    return _answer(request, Refused("web.refused.not_found", "web.hint.from_the_start"))


def broken(request: HttpRequest) -> HttpResponse:
    """500 for our own mistake, 503 for a trouble of the machine, said without asking a database."""
    trouble = trouble_of(sys.exception())
    answer = worded(trouble or Refused("web.refused.broken", "web.hint.tell_administrator"))
    status = HTTPStatus.SERVICE_UNAVAILABLE if trouble else HTTPStatus.INTERNAL_SERVER_ERROR
    if is_api(request):
        return as_json(answer, status)
    context = {"language": _language(request), "trouble": answer if trouble else None}
    # Without the request no context processor runs.
    return render(None, "frame/broken.html", context, status=status)


def _answer(request: HttpRequest, refused: Refused) -> HttpResponse:
    answer = worded(refused)
    if is_api(request):
        return as_json(answer)
    context = {"answer": answer, "title": heading(request), "back": way_back(request)}
    return render(request, "frame/error.html", context, status=answer.status)


def _language(request: HttpRequest) -> str:
    return str(getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE))
