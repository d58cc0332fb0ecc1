"""An installation of its own 独立安装: a folder and a database that processes share.

For what one process cannot show: races, kills, commands. On SQLite a file, on PostgreSQL a
database of the same cluster; both are copies of one that was migrated once (`tests.tables`).
"""

import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.db import connections

from tests.warm import commands

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = "mengyang.web.site.settings"
LIMIT_S = 90
COMMAND = ("-c", "import sys; from mengyang.cli import main; sys.exit(main(sys.argv[1:]))")


@dataclass(frozen=True, slots=True)
class Installation:
    """Where it lies, and the environment that leads there."""

    var: Path
    database_url: str = ""
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a process of this installation."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("MENGYANG_") and name != "DATABASE_URL"
        }
        paths = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
        own = {"MENGYANG_VAR": str(self.var), "DJANGO_SETTINGS_MODULE": SETTINGS}
        if self.database_url:
            own["DATABASE_URL"] = self.database_url
        return kept | own | {"PYTHONPATH": paths} | self.more

    def start(self, code: str, *arguments: object) -> subprocess.Popen[str]:
        """Start a process that sets Django up and runs the code."""
        return self._start([*_set_up(code), *map(str, arguments)])

    def command(self, *arguments: object) -> subprocess.Popen[str]:
        """Start the command line."""
        return self._start([*COMMAND, *map(str, arguments)])

    def run(self, code: str, *arguments: object) -> str:
        """What the code prints; it must end well."""
        status, out, err = self._warm([*_set_up(code), *map(str, arguments)])
        assert status == 0, err
        return out.strip()

    def told(self, *arguments: object, typed: str = "") -> tuple[int, str, str]:
        """Exit status, result and notes of the command line."""
        return self._warm([*COMMAND, *map(str, arguments)], typed)

    def _warm(self, arguments: list[str], typed: str = "") -> tuple[int, str, str]:
        done = commands().run(arguments, self.environment, typed.encode(), LIMIT_S)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def _start(self, arguments: list[str]) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *arguments],
            env=self.environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


def _set_up(code: str) -> tuple[str, str]:
    return "-c", f"import django; django.setup()\n{code}"


def is_postgresql() -> bool:
    """Whether the tests run on PostgreSQL."""
    return connections["default"].vendor == "postgresql"


@contextmanager
def blank(folder: Path) -> Iterator[Installation]:
    """A folder of its own and a database without a table; removed at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    with _database() as url:
        yield Installation(folder, url)


@contextmanager
def copied(original: Installation, folder: Path, then: str = "") -> Iterator[Installation]:
    """A copy that a test may do anything to, with what `then` writes."""
    shutil.copytree(original.var, folder)
    template = urlsplit(original.database_url).path.lstrip("/")
    with _database(template or "template1") as url:
        made = Installation(folder, url)
        if then:
            made.run(then)
        yield made


@contextmanager
def _database(template: str = "template1") -> Iterator[str]:
    """The address of a database made for this, or nothing on SQLite."""
    if not is_postgresql():
        yield ""
        return
    address = urlsplit(os.environ["DATABASE_URL"])
    name = f"own_{uuid.uuid4().hex}"
    server = address._replace(path="/postgres").geturl()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield address._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
