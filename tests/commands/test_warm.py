"""Warm processes 预热进程: what runs in one is a process of its own, without settings."""

import subprocess

import pytest

from tests.warm import Warm, commands, readers

LOADED = """
import os, sys
from django.conf import settings
rooms = {name.split(".")[1] for name in sys.modules if name.startswith("mengyang.")}
print(settings.configured, sorted(rooms), sorted(os.environ), sys.stdin.read(), sys.argv[1:])
sys.exit("told")
"""
ENDING = """
import atexit, sys, threading
atexit.register(print, "3 handed over")
threading.Thread(target=lambda: (threading.Event().wait(0.1), print("2 waited for"))).start()
sys.stdout.write("1 written\\n")
sys.exit(7)
"""


def test_nothing_of_an_installation_is_loaded_before_the_fork() -> None:
    for _ in range(2):
        done = commands().run(["-c", LOADED, "甲"], {"LANG": "C.UTF-8"}, "乙".encode(), 60)
        said = "False ['core', 'formats', 'packs'] ['LANG'] 乙 ['甲']"
        assert (done.returncode, done.stdout.decode().strip()) == (1, said)
        assert done.stderr.decode().strip() == "told"


def test_a_process_ends_as_one_that_started_from_nothing() -> None:
    done = commands().run(["-c", ENDING], {}, b"", 60)
    assert done.returncode == 7
    assert done.stdout.decode().splitlines() == ["1 written", "2 waited for", "3 handed over"]


def test_what_every_reading_needs_is_there_before_the_fork() -> None:
    waiting = "from mengyang.core import patterns; print(len(patterns._waiting))"
    for warm in (commands(), readers()):
        assert warm.run(["-c", waiting], {}, b"", 60).stdout == b"0\n"


def test_a_fault_ends_one_process_and_not_the_next() -> None:
    warm = Warm("json")
    failed = warm.run(["-c", "1 / 0"], {}, b"", 60)
    assert (failed.returncode, b"ZeroDivisionError" in failed.stderr) == (1, True)
    killed = warm.run(["-c", "import os; os.kill(os.getpid(), 9)"], {}, b"", 60)
    assert killed.returncode == -9
    with pytest.raises(subprocess.TimeoutExpired):
        warm.run(["-c", "import time; time.sleep(99)"], {}, b"", 0.2)
    assert warm.run(["-c", "print(1)"], {}, b"", 60).stdout == b"1\n"
    warm.end()
