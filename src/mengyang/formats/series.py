"""成批读取 — many foreign files one after the other, each in a confined process of its own.

The processes are forked from one that has loaded what reading needs: a file costs its reading and
no start. Limits, refusals and the environment are those of a single file (`confined`).
"""

import json
import subprocess
import sys
from dataclasses import asdict
from types import TracebackType
from typing import Self

from mengyang.core.findings import Refused
from mengyang.formats.confined import Answer, clean_environment, judged, timed_out
from mengyang.formats.extensions import known_extension
from mengyang.formats.extraction import too_large
from mengyang.formats.limits import DEFAULT_LIMITS, Limits

_WORKER = "mengyang.formats.ready_worker"


class Series:
    """Reads files in turn; used with `with`, from one thread."""

    def __init__(self, limits: Limits = DEFAULT_LIMITS, worker: str = _WORKER) -> None:
        self._limits = limits
        self._worker = worker
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def read(self, data: bytes, name: str) -> Answer | Refused:
        """The reading of one file; what becomes of it does not touch the next."""
        refused = too_large(len(data), name, self._limits)
        if refused is not None:
            return refused
        try:
            done = self._asked(data, known_extension(name))
        except (OSError, ValueError):
            # The process behind the series is gone: the next file gets a new one.
            self._end()
            return Refused("formats.refused.crashed", "formats.hint.save_as", name=name)
        return timed_out(name, self._limits) if done is None else judged(done, name, self._limits)

    def _asked(self, data: bytes, extension: str) -> subprocess.CompletedProcess[bytes] | None:
        process = self._process = self._process or self._started()
        if process.stdin is None or process.stdout is None:
            raise ValueError("the process behind a series is spoken to through pipes")
        process.stdin.write(f"{len(data)} {extension}\n".encode())
        process.stdin.write(data)
        process.stdin.flush()
        told = json.loads(process.stdout.readline())
        output = process.stdout.read(told["output"])
        errors = process.stdout.read(told["errors"])
        if told["code"] is None:
            return None
        return subprocess.CompletedProcess(self._worker, told["code"], output, errors)

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", self._worker, json.dumps(asdict(self._limits))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=clean_environment(),
        )

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()
