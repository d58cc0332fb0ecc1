"""填写页面 — the address of a form, opened like a page, leads back to the page that the form is on.

After a refused form the browser stands at the form's own address: a reload, or the switch of the
language, asks for it as if it were a page.
"""

from http import HTTPStatus
from urllib.parse import urlsplit

from django.contrib.messages import get_messages, warning
from django.contrib.messages.storage.base import BaseStorage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve
from django.utils.translation import get_language

from mengyang.web.refusal import way_back
from mengyang.web.wording import word

_KEY = "form_pages"
_MOST = 8
_SHOWN_AGAIN = frozenset({HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT})


def remember_page(request: HttpRequest, response: HttpResponse) -> None:
    """Keep, for the session, on which page a form stood that was refused and is shown again."""
    if request.method != "POST" or response.status_code not in _SHOWN_AGAIN:
        return
    page = way_back(request)
    is_itself = urlsplit(page).path == request.path
    if page and not is_itself and request.user.is_authenticated:
        kept = dict(request.session.get(_KEY, {}))
        kept.pop(request.path, None)
        request.session[_KEY] = dict([*kept.items(), (request.path, page)][-_MOST:])


def lead_back(request: HttpRequest) -> HttpResponse:
    """To the page of the form: the one it was sent from, else the nearest one above its address."""
    session = getattr(request, "session", None)
    kept = dict(session.get(_KEY, {})) if session is not None else {}
    told = "web.told.form_refused" if request.path in kept else "web.refused.for_forms"
    said = word(told, language=get_language() or "zh-hans")
    if not _is_said(request, said):
        warning(request, said)
    page = kept.get(request.path) or _above(request.path)
    return HttpResponseRedirect(page, status=HTTPStatus.SEE_OTHER)


def _is_said(request: HttpRequest, said: str) -> bool:
    """Whether the sentence waits already: the way back may lead over the address of a form."""
    waiting = get_messages(request)
    found = any(str(each) == said for each in waiting)
    if isinstance(waiting, BaseStorage):
        # Only looked at: it is still to be shown.
        waiting.used = False
    return found


def _above(path: str) -> str:
    """The nearest address above that is known; it may be that of a form itself, and lead on."""
    parts = path.strip("/").split("/")
    for left in range(len(parts) - 1, 0, -1):
        address = "/".join(("", *parts[:left], ""))
        try:
            resolve(address)
        except Resolver404:
            continue
        return address
    return "/"
