"""Every list 每张列表 sorts by each of its columns, narrows by each filter, is taken home."""

import csv
import io
import re
from collections.abc import Iterator
from html import unescape

from django.test import Client

from tests.cast import Cast
from tests.ledger_plan import write_plan
from tests.web.addresses import addresses, lists
from tests.web.conftest import SignedIn

# Between them they may see every list.
EYES = ("prefecture_officer", "secretary", "department_officer", "auditor", "system_administrator")
COUNT = re.compile(r"共 <strong>([\d,]+)</strong> 条")
SORT = re.compile(r'href="[^"?]*\?([^"]*sort=[^"]*)"')
CHOICE = re.compile(r'<select[^>]*name="(\w+)"(.*?)</select>', re.DOTALL)
OPTION = re.compile(r'<option value="([^"]+)"')


def test_every_list_sorts_narrows_and_goes_home(cast: Cast, signed_in: SignedIn) -> None:
    write_plan(cast)
    browsers = [signed_in(person) for person in EYES]
    names = lists()
    assert {"tasks", "plans", "documents", "units", "areas", "people", "events"} <= names
    for name in names:
        address = addresses()[name]
        browser = next(one for one in browsers if one.get(address).status_code == 200)
        page = _text(browser, address)
        total = _total(page)
        for sort in {unescape(each) for each in SORT.findall(page)}:
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
