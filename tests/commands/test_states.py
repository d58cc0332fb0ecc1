"""Earlier states 历史库: the stored database of each comes to the newest, nothing is lost."""

import json
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installation import Installation, blank, is_postgresql

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]
STATES = sorted(path for path in Path(__file__).with_name("states").iterdir() if path.is_dir())
COUNT = """
import json
from mengyang.store.models import Document, Event, Task
print(json.dumps([Document.objects.count(), Task.objects.count(), Event.objects.count()]))
"""
# What the demo of each state held when it was stored: documents, tasks, events.
HELD = {"0001_first": [3, 63, 312]}


@pytest.fixture(params=STATES, ids=lambda path: path.name)
def stored(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Installation]:
    """The stored state, as it was, with the database that the tests run on."""
    vendor = "postgresql" if is_postgresql() else "sqlite"
    with blank(tmp_path / request.param.name) as made:
        with tarfile.open(request.param / f"{vendor}.tar.xz") as archive:
            archive.extractall(made.var, filter="data")
        if made.database_url:
            load(made)
        yield made


def load(installation: Installation) -> None:
    """Fill the database from the dump."""
    options = ["--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
    dump = installation.var / "database.sql"
    command = ["psql", *options, f"--file={dump}", installation.database_url]
    loaded = subprocess.run(command, capture_output=True, text=True)
    assert loaded.returncode == 0, loaded.stderr


def test_a_stored_state_comes_to_the_newest_and_verifies(stored: Installation) -> None:
    code, out, notes = stored.told("upgrade")
    assert code == 0, out + notes
    counted = json.loads(stored.run(COUNT))
    assert counted[:2] == HELD[stored.var.name][:2]
    code, out, notes = stored.told("check")
    assert code == 0, out + notes
    code, out, notes = stored.told("audit", "verify", "--json")
    assert code == 0, out + notes
    found = json.loads(out)
    assert found["findings"] == []
    # The upgrade itself is on record where there was one.
    assert found["events"] == counted[2] in range(HELD[stored.var.name][2], 320)


def test_every_state_is_stored_on_both_databases() -> None:
    assert STATES
    for state in STATES:
        names = {path.name for path in state.iterdir()}
        assert names == {"sqlite.tar.xz", "postgresql.tar.xz"}
        assert state.name in HELD
