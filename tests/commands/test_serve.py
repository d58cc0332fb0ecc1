"""`mengyang serve` 服务: web server and worker live and stop together."""

import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.installation import Installation

pytestmark = [pytest.mark.django_db]
START_LIMIT_S = 40


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


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


def test_an_interrupt_stops_it_too(empty: Installation) -> None:
    with serving(empty, free_port(), "--workers", 1) as process:
        stops_at(process, signal.SIGINT)


def stops_at(process: subprocess.Popen[str], number: signal.Signals) -> None:
    """A signal ends the server, its web server and its worker."""
    children = children_of(process.pid)
    assert len(children) == 2
    process.send_signal(number)
    assert process.wait(timeout=30) == 0
    assert not any(is_alive(child) for child in children)


def test_nothing_is_left_when_it_is_killed(empty: Installation) -> None:
    with serving(empty, free_port(), "--workers", 1) as process:
        children = children_of(process.pid)
        assert len(children) == 2
        process.kill()
        process.wait()
        limit = time.monotonic() + 20
        while any(map(is_alive, children)) and time.monotonic() < limit:
            time.sleep(0.1)
        assert not any(map(is_alive, children))


@pytest.mark.parametrize(
    ("more", "options", "said"),
    [
        ({"MENGYANG_DEMO": "1"}, ("--bind", "0.0.0.0:0"), "演示方式只能在本机监听"),
        ({"MENGYANG_DEMO": "1"}, ("--bind", "[::]:0"), "演示方式只能在本机监听"),
        ({}, ("--bind", "127.0.0.1:door"), "不是监听地址"),
        ({}, ("--port", "99999999"), "99999999 不是端口号"),
        ({"MENGYANG_DEBUG": "1"}, (), "配置有错误"),
    ],
)
def test_it_refuses_with_a_sentence(
    empty: Installation, more: dict[str, str], options: tuple[str, ...], said: str
) -> None:
    code, out, notes = replace(empty, more=more).told("serve", *options)
    assert (code, out) == (1, "")
    assert said in notes
    assert "Traceback" not in notes
