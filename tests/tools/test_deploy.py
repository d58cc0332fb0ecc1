"""What an operator installs 部署文件: systemd and nginx take it as it stands in `deploy`."""

import configparser
import datetime
import os
import pwd
import shutil
import socket
import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from mengyang.web.site.environment import VARIABLES
from tests.conftest import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("no systemd-analyze")
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8")
        # The program is not installed where the tests run.
        (tmp_path / unit.name).write_text(text.replace("/opt/mengyang/bin/mengyang", "/bin/true"))
    copies = [str(tmp_path / unit.name) for unit in UNITS]
    told = subprocess.run([program, "verify", "--man=no", *copies], capture_output=True, text=True)
    said = [line for line in told.stderr.splitlines() if "mengyang" in line]
    assert (told.returncode, said) == (0, [])


def test_every_service_is_confined() -> None:
    assert len(UNITS) == 4
    for unit in (unit for unit in UNITS if unit.suffix == ".service"):
        parsed = configparser.ConfigParser(strict=False, interpolation=None)
        parsed.optionxform = str  # type: ignore[assignment,method-assign]
        parsed.read(unit, encoding="utf-8")
        service = parsed["Service"]
        assert service["User"] == "mengyang"
        assert service["ProtectSystem"] == "strict"
        assert service["NoNewPrivileges"] == "yes"
        assert service["CapabilityBoundingSet"] == ""


def test_the_command_reads_the_settings_of_the_services_and_runs_none(tmp_path: Path) -> None:
    settings, program, command = (tmp_path / name for name in ("environment", "program", "command"))
    settings.write_text(
        "# a note\n\nMENGYANG_VAR=/var/lib/mengyang\nMENGYANG_NAME=Office of $(touch it) `x`\n"
        "MENGYANG_ANCHOR_KEY='with # and = and $HOME'\nno setting\nMENGYANG_HOSTS=\"a,b\""
    )
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$#" "$@"\nprintenv | grep ^MENGYANG_ | sort\n')
    text = (DEPLOY / "mengyang").read_text(encoding="utf-8")
    own = pwd.getpwuid(os.getuid()).pw_name
    for before, after in {
        "account=mengyang": f"account={own}",
        "settings=/etc/mengyang/environment": f"settings={settings}",
        "program=/opt/mengyang/bin/mengyang": f"program={program}",
    }.items():
        assert before in text
        text = text.replace(before, after)
    command.write_text(text)
    for path in (program, command):
        path.chmod(0o755)
    environment = {"PATH": "/usr/bin:/bin", "MENGYANG_VAR": "/srv/drill"}
    told = subprocess.run(
        [command, "restore", "a b"], env=environment, cwd=tmp_path, capture_output=True, text=True
    )
    assert told.stdout.splitlines() == [
        "2",
        "restore",
        "a b",
        "MENGYANG_ANCHOR_KEY=with # and = and $HOME",
        "MENGYANG_HOSTS=a,b",
        "MENGYANG_NAME=Office of $(touch it) `x`",
        "MENGYANG_VAR=/srv/drill",
    ], told.stderr
    assert not (tmp_path / "it").exists()


def test_nginx_takes_the_site(tmp_path: Path) -> None:
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin")
    if program is None:
        pytest.skip("no nginx")
    certificate(tmp_path)
    site = (DEPLOY / "nginx" / "mengyang.conf").read_text(encoding="utf-8")
    for before, after in {
        "/etc/mengyang/tls": str(tmp_path),
        "/var/log/nginx": str(tmp_path),
        "listen 80": f"listen {free_port()}",
        "listen 443": f"listen {free_port()}",
        "listen [::]:80;": "",
        "listen [::]:443 ssl;": "",
    }.items():
        assert before in site
        site = site.replace(before, after)
    main = tmp_path / "nginx.conf"
    main.write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\n{site}\n}}\n")
    log = str(tmp_path / "error.log")
    command = [program, "-t", "-e", log, "-p", str(tmp_path), "-c", str(main)]
    told = subprocess.run(command, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr


def test_the_example_names_variables_that_there_are() -> None:
    text = (DEPLOY / "environment.example").read_text(encoding="utf-8")
    lines = [line.lstrip("# ") for line in text.splitlines() if "=" in line]
    assert {line.partition("=")[0] for line in lines} <= set(VARIABLES)


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
