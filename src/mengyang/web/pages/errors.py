"""出错页面 — what a person reads when an address, a right or the house itself fails."""

from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from mengyang.core.findings import Refused
from mengyang.web.refusal import as_json, worded
from mengyang.web.request import is_api


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
    """500 — our own mistake, said without anything that could fail in its turn."""
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    if is_api(request):
        answer = worded(Refused("web.refused.broken", "web.hint.tell_administrator"))
        return as_json(answer, status)
    # Without the request no context processor runs, so no database is asked.
    return render(None, "frame/broken.html", {"language": _language(request)}, status=status)


def _answer(request: HttpRequest, refused: Refused) -> HttpResponse:
    answer = worded(refused)
    if is_api(request):
        return as_json(answer)
    context = {"answer": answer, "title": gettext("This page cannot be shown")}
    return render(request, "frame/error.html", context, status=answer.status)


def _language(request: HttpRequest) -> str:
    return str(getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE))
