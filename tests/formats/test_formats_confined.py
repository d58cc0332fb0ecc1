"""隔离读取 — the child process reads, and whatever becomes of it ends in an answer."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from mengyang.actions.reading import ReadFile, read_file
from mengyang.core.findings import Refused
from mengyang.formats import confined
from mengyang.formats.confined import Answer, read_confined
from mengyang.formats.limits import MIB, Limits
from tests.formats.making import MARKED, PLAN, plan_docx

ROOT = Path(__file__).resolve().parents[2]


def test_a_file_is_read_with_its_digest_kind_and_text() -> None:
    data = plan_docx()
    read = read_file(data, "plan.docx")
    assert isinstance(read, ReadFile)
    assert (read.name, read.kind) == ("plan.docx", "docx")
    assert read.sha256 == hashlib.sha256(data).hexdigest()
    assert "云岭县学前教育问题整改方案" in read.text
    for kind in ("outline", "obligations", "targets", "unread"):
        entries = read.reading[kind]
        assert isinstance(entries, list)
        for entry in entries:
            start, end = entry["span"]
            assert read.text[start:end] == entry["quote"]


def test_a_secrecy_mark_is_refused_before_anything_is_read() -> None:
    refused = read_file(MARKED[1](), "notice.txt")
    assert refused == Refused(
        "formats.refused.secrecy_mark", "formats.hint.secrecy_mark", line=1, name="notice.txt"
    )


def test_a_refusal_of_the_child_carries_the_name() -> None:
    refused = read_confined(b"", "nothing\0.txt")
    assert isinstance(refused, Refused)
    assert (refused.reason, refused.params["name"]) == ("formats.refused.empty", "nothing\0.txt")


def test_a_file_over_the_limit_starts_no_process() -> None:
    refused = read_confined(b"12345", "a.txt", Limits(max_bytes=4), worker="no.such.module")
    assert isinstance(refused, Refused)
    assert refused.reason == "formats.refused.too_large"


def test_too_little_memory_is_a_refusal() -> None:
    refused = read_confined(PLAN.encode() * 9000, "a.txt", Limits(memory_bytes=24 * MIB))
    assert isinstance(refused, Refused)
    assert refused.reason == "formats.refused.too_complex"


@pytest.mark.parametrize(
    ("limits", "reason", "seconds"),
    [
        (Limits(wall_seconds=0.01), "too_slow", "0.01"),
        (Limits(cpu_seconds=1), "too_much_computing", "1"),
    ],
)
def test_a_reading_that_takes_too_long_names_the_limit_it_hit(
    limits: Limits, reason: str, seconds: str
) -> None:
    refused = read_confined(PLAN.encode() * 13_000, "a.txt", limits)
    assert isinstance(refused, Refused)
    assert (refused.reason, refused.params["seconds"]) == (f"formats.refused.{reason}", seconds)


@pytest.mark.parametrize("worker", ["no.such.module", "__hello__"])
def test_a_child_that_breaks_or_babbles_is_a_refusal_and_a_fault_of_ours(
    worker: str, caplog: pytest.LogCaptureFixture
) -> None:
    refused = read_confined(PLAN.encode(), "a.txt", worker=worker)
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert refused == Refused("formats.refused.crashed", "formats.hint.save_as", name="a.txt")


def test_the_parent_environment_stays_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONSTARTUP", "/nowhere")
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    assert isinstance(read_confined(PLAN.encode(), "a.txt"), Answer)


def test_neither_the_action_nor_the_worker_imports_django() -> None:
    code = (
        "import sys, mengyang.actions.reading, mengyang.formats.worker, mengyang.web.wording;"
        "sys.exit('django' in sys.modules or 'openpyxl' in sys.modules or 'docx' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(ROOT / "src")})
    assert done.returncode == 0


def test_who_does_not_get_a_turn_is_told_and_the_turn_comes_back() -> None:
    waits = Limits(wall_seconds=0.05)
    with confined._TURNS, confined._TURNS:
        refused = read_confined(PLAN.encode(), "a.txt", waits)
        assert refused == Refused("formats.refused.busy", "formats.hint.try_soon", name="a.txt")
    assert isinstance(read_confined(PLAN.encode(), "a.txt"), Answer)
