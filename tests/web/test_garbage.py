"""Nonsense in every address 乱输网址: a plain answer, never a traceback and never a 500.

Every address is asked each kind of nonsense; which sample of a kind goes round from one address to
the next, and the slow tests ask every address all samples.
"""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.test import Client

from mengyang.core.access import Role
from mengyang.store.writes import transaction
from mengyang.store.writes.access import PostDraft, add_post
from tests.cast import FOUNDED, Cast
from tests.installation import is_postgresql
from tests.web.addresses import addresses, fill, routes
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.postgresql

# With those of an officer they open every page.
FURTHER_ROLES = (Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR)
# Too large for a column, for an integer of the machine, for a number of the language.
NUMBERS = ("0", "999999999999999999", "9" * 40)
# No number to an address: none of them comes as far as a page.
NO_NUMBERS = ("１", "1%00", "%F0%28%8C%28")
TEXTS = ("x", "..", "%00", "%FF", "' OR 1=1 --", "{{7*7}}", "x" * 3000, "一", "\u202e")
# Texts, numbers and days that one database may take and another not.
DATABASE_QUERIES = (
    "words=%ED%A0%80&state=%F0%9F%92%A9&from=2026-02-30&until=9999-12-31",
    "tab=x&task=x&entry=99999999999999999999&plan=99999999999999999999&area=99999999999999999999&unit=NaN",
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

type Chosen = Callable[[Sequence[Any], int], Sequence[Any]]


@pytest.fixture
def browser(cast: Cast, signed_in: SignedIn) -> Client:
    """Of somebody who is turned away nowhere: the roles are held together as they never may be."""
    user = cast.users["prefecture_officer"]
    unit, area = cast.units["yunlu-education"], cast.areas["yunlu"]
    with transaction(None, cast.at) as work:
        for role in FURTHER_ROLES:
            add_post(work, PostDraft(user, role, unit, area, FOUNDED))
    return signed_in("prefecture_officer")


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
def test_no_number_or_text_in_an_address_breaks_it(browser: Client, chosen: Chosen) -> None:
    asked = set()
    for place, route in enumerate(routes().values()):
        asked |= {fill(route, number, "x") for number in chosen(NUMBERS, place)}
        asked |= {fill(route, "1", text) for text in TEXTS}
    broken = [
        (address, status)
        for address in sorted(asked)
        if (status := answers(browser, address)) >= 500
    ]
    assert broken == []


def test_what_is_no_number_leads_nowhere(browser: Client) -> None:
    numbered = {name: fill(route, "1", "x") for name, route in routes().items() if "<row:" in route}
    by_room = {address.split("/")[1]: name for name, address in numbered.items()}
    asked = [(n, fill(routes()[name], n, "x")) for name in by_room.values() for n in NO_NUMBERS]
    statuses = {(number, answers(browser, address)) for number, address in asked}
    assert statuses == {("１", 404), ("1%00", 400), ("%F0%28%8C%28", 404)}


@QUICK_AND_WHOLE
def test_no_question_breaks_an_address(browser: Client, chosen: Chosen) -> None:
    broken = [
        (address, query, status)
        for place, address in enumerate(addresses().values())
        for query in (
            *chosen(DATABASE_QUERIES, place),
            *(() if is_postgresql() else chosen(OTHER_QUERIES, place)),
        )
        if (status := answers(browser, f"{address}?{query}")) >= 500
    ]
    assert broken == []


@pytest.mark.parametrize("query", STOPPED, ids=("value", "name", "many"))
def test_a_question_that_nobody_can_ask_is_stopped_first(browser: Client, query: str) -> None:
    for name in ("units", "documents", "events"):
        assert answers(browser, f"{addresses()[name]}?{query}") == 400


@QUICK_AND_WHOLE
def test_no_method_breaks_an_address(browser: Client, chosen: Chosen) -> None:
    asked = [address for name, address in addresses().items() if name != "sign_out"]
    broken = [
        (method, address, body)
        for place, address in enumerate(asked)
        for method, body, kind in (
            *FIELDS,
            *(() if is_postgresql() else chosen(NO_FIELDS, place)),
        )
        if browser.generic(method, address, body, content_type=kind).status_code >= 500
    ]
    assert broken == []
    # Nobody was signed out on the way, and whoever is leaves as well with nonsense.
    assert answers(browser, addresses()["home"]) == 200
    for method, body, kind in (*FIELDS, *NO_FIELDS):
        left = browser.generic(method, addresses()["sign_out"], body, content_type=kind)
        assert left.status_code < 500


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
