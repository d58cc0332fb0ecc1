"""金额 — worth in yuan, what it is counted per, sums of parts."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mengyang.core.documents.phrases.money import Rate, find_sums, rate, yuan


@pytest.mark.parametrize(
    ("value", "unit", "worth"),
    [("66.57", "万元", "665700"), ("3", "亿元", "300000000"), ("200", "元/人·月", "200")],
)
def test_it_counts_in_yuan(value: str, unit: str, worth: str) -> None:
    assert yuan(Decimal(value), unit) == Decimal(worth)


@pytest.mark.parametrize("unit", ["人", "美元", "万人", "", "元素"])
def test_other_units_have_no_worth(unit: str) -> None:
    assert yuan(Decimal(1), unit) is None


def test_it_parts_bodies_from_periods() -> None:
    assert rate("元/人·月") == Rate(("人",), ("月",))
    assert rate("万元/户") == Rate(("户",), ())
    assert rate("元") == Rate()


@given(st.lists(st.integers(min_value=0, max_value=10**6), min_size=2, max_size=6))
def test_a_printed_sum_is_read_back(parts: list[int]) -> None:
    words = "补助(" + "+".join(str(part) for part in parts) + ")元"
    (found,) = find_sums(words, 0, len(words))
    assert list(found.parts) == parts
    assert words[slice(*found.span)] == "+".join(str(part) for part in parts)
