"""不予办理 — the one place where `Refused` becomes a page, a message, a fragment or JSON."""

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext

from mengyang.core.findings import Refused
from mengyang.web.bilingual import in_language
from mengyang.web.request import is_api, is_partial
from mengyang.web.wording import word

# The last part of a reason says what kind of no it is; any other is a rule of the work.
STATUSES = {
    "not_found": HTTPStatus.NOT_FOUND,
    "stale": HTTPStatus.CONFLICT,
    "busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "bad_request": HTTPStatus.BAD_REQUEST,
    "for_forms": HTTPStatus.METHOD_NOT_ALLOWED,
    "signed_out": HTTPStatus.UNAUTHORIZED,
    "wrong_credentials": HTTPStatus.UNAUTHORIZED,
    "password_expired": HTTPStatus.FORBIDDEN,
    "locked_out": HTTPStatus.TOO_MANY_REQUESTS,
    "not_yours": HTTPStatus.FORBIDDEN,
    "oneself": HTTPStatus.FORBIDDEN,
    "no_right": HTTPStatus.FORBIDDEN,
    "not_your_unit": HTTPStatus.FORBIDDEN,
    "own_claim": HTTPStatus.FORBIDDEN,
    "own_unit_claim": HTTPStatus.FORBIDDEN,
    "form_not_ours": HTTPStatus.FORBIDDEN,
    "must_change_password": HTTPStatus.FORBIDDEN,
    "code_needed": HTTPStatus.FORBIDDEN,
    "enrol_first": HTTPStatus.FORBIDDEN,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A refusal in the reader's language."""

    code: str
    message: str
    hint: str
    status: HTTPStatus

    @property
    def said(self) -> str:
        """Both as one text; Chinese sentences stand side by side."""
        return f"{self.message}{in_language('', ' ')}{self.hint}".strip()


def worded(refused: Refused) -> Answer:
    """The refusal in the language in force for this request."""
    language = get_language() or "zh-hans"
    hint = word(refused.hint, refused.params, language) if refused.hint else ""
    message = word(refused.reason, refused.params, language)
    return Answer(refused.reason, message, hint, status_of(refused.reason))


def said_of(refused: Refused) -> str:
    """Both sentences as one text; a document that they name by its title is a link to it."""
    said = worded(refused).said
    document, title = refused.params.get("document"), str(refused.params.get("title") or "")
    before, _, after = said.partition(title) if title else (said, "", "")
    if not isinstance(document, int) or not title or title not in said:
        return said
    address = reverse("document", args=[document])
    return format_html('{}<a href="{}">{}</a>{}', before, address, title, after)


def status_of(reason: str) -> HTTPStatus:
    """The HTTP status of a reason."""
    kind = reason.rpartition(".")[2]
    if kind.startswith("no_such_"):
        return HTTPStatus.NOT_FOUND
    return STATUSES.get(kind, HTTPStatus.UNPROCESSABLE_ENTITY)


def refuse(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Answer a refused request in the form it was asked in."""
    answer = worded(refused)
    if is_api(request):
        return as_json(answer)
    context: dict[str, object] = {"answer": answer, "title": heading(request)}
    if is_partial(request):
        response = render(request, "frame/refused_part.html", context, status=answer.status)
        # The form that was sent stays as it is; the sentence appears where messages stand.
        response["HX-Retarget"] = "#messages"
        response["HX-Reswap"] = "innerHTML"
        return response
    back = way_back(request)
    if request.method == "POST" and back:
        messages.error(request, answer.message, extra_tags=answer.hint)
        return HttpResponseRedirect(back, status=HTTPStatus.SEE_OTHER)
    return render(request, "frame/refused.html", context | {"back": back}, status=answer.status)


def heading(request: HttpRequest) -> str:
    """Over the page of a refusal: whoever only looks is shown nothing, whoever acts is refused."""
    if request.method in ("GET", "HEAD"):
        return gettext("This page cannot be shown")
    return gettext("This was refused")


def as_json(answer: Answer, status: int = 0) -> JsonResponse:
    """`{code, message, hint}` with the status."""
    content = {"code": answer.code, "message": answer.message, "hint": answer.hint}
    return JsonResponse(content, status=status or answer.status)


def way_back(request: HttpRequest) -> str:
    """The page of this site the request came from, or nothing."""
    referrer = request.headers.get("Referer", "")
    try:
        here = request.get_host()
    except DisallowedHost:
        # The refusal may be of the very host that was asked for.
        return ""
    is_ours = url_has_allowed_host_and_scheme(referrer, {here}, require_https=request.is_secure())
    return referrer if is_ours and "\n" not in referrer else ""
