"""Truth table 权限真值表: every page and every call of the API, asked for by every kind of person.

`truth_table.csv` says who is let in; it is read and judged by people. What has no row yet, or
another, is printed as it stands now, to be looked at before it is put in.
"""

import csv
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from mengyang import packs
from mengyang.store.models import User
from tests.recorded import played_back
from tests.web.asking import calls, found_pages, is_answered, numbers_in

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).with_name("truth_table.csv")
# Accounts of the demo, one of each way to see the house.
PEOPLE = (
    *("housing", "clerk", "officer", "secretary", "leader", "auditor"),
    *("system-admin", "security-admin", "audit-admin"),
)
YES, NO = "●", "·"


@pytest.fixture
def browsers(db: None, anchor: Path, settings: Settings, tmp_path: Path) -> dict[str, Client]:
    """The demo, and a browser for each person; the last is nobody's."""
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, var=tmp_path)
    settings.DEMO = True
    day = packs.demo().day.isoformat()
    played_back("demo", lambda: call_command("demo", "--day", day), tmp_path)
    return {person: _browser(person) for person in (*PEOPLE, "nobody")}


def test_everybody_is_let_in_where_the_table_says(browsers: Mapping[str, Client]) -> None:
    found = found_pages(browsers)
    rows = {
        f"page {name}": {who: found.let_in[who, name] for who in browsers}
        for name in found.addresses
    }
    numbers = numbers_in(found.addresses)
    for call in calls():
        rows[f"call {call[0].removeprefix('mengyang_web_api_')}"] = {
            who: is_answered(browser, call, numbers) for who, browser in browsers.items()
        }
    now = {name: [YES if open_ else NO for open_ in row.values()] for name, row in rows.items()}
    if differences := _differences(now, _table()):
        pytest.fail(f"{TABLE.name} says otherwise:\n{differences}", pytrace=False)


def _differences(now: Mapping[str, list[str]], table: Mapping[str, list[str]]) -> str:
    different = (name for name in sorted({*now, *table}) if now.get(name) != table.get(name))
    return "\n".join(",".join((name, *now.get(name, ["is no longer there"]))) for name in different)


def _table() -> dict[str, list[str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {name: row for name, *row in list(csv.reader(file))[1:]}


def _browser(person: str) -> Client:
    browser = Client(raise_request_exception=False, headers={"accept-language": "zh"})
    if person != "nobody":
        user = User.objects.get(username=person)
        browser.force_login(user, "mengyang.web.signing_in.Accounts")
    return browser
