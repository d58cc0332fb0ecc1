"""The anchor file 锚点: in order whoever comes first, and never in the way of a commit."""

import threading
from pathlib import Path

import pytest
from pytest_django import Settings

from mengyang.store.anchor import append as append_line


def told(path: Path) -> list[int]:
    """The sequences in the file."""
    return [int(line.split()[0]) for line in path.read_text("ascii").splitlines()]


def append(sequence: int) -> None:
    """A line after a commit."""
    append_line(sequence, "a" * 64, "2026-03-02T01:30:00.000000+00:00")


def test_commits_that_come_out_of_order_leave_the_file_in_order(anchor: Path) -> None:
    for sequence in (1, 4, 3, 4, 9, 2):
        append(sequence)
    assert told(anchor) == [1, 4, 9]


def test_many_threads_leave_whole_lines_in_order(anchor: Path) -> None:
    threads = [threading.Thread(target=append, args=(number,)) for number in range(1, 60)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told(anchor) == sorted(set(told(anchor)))
    assert told(anchor)[-1] == 59


def test_a_line_cut_off_is_closed_before_the_next(anchor: Path) -> None:
    append(1)
    append(2)
    anchor.write_bytes(anchor.read_bytes()[:-20])
    append(3)
    lines = anchor.read_text("ascii").splitlines()
    assert [len(line.split()) for line in lines] == [4, 4, 4]
    assert lines[2].startswith("3 ")


def test_a_file_that_cannot_be_written_does_not_undo_a_commit(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.AUDIT_ANCHOR_PATH = Path("/dev/null/anchor.log")
    append(1)
    assert "could not be written" in caplog.text


def test_the_file_is_for_its_owner_alone(anchor: Path) -> None:
    append(1)
    assert anchor.stat().st_mode & 0o077 == 0
