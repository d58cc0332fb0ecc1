"""One door to a transaction 唯一的事务入口: actions open it, nobody else opens another."""

from pathlib import Path, PurePath

import pytest

from tests.house.doors import DOORS, door_faults
from tests.house.shape import python_files

LIBRARY = "from django_tasks_db.models import DBTaskResult"


def test_the_house_has_one_door_to_a_transaction(root: Path) -> None:
    files = dict(python_files(root, "src"))
    assert set(files) >= DOORS
    assert [fault for path, text in files.items() for fault in door_faults(path, text)] == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("store/writes/jobs.py", "from django.db import transaction"),
        ("store/writes/jobs.py", "with transaction.atomic():\n    pass"),
        ("store/reads/jobs.py", "connection.set_autocommit(False)"),
        ("store/writes/jobs.py", "from mengyang.store.writes.work import transaction"),
        ("actions/jobs.py", "from django.db import transaction as database"),
        ("web/jobs/sweep.py", LIBRARY),
        ("web/pages/people.py", "from django.contrib.sessions.models import Session"),
        ("web/pages/people.py", "from django.db import models"),
    ],
)
def test_it_finds_a_second_door(path: str, text: str) -> None:
    assert len(list(door_faults(PurePath("src/mengyang", path), text))) == 1


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("store/writes/deliveries.py", LIBRARY),
        ("store/models/jobs.py", "from django.db import models"),
        ("actions/jobs.py", "from mengyang.store.writes import transaction"),
        ("web/troubles.py", "from django.db import OperationalError, connections"),
    ],
)
def test_it_lets_the_one_door_pass(path: str, text: str) -> None:
    assert list(door_faults(PurePath("src/mengyang", path), text)) == []
