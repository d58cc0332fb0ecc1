"""Debian packages 系统软件包: which of deploy/debian-packages.txt this machine lacks.

`--advise run` prints the one line that installs them and goes on; `--install` runs that line.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

LIST = Path(__file__).resolve().parents[1] / "deploy" / "debian-packages.txt"


def listed_packages(needed_for: str | None = None) -> list[str]:
    """The names in the list, all or those marked `run`, `test` or `spare`."""
    lines = [line for line in LIST.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    parts = [line.partition("#") for line in lines if line.strip()]
    return [
        name.strip()
        for name, _, purpose in parts
        if needed_for is None or purpose.strip().startswith(f"{needed_for}:")
    ]


def missing_packages(names: list[str]) -> list[str]:
    """Those not installed; none where the machine is no Debian and cannot tell."""
    if shutil.which("dpkg-query") is None:
        return []
    shown = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${Package} ${db:Status-Status}\n", *names],
        capture_output=True,
        text=True,
    )
    installed = {
        line.split()[0] for line in shown.stdout.splitlines() if line.endswith(" installed")
    }
    return [name for name in names if name not in installed]


def install(names: list[str]) -> None:
    """Install through apt-get; raises CalledProcessError where apt-get fails."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update", "-qq"], ["install", "-qq", "--no-install-recommends", *names]):
        subprocess.run(["apt-get", *step], check=True, env=environment)


def main() -> int:
    """Advise or install, as asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--advise", metavar="PURPOSE", choices=["run", "test"])
    parser.add_argument("--install", action="store_true")
    asked = parser.parse_args()
    missing = missing_packages(listed_packages(asked.advise))
    if missing and asked.install:
        install(missing)
    elif missing:
        print("Old Word files (.doc, .wps, .rtf) are refused until this machine has:")
        print(f"  apt-get install {' '.join(missing)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
