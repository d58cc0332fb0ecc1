"""隔离读取 — a foreign file is read in a process of its own, under memory and time limits.

Bytes in, the worker's answer out; a crash, a blow-up or a time-out is a refusal like any other.
"""

import json
import logging
import os
import signal
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass
from pathlib import Path

from mengyang.core.findings import Refused
from mengyang.formats.extensions import known_extension
from mengyang.formats.extraction import named, too_large
from mengyang.formats.limits import DEFAULT_LIMITS, Limits

_log = logging.getLogger(__name__)
_TURNS = threading.BoundedSemaphore(2)
_SOURCES = Path(__file__).resolve().parents[2]
_WORKER = "mengyang.formats.worker"
# Kept from the parent's environment; everything else stays outside.
_PASSED = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
# How a process without memory ends: by its proper error or, where that itself found no room, by
# the interpreter's word that a call failed and named no error.
_EXHAUSTED = (b"MemoryError", b"SystemError: error return without exception set")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the worker read: `kind` of the file and `reading` as the JSON of a reading."""

    kind: str
    reading: dict[str, object]


def read_confined(
    data: bytes, name: str, limits: Limits = DEFAULT_LIMITS, worker: str = _WORKER
) -> Answer | Refused:
    """Read `data` in a child process. `worker` is the module run there."""
    refused = too_large(len(data), name, limits)
    if refused is not None:
        return refused
    # Readers of one server process take turns: memory and threads stay bounded, however many
    # files arrive at once.
    if not _TURNS.acquire(timeout=limits.wall_seconds):
        return Refused("formats.refused.busy", "formats.hint.try_soon", name=name)
    try:
        return _run(data, name, limits, worker)
    finally:
        _TURNS.release()


def _run(data: bytes, name: str, limits: Limits, worker: str) -> Answer | Refused:
    try:
        done = subprocess.run(
            [
                *(sys.executable, "-P", "-m", worker),
                *(json.dumps(asdict(limits)), known_extension(name)),
            ],
            input=data,
            capture_output=True,
            timeout=limits.wall_seconds,
            env=clean_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return timed_out(name, limits)
    return judged(done, name, limits)


def judged(done: subprocess.CompletedProcess[bytes], name: str, limits: Limits) -> Answer | Refused:
    """What a reading process that has ended answered, or the refusal that its end stands for."""
    if done.returncode == -signal.SIGXCPU:
        return Refused(
            "formats.refused.too_much_computing",
            "formats.hint.smaller",
            name=name,
            seconds=f"{limits.cpu_seconds:g}",
        )
    answer = _parsed(done.stdout) if done.returncode == 0 else None
    if answer is None:
        told = _log.info if _is_exhausted(done) else _log.error
        told("a reading process ended with %s: %s", done.returncode, _last_line(done.stderr))
        return _crashed(done, name)
    understood = _understood(answer)
    return named(understood, name) if isinstance(understood, Refused) else understood


def clean_environment() -> dict[str, str]:
    """The few variables a reading process is given."""
    kept = {key: os.environ[key] for key in _PASSED if key in os.environ}
    return {
        **kept,
        "PYTHONPATH": str(_SOURCES),
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",
    }


def _parsed(output: bytes) -> dict[str, object] | None:
    try:
        answer = json.loads(output)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def _understood(answer: dict[str, object]) -> Answer | Refused:
    match answer:
        case {"refused": {"reason": str(reason), "hint": str(hint), "params": dict(params)}}:
            return Refused(reason, hint, **{str(key): value for key, value in params.items()})
        case {"kind": str(kind), "reading": dict(reading)}:
            return Answer(kind, reading)
    raise ValueError("the reading process answers in another form than its caller expects")


def timed_out(name: str, limits: Limits) -> Refused:
    """The refusal of a file whose reading took too long by the clock on the wall."""
    return Refused(
        "formats.refused.too_slow",
        "formats.hint.smaller",
        name=name,
        seconds=f"{limits.wall_seconds:g}",
    )


def _crashed(done: subprocess.CompletedProcess[bytes], name: str) -> Refused:
    if _is_exhausted(done):
        return Refused("formats.refused.too_complex", "formats.hint.save_as", name=name)
    return Refused("formats.refused.crashed", "formats.hint.save_as", name=name)


def _is_exhausted(done: subprocess.CompletedProcess[bytes]) -> bool:
    """Whether the process came to its limits; any other end is a fault of the program."""
    return done.returncode == -signal.SIGKILL or any(end in done.stderr for end in _EXHAUSTED)


def _last_line(errors: bytes) -> str:
    lines = errors.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:200] if lines else ""
