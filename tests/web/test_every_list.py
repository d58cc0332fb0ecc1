"""Every list 每张列表 sorts by each of its columns, narrows by each filter, is taken home."""

import csv
import io
import re
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from mengyang.web.listing import Listing
from mengyang.web.listing.show import ShownList, show
from mengyang.web.request import Request
from tests.cast import Cast
from tests.division_cast import sent
from tests.ledger_plan import write_plan
from tests.web.addresses import addresses, lists
from tests.web.conftest import SignedIn

# Between them they may see every list.
EYES = (
    *("prefecture_officer", "secretary", "department_officer", "auditor", "system_administrator"),
    "county_officer",
)
# Heads that do not sort though no filter goes by them, each with its reason.
COUNTED = "is counted for the rows of a page alone"
WORDS = "holds sentences: one looks for words in them"
SEVERAL = "holds several names in one cell"
ONE_ORDER = "stands in the order of time, the one that millions of events have"
UNSORTED = {
    "plans": dict.fromkeys(("Tasks", "Open", "Red", "Yellow", "Tasks withdrawn"), COUNTED),
    "documents": {"Duties": COUNTED},
    "divisions": dict.fromkeys(("Tasks", "Rounds"), COUNTED),
    "division_rounds": {"Tasks": COUNTED, "General words": WORDS},
    "plan_targets": {"Words of the document": WORDS},
    "jobs": {"Done of total": COUNTED},
    "notices": {"Task": WORDS},
    "opinions": {"Opinion": WORDS},
    "publication_calendar": {"Published on": COUNTED},
    "matters": {
        "Matter": WORDS,
        "Lamp": "is reckoned for the day; the list of tasks narrows by it",
    },
    "meetings": {
        "Units present": SEVERAL,
        **dict.fromkeys(("Decisions of the meeting", "Not yet done"), COUNTED),
    },
    "my_list": {"Task": WORDS, "Own part": "follows from who is looking"},
    "units": {"Also called": SEVERAL},
    "people": {"Units": SEVERAL},
    "events": dict.fromkeys(("No.", "Version"), ONE_ORDER),
    **{name: {"Task": WORDS} for name in ("plan", "tasks", "unsigned", "requests")},
}
COUNT = re.compile(r"共 <strong>([\d,]+)</strong> 条")
SORT = re.compile(r'href="[^"?]*\?([^"]*sort=[^"]*)"')
CHOICE = re.compile(r'<select[^>]*name="(\w+)"(.*?)</select>', re.DOTALL)
OPTION = re.compile(r'<option value="([^"]+)"')


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Listing[object]]:
    """The lists that pages show, as they were declared, the latest last."""
    # The function of the same name hides the module.
    module, kept = sys.modules["mengyang.web.listing.respond"], list[Listing[object]]()

    def seen(request: Request, listing: Listing[object], *rest: Any) -> ShownList:
        kept.append(listing)
        return show(request, listing, *rest)

    monkeypatch.setattr(module, "show", seen)
    return kept


def test_every_list_sorts_narrows_and_goes_home(
    cast: Cast, signed_in: SignedIn, files: Path, shown: list[Listing[object]]
) -> None:
    write_plan(cast)
    sent(cast, files)
    browsers = [signed_in(person) for person in EYES]
    names = lists()
    assert {"tasks", "plans", "documents", "units", "areas", "people", "events"} <= names
    assert {"plan_units", "plan_targets", "division_rounds"} <= names
    for name in names:
        address = addresses()[name]
        answers = ((one, one.get(address)) for one in browsers)
        browser, answer = next(each for each in answers if each[1].status_code == 200)
        page = answer.text
        total = _total(page)
        sorts = {unescape(each) for each in SORT.findall(page)}
        assert shown[-1].filters and any(each.sorts for each in shown[-1].columns), name
        assert _lacking(shown[-1]) == UNSORTED.get(name, {}).keys(), name
        assert sorts or not total, name
        for sort in sorts:
            ordered = _text(browser, f"{address}?{sort}")
            assert "aria-sort=" in ordered and _total(ordered) == total, (name, sort)
        for first, last in _choices(page):
            found = [_total(_text(browser, f"{address}?{query}")) for query in (first, last)]
            # Two choices that exclude one another cannot both let every row through.
            assert max(found) <= total and (min(found) < total or not total), (name, first, last)
        assert "format=csv" in page or not total, name
        if total:
            rows = list(csv.reader(io.StringIO(_text(browser, f"{address}?format=csv"))))
            assert len(rows) == total + 1, name


def _lacking(listing: Listing[object]) -> set[str]:
    """The columns that do not sort and that no filter goes by."""
    labels = {one.label for one in listing.filters}
    families = {one.family for one in listing.filters if one.family}
    plain = (each for each in listing.columns if not each.sorts and each.family not in families)
    return {each.label for each in plain} - labels


def _text(browser: Client, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200, address
    parts = response if response.streaming else [response.content]
    return b"".join(parts).decode("utf-8-sig")  # type: ignore[arg-type]


def _total(page: str) -> int:
    count = COUNT.search(page)
    return int(count[1].replace(",", "")) if count else 0


def _choices(page: str) -> Iterator[tuple[str, str]]:
    """Each filter that offers a choice, with the first and the last of what it offers."""
    for name, options in CHOICE.findall(page):
        values = OPTION.findall(options)
        if len(values) > 1:
            yield f"{name}={values[0]}", f"{name}={values[-1]}"
