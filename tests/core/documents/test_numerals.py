"""中文数字 — numerals read back as the numbers they were written from."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mengyang.core.documents.phrases.numerals import arabic, chinese, percent

DIGITS = "零一二三四五六七八九"


def written(number: int) -> str:
    """The number in Chinese numerals, as a clerk writes it."""
    for size, sign in ((10**8, "亿"), (10**4, "万")):
        if number >= size:
            head, rest = divmod(number, size)
            gap = "零" if 0 < rest < size // 10 else ""
            return written(head) + sign + (gap + written(rest) if rest else "")
    words = ""
    for size, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            words += DIGITS[digit] + sign
        elif words and number and not words.endswith("零"):
            words += "零"
    return words.rstrip("零")


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_a_written_number_is_read_back(number: int) -> None:
    assert chinese(written(number)) == number


@given(st.integers(min_value=10, max_value=10**6))
def test_digits_in_a_row_are_read_place_by_place(number: int) -> None:
    assert chinese("".join(DIGITS[int(digit)] for digit in str(number))) == number


@given(st.integers(min_value=0, max_value=10**12))
def test_digits_with_commas_are_read_back(number: int) -> None:
    assert arabic(f"{number:,}") == arabic(str(number)) == number


@given(st.text(max_size=12))
def test_nothing_makes_it_stumble(words: str) -> None:
    assert chinese(words) is None or chinese(words) >= 0  # type: ignore[operator]
    assert percent(words) is None or percent(words) >= 0  # type: ignore[operator]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("十", "10"), ("十五", "15"), ("二十", "20"), ("两千", "2000"), ("一百零五", "105"),
        ("一百五", "150"), ("两万五", "25000"), ("三亿五千万", "350000000"), ("一万零五", "10005"),
        ("二〇二五", "2025"), ("五点六", "5.6"), ("零", "0"),
    ],
)  # fmt: skip
def test_it_reads_numerals(words: str, number: str) -> None:
    assert chinese(words) == Decimal(number)


@pytest.mark.parametrize("words", ["", "园", "三三十", "十万园", "点五", "五点", "五点十"])
def test_it_refuses_what_is_no_number(words: str) -> None:
    assert chinese(words) is None


@pytest.mark.parametrize(
    ("words", "share"),
    [
        ("三成", "30"), ("三成五", "35"), ("八成半", "85"), ("一半", "50"), ("过半", "50"),
        ("三分之二", "66.67"), ("四分之一", "25"), ("百分之五十", "50"), ("千分之三", "0.3"),
        ("百分之三点五", "3.5"), ("万分之五", "0.05"), ("100分之5", "5"),
    ],
)  # fmt: skip
def test_it_reads_shares(words: str, share: str) -> None:
    assert percent(words) == Decimal(share)


@pytest.mark.parametrize("words", ["成立", "零分之一", "三分", "分之三", "大半"])
def test_it_refuses_what_is_no_share(words: str) -> None:
    assert percent(words) is None
