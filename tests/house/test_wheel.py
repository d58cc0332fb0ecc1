"""The carry-in 离线安装包: it installs and starts on a machine without any network."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from build_dist import build

pytestmark = pytest.mark.slow

OUTBOUND = Path(__file__).with_name("outbound.py")
REACH_OUT = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=5)"


@pytest.fixture(scope="module")
def carried(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `make dist` builds."""
    target = tmp_path_factory.mktemp("dist")
    build(target)
    return target


@pytest.fixture(scope="module")
def island(carried: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment that cannot leave the machine, the project installed from the folder."""
    home = tmp_path_factory.mktemp("island")
    subprocess.run([sys.executable, "-m", "venv", home], check=True)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(home)}))
    (packages / "outbound.py").write_text(OUTBOUND.read_text(encoding="utf-8"), encoding="utf-8")
    (packages / "outbound.pth").write_text("import outbound; outbound.refuse_outbound()\n")
    sources = [f"--find-links={carried}", f"--find-links={carried / 'wheelhouse'}"]
    # What is not imported here need not be compiled.
    options = ["--quiet", "--no-compile", "--no-index", *sources]
    installed = run(home, "python", "-m", "pip", "install", *options, "mengyang")
    assert installed.returncode == 0, installed.stderr
    return home


def run(
    home: Path, program: str, *arguments: str, typed: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a program of the environment in an empty folder, nothing of this one about it."""
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(home), "LANG": "C.UTF-8"}
    # pip's own settings could add another source; a user's may not count here.
    environment |= {"PIP_CONFIG_FILE": os.devnull, "MENGYANG_VAR": str(home / "var")}
    return subprocess.run(
        [home / "bin" / program, *arguments],
        cwd=home,
        env=environment,
        input=typed,
        capture_output=True,
        text=True,
        timeout=120,
    )


def modules(source: Path) -> set[str]:
    """Every module and package below the one package, by its dotted name."""
    files = (path.relative_to(source) for path in (source / "mengyang").rglob("*.py"))
    parts = ((*path.parts[:-1], path.stem) for path in files)
    dotted = {".".join(part for part in each if part != "__init__") for each in parts}
    return dotted - {"mengyang"}


def test_the_environment_cannot_leave_the_machine(island: Path) -> None:
    tried = run(island, "python", "-c", REACH_OUT)
    assert tried.returncode == 1
    assert "OutboundRefused" in tried.stderr


def test_the_wheel_holds_every_file_of_the_source(carried: Path, root: Path) -> None:
    wheel = next(carried.glob("mengyang-*.whl"))
    packed = set(zipfile.ZipFile(wheel).namelist())
    source = root / "src"
    files = (path for path in (source / "mengyang").rglob("*") if path.is_file())
    wanted = {str(path.relative_to(source)) for path in files if "__pycache__" not in path.parts}
    assert wanted - packed == set()
    assert any(name.endswith(".mo") for name in packed)
    assert any("/static/vendor/tabler-" in name for name in packed)


def test_every_module_can_be_imported(island: Path, root: Path) -> None:
    script = (
        "import django, os, pkgutil, importlib, mengyang\n"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'mengyang.web.site.settings'\n"
        "django.setup()\n"
        "names = [m.name for m in pkgutil.walk_packages(mengyang.__path__, 'mengyang.')]\n"
        "[importlib.import_module(name) for name in names]\n"
        "print(*names)\n"
    )
    imported = run(island, "python", "-c", script)
    assert imported.returncode == 0, imported.stderr
    assert set(imported.stdout.split()) == modules(root / "src")


def test_it_helps_and_makes_an_installation(island: Path) -> None:
    helped = run(island, "mengyang", "--help")
    assert helped.returncode == 0, helped.stderr
    assert "read" in helped.stdout
    asked = ("--username", "zhangwei", "--password-stdin")
    made = run(island, "mengyang", "init", *asked, typed="a long enough pass phrase 7\n")
    assert made.returncode == 0, made.stderr
    checked = run(island, "mengyang", "check")
    assert "Traceback" not in checked.stderr
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_it_reads_a_document(island: Path) -> None:
    text = "关于办园条件的整改方案\n一、总体要求\n坚持立行立改。\n"
    (island / "plan.txt").write_text(text, encoding="utf-8")
    read = run(island, "mengyang", "read", "plan.txt", "--json")
    assert read.returncode == 0, read.stderr
    assert "办园条件" in read.stdout
