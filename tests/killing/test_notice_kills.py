"""kill -9 around a sending 发送断电: no notice is lost, none is doubled but under its number."""

import json
from pathlib import Path

import pytest

from tests.installation import Installation, copied

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]
SCRIPT = "from tests.killing.sending import kill_sendings; kill_sendings()"
KILLED = 9


def test_a_kill_around_a_sending_loses_nothing(tables: Installation, tmp_path: Path) -> None:
    with copied(tables, tmp_path / "var") as made:
        told = json.loads(made.run(SCRIPT).splitlines()[-1])
    assert told == [
        ["notice.make.before_commit", KILLED, [], 0, 0],
        ["notice.make.after_commit", KILLED, ["waiting"], 0, 0],
        # Killed before it went: it was begun, and goes once more after the lease.
        ["notice_delivery.claimed", KILLED, ["claimed"], 0, 0],
        ["notice_delivery.carried", KILLED, ["claimed"], 1, 1],
        ["at the end", 0, ["failed"], 1, 1],
    ]
