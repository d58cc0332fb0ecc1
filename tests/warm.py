"""Warm processes 预热进程: a start that costs a fork, not the loading of all libraries.

Nothing of an installation is loaded before the fork — no settings, no models, no environment: each
process sets Django up for itself. That a command also starts from nothing is for the tests of the
command line and of the server to show.
"""

import atexit
import json
import os
import selectors
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import IO

import pytest

from mengyang.core.findings import Refused
from mengyang.formats import confined
from mengyang.formats.extensions import known_extension
from mengyang.formats.limits import Limits
from mengyang.formats.series import Series

ROOT = Path(__file__).resolve().parents[1]
# Libraries that do not look at settings when they are loaded, and what is pure in the house.
LIBRARIES = (
    "axes",
    "cryptography.fernet",
    "cryptography.hazmat.primitives.serialization",
    "cryptography.x509",
    "django.contrib.admin",
    "django.contrib.messages.storage.fallback",
    "django.contrib.sessions.backends.db",
    "django.contrib.staticfiles.finders",
    "django.core.management.commands.migrate",
    "django.db.backends.postgresql.base",
    "django.db.backends.sqlite3.base",
    "django.tasks",
    "django.test",
    "django_stubs_ext",
    "django_tasks_db",
    "gunicorn.app.base",
    "joserfc.jwt",
    "openpyxl",
    "docx",
    "prometheus_client",
    "pydantic.dataclasses",
    "pydantic.networks",
    "pytest_django",
    "segno",
    "whitenoise",
    "tests.hashing",
    "mengyang.core",
    "mengyang.formats",
    "mengyang.packs",
)
READERS = ("docx", "openpyxl", "pypdf", "mengyang.core", "mengyang.formats")


class Warm:
    """One warm process with the modules named, begun when it is first asked."""

    def __init__(self, *modules: str) -> None:
        self._modules = modules
        self._process: subprocess.Popen[bytes] | None = None

    def run(
        self, arguments: list[str], environment: dict[str, str], given: bytes, limit_s: float
    ) -> subprocess.CompletedProcess[bytes]:
        """What `python ARGUMENTS` answers to the input; raises `TimeoutExpired`."""
        process = self._process = self._process or self._started(environment)
        request = {"arguments": arguments, "environment": environment, "input": len(given)}
        asked, answers = process.stdin, process.stdout
        if asked is None or answers is None:
            raise ValueError("a warm process is spoken to through pipes")
        asked.write(json.dumps(request).encode() + b"\n" + given)
        asked.flush()
        if not _comes(answers, limit_s):
            self.end()
            raise subprocess.TimeoutExpired(arguments, limit_s)
        told = json.loads(answers.readline())
        output, errors = answers.read(told["output"]), answers.read(told["errors"])
        return subprocess.CompletedProcess(arguments, told["code"], output, errors)

    def end(self) -> None:
        """Nothing of it is left."""
        process, self._process = self._process, None
        if process is not None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()

    def _started(self, environment: dict[str, str]) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.warm_process", *self._modules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            process_group=0,
            env=_without_installation(environment),
        )
        atexit.register(self.end)
        return process


_KEPT: dict[tuple[str, Limits], subprocess.Popen[bytes]] = {}


@cache
def commands() -> Warm:
    """The warm process of the tests' installations."""
    return Warm(*LIBRARIES)


@cache
def readers() -> Warm:
    """The warm process that foreign files are read in."""
    return Warm(*READERS)


@pytest.fixture
def warm_reading() -> Iterator[None]:
    """Files are read as in `read_warm`."""
    with read_warm():
        yield


@contextmanager
def read_warm() -> Iterator[None]:
    """Files are read in confined forks of a warm process; one series takes over from another.

    That a reading process also starts from nothing is shown by the tests of the formats.
    """
    start = Series._started

    def started(series: Series) -> subprocess.Popen[bytes]:
        return _KEPT.pop((series._worker, series._limits), None) or start(series)

    def left(series: Series, *_failure: object) -> None:
        if series._process is not None:
            _KEPT[series._worker, series._limits] = series._process
        series._process = None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(confined, "_run", _read)
        patch.setattr(Series, "_started", started)
        patch.setattr(Series, "__exit__", left)
        yield


def _end_kept() -> None:
    for process in _KEPT.values():
        process.kill()
        process.communicate()


atexit.register(_end_kept)


def _read(data: bytes, name: str, limits: Limits, worker: str) -> confined.Answer | Refused:
    arguments = ["-m", worker, json.dumps(asdict(limits)), known_extension(name)]
    environment = confined.clean_environment()
    try:
        done = readers().run(arguments, environment, data, limits.wall_seconds)
    except subprocess.TimeoutExpired:
        return confined.timed_out(name, limits)
    return confined.judged(done, name, limits)


def _without_installation(environment: dict[str, str]) -> dict[str, str]:
    paths = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    kept = {
        name: value
        for name, value in environment.items()
        if name not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}
        and not name.startswith("MENGYANG_")
    }
    return kept | {"PYTHONPATH": paths}


def _comes(answers: IO[bytes], limit_s: float) -> bool:
    with selectors.DefaultSelector() as selector:
        selector.register(answers, selectors.EVENT_READ)
        return bool(selector.select(limit_s))
