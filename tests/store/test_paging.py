"""Paging 分页: walked forwards or backwards, every row comes exactly once, in one order."""

from datetime import date
from functools import partial

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mengyang.core.access import scope
from mengyang.store.models import Area, AreaVersion, Unit
from mengyang.store.reads import paging, registry
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.paging import Page, Ranked, every, page
from tests.cast import FOUNDED, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
days = st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 4))
# In an order that is none of the alphabet.
NAMES = ("b", "甲", "", "A", "乙")
rows = st.lists(st.tuples(days, st.sampled_from(NAMES)), max_size=9)
orders = st.sampled_from(
    [
        ("until_day",),
        ("-until_day",),
        ("name_zh", "-until_day"),
        ("-name_zh",),
        ("-until_day", "-id"),
        ("area__key", "-name_zh"),
        Ranked(("name_zh", "until_day"), NAMES),
        Ranked(("-name_zh",), NAMES),
    ]
)


def walk(order: tuple[str, ...] | Ranked, size: int) -> list[int]:
    """Every id, page by page; each step back must show the page before."""
    found: list[int] = []
    cursor: str | None = None
    before: Page[AreaVersion] | None = None
    while True:
        now = page(AreaVersion.objects.select_related("area"), order, cursor, size)
        if before is not None:
            back = page(AreaVersion.objects.select_related("area"), order, now.previous, size)
            assert back.rows == before.rows
            assert (back.next is None, back.previous) == (False, before.previous)
        found += [row.pk for row in now.rows]
        if now.next is None:
            assert now.total == len(found)
            return found
        cursor, before = now.next, now


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=60,
    phases=[Phase.explicit, Phase.generate],
)
@given(made=rows, order=orders, size=st.integers(1, 4))
def test_every_row_comes_once_in_order(
    db: None, made: list[tuple[date | None, str]], order: tuple[str, ...] | Ranked, size: int
) -> None:
    with transaction.atomic():
        areas = [Area.objects.create(key=f"a{n % 3}-{n}") for n in range(len(made))]
        for area, (day, name) in zip(areas, made, strict=True):
            AreaVersion.objects.create(
                area=area, path="1.", name_zh=name, from_day=FOUNDED, until_day=day
            )
        assert len(walk(order, size)) == len(made)
        assert walk(order, size) == walk(order, 100)
        transaction.set_rollback(True)


def test_empty_values_come_last_in_either_direction(cast: Cast) -> None:
    AreaVersion.objects.filter(area_id=cast.areas["hekou"]).update(until_day=date(2030, 1, 1))
    for order in ("until_day", "-until_day"):
        first = page(AreaVersion.objects.all(), (order,), None, 1).rows[0]
        assert first.area_id == cast.areas["hekou"]


def test_a_ranked_column_goes_by_its_values_in_either_direction(cast: Cast) -> None:
    for name, day in (("hekou", date(2030, 1, 1)), ("yunlu", date(2031, 1, 1))):
        AreaVersion.objects.filter(area_id=cast.areas[name]).update(until_day=day)
    rows = AreaVersion.objects.exclude(until_day=None)
    ranks = (date(2031, 1, 1), date(2030, 1, 1))
    for order, first in (("until_day", "yunlu"), ("-until_day", "hekou")):
        found = page(rows, Ranked((order,), ranks), None, 5).rows
        assert next(row.area_id for row in found) == cast.areas[first] and len(found) == 2


def test_a_row_written_meanwhile_neither_repeats_nor_hides_others(cast: Cast) -> None:
    first = page(Unit.objects.all(), ("key",), None, 5)
    Unit.objects.create(key="aaa", area_id=cast.areas["yunlu"], unit_kind="office")
    second = page(Unit.objects.all(), ("key",), first.next, 5)
    assert not set(first.rows) & set(second.rows)
    keys = sorted(row.key for row in (*first.rows, *second.rows))
    assert keys == sorted(Unit.objects.exclude(key="aaa").values_list("key", flat=True))[:10]


@pytest.mark.parametrize(
    "cursor", ["x", "%%%", "e30", "bnVsbA", "W10", "WzEsMiwzXQ", "é", "A" * 9999]
)
def test_a_cursor_that_is_none_of_ours_means_the_first_page(cast: Cast, cursor: str) -> None:
    assert page(Unit.objects.all(), ("key",), cursor, 5) == page(
        Unit.objects.all(), ("key",), None, 5
    )


def test_a_cursor_of_another_order_means_the_first_page(cast: Cast) -> None:
    other = page(Unit.objects.all(), ("-key",), None, 5).next
    assert page(Unit.objects.all(), ("key",), other, 5).previous is None


@pytest.mark.parametrize("portion", [1, 2, 7, 500])
def test_a_choice_has_every_row_whatever_the_portion(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, portion: int
) -> None:
    monkeypatch.setattr(paging, "_PORTION", portion)
    reach = scope(cast.actor("prefecture_officer"), "see", "area")
    found = every(partial(registry.areas, reach, cast.day), Asked())
    whole = registry.areas(reach, cast.day, Asked(size=1000))
    assert found == whole.rows
    assert len(found) == whole.total > 3
