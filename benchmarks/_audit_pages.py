"""The audit page 审计页面 at its full length, as the auditor's browser asks for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape
from statistics import median, quantiles
from time import perf_counter
from urllib.parse import urlencode

from django.test import Client

from benchmarks._audit_chain import ACTIONS, BEGINS, Built
from mengyang.store.models import User

TIMES, TURNED = 20, 50
NEXT = re.compile(r'href="([^"]*)" rel="next"')
ACCOUNTS = "mengyang.web.signing_in.Accounts"
NOWHERE = "没有这样的话"


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked, each time of another person, record or month; then whether pages turn."""

    name: str
    asked: tuple[dict[str, object], ...]
    turns: bool = False


def measure_pages(built: Built) -> None:
    """Print milliseconds of the whole page: median, p95, most."""
    browser = Client(headers={"host": "127.0.0.1", "accept-language": "zh"})
    browser.force_login(User.objects.get(pk=built.auditor), ACCOUNTS)
    _seconds(browser, "/events/")
    print("| asked | pages | median ms | p95 ms | most ms |\n|---|---:|---:|---:|---:|")
    for case in _cases(built):
        addresses = [f"/events/?{urlencode(asked)}" for asked in case.asked]
        _print(case.name, [_seconds(browser, address)[0] for address in addresses])
        if case.turns:
            _print(f"{case.name}, turned", list(_turned(browser, addresses[0])))


def _cases(built: Built) -> Iterator[Case]:
    busy = [{"person": f"person-{number}"} for number in range(TIMES)]
    quiet = [{"person": f"person-{1900 + number}"} for number in range(TIMES)]
    months = [_month(number * 2) for number in range(TIMES)]
    records = [_record(built.task_id + 997 * number) for number in range(TIMES)]
    yield Case("nothing", ({},) * TIMES, turns=True)
    yield Case("one of the twenty busiest people", tuple(busy), turns=True)
    yield Case("one of the hundred quietest", tuple(quiet))
    yield Case("an action", tuple({"action": name} for name in ACTIONS), turns=True)
    yield Case("a kind of record", ({"subject_kind": "ledger.task"},) * TIMES, turns=True)
    yield Case("one task", tuple(records))
    yield Case("a month", tuple(months), turns=True)
    yield Case("a busy person in a month", _both(busy, months), turns=True)
    yield Case("a busy person's rare action", _both(busy, [{"action": "task.withdraw"}] * TIMES))
    yield Case("a rare action in a month", _both(months, [{"action": "task.withdraw"}] * TIMES))
    yield Case("words in a task", _both(records, [{"words": "附件"}] * TIMES))
    yield Case("words in a month", _both(months, [{"words": "第96号"}] * TIMES))
    yield Case("words that no event of a month holds", _both(months, [{"words": NOWHERE}] * TIMES))
    yield Case(
        "words that no event of a quiet person holds", _both(quiet, [{"words": NOWHERE}] * TIMES)
    )
    within = _both(busy, months)
    yield Case(
        "words that no event of a busy person in a month holds",
        tuple(each | {"words": NOWHERE} for each in within),
    )


def _month(number: int) -> dict[str, object]:
    first = BEGINS.date() + timedelta(days=31 * number)
    last: date = first + timedelta(days=30)
    return {"from": first.isoformat(), "until": last.isoformat()}


def _record(task_id: int) -> dict[str, object]:
    return {"subject_kind": "ledger.task", "subject_id": task_id}


def _both(
    one: list[dict[str, object]], other: list[dict[str, object]]
) -> tuple[dict[str, object], ...]:
    return tuple(each | more for each, more in zip(one, other, strict=True))


def _turned(browser: Client, address: str) -> Iterator[float]:
    """The seconds of each page after the first, going on by the page's own link."""
    _, page = _seconds(browser, address)
    for _ in range(TURNED):
        found = NEXT.search(page)
        if not found:
            return
        taken, page = _seconds(browser, unescape(found[1]))
        yield taken


def _seconds(browser: Client, address: str) -> tuple[float, str]:
    begun = perf_counter()
    response = browser.get(address)
    taken = perf_counter() - begun
    if response.status_code != 200 or 'role="alert"' in response.text:
        raise SystemExit(f"{address}: {response.status_code}, or refused")
    return taken, response.text


def _print(name: str, seconds: list[float]) -> None:
    taken = [each * 1000 for each in seconds]
    p95 = quantiles(taken, n=20, method="inclusive")[-1]
    print(
        f"| {name} | {len(taken)} | {median(taken):.0f} | {p95:.0f} | {max(taken):.0f} |",
        flush=True,
    )
