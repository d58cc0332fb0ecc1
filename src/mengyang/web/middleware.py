"""中间件 — who sends the request, whether it may come in at all, and what a refusal becomes."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import unquote_plus, urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from mengyang.core.access import Actor
from mengyang.core.appointments import ADMINISTRATORS
from mengyang.core.findings import Refused
from mengyang.web.clock import today
from mengyang.web.file_limits import limit_of
from mengyang.web.form_pages import lead_back, remember_page
from mengyang.web.refusal import refuse, way_back, worded
from mengyang.web.request import Request, is_api, is_partial
from mengyang.web.standpoint import actor_in

type Handler = Callable[[HttpRequest], HttpResponse]
type View = Callable[..., HttpResponse]

NOBODY = Actor(user_id=0)
# Room for the other fields and the frame of a form that carries a file.
# The routes of the API that are open before the one-time code is given, before codes are enrolled,
# and before the password is changed.
CODE_ROUTES = frozenset({"/api/session", "/api/people/me/code"})
ENROL_ROUTES = frozenset({"/api/session", "/api/people/me/second-factor"})
OWN_ROUTES = frozenset({*CODE_ROUTES, *ENROL_ROUTES, "/api/people/me/password"})
DRAINED_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Step:
    """先办事项 — the one page a person is led to first, and what else is open until it is done."""

    url_name: str
    reason: str
    hint: str
    mark: str
    routes: frozenset[str]

    def opens(self, request: HttpRequest, view: View) -> bool:
        """Whether the page or route asked for is open all the same."""
        return request.path in self.routes or getattr(view, self.mark, False)


CODE_FIRST = Step(
    "code", "access.refused.code_needed", "access.hint.give_code", "before_code", CODE_ROUTES
)
PASSWORD_FIRST = Step(
    "password",
    "access.refused.must_change_password",
    "access.hint.change_it",
    "before_password_change",
    OWN_ROUTES,
)
ENROL_FIRST = Step(
    "second_factor",
    "access.refused.enrol_first",
    "access.hint.give_code",
    "before_password_change",
    ENROL_ROUTES,
)


class ActorMiddleware:
    """经办人 — sets `request.actor`; a page is closed to strangers unless it says otherwise.

    Open pages carry Django's `login_not_required`; those that somebody with a password given by
    the office may see before changing it carry `before_password_change`.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.actor = NOBODY
        if request.user.is_authenticated:
            request.actor = actor_in(request, today())
            if request.user.language in dict(settings.LANGUAGES):
                translation.activate(request.user.language)
                request.LANGUAGE_CODE = request.user.language
        response = self.get_response(request)
        # A fragment must not be shown as the page it belongs to.
        patch_vary_headers(response, ("HX-Request",))
        if request.actor is not NOBODY and not response.has_header("Cache-Control"):
            # Offices share computers: after signing out the way back shows nothing.
            response["Cache-Control"] = "private, no-store"
        return response

    def process_view(
        self, request: Request, view: View, _args: object, _kwargs: object
    ) -> HttpResponse | None:
        """Send strangers to the sign-in page, and given passwords to be changed."""
        if not request.user.is_authenticated:
            is_open = not getattr(view, "login_required", True)
            # The API answers strangers itself, in JSON.
            return None if is_open or is_api(request) else _to_sign_in(request)
        step = first_step(request)
        if step is None or step.opens(request, view):
            return None
        if is_api(request):
            return refuse(request, Refused(step.reason, step.hint))
        return _redirect(request, reverse(step.url_name))


class RefusalMiddleware:
    """不予办理 — words every refusal, and stops what no page could read."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_unreadable(request):
            return refuse(request, Refused("web.refused.bad_request", "web.hint.check_address"))
        if _length(request) > settings.ENVIRONMENT.largest_request_bytes:
            _drain(request)
            limit = limit_of(request) // (1024 * 1024)
            refused = Refused("web.refused.too_large", "web.hint.smaller_file", limit=limit)
            return refuse(request, refused)
        answer = _explained(request, self.get_response(request))
        remember_page(request, answer)
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal is an answer; anything else stays a mistake of ours."""
        return refuse(request, exception) if isinstance(exception, Refused) else None


def first_step(request: Request) -> Step | None:
    """What this person must do before anything else; None where everything is open."""
    if request.user.has_second_factor and not request.session.get("code_given"):
        return CODE_FIRST
    if request.user.must_change_password:
        return PASSWORD_FIRST
    must = settings.ENVIRONMENT.admin_codes and not request.user.has_second_factor
    return ENROL_FIRST if must and _is_administrator(request.actor) else None


def before_password_change[V: View](view: V) -> V:
    """Mark a page that is open to somebody who must change the password first."""
    view.before_password_change = True  # type: ignore[attr-defined]
    return view


def before_code[V: View](view: V) -> V:
    """Mark a page that is open to somebody who has not given the one-time code yet."""
    view.before_code = True  # type: ignore[attr-defined]
    return view


def is_unreadable(request: HttpRequest) -> bool:
    """Whether the address holds a NUL, which PostgreSQL cannot store and nobody types."""
    return "\x00" in request.path or "\x00" in unquote_plus(request.META.get("QUERY_STRING", ""))


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _drain(request: HttpRequest) -> None:
    """Read and drop the body: a browser that is cut off while sending never shows the answer."""
    read = 0
    while read < DRAINED_BYTES and (chunk := request.read(64 * 1024)):
        read += len(chunk)


def _is_administrator(actor: Actor) -> bool:
    return any(post.role in ADMINISTRATORS for post in actor.posts)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Ask who it is, then lead on; what was sent by a form is lost, and the page says so."""
    target = request.headers.get("HX-Current-URL", "") if is_partial(request) else ""
    if request.method in ("GET", "HEAD"):
        if is_partial(request):
            # A part of a page is asked for by who had that page: the session has ended.
            messages.error(request, worded(Refused("access.refused.session_ended")).message)
        target = target or request.get_full_path()
    elif request.path != reverse("sign_out"):
        # The address of a form is no page to come back to: the one it stood on is.
        target = target or way_back(request)
        answer = worded(Refused("access.refused.session_over", "access.hint.send_again"))
        messages.error(request, answer.message, extra_tags=answer.hint)
    then = f"?{urlencode({'next': target})}" if target not in ("", "/") else ""
    return _redirect(request, reverse("sign_in") + then)


def _explained(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A page, where a form's address was opened like one: browsers show a bare 405 as a failure."""
    is_bare = response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content
    if not is_bare or request.method != "GET" or is_api(request):
        return response
    if "text/html" in request.headers.get("Accept", ""):
        # A browser that shows pages is led to the page that the form stands on.
        return lead_back(request)
    answer = refuse(request, Refused("web.refused.for_forms", "web.hint.check_address"))
    answer["Allow"] = response["Allow"]
    return answer


def _redirect(request: HttpRequest, address: str) -> HttpResponse:
    """A redirect that leads the whole page away where htmx asked for a part of it."""
    if is_partial(request):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
