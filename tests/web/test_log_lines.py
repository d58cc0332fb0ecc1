"""Lines of the log 日志行: the fault, its place and its words, and never what somebody entered."""

import logging
from collections.abc import Callable
from logging.config import dictConfig
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.test import Client

from mengyang.store.models import User
from mengyang.web.site.log_lines import LogLines, without_values
from mengyang.web.site.logs import logging_settings
from tests.cast import Cast

NAME = "张桂兰"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (
            'duplicate key value violates unique constraint "name_key"',
            "duplicate key value violates unique constraint …",
        ),
        ("duplicate key\nDETAIL:  Key (name)=(张桂兰) already exists.", "duplicate key"),
        ("Failing row contains (1, 张桂兰, 13900000000).", "Failing row contains …"),
        ("invalid literal for int() with base 10: '张桂兰", "invalid literal for … with base …"),
        (
            "could not convert 13900000000 of zhang@example.org to 张桂兰",
            "could not convert … of … to …",
        ),
        ("User matching query does not exist.", "User matching query does not exist."),
        (
            'New login failure by {username: "zhang", ip_address: "10.1.2.3"}.',
            "New login failure by …",
        ),
        ("can't adapt type 'Person' to it", "can't adapt type … to it"),
        ("", ""),
    ],
)
def test_words_stay_and_values_go(said: str, left: str) -> None:
    assert without_values(said) == left


@pytest.mark.django_db
@pytest.mark.postgresql
def test_a_fault_of_the_database_is_told_without_the_row(cast: Cast, tmp_path: Path) -> None:
    User.objects.filter(username="leader").update(username=NAME)
    lines = written(tmp_path, fail_on_the_row)
    assert (
        "IntegrityError" in lines and "test_log_lines.py:" in lines and "A step of job 7" in lines
    )
    assert NAME not in lines and "Key (" not in lines and "DETAIL" not in lines


def fail_on_the_row() -> None:
    try:
        with transaction.atomic():
            User.objects.filter(username="auditor").update(username=NAME)
    except IntegrityError:
        logging.getLogger("mengyang.web.jobs").exception("A step of job %s (%s) failed", 7, NAME)


@pytest.mark.django_db
def test_neither_a_path_nor_a_failed_sign_in_names_anybody(cast: Cast, tmp_path: Path) -> None:
    def knock() -> None:
        Client().get(f"/{NAME}/13900000000/")
        Client().post("/sign-in/", {"username": "leader", "password": NAME})

    lines = written(tmp_path, knock)
    assert "Not Found: …" in lines
    assert NAME not in lines and "leader" not in lines and "127.0.0.1" not in lines


def test_the_route_stands_for_the_address() -> None:
    class Match:
        route = "people/<row:user_id>/"

    record = logging.LogRecord(
        "django.request", 40, "", 1, "%s: %s", ("Server Error", "/p/1/"), None
    )
    record.request = HttpRequest()
    record.request.resolver_match = Match
    assert LogLines("%(message)s").format(record) == "Server Error: … /people/<row:user_id>/"


def test_a_whole_traceback_kept_by_another_handler_is_not_taken() -> None:
    try:
        raise ValueError(NAME)
    except ValueError as fault:
        told = (ValueError, fault, fault.__traceback__)
        record = logging.LogRecord("mengyang", 40, "", 1, "broken", None, told)
    whole = logging.Formatter().format(record)
    assert NAME in whole
    assert NAME not in LogLines().format(record)
    assert logging.Formatter().format(record) == whole


def written(folder: Path, act: Callable[[], None]) -> str:
    """What a deed leaves in the file of the faults, set up as the server does."""
    root = logging.getLogger()
    before = root.handlers[:]
    dictConfig(logging_settings(folder))
    try:
        act()
    finally:
        root.handlers[:] = before
    return "".join(each.read_text() for each in (folder / "logs").glob("faults-*.log"))
