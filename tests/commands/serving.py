"""A server of a test 受测服务: begun, asked, stopped."""

import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.installation import Installation

START_LIMIT_S = 40


def children_of(pid: int) -> list[int]:
    """The processes that a process started."""
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
    return [int(each) for each in told.split()]


def is_alive(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").split(") ")[1][0] != "Z"
    except OSError:
        return False


@contextmanager
def serving(
    installation: Installation, port: int, *options: object
) -> Iterator[subprocess.Popen[str]]:
    """The server, answering; killed at the end if it still runs."""
    process = installation.command("serve", "--bind", f"127.0.0.1:{port}", *options)
    try:
        limit = time.monotonic() + START_LIMIT_S
        while (
            status(port, "/healthz/live") is None
            and process.poll() is None
            and time.monotonic() < limit
        ):
            time.sleep(0.2)
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def status(port: int, path: str = "/sign-in/") -> int | None:
    """The status of a page, or nothing while nobody answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


def text(port: int, path: str) -> str:
    """What a page says."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return str(answer.read().decode())


def stops_at(process: subprocess.Popen[str], number: signal.Signals) -> None:
    """A signal ends the server, its web server and its worker."""
    children = children_of(process.pid)
    assert len(children) == 2
    process.send_signal(number)
    assert process.wait(timeout=30) == 0
    assert not any(is_alive(child) for child in children)
