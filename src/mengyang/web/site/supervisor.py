"""进程监护 — the web server and the worker as two children that live and stop together."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from types import FrameType

PATIENCE_SECONDS = 30.0
RESTART_SECONDS = 2.0
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Crew:
    """How many web processes, and whether the worker runs beside them."""

    web: int = 2
    with_worker: bool = True


def listen(address: Address) -> socket.socket:
    """A listening socket for the web server. Raises `OSError` where the port is taken."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    return socket.create_server((address.host, address.port), family=family, backlog=512)


def supervise(listener: socket.socket, crew: Crew) -> int:
    """Run them until a stop signal (0) or until the web server ends by itself (1)."""
    stop = _Stop()
    server = _start(_server(listener, crew.web), listener)
    worker = _start(_worker(), None) if crew.with_worker else None
    try:
        while not stop.is_asked and server.poll() is None:
            if worker is not None and worker.poll() is not None:
                time.sleep(RESTART_SECONDS)
                worker = _start(_worker(), None)
            stop.wait(0.2)
    finally:
        _end(*filter(None, (server, worker)))
    return 0 if stop.is_asked else 1


class _Stop:
    """Whether a signal asked to stop."""

    def __init__(self) -> None:
        self.is_asked = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self.is_asked = True

    def wait(self, seconds: float) -> None:
        if not self.is_asked:
            time.sleep(seconds)


def _server(listener: socket.socket, workers: int) -> list[str]:
    return [
        *(sys.executable, "-m", "gunicorn", "mengyang.web.site.wsgi:application"),
        *("--bind", f"fd://{listener.fileno()}"),
        *("--worker-class", "gthread", "--workers", str(workers), "--threads", "8"),
        *("--graceful-timeout", "20", "--timeout", "120", "--max-requests", "0"),
        *("--log-level", "warning", "--no-control-socket"),
    ]


def _worker() -> list[str]:
    return [sys.executable, "-m", "django", "worker"]


def _start(command: list[str], listener: socket.socket | None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "mengyang.web.site.settings"},
        pass_fds=(listener.fileno(),) if listener else (),
        # An interrupt from the keyboard is for this process, which stops the two in order.
        process_group=0,
        preexec_fn=_die_with_parent,
    )


def _die_with_parent() -> None:
    """Have the kernel stop the child should this process be killed."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _end(*children: subprocess.Popen[bytes]) -> None:
    for child in children:
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    limit = time.monotonic() + PATIENCE_SECONDS
    for child in children:
        try:
            child.wait(max(0.1, limit - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
