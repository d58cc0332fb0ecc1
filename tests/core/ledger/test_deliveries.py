"""Deliveries 发送重试: each wait twice the last, and an end to it."""

from datetime import UTC, datetime, timedelta

import pytest

from mengyang.core.ledger.deliveries import MOST_ATTEMPTS, may_retry_lost, next_try

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_each_wait_is_twice_the_last_up_to_six_hours() -> None:
    waits = [next_try(number, AT) for number in range(1, MOST_ATTEMPTS)]
    minutes = [(each - AT) / timedelta(minutes=1) for each in waits if each]
    assert minutes == [1, 2, 4, 8, 16, 32, 64, 128, 256]
    assert next_try(MOST_ATTEMPTS, AT) is None
    with pytest.raises(ValueError, match="0 attempts"):
        next_try(0, AT)


def test_what_was_lost_under_way_is_sent_again_once() -> None:
    assert [may_retry_lost(lapses) for lapses in (0, 1, 2)] == [True, False, False]
