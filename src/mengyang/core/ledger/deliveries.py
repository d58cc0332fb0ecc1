"""发送重试 — when a delivery that was not taken is tried again, and when it is given up.

One that was begun and never settled — the machine stopped between — is tried once more under the
same number, so that a receiver can drop the second; after that it is given up.
"""

from datetime import datetime, timedelta
from enum import StrEnum

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
MOST_ATTEMPTS = 10
# So long a delivery under way belongs to whoever began it: longer than any carrier may take.
LEASE = timedelta(minutes=5)


class Channel(StrEnum):
    """电子邮件、消息接口; what stands on the unit's own pages needs no sending."""

    MAIL = "mail"
    WEBHOOK = "webhook"


class DeliveryState(StrEnum):
    """待发送、发送中、已送出、未能送出."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    DELIVERED = "delivered"
    FAILED = "failed"


def next_try(attempts: int, at: datetime) -> datetime | None:
    """When a delivery refused for the `attempts`-th time is tried again; None: given up.

    Each wait is twice the last, up to six hours.
    """
    if attempts < 1:
        raise ValueError(f"{attempts} attempts")
    if attempts >= MOST_ATTEMPTS:
        return None
    doubled: timedelta = FIRST_WAIT * (1 << (attempts - 1))
    return at + min(doubled, LONGEST_WAIT)


def may_retry_lost(lapses: int) -> bool:
    """Whether one that was begun and never settled is sent again: once."""
    return lapses < 1
