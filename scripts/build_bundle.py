"""The bundle 离线安装包: one archive for x86_64 and aarch64 that installs without a network.

Writes dist/mengyang-VERSION-bundle.tar.gz: the wheel, a wheelhouse for both machines, install.sh,
the units of systemd, the nginx site and the operator's guide. The Python that installs it is the
machine's own, of a version listed in PYTHONS.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from build_dist import LOCK, ROOT, build_wheel, require_stored_state

MACHINES = ("x86_64", "aarch64")
PYTHONS = ("3.12", "3.13")
# Wheels of both the older and the newer naming; every Linux since glibc 2.28 takes them.
PLATFORMS = ("manylinux_2_28", "manylinux_2_27", "manylinux_2_17", "manylinux2014", "manylinux_2_5")
GUIDES = (
    "docs/how-to/operate.md",
    "docs/how-to/operate.zh-CN.md",
    "docs/how-to/people-and-sign-in.md",
    "docs/how-to/tls.md",
    "LICENSE",
)


def bundle(target: Path, machines: tuple[str, ...] = MACHINES) -> Path:
    """Build the archive into `target`; where it lies."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="mengyang-bundle-") as folder:
        wheel = build_wheel(Path(folder))
        version = re.split("-", wheel.name)[1]
        top = Path(folder) / f"mengyang-{version}"
        wheelhouse = top / "wheelhouse"
        wheelhouse.mkdir(parents=True)
        shutil.move(wheel, top)
        for machine in machines:
            for python in PYTHONS:
                download(wheelhouse, machine, python)
        furnish(top)
        archive = target / f"mengyang-{version}-bundle.tar.gz"
        with tarfile.open(archive, "w:gz", compresslevel=1) as opened:
            opened.add(top, top.name)
    return archive


def download(wheelhouse: Path, machine: str, python: str) -> None:
    """Every package of base.lock for a machine and a Python, sums checked."""
    platforms = [f"--platform={name}_{machine}" for name in PLATFORMS]
    options = ["--quiet", "--require-hashes", "--no-deps", "--only-binary=:all:"]
    command = [sys.executable, "-m", "pip", "download", *options, *platforms]
    command += ["--implementation=cp", f"--python-version={python}", "-d", str(wheelhouse)]
    subprocess.run([*command, "-r", str(LOCK)], check=True)


def furnish(top: Path) -> None:
    """Put what an operator needs beside the wheels."""
    for path in sorted((ROOT / "deploy").rglob("*")):
        if path.is_file():
            place = top / path.relative_to(ROOT / "deploy")
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, place)
    for name in GUIDES:
        shutil.copy2(ROOT / name, top)


def main() -> int:
    """Build and say what lies where."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    target = parser.parse_args().out.resolve()
    require_stored_state()
    archive = bundle(target)
    print(f"{archive}: {archive.stat().st_size / 1_000_000:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
