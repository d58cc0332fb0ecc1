"""The bundle 离线安装包: one archive, two kinds of machine, installed where no network is."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from build_bundle import GUIDES, MACHINES, PLATFORMS, PYTHONS, bundle
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

# A network of its own with nothing in it, where the machine lets us make one.
ALONE = ("unshare", "--net")


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `make bundle` builds, unpacked as an operator would."""
    folder = tmp_path_factory.mktemp("bundle")
    with tarfile.open(bundle(folder / "dist")) as archive:
        archive.extractall(folder, filter="data")
    return next(folder.glob("mengyang-*"))


@pytest.fixture
def alone() -> tuple[str, ...]:
    """What cuts a command off from every network."""
    if subprocess.run([*ALONE, "true"], capture_output=True).returncode != 0:
        pytest.skip("this machine lets nobody make a network of its own")
    return ALONE


def test_it_installs_and_answers_without_a_network(
    unpacked: Path, alone: tuple[str, ...], tmp_path: Path
) -> None:
    home = tmp_path / "opt"
    environment = {
        "PATH": f"{Path(sys.executable).resolve().parent}:/usr/bin:/bin",
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "PIP_CONFIG_FILE": os.devnull,
        "MENGYANG_VAR": str(tmp_path / "var"),
    }
    for command in (
        [str(unpacked / "install.sh"), str(home)],
        [str(home / "bin" / "mengyang"), "--help"],
        [str(home / "bin" / "mengyang"), "directory", "list"],
    ):
        run = subprocess.run(
            [*alone, *command], env=environment, cwd=tmp_path, capture_output=True, text=True
        )
        assert run.returncode == 0, run.stdout + run.stderr
    assert "654300" in run.stdout


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("python", PYTHONS)
def test_its_wheels_suffice_for_every_machine(
    unpacked: Path, tmp_path: Path, machine: str, python: str
) -> None:
    platforms = [f"--platform={name}_{machine}" for name in PLATFORMS]
    options = ["--quiet", "--no-index", "--only-binary=:all:", f"--python-version={python}"]
    sources = [f"--find-links={unpacked}", f"--find-links={unpacked / 'wheelhouse'}"]
    command = [sys.executable, "-m", "pip", "install", *options, *platforms, *sources]
    target = f"--target={tmp_path}"
    run = subprocess.run(
        [*command, target, "--dry-run", "mengyang"], capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr


def test_it_carries_what_an_operator_needs(unpacked: Path) -> None:
    names = {str(path.relative_to(unpacked)) for path in unpacked.rglob("*") if path.is_file()}
    wanted = {
        "install.sh",
        "mengyang",
        *(Path(guide).name for guide in GUIDES),
        "environment.example",
        "nginx/mengyang.conf",
    }
    assert wanted | {"systemd/mengyang-web.service", "LICENSE"} <= names


def put_wheel(folder: Path, name: str, version: str, more: str = "") -> None:
    """A wheel of one module that tells its version, for `mengyang` with a command."""
    folder.mkdir(parents=True, exist_ok=True)
    about = f"{name}-{version}.dist-info"
    told = f"VERSION = {version!r}\n"
    if more:
        told += "def main():\n    import needed\n    print(VERSION, needed.VERSION)\n"
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{name}.py", told)
        wheel.writestr(
            f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{more}"
        )
        wheel.writestr(
            f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{about}/entry_points.txt", f"[console_scripts]\n{name} = {name}:main\n")
        wheel.writestr(f"{about}/RECORD", "")


def test_an_earlier_bundle_goes_back_and_a_newer_one_forward(tmp_path: Path) -> None:
    home = tmp_path / "opt"
    environment = {"PATH": f"{Path(sys.executable).resolve().parent}:/usr/bin:/bin"}
    environment |= {"PIP_CONFIG_FILE": os.devnull, "HOME": str(tmp_path), "LANG": "C.UTF-8"}
    for version, needed in (("0.9.0", "1.4"), ("0.10.0", "2.0")):
        bundled = tmp_path / version
        put_wheel(bundled, "mengyang", version, "Requires-Dist: needed>=1\n")
        put_wheel(bundled / "wheelhouse", "needed", needed)
        shutil.copy2(ROOT / "deploy" / "install.sh", bundled)
    for version, told in (
        ("0.10.0", "0.10.0 2.0"),
        ("0.9.0", "0.9.0 1.4"),
        ("0.10.0", "0.10.0 2.0"),
    ):
        run = subprocess.run(
            [str(tmp_path / version / "install.sh"), str(home)],
            env=environment,
            capture_output=True,
            text=True,
        )
        assert run.returncode == 0, run.stderr
        assert run.stdout.splitlines()[0] == told
