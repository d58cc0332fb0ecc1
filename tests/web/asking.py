"""Asking for everything 逐一请求: each page by an address that a person found, each call of the API
by the shortest body that its description allows."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from http import HTTPStatus
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve

from mengyang.store import models
from mengyang.store.models.audited import Audited
from mengyang.web.interface import interface
from tests.web.addresses import PART, routes

LINK = re.compile(r'(?:href|src|hx-get)="(/[^"#?]*)')
REFUSED = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
# What the numbers in an address are numbers of.
RECORDS: dict[str, type[Audited]] = {
    "area_id": models.Area,
    "asked_id": models.AskedUnit,
    "correction_id": models.Correction,
    "deputy_id": models.Deputy,
    "division_id": models.Division,
    "document_id": models.Document,
    "entry_id": models.ReadingEntry,
    "group_id": models.UnitGroup,
    "import_id": models.LedgerImport,
    "instruction_id": models.IncomingInstruction,
    "item_id": models.Item,
    "notice_id": models.Notice,
    "paper_id": models.IncomingPaper,
    "plan_id": models.Plan,
    "post_id": models.Post,
    "relation_id": models.DocumentRelation,
    "reply_id": models.TaskReply,
    "task_id": models.Task,
    "unit_id": models.Unit,
    "user_id": models.User,
}
# Texts that fields of a described form demand.
TEXTS = {"date": date(2026, 11, 30).isoformat(), "date-time": "2026-11-30T01:00:00Z"}


@dataclass(slots=True)
class Found:
    """Which pages there are, each by one address, and who was let in to it."""

    addresses: dict[str, str] = field(default_factory=dict)
    let_in: dict[tuple[str, str], bool] = field(default_factory=dict)


def found_pages(browsers: Mapping[str, Client]) -> Found:
    """Follow every link from the home page of each person, one for each route; then ask as
    everybody for what others have found.

    Those given first choose the address: what a department may open, its office may open too.
    """
    found = Found()
    for who, browser in browsers.items():
        _follow(who, browser, found)
    for who, browser in browsers.items():
        for name, address in found.addresses.items():
            if (who, name) not in found.let_in:
                found.let_in[who, name] = _is_let_in(browser.get(address))
    return found


def _follow(who: str, browser: Client, found: Found) -> None:
    asked: set[str] = set()
    waiting = ["/"]
    while waiting:
        address = waiting.pop(0)
        name = _name(address)
        if name is None or name in asked:
            continue
        asked.add(name)
        response = browser.get(found.addresses.get(name, address))
        if name in found.addresses:
            found.let_in[who, name] = _is_let_in(response)
            if response.status_code != HTTPStatus.OK:
                response = browser.get(address)  # another record may be within reach
        elif response.status_code == HTTPStatus.OK:
            found.addresses[name] = address
            found.let_in[who, name] = True
        if response.status_code == HTTPStatus.OK and "text/html" in response["Content-Type"]:
            waiting += LINK.findall(response.text)


def _is_let_in(response: Any) -> bool:
    leads_away = str(response.headers.get("Location", "")).startswith("/sign-in/")
    return response.status_code < HTTPStatus.BAD_REQUEST and not leads_away


def calls() -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Each operation of the API: its name, method, address as written, and description."""
    for path, methods in description()["paths"].items():
        for method, operation in methods.items():
            if path.startswith("/api/session") and method != "get":
                continue  # coming, going and choosing a standpoint are everybody's own
            yield operation["operationId"], method, path, operation


@cache
def description() -> dict[str, Any]:
    """The API as it describes itself."""
    return interface.get_openapi_schema()


def is_answered(
    browser: Client, call: tuple[str, str, str, dict[str, Any]], numbers: Mapping[str, str]
) -> Any:
    """Whether the caller may call it, be it in this state or not; whatever it does is undone."""
    _, method, path, operation = call
    address = re.sub(r"\{(\w+)\}", lambda part: numbers.get(part[1], "1"), path)
    content = operation.get("requestBody", {}).get("content", {})
    with _undone():
        if "application/json" in content:
            body = shortest(content["application/json"]["schema"])
            if "version" in body:
                body["version"] = _version(path, numbers)
            response = getattr(browser, method)(address, body, content_type="application/json")
        elif content:
            form = shortest(next(iter(content.values()))["schema"])
            response = getattr(browser, method)(address, form)
        else:
            response = getattr(browser, method)(address, _query(operation))
    if method == "get":
        return bool(response.status_code < HTTPStatus.BAD_REQUEST)
    return response.status_code not in REFUSED


def numbers_in(found: Mapping[str, str]) -> dict[str, str]:
    """Parameter of an address → a number that it has in a page that was found."""
    numbers: dict[str, str] = {}
    for name, address in sorted(found.items()):
        route = routes()[name]
        pattern = PART.sub(lambda part: f"(?P<{part[2]}>[^/]+)", route)
        if match := re.fullmatch("/" + pattern, address):
            for parameter, value in match.groupdict().items():
                numbers.setdefault(parameter, value)
    return numbers


def shortest(schema: Mapping[str, Any]) -> Any:
    """A value that the schema allows, with no field that may be left out."""
    if "$ref" in schema:
        return shortest(description()["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    if several := next((schema[key] for key in ("anyOf", "oneOf", "allOf") if key in schema), None):
        return shortest(several[0])
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    make = _MAKERS.get(schema.get("type", ""))
    return make(schema) if make else None


def _object(schema: Mapping[str, Any]) -> dict[str, Any]:
    fields = schema.get("properties", {})
    return {name: shortest(fields[name]) for name in schema.get("required", ())}


def _array(schema: Mapping[str, Any]) -> list[Any]:
    return [shortest(schema["items"]) for _ in range(schema.get("minItems", 0))]


def _text(schema: Mapping[str, Any]) -> Any:
    if schema.get("format") == "binary":
        return SimpleUploadedFile("a.txt", "关于学前教育的通知".encode())
    return TEXTS.get(schema.get("format", ""), "字" * max(1, schema.get("minLength", 1)))


_MAKERS: dict[str, Callable[[Mapping[str, Any]], Any]] = {
    "object": _object,
    "array": _array,
    "string": _text,
    "integer": lambda schema: schema.get("minimum", 1),
    "number": lambda schema: schema.get("minimum", 1),
    "boolean": lambda _: False,
}


@contextmanager
def _undone() -> Iterator[None]:
    """Whatever is written inside is undone, as if each call were a test of its own."""
    block = transaction.atomic()
    block._from_testcase = True  # what the actions commit may be nested in a test
    with block:
        yield
        transaction.set_rollback(True)


def _version(path: str, numbers: Mapping[str, str]) -> int:
    """The version in which the record that the address names stands now."""
    named = re.findall(r"\{(\w+)\}", path)
    table = RECORDS.get(named[-1]) if named else None
    row = table.objects.filter(pk=numbers.get(named[-1], "1")).first() if table else None
    return row.version if row else 1


def _query(operation: Mapping[str, Any]) -> dict[str, Any]:
    asked = operation.get("parameters", [])
    return {
        each["name"]: shortest(each["schema"])
        for each in asked
        if each["in"] == "query" and each.get("required")
    }


def _name(address: str) -> str | None:
    try:
        name = str(resolve(address).url_name)
    except Resolver404:
        return None
    return name if name in routes() else None
