"""A stored state 历史库: the demo's database as the newest migration leaves it, on both databases.

    scripts/store_state.py          writes tests/commands/states/<newest migration>/
    scripts/store_state.py --check  exit 1 where the newest migration has no stored state

Run once for each delivery that changes the tables; a state is never made again. What leaves the
house asks for it: `.ci/run`, `make dist` and `make bundle` refuse tables that are not stored. Each
archive holds the database (SQLite's file, or a plain dump), the audit anchor, the keys of the demo
and its files; `held.json` what the demo held, and the digest of each migration, which is frozen.
`tests/commands/test_states.py` brings every one of them to the newest state.
"""

import argparse
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from postgres_cluster import cluster, server_programs

ROOT = Path(__file__).resolve().parents[1]
STATES = ROOT / "tests" / "commands" / "states"
MIGRATIONS = ROOT / "src" / "mengyang" / "store" / "migrations"
# Its story as it is told, whenever it is stored.
MAKE_DEMO = (
    "import sys; from mengyang import packs; from mengyang.cli import main;"
    "sys.exit(main(['demo', '--day', packs.demo().day.isoformat()]))"
)


HELD = "held.json"
COUNTED = {"documents": "documents_document", "tasks": "ledger_task", "events": "audit_event"}


def main() -> int:
    """Store the state unless it is stored, or only look whether it is; say what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if not parser.parse_args().check:
        return store()
    if fault := missing_state():
        print(fault, file=sys.stderr)
    return 1 if fault else 0


def missing_state(migrations: Path = MIGRATIONS, states: Path = STATES) -> str:
    """What is wrong where the newest tables have no stored state; nothing where they have one."""
    newest = newest_of(migrations)
    if (states / newest / HELD).exists():
        return ""
    return f"{newest}: these tables are not stored; run scripts/store_state.py before they leave"


def newest_of(migrations: Path) -> str:
    """The name of the last migration."""
    return max(path.stem for path in migrations.glob("[0-9]*.py"))


def digests(migrations: Path = MIGRATIONS) -> dict[str, str]:
    """The SHA-256 of each migration by its name."""
    files = sorted(migrations.glob("[0-9]*.py"))
    return {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def store() -> int:
    """Store the state unless it is stored; say where it lies."""
    target = STATES / newest_of(MIGRATIONS)
    if target.exists():
        print(f"{target} is there already: a stored state is never made again", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="mengyang-state-") as folder, cluster() as url:
        made = [store_sqlite(Path(folder)), store_postgresql(Path(folder), url)]
        held = counted(Path(folder) / "sqlite" / "mengyang.sqlite3")
        target.mkdir(parents=True)
        for archive in made:
            print(shutil.copy(archive, target), archive.stat().st_size)
        told = held | {"migrations": digests()}
        (target / HELD).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return 0


def counted(database: Path) -> dict[str, int]:
    """How many documents, tasks and events the demo holds."""
    with sqlite3.connect(database) as connection:
        return {
            name: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for name, table in COUNTED.items()
        }


def store_sqlite(folder: Path) -> Path:
    """The archive of a demo in SQLite, its write-ahead log folded in."""
    var = folder / "sqlite"
    make_demo(var)
    file = var / "mengyang.sqlite3"
    copy = folder / "copy.sqlite3"
    with sqlite3.connect(file) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    copy.replace(file)
    return packed(var, file)


def store_postgresql(folder: Path, url: str) -> Path:
    """The archive of a demo in PostgreSQL, as a plain dump that psql reads."""
    var = folder / "postgresql"
    make_demo(var, url)
    dump = var / "database.sql"
    program = server_programs() / "pg_dump"
    command = [str(program), "--no-owner", "--no-acl", f"--file={dump}", url]
    subprocess.run(command, check=True)
    return packed(var, dump)


def make_demo(var: Path, url: str = "") -> None:
    """Build the demo from the source of this repository."""
    own = {"MENGYANG_VAR": str(var), "MENGYANG_DEMO": "1", "DATABASE_URL": url}
    paths = {"PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-c", MAKE_DEMO]
    subprocess.run(command, env=os.environ | own | paths, check=True, capture_output=True)


def packed(var: Path, database: Path) -> Path:
    """One compressed archive of the database and what verifies it."""
    archive = var.with_suffix(".tar.xz")
    with tarfile.open(archive, "w:xz", preset=9) as opened:
        for path in (database, var / "secret-key", var / "audit", var / "files"):
            opened.add(path, path.relative_to(var))
    return archive


if __name__ == "__main__":
    sys.exit(main())
