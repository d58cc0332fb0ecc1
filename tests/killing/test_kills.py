"""kill -9 at named points 定点断电: the chain verifies, nothing is half done, the work goes on."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installation import Installation, copied

pytestmark = [pytest.mark.django_db]
PEOPLED = "from tests.cast import write_cast; write_cast()"
KILL = "import sys; from tests.killing.kills import kill_often; kill_often(*map(int, sys.argv[1:]))"
SOAK = int(os.environ.get("MENGYANG_SOAK_KILLS") or 200)


@pytest.fixture
def installation(tables: Installation, tmp_path: Path) -> Iterator[Installation]:
    """An installation with the cast in it."""
    with copied(tables, tmp_path / "var", PEOPLED) as made:
        yield made


def test_twenty_kills_leave_nothing_half_done(installation: Installation) -> None:
    told = json.loads(installation.run(KILL, 20261122, 20).splitlines()[-1])
    assert told == {"killed": 20, "found": []}


@pytest.mark.slow
@pytest.mark.postgresql
def test_two_hundred_kills_leave_nothing_half_done(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.installation.LIMIT_S", 1800)
    told = json.loads(installation.run(KILL, 7, SOAK).splitlines()[-1])
    assert told == {"killed": SOAK, "found": []}
