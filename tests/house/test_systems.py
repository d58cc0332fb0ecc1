"""The systems of the operator's guide 适用系统: their own Python and glibc take the bundle."""

import platform
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

from build_bundle import PLATFORMS, PYTHONS
from tests.conftest import ROOT

# What the packages of each release have: https://packages.debian.org, https://packages.ubuntu.com.
RELEASED = {
    "Debian 11": ("3.9", "2.31"),
    "Debian 12": ("3.11", "2.36"),
    "Debian 13": ("3.13", "2.41"),
    "Ubuntu 22.04": ("3.10", "2.35"),
    "Ubuntu 24.04": ("3.12", "2.39"),
}
GUIDE = (ROOT / "docs" / "how-to" / "operate.md").read_text(encoding="utf-8")
NAMED = re.findall(r"^\| (\S+ [\d.]+) \| ([\d.]+) \| ([\d.]+) \|$", GUIDE, re.MULTILINE)


def number(version: str) -> tuple[int, ...]:
    """2.41 as (2, 41)."""
    return tuple(map(int, version.split(".")))


def test_the_guide_names_systems() -> None:
    assert NAMED


@pytest.mark.parametrize(("system", "python", "glibc"), NAMED)
def test_the_python_of_a_named_system_takes_the_bundle(
    system: str, python: str, glibc: str
) -> None:
    assert RELEASED[system] == (python, glibc)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert python in SpecifierSet(project["requires-python"])
    assert python in PYTHONS
    assert f"python{python}" in (ROOT / "deploy" / "install.sh").read_text(encoding="utf-8")
    newest = max(number(name.removeprefix("manylinux_").replace("_", ".")) for name in tagged())
    assert newest <= number(glibc)


def tagged() -> list[str]:
    """The platforms of the bundle's wheels that name a glibc."""
    return [name for name in PLATFORMS if name.startswith("manylinux_")]


def test_what_is_known_of_this_system_is_so() -> None:
    told = platform.freedesktop_os_release()
    name = f"{told['NAME'].split()[0]} {told.get('VERSION_ID', '')}"
    own = Path("/usr/bin/python3")
    if name not in RELEASED or not own.exists():
        pytest.skip(f"nothing is known of {name}")
    shown = subprocess.run([own, "--version"], capture_output=True, text=True, check=True).stdout
    assert shown.split()[1].startswith(f"{RELEASED[name][0]}.")
    assert platform.libc_ver() == ("glibc", RELEASED[name][1])
