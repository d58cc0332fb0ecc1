"""The API against its own description 接口自检: whatever is sent, it answers as it says."""

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from hypothesis import HealthCheck, given, settings
from ninja import NinjaAPI, Schema
from ninja.testing import TestClient as ApiClient
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from mengyang.web.family import api_modules
from mengyang.web.interface import interface
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS
from tests.web.conftest import SignedIn

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
CASES, MANY_CASES = 2, 60
PEOPLE = ("prefecture_officer", "system_administrator")


def test_the_api_keeps_its_word_whatever_is_sent(signed_in: SignedIn) -> None:
    probe_operations(signed_in, CASES)


@pytest.mark.slow
def test_the_api_keeps_its_word_however_often(signed_in: SignedIn) -> None:
    probe_operations(signed_in, MANY_CASES)


@cache
def description() -> dict[str, Any]:
    """The API as it describes itself."""
    return interface.get_openapi_schema()


def probe_operations(signed_in: SignedIn, cases: int) -> None:
    """Send every operation so many made-up requests, as each of the people."""
    schema = schemathesis.openapi.from_dict(deepcopy(description()))
    schema.app = get_wsgi_application()

    for found in schema.get_all_operations():
        operation = found.ok()
        # Signing out is an operation too.
        passports = [passport(signed_in(person)) for person in PEOPLE]

        @settings(
            max_examples=cases,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def probe(case: schemathesis.Case) -> None:
            # What is sent takes as long to make up as the answer: both people send the same.
            for cookies, headers in passports:  # noqa: B023
                response = case.call(cookies=cookies, headers=headers)
                case.validate_response(response, checks=CHECKS)

        probe()


def test_every_operation_has_a_name_of_its_own_and_says_how_it_refuses() -> None:
    operations = [
        operation for methods in description()["paths"].values() for operation in methods.values()
    ]
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names)) > 20
    for operation in operations:
        assert {200, 401, 403, 422} <= set(operation["responses"]), operation["operationId"]
        assert operation["summary"] and operation["description"], operation["operationId"]


def test_a_change_needs_the_token(signed_in: SignedIn) -> None:
    browser = signed_in("system_administrator", enforce_csrf_checks=True)
    response = browser.post("/api/people/me/language", {"language": "en"}, "application/json")
    assert response.status_code == 403
    assert response.json()["code"] == "access.refused.form_not_ours"


def test_what_is_wrong_with_a_field_is_said(signed_in: SignedIn) -> None:
    browser = signed_in("system_administrator")
    response = browser.post("/api/people", {"username": "x"}, "application/json")
    assert response.status_code == 422
    assert response.json()["code"] == "web.refused.invalid"
    assert "display_name" in response.json()["message"]


def passport(browser: Client) -> tuple[dict[str, str], dict[str, str]]:
    """The cookies and the token of somebody who has signed in."""
    request = RequestFactory().get("/")
    token = get_token(request)
    cookies = {name: morsel.value for name, morsel in browser.cookies.items()}
    return cookies | {"csrftoken": request.META["CSRF_COOKIE"]}, {"X-CSRFToken": token}


def test_all_routes_share_what_they_are_refused_with() -> None:
    routes = [
        operation
        for module in api_modules()
        for view in module.router.path_operations.values()
        for operation in view.operations
    ]
    refused = [route.response_models[status] for route in routes for status in REFUSALS]
    assert len(refused) > 700 and len(set(refused)) == 1


def test_two_rows_are_two_rows() -> None:
    """Ninja itself takes a tuple of two for a status and an answer."""
    router, api = Router(), NinjaAPI(urls_namespace="two rows")

    @router.get("/rows", response={200: list[int]})
    def rows(request: HttpRequest) -> object:
        assert request.method == "GET"
        return 1, 2

    api.add_router("", router)
    assert ApiClient(api).get("/rows").json() == [1, 2]


def test_no_two_forms_of_the_api_share_a_name() -> None:
    """The description knows a form by its name: of two of one name it would tell the last alone."""
    names = Counter(form.__name__ for form in set(_forms(Schema)))
    assert [name for name, times in names.items() if times > 1] == []
    assert len(names) > 200


def _forms(parent: type[Schema]) -> Iterator[type[Schema]]:
    for form in parent.__subclasses__():
        if form.__module__.startswith("mengyang.") and "[" not in form.__name__:
            yield form
        yield from _forms(form)
