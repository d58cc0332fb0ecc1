"""Tables made once 建表一次: the migrations run in one place; every database of a run is its copy.

A plugin of pytest: `tables` is shared by the processes of a run, and the tests' own database is
made of it. That the migrations agree with the models is for the lint and `tests/house` to show.
"""

import fcntl
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connections

from tests.installation import Installation, is_postgresql

MIGRATE = "from django.core.management import call_command; call_command('migrate', verbosity=0)"


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation with tables and nobody. To be copied and never written to."""
    place = tmp_path_factory.getbasetemp()
    # The processes of one run share the folder above their own.
    place = place.parent if "PYTEST_XDIST_WORKER" in os.environ else place
    done, made = place / "tables", Installation(place / "tables", _address(place))
    with _turn(place / "tables.lock"):
        if not done.exists():
            begun = Installation(place / "tables-begun", made.database_url)
            begun.var.mkdir()
            _make_database(made.database_url)
            begun.run(MIGRATE)
            begun.var.rename(done)
    return made


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tables: Installation
) -> Iterator[None]:
    """The tests' own database begins as a copy; nothing is left to be migrated."""
    connection = connections["default"]
    own = connection.settings_dict["TEST"]
    if is_postgresql():
        own |= {"TEMPLATE": _name(tables.database_url), "MIGRATE": False}
        yield
        return
    name = connection.creation._get_test_db_name()
    if not connection.creation.is_in_memory_db(name):
        yield
        return
    own["MIGRATE"] = False
    with (
        closing(sqlite3.connect(name, uri=True, check_same_thread=False)) as kept,
        closing(sqlite3.connect(tables.var / "mengyang.sqlite3")) as original,
    ):
        original.backup(kept)
        yield


@contextmanager
def _turn(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _address(place: Path) -> str:
    """The database of the tables of this run; on SQLite it lies in the folder."""
    if not is_postgresql():
        return ""
    name = f"tables_{hashlib.sha256(bytes(place)).hexdigest()[:16]}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def _make_database(url: str) -> None:
    if url:
        server = urlsplit(url)._replace(path="/postgres").geturl()
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{_name(url)}"')


def _name(url: str) -> str:
    return urlsplit(url).path.lstrip("/")
