"""`mengyang serve` with the settings as shipped 按样例配置运行: here, and through nginx."""

import http.client
import signal
import ssl
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tests.commands.serving import serving, status, stops_at, text
from tests.conftest import ROOT
from tests.front_server import Site, free_port, fronting, site_of
from tests.installation import Installation

pytestmark = [pytest.mark.django_db]
TOKEN = "w" * 40
HOST = "mengyang.example.gov"
QUERY = "/plans/?q=zhang-san"


def shipped() -> dict[str, str]:
    """The settings of environment.example, but for the folder."""
    example = (ROOT / "deploy" / "environment.example").read_text(encoding="utf-8")
    lines = (line for line in example.splitlines() if "=" in line and not line.startswith("#"))
    found = {name: value for name, _, value in (line.partition("=") for line in lines)}
    assert found.pop("MENGYANG_VAR") == "/var/lib/mengyang"
    assert HOST in found["MENGYANG_HOSTS"]
    return found


def asked(line: http.client.HTTPConnection, path: str, headers: Mapping[str, str]) -> int:
    """The status of an answer."""
    line.request("GET", path, headers=dict(headers))
    status = line.getresponse().status
    line.close()
    return status


def away(site: Site, path: str, **headers: str) -> int:
    """What somebody is answered who comes through nginx."""
    trusting = ssl.create_default_context(cafile=str(site.folder / "server.pem"))
    trusting.check_hostname = False
    line = http.client.HTTPSConnection("127.0.0.1", site.secure, context=trusting, timeout=10)
    return asked(line, path, {"Host": HOST, **headers})


def test_it_serves_a_monitor_is_answered_and_it_stops_cleanly(
    empty: Installation, tmp_path: Path
) -> None:
    port = free_port()
    watched = replace(empty, more=shipped() | {"MENGYANG_METRICS_TOKEN": TOKEN})
    site = site_of(tmp_path, upstream=port)
    with fronting(site):
        with serving(watched, port) as process:
            assert away(site, "/sign-in/") == 200
            is_watched(port)
            # Who comes through nginx is not this machine, whatever he says.
            assert away(site, "/healthz") == 200
            assert away(site, "/metrics") == 404
            assert away(site, "/metrics", Authorization="Bearer nonsense") == 404
            assert away(site, "/metrics", Authorization=f"Bearer {TOKEN}") == 200
            for name in ("Host", "X-Forwarded-For"):
                assert away(site, "/metrics", **{name: "127.0.0.1"}) == 404
            assert asked(http.client.HTTPConnection("127.0.0.1", site.plain), QUERY, {}) == 301
            taken = watched.told("serve", "--port", port)
            assert (taken[0], "Traceback" in taken[2]) == (1, False)
            assert "不能在" in taken[2]
            stops_at(process, signal.SIGTERM)
        # Nobody stands behind any more, and no line tells who asked for what.
        assert away(site, QUERY) == 502
    assert [log for log in tmp_path.glob("*.log") if "zhang-san" in log.read_text()] == []


def is_watched(port: int) -> None:
    """Each answer is counted once, whichever of the two processes gave it."""
    before = counted(port)
    # No administrator in the tables of this test: a warning, and ready all the same.
    assert {status(port, "/healthz") for _ in range(20)} == {200}
    assert counted(port) == before + 20


def counted(port: int) -> float:
    """How often the health was asked for, as the metrics tell."""
    route = 'mengyang_requests_total{method="GET",route="/healthz",status="200"} '
    lines = [line for line in text(port, "/metrics").splitlines() if line.startswith(route)]
    return sum(float(line.removeprefix(route)) for line in lines)
