"""Setting up 环境准备: which Python is taken, which system packages are named."""

import shutil
import subprocess
from pathlib import Path

import pytest

from debian_packages import listed_packages, missing_packages

TOOLS = ("sh", "dirname", "ls", "mktemp", "rm")
# Stands for a Python: says whether it would do, and tells what it was asked to make.
STUB = '#!/bin/sh\ncase "$1" in -c) exit {fit};; *) echo "{name} $@";; esac\n'


@pytest.fixture
def machine(tmp_path: Path, root: Path) -> Path:
    """A machine with a shell and nothing else: `bin` is its PATH, `home` its user's folder."""
    for folder in ("bin", "home", "clone/scripts", "clone/requirements"):
        (tmp_path / folder).mkdir(parents=True)
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(str(shutil.which(tool)))
    shutil.copy(root / "scripts" / "make_environment.sh", tmp_path / "clone" / "scripts")
    return tmp_path


def put(path: Path, name: str, is_fit: bool) -> None:
    """Put a stand-in for a Python there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(STUB.format(fit=0 if is_fit else 1, name=name))
    path.chmod(0o755)


def make(machine: Path) -> subprocess.CompletedProcess[str]:
    """Run the script on that machine."""
    return subprocess.run(
        [machine / "clone" / "scripts" / "make_environment.sh"],
        env={"PATH": str(machine / "bin"), "HOME": str(machine / "home")},
        capture_output=True,
        text=True,
    )


def test_it_takes_the_python_of_the_path_first(machine: Path) -> None:
    put(machine / "bin/python3", "old", is_fit=False)
    put(machine / "bin/python3.13", "newer", is_fit=True)
    put(machine / "bin/python3.12", "wanted", is_fit=True)
    assert "wanted -m venv --clear .venv" in make(machine).stdout


def test_it_takes_one_of_pyenv_where_the_path_has_none(machine: Path) -> None:
    put(machine / "bin/python3", "old", is_fit=False)
    put(machine / "home/.pyenv/versions/3.12.9/bin/python", "kept", is_fit=True)
    assert "kept -m venv --clear .venv" in make(machine).stdout


def test_it_asks_uv_where_there_is_no_python(machine: Path) -> None:
    put(machine / "bin/uv", "uv", is_fit=True)
    assert "uv venv --quiet --clear --seed .venv" in make(machine).stdout


def test_it_says_what_is_missing(machine: Path) -> None:
    run = make(machine)
    assert run.returncode == 1
    assert "No Python >= 3.12" in run.stderr


def test_it_names_packages_by_purpose() -> None:
    run, test, spare = (listed_packages(purpose) for purpose in ("run", "test", "spare"))
    assert {"chromium", "postgresql"} <= set(test)
    assert spare == ["chromium-headless-shell"]
    assert run == ["libreoffice-writer-nogui"]
    assert sorted(run + test + spare) == sorted(listed_packages())


@pytest.mark.skipif(not Path("/etc/debian_version").exists(), reason="not a Debian")
def test_it_sees_a_package_that_is_missing() -> None:
    assert missing_packages(["dpkg", "no-such-package-of-debian"]) == ["no-such-package-of-debian"]
