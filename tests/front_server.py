"""nginx with the site of `deploy` 前置服务器: on its own ports, with its own certificate."""

import datetime
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.conftest import ROOT

SITE = ROOT / "deploy" / "nginx" / "mengyang.conf"
START_LIMIT_S = 10


@dataclass(frozen=True, slots=True)
class Site:
    """Where it lies and listens; `command` is nginx with its configuration."""

    folder: Path
    plain: int
    secure: int
    command: tuple[str, ...]


def site_of(folder: Path, upstream: int) -> Site:
    """The site as it stands in `deploy`, but for places and ports; skips where nginx is not."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin")
    if program is None:
        pytest.skip("no nginx")
    certificate(folder)
    plain, secure = free_port(), free_port()
    text = SITE.read_text(encoding="utf-8")
    for before, after in {
        "/etc/mengyang/tls": str(folder),
        "/var/log/nginx": str(folder),
        "listen 80": f"listen 127.0.0.1:{plain}",
        "listen 443": f"listen 127.0.0.1:{secure}",
        "listen [::]:80;": "",
        "listen [::]:443 ssl;": "",
        "server 127.0.0.1:8000": f"server 127.0.0.1:{upstream}",
    }.items():
        assert before in text
        text = text.replace(before, after)
    main = folder / "nginx.conf"
    # What Debian's own configuration does besides: a line of every request.
    logs = f"access_log {folder}/access.log;"
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main.write_text(f"pid {folder}/pid;\nevents {{}}\nhttp {{\n{logs}\n{temporary}{text}\n}}\n")
    command = (program, "-e", str(folder / "error.log"), "-p", str(folder), "-c", str(main))
    return Site(folder, plain, secure, command)


@contextmanager
def fronting(site: Site) -> Iterator[None]:
    """nginx answering in a process of its own, ended at the end."""
    process = subprocess.Popen([*site.command, "-g", "daemon off;"])
    try:
        limit = time.monotonic() + START_LIMIT_S
        while not answers(site.secure) and process.poll() is None and time.monotonic() < limit:
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait()


def answers(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def certificate(folder: Path) -> None:
    """A certificate of the test's own."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mengyang.example.gov")])
    begins = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + datetime.timedelta(days=400))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "server.pem").write_bytes(made.public_bytes(pem))
    private = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "server.key").write_bytes(key.private_bytes(pem, *private))
