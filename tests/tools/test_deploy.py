"""What an operator installs 部署文件: systemd and nginx take it as it stands in `deploy`."""

import configparser
import os
import pwd
import shutil
import subprocess
from pathlib import Path

import pytest

from mengyang.web.site.environment import VARIABLES
from tests.conftest import ROOT
from tests.front_server import free_port, site_of

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
    told = subprocess.run(
        [*site_of(tmp_path, upstream=free_port()).command, "-t"], capture_output=True, text=True
    )
    assert told.returncode == 0, told.stderr


def test_the_example_names_variables_that_there_are() -> None:
    text = (DEPLOY / "environment.example").read_text(encoding="utf-8")
    lines = [line.lstrip("# ") for line in text.splitlines() if "=" in line]
    assert {line.partition("=")[0] for line in lines} <= set(VARIABLES)


def test_the_installer_says_what_the_machine_lacks(tmp_path: Path) -> None:
    shutil.copy2(DEPLOY / "install.sh", tmp_path)
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "dirname").symlink_to(str(shutil.which("dirname")))
    for script, said in (
        ("exit 1", "No Python 3.12 or 3.13"),
        # Debian's own Python without python3-venv: old enough, and no ensurepip.
        ('case "$2" in *ensurepip*) exit 1 ;; esac', "python3-venv"),
    ):
        (programs / "python3").write_text(f"#!/bin/sh\n{script}\n")
        (programs / "python3").chmod(0o755)
        told = subprocess.run(
            ["/bin/sh", tmp_path / "install.sh", tmp_path / "opt"],
            env={"PATH": str(programs)},
            capture_output=True,
            text=True,
        )
        assert told.returncode == 1
        assert said in told.stderr
        assert not (tmp_path / "opt").exists()
