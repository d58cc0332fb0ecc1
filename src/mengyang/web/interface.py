"""接口 — the API under /api/: every action has its route; session and CSRF token as in the pages.

What is refused comes back as `{code, message, hint}` with the status of the page.
"""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Swagger
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser
from ninja.security import django_auth

from mengyang.core.findings import Refused
from mengyang.web.family import api_modules
from mengyang.web.refusal import refuse

REASONS = {
    HTTPStatus.UNAUTHORIZED: ("access.refused.signed_out", "access.hint.sign_in"),
    HTTPStatus.FORBIDDEN: ("access.refused.form_not_ours", "access.hint.load_again"),
    HTTPStatus.BAD_REQUEST: ("web.refused.bad_request", "web.hint.check_fields"),
}


class StoredTextParser(Parser):
    """Refuses text that no database can hold: NUL, and halves of characters."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The JSON body."""
        body: dict[str, Any] = json.loads(request.body, parse_constant=_no_number)
        if not _is_text(json.dumps(body, ensure_ascii=False)):
            raise Refused("web.refused.bad_request", "web.hint.check_fields")
        return body


def build() -> NinjaAPI:
    """The API with the routes of every module found in `web/api`."""
    api = NinjaAPI(
        title="蒙养 Mengyang",
        description=(
            "Ask GET /api/session, whose cookie `csrftoken` is the token; sign in by "
            "POST /api/session or on the page; send the cookies, and for every change the header "
            "X-CSRFToken. A refusal is `{code, message, hint}`."
        ),
        urls_namespace="api",
        auth=django_auth,
        parser=StoredTextParser(),
        docs=Swagger({"persistAuthorization": False, "validatorUrl": None}),
        docs_decorator=login_required,
    )
    for module in api_modules():
        api.add_router(module.PREFIX, module.router)
    api.add_exception_handler(Refused, _refused)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(HttpError, _failed)
    api.add_exception_handler(Http404, _missing)
    return api


def _refused(request: HttpRequest, refused: Any) -> HttpResponse:
    return refuse(request, refused)


def _invalid(request: HttpRequest, invalid: Any) -> HttpResponse:
    first: Mapping[str, Any] = invalid.errors[0]
    place = ".".join(str(part) for part in first.get("loc", ())[1:])
    return refuse(request, Refused("web.refused.invalid", "web.hint.check_fields", field=place))


def _failed(request: HttpRequest, failed: Any) -> HttpResponse:
    reason, hint = REASONS.get(failed.status_code, REASONS[HTTPStatus.BAD_REQUEST])
    return refuse(request, Refused(reason, hint))


def _missing(request: HttpRequest, missing: Any) -> HttpResponse:
    del missing
    return refuse(request, Refused("web.refused.not_found", "web.hint.from_the_start"))


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is no number")


def _is_text(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\\u0000" not in text


interface = build()
