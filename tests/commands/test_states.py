"""Earlier states 历史库: the stored database of each comes to the newest, nothing is lost."""

import json
import subprocess
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import build_bundle
import build_dist
from store_state import digests, missing_state
from tests.commands.losing import destroy
from tests.conftest import ROOT
from tests.installation import Installation, blank, is_postgresql

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]
STATES = Path(__file__).with_name("states")
COUNT = """
import json
from mengyang.store.models import Document, Event, Task
last = Event.objects.order_by("sequence").values_list("action", flat=True)
print(json.dumps([
    Document.objects.count(), Task.objects.count(), Event.objects.count(), list(last)[-2:]]))
"""
# What each demo held, as `scripts/store_state.py` counted it when it stored the state.
HELD = {
    path.parent.name: json.loads(path.read_text("utf-8"))
    for path in sorted(STATES.glob("*/held.json"))
}

# The newest tables are stored already when they leave the house: nothing brings them further.
OLDER = sorted(set(HELD) - {max(digests())})
LAST = OLDER[-1]
EARLIER = pytest.mark.parametrize("state", OLDER[:-1])
# The way back, up included, is the same from every state: the slow tests go it from all of them.
LAST_OR_SLOW = pytest.mark.parametrize(
    "state",
    [pytest.param(each, marks=() if each == LAST else pytest.mark.slow) for each in OLDER],
)


@pytest.fixture
def stored(state: str, tmp_path: Path) -> Iterator[Installation]:
    """The stored state, as it was, with the database that the tests run on."""
    vendor = "postgresql" if is_postgresql() else "sqlite"
    with blank(tmp_path / state) as empty:
        # What is stored is a demo.
        made = replace(empty, more={"MENGYANG_DEMO": "1"})
        with tarfile.open(STATES / state / f"{vendor}.tar.xz") as archive:
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


@EARLIER
def test_a_stored_state_comes_to_the_newest_and_verifies(stored: Installation, state: str) -> None:
    accept(stored.told("upgrade"))
    is_whole(stored, state, "installation.upgrade")


@LAST_OR_SLOW
def test_it_comes_back_from_what_the_upgrade_put_aside(
    stored: Installation, state: str, tmp_path: Path
) -> None:
    assert "没有加密" in accept(stored.told("upgrade"))
    # What the upgrade put aside is the earlier state: it comes back, and up again.
    [archive] = (stored.var / "backups").glob("mengyang-*.tar.gz")
    kept = archive.rename(tmp_path / archive.name)
    destroy(stored)
    assert "mengyang upgrade" in accept(stored.told("restore", kept))
    sealed = upgraded_as_told(stored, tmp_path / "kept")
    assert sealed.read_bytes()[:2] != kept.read_bytes()[:2]
    # What was restored was of the earlier state: both are on record, each once.
    is_whole(stored, state, "installation.restore", "installation.upgrade")
    assert not (stored.var / "run" / "restored.json").exists()


def is_whole(installation: Installation, state: str, *added: str) -> None:
    """All rows and files are there, the chain verifies, and its last events are those added."""
    documents, tasks, events, last = json.loads(installation.run(COUNT))
    counted = {"documents": documents, "tasks": tasks, "events": events - len(added)}
    assert counted.items() <= HELD[state].items()
    assert last[-len(added) :] == list(added)
    accept(installation.told("check", "--files"))
    code, out, notes = installation.told("audit", "verify", "--json")
    assert code == 0, out + notes
    found = json.loads(out)
    assert (found["findings"], found["events"]) == ([], events)


def upgraded_as_told(installation: Installation, folder: Path) -> Path:
    """Upgrade as the guide says: one sealed archive, pruned with the others; where it lies."""
    folder.mkdir()
    (folder / "mengyang-20260101-023000.tar.gz.sealed").write_bytes(b"")
    options = ("--backup", folder, "--keep", 1, "--passphrase-file", "-")
    said = accept(installation.told("upgrade", *options, typed="neun Gänse fliegen\n"))
    [archive] = folder.iterdir()
    assert archive.name.endswith(".sealed")
    assert f"mengyang restore {archive} --passphrase-file -" in said
    assert "没有加密" not in said
    return archive


def accept(told: tuple[int, str, str]) -> str:
    """What a command that came through said."""
    code, out, notes = told
    assert code == 0, out + notes
    return out + notes


def test_every_stored_state_is_whole_and_its_migrations_are_frozen() -> None:
    stored = {f"{path.relative_to(STATES)}" for path in STATES.rglob("*") if path.is_file()}
    files = ("sqlite.tar.xz", "postgresql.tar.xz", "held.json")
    assert stored == {f"{state}/{name}" for state in HELD for name in files}
    now = digests()
    for state, held in HELD.items():
        delivered = {name: each for name, each in now.items() if name <= state}
        assert held["migrations"] == delivered, state
        assert state in delivered


def test_tables_that_are_not_stored_do_not_leave_the_house(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrations, states = tmp_path / "migrations", tmp_path / "states"
    for name in ("0001_first", "0002_more"):
        migrations.mkdir(exist_ok=True)
        (migrations / f"{name}.py").write_text("")
        assert name in missing_state(migrations, states)
        (states / name).mkdir(parents=True)
        (states / name / "held.json").write_text("{}")
        assert missing_state(migrations, states) == ""
    assert "store_state.py --check" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    monkeypatch.setattr(build_dist, "missing_state", lambda: "0002_more")
    monkeypatch.setattr("sys.argv", ["build"])
    for build in (build_dist.main, build_bundle.main):
        with pytest.raises(SystemExit, match="0002_more"):
            build()
