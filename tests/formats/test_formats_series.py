"""成批读取 — each file of a series is read apart from the others, under its own limits."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from mengyang.core.findings import Refused
from mengyang.formats.confined import Answer, judged, read_confined
from mengyang.formats.limits import MIB, Limits
from mengyang.formats.series import Series
from tests.formats.making import MARKED, PLAN, REFUSED, plan_docx

# One of each sort; `test_formats_bad_input.py` has all of them.
SORTS = {"empty.txt", "random.docx", "bomb.docx", "entity.docx", "half.docx", "deep.html"}
BAD = [*(case for case in REFUSED if case[0] in SORTS), MARKED]
SECOND_PLAN = PLAN.replace("云岭县", "青石县").encode()


def test_each_file_reads_as_it_does_alone() -> None:
    files = [PLAN.encode(), plan_docx(), SECOND_PLAN, f"<html><p>{PLAN}</p>".encode()]
    with Series() as series:
        answers = [series.read(data, "a") for data in files]
    assert answers[1:3] == [read_confined(data, "a") for data in files[1:3]]
    assert {answer.kind for answer in answers if isinstance(answer, Answer)} == {
        "txt",
        "docx",
        "html",
    }


def test_bad_files_are_refused_by_name_and_the_next_is_read() -> None:
    with Series() as series:
        for name, make, reason in BAD:
            refused = series.read(make(), name)
            assert isinstance(refused, Refused)
            assert refused.reason == f"formats.refused.{reason}"
            assert refused.params["name"] == name
        assert isinstance(series.read(PLAN.encode(), "a.txt"), Answer)


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(cpu_seconds=1), "too_much_computing"),
        (Limits(wall_seconds=0.5), "too_slow"),
        (Limits(memory_bytes=80 * MIB), "too_complex"),
    ],
)
def test_every_file_has_the_limits_to_itself(limits: Limits, reason: str) -> None:
    with Series(limits) as series:
        refused = series.read(PLAN.encode() * 9_000, "a.txt")
        assert isinstance(refused, Refused)
        assert refused.reason == f"formats.refused.{reason}"
        for _ in range(2):
            assert isinstance(series.read(PLAN.encode(), "a.txt"), Answer)


@pytest.mark.parametrize(
    ("errors", "reason"),
    [
        (b"MemoryError\n", "too_complex"),
        (b"SystemError: error return without exception set\n", "too_complex"),
        (b"KeyError: 'a'\n", "crashed"),
    ],
)
def test_a_process_out_of_memory_is_told_from_a_fault(errors: bytes, reason: str) -> None:
    ended = subprocess.CompletedProcess([], 1, b"", errors)
    refused = judged(ended, "a.txt", Limits())
    assert isinstance(refused, Refused)
    assert refused.reason == f"formats.refused.{reason}"


def test_a_file_over_the_limit_starts_no_process() -> None:
    with Series(Limits(max_bytes=4), worker="no.such.module") as series:
        refused = series.read(b"12345", "a.txt")
    assert isinstance(refused, Refused)
    assert refused.reason == "formats.refused.too_large"


@pytest.mark.parametrize("worker", ["no.such.module", "__hello__"])
def test_a_process_that_breaks_or_babbles_is_a_refusal(worker: str) -> None:
    with Series(worker=worker) as series:
        for _ in range(2):
            assert series.read(PLAN.encode(), "a.txt") == Refused(
                "formats.refused.crashed", "formats.hint.save_as", name="a.txt"
            )


def test_the_next_file_gets_a_new_process_where_the_old_one_was_killed() -> None:
    before = _children(os.getpid())
    with Series() as series:
        assert isinstance(series.read(PLAN.encode(), "a.txt"), Answer)
        (child,) = _children(os.getpid()) - before
        os.kill(child, signal.SIGKILL)
        assert isinstance(series.read(PLAN.encode(), "b.txt"), Refused)
        assert isinstance(series.read(SECOND_PLAN, "c.txt"), Answer)
    assert _children(os.getpid()) == before


def _children(process: int) -> set[int]:
    tasks = Path(f"/proc/{process}/task")
    found = [(task / "children").read_text().split() for task in tasks.iterdir()]
    return {int(each) for several in found for each in several}
