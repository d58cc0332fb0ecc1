"""One-time codes 动态口令: the vectors of RFC 6238, the window, and no code twice."""

from datetime import UTC, datetime, timedelta

import pytest

from mengyang.core.second_factor import address, as_bytes, as_text, code_at, fitting_counter

SECRET = b"12345678901234567890"
AT = datetime(2026, 3, 2, 1, 30, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_the_vectors_of_the_standard(seconds: int, code: str) -> None:
    assert code_at(SECRET, seconds // 30) == code


@pytest.mark.parametrize(("off_s", "fits"), [(-60, False), (-30, True), (0, True), (30, True)])
def test_a_clock_may_be_off_by_one_step(off_s: int, fits: bool) -> None:
    shown = code_at(SECRET, int((AT + timedelta(seconds=off_s)).timestamp()) // 30)
    assert (fitting_counter(SECRET, shown, AT, 0) is not None) is fits


def test_no_code_counts_twice() -> None:
    now = int(AT.timestamp()) // 30
    used = fitting_counter(SECRET, code_at(SECRET, now), AT, 0)
    assert used == now
    assert fitting_counter(SECRET, code_at(SECRET, now), AT, used) is None


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "１２３４５６", "\ud800"])
def test_what_is_no_code_fits_nothing(typed: str) -> None:
    assert fitting_counter(SECRET, typed, AT, 0) is None


def test_the_secret_travels_as_text() -> None:
    assert as_bytes(as_text(SECRET)) == SECRET
    assert f"secret={as_text(SECRET)}" in address(SECRET, "li na", "教育局")
