"""金额 — sums printed with their parts."""

from hypothesis import given
from hypothesis import strategies as st

from mengyang.core.documents.phrases.money import find_sums


@given(st.lists(st.integers(min_value=0, max_value=10**6), min_size=2, max_size=6))
def test_a_printed_sum_is_read_back(parts: list[int]) -> None:
    words = "补助(" + "+".join(str(part) for part in parts) + ")元"
    (found,) = find_sums(words, 0, len(words))
    assert list(found.parts) == parts
    assert words[slice(*found.span)] == "+".join(str(part) for part in parts)
