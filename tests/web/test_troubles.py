"""The machine's troubles in plain words 故障措辞: which fault is which, on both databases."""

import errno

import pytest
from django.db import IntegrityError, OperationalError, ProgrammingError

from mengyang.web.troubles import trouble_of


class Cause(Exception):
    """What the driver of PostgreSQL said."""

    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


def caused(state: str) -> OperationalError:
    """The fault as Django raises it."""
    fault = OperationalError("canceling statement due to lock timeout")
    fault.__cause__ = Cause(state)
    return fault


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (OSError(errno.ENOSPC, "full"), "web.refused.disk_full"),
        (OperationalError("database or disk is full"), "web.refused.disk_full"),
        (caused("53100"), "web.refused.disk_full"),
        (OperationalError("database is locked"), "store.refused.busy"),
        (caused("55P03"), "store.refused.busy"),
        (caused("40P01"), "store.refused.busy"),
        (caused("57P01"), "web.refused.database_gone"),
        (OperationalError("server closed the connection"), "web.refused.database_gone"),
        (OperationalError("no such column: x"), None),
        (ProgrammingError("relation does not exist"), None),
        (IntegrityError("UNIQUE"), None),
        (ValueError("ours"), None),
        (None, None),
    ],
)
def test_a_trouble_is_told_from_a_mistake_of_ours(
    fault: BaseException | None, reason: str | None
) -> None:
    found = trouble_of(fault)
    assert (found.reason if found else None) == reason
