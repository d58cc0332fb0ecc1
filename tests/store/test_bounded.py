"""Lists held whole 小表: walked forwards or backwards, every record comes exactly once."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mengyang.store.reads.asked import Asked
from mengyang.store.reads.bounded import bounded
from mengyang.store.reads.paging import Page


@dataclass(frozen=True, slots=True)
class Share:
    number: int
    rate: int | None


KEYS = {"number": lambda share: share.number, "rate": lambda share: share.rate}
shares = st.lists(st.none() | st.integers(0, 2), max_size=9).map(
    lambda rates: [Share(number, rate) for number, rate in enumerate(rates)]
)
sorts = st.sampled_from(["", "number", "-number", "rate", "-rate", "nonsense"])


def walk(held: list[Share], sort: str, size: int) -> list[Share]:
    """Every record, page by page; each step back must show the page before."""
    found: list[Share] = []
    cursor: str | None = None
    before: Page[Share] | None = None
    while True:
        now = bounded(held, KEYS, Asked(sort=sort, after=cursor, size=size))
        if before is not None:
            back = bounded(held, KEYS, Asked(sort=sort, after=now.previous, size=size))
            assert (back.rows, back.previous) == (before.rows, before.previous)
        found += now.rows
        assert now.total == len(held)
        if now.next is None:
            return found
        cursor, before = now.next, now


@given(held=shares, sort=sorts, size=st.integers(1, 4))
def test_every_record_comes_once_in_order(held: list[Share], sort: str, size: int) -> None:
    found = walk(held[::-1], sort, size)
    assert sorted(found, key=lambda share: share.number) == held
    rates = [share.rate for share in found if share.rate is not None]
    if sort.removeprefix("-") == "rate":
        assert rates == sorted(rates, reverse=sort.startswith("-"))
        # What is unknown comes last, whichever way the others stand.
        assert [share.rate for share in found][len(rates) :] == [None] * (len(held) - len(rates))
    else:
        assert found == (held[::-1] if sort == "-number" else held)


@pytest.mark.parametrize("cursor", ["x", "W10", "é"])
def test_a_cursor_that_is_none_of_ours_means_the_first_page(cursor: str) -> None:
    held = [Share(number, 0) for number in range(5)]
    assert bounded(held, KEYS, Asked(after=cursor, size=2)).rows == tuple(held[:2])


def test_a_cursor_of_other_values_means_the_first_page() -> None:
    words = {"number": lambda share: f"第{share.number}", "rate": lambda share: share.rate}
    held = [Share(number, 0) for number in range(5)]
    cursor = bounded(held, words, Asked(size=2)).next
    assert bounded(held, KEYS, Asked(after=cursor, size=2)).rows == tuple(held[:2])
