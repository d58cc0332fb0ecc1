"""`mengyang serve` 服务: web server and worker live and stop together."""

import signal
import socket
import time
from dataclasses import replace

import pytest

from tests.commands.serving import children_of, is_alive, serving, stops_at
from tests.installation import Installation

pytestmark = [pytest.mark.django_db]


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_an_interrupt_stops_it_too(empty: Installation) -> None:
    with serving(empty, free_port(), "--workers", 1) as process:
        stops_at(process, signal.SIGINT)


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
