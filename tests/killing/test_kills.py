"""kill -9 at named points 定点断电: the chain verifies, nothing is half done, the work goes on."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installation import Installation, copied
from tests.killing.kills import POINTS

pytestmark = [pytest.mark.django_db]
PEOPLED = "from tests.cast import write_cast; write_cast()"
KILL = "import sys; from tests.killing.kills import kill_often; kill_often(*map(int, sys.argv[1:]))"
KILL_IN_REQUESTS = "from tests.killing.requests import kill_in_requests; kill_in_requests()"
KILLED = 0
SOAK = int(os.environ.get("MENGYANG_SOAK_KILLS") or 200)


@pytest.fixture
def installation(tables: Installation, tmp_path: Path) -> Iterator[Installation]:
    """An installation with the cast in it."""
    with copied(tables, tmp_path / "var", PEOPLED) as made:
        yield made


def test_a_kill_at_every_point_leaves_nothing_half_done(installation: Installation) -> None:
    assert len(POINTS) >= 32
    told = json.loads(installation.run(KILL, 20261122, len(POINTS)).splitlines()[-1])
    assert told == {"killed": len(POINTS), "found": []}


@pytest.mark.postgresql
def test_a_web_worker_killed_inside_a_request_leaves_nothing_half_done(
    installation: Installation,
) -> None:
    told = json.loads(installation.run(KILL_IN_REQUESTS).splitlines()[-1])
    # What is sent again after the commit is told that it is done, and does nothing twice.
    assert told["told"] == [
        ["adopt", KILLED, "read", 0],
        ["adopt", KILLED, "adopted", 1],
        ["adopt", 422, "adopted", 1],
        ["assign", 302, "assigned"],
        ["sign_for", KILLED, "assigned"],
        ["sign_for", KILLED, "signed_for"],
        ["sign_for", 409, "signed_for"],
        ["start", 302, "in_progress"],
    ]
    assert told["whole"]


@pytest.mark.slow
@pytest.mark.postgresql
def test_two_hundred_kills_leave_nothing_half_done(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.installation.LIMIT_S", 1800)
    told = json.loads(installation.run(KILL, 7, SOAK).splitlines()[-1])
    assert told == {"killed": SOAK, "found": []}
