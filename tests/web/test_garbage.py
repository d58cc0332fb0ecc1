"""Nonsense in every address 乱输网址: a plain answer, never a traceback and never a 500.

Every address is asked each kind of nonsense; which sample of a kind goes round from one address to
the next, and the slow tests ask every address all samples.
"""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.test import Client

from tests.installation import is_postgresql
from tests.web.addresses import addresses, fill, routes
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.postgresql

# Between them they may see every page.
ROLES = ("prefecture_officer", "system_administrator", "security_administrator", "auditor")
# Too large for a column, for an integer of the machine, for a number of the language.
NUMBERS = ("0", "999999999999999999", "9" * 40)
# No number to an address: none of them comes as far as a page.
NO_NUMBERS = ("１", "1%00", "%F0%28%8C%28")
TEXTS = ("x", "..", "%00", "%FF", "' OR 1=1 --", "{{7*7}}", "x" * 3000, "一", "\u202e")
# Texts, numbers and days that one database may take and another not.
DATABASE_QUERIES = (
    "words=%ED%A0%80&state=%F0%9F%92%A9&from=2026-02-30&until=9999-12-31",
    "tab=x&task=x&entry=99999999999999999999&plan=-1&area=1e9&unit=NaN",
    "from=0001-01-01&until=9999-12-31&subject_id=99999999999999999999999&actor=-5",
)
# What is wrong with these is seen before a database is asked.
OTHER_QUERIES = (
    "after=x&sort=x&before=x&format=x",
    "after=e30&sort=-id&words=%27%22%3C%3E%26%25%5F",
    "tab=&tab=x&words=a&words=b",
)
# Stopped before any list looks at what it is asked, so one list stands for all of them.
STOPPED = ("format=xlsx&after=%00", "%00=1", "&".join(f"x{number}=1" for number in range(1200)))
FORM, FILES = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
# What holds no field is the same to every database.
FIELDS = (("POST", b"\x00\xff=%00&version=1&x=%00", FORM),)
NO_FIELDS = (("POST", b"", FORM), ("POST", b"\x00\xff", FILES), ("BREW", b"", FORM))
ALLOWED: dict[str, str] = {}

type Chosen = Callable[[Sequence[Any], int], Sequence[Any]]


@pytest.fixture
def browsers(signed_in: SignedIn) -> dict[str, Client]:
    """Each page's name with the browser of somebody who gets further than "not yours"."""
    people = {person: signed_in(person) for person in ROLES}
    if not ALLOWED:
        # Who is turned away depends on nothing that changes from test to test.
        ALLOWED.update((name, allowed(people, path)) for name, path in addresses().items())
    return {name: people[person] for name, person in ALLOWED.items()}


def allowed(people: dict[str, Client], address: str) -> str:
    """The first who is not turned away."""
    further = (who for who, one in people.items() if one.get(address).status_code != 403)
    return next(further, ROLES[0])


def answers(browser: Client, address: str) -> int:
    """The status, once the answer was really made (exports are streamed)."""
    response = browser.get(address)
    if response.streaming:
        b"".join(response)  # type: ignore[arg-type]
    return response.status_code


def in_turn[T](samples: Sequence[T], place: int) -> Sequence[T]:
    """One of the samples, the next one at the next place."""
    return (samples[place % len(samples)],)


def all_of[T](samples: Sequence[T], place: int) -> Sequence[T]:
    """Every sample at every place."""
    return samples


QUICK_AND_WHOLE = pytest.mark.parametrize(
    "chosen", [in_turn, pytest.param(all_of, marks=pytest.mark.slow)]
)


@QUICK_AND_WHOLE
def test_no_number_or_text_in_an_address_breaks_it(
    browsers: dict[str, Client], chosen: Chosen
) -> None:
    asked = set()
    for place, (name, route) in enumerate(routes().items()):
        asked |= {(name, fill(route, number, "x")) for number in chosen(NUMBERS, place)}
        asked |= {(name, fill(route, "1", text)) for text in TEXTS}
    broken = [
        (address, status)
        for name, address in sorted(asked)
        if (status := answers(browsers[name], address)) >= 500
    ]
    assert broken == []


def test_what_is_no_number_leads_nowhere(browsers: dict[str, Client]) -> None:
    numbered = {name: fill(route, "1", "x") for name, route in routes().items() if "<row:" in route}
    by_room = {address.split("/")[1]: name for name, address in numbered.items()}
    asked = [(n, fill(routes()[name], n, "x")) for name in by_room.values() for n in NO_NUMBERS]
    statuses = {(number, answers(browsers["home"], address)) for number, address in asked}
    assert statuses == {("１", 404), ("1%00", 400), ("%F0%28%8C%28", 404)}


@QUICK_AND_WHOLE
def test_no_question_breaks_an_address(browsers: dict[str, Client], chosen: Chosen) -> None:
    broken = [
        (name, query, status)
        for place, (name, address) in enumerate(addresses().items())
        for query in (
            *chosen(DATABASE_QUERIES, place),
            *(() if is_postgresql() else chosen(OTHER_QUERIES, place)),
        )
        if (status := answers(browsers[name], f"{address}?{query}")) >= 500
    ]
    assert broken == []


@pytest.mark.parametrize("query", STOPPED, ids=("value", "name", "many"))
def test_a_question_that_nobody_can_ask_is_stopped_first(
    browsers: dict[str, Client], query: str
) -> None:
    for name in ("units", "documents", "events"):
        assert answers(browsers[name], f"{addresses()[name]}?{query}") == 400


@QUICK_AND_WHOLE
def test_no_method_breaks_an_address(browsers: dict[str, Client], chosen: Chosen) -> None:
    broken = [
        (method, address, body)
        for place, (name, address) in enumerate(addresses().items())
        for method, body, kind in (
            *FIELDS,
            *(() if is_postgresql() else chosen(NO_FIELDS, place)),
        )
        if browsers[name].generic(method, address, body, content_type=kind).status_code >= 500
    ]
    assert broken == []


def test_no_body_breaks_the_api(signed_in: SignedIn) -> None:
    bodies = (
        b"",
        b"null",
        b"[]",
        b'{"username": "\\u0000", "display_name": "x", "password": "y"}',
        b'{"username": "\\ud800", "display_name": "x", "password": "y"}',
        b'{"username": 1e400}',
        b'{"username": NaN}',
        b"\xff\xfe",
        b"[" * 100_000,
    )
    administrator = signed_in("system_administrator")
    statuses = [
        administrator.post("/api/people", body, content_type="application/json").status_code
        for body in bodies
    ]
    # Text that no database can hold is stopped before it reaches one.
    assert statuses[3:5] == [400, 400]
    assert {status // 100 for status in statuses} == {4}
