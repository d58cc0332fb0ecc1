"""The carry-in 离线安装包: one wheel with front-end files and messages, and all it needs.

Writes DIR (default dist/): mengyang-VERSION.whl, and in wheelhouse/ every package of base.lock for
this platform. There `pip install --no-index --find-links DIR --find-links DIR/wheelhouse mengyang`
needs no network.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from store_state import missing_state

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "base.lock"
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.egg-info")


def build(target: Path) -> Path:
    """Build both into `target`; gives the wheel."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    wheel = build_wheel(target)
    download_wheelhouse(target / "wheelhouse")
    return wheel


def build_wheel(target: Path) -> Path:
    """Build the wheel from a clean copy, so that nothing of an earlier build slips in."""
    for script in ("frontend.py", "compile_messages.py"):
        subprocess.run([sys.executable, ROOT / "scripts" / script], check=True)
    with tempfile.TemporaryDirectory(prefix="mengyang-build-") as folder:
        copy = Path(folder) / "mengyang"
        copy.mkdir()
        for name in ("pyproject.toml", "README.md", "LICENSE"):
            shutil.copy2(ROOT / name, copy)
        shutil.copytree(ROOT / "src", copy / "src", ignore=LEFT_OUT)
        command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir"]
        run = subprocess.run([*command, str(target), str(copy)], capture_output=True, text=True)
    if run.returncode:
        raise SystemExit(f"The wheel could not be built:\n{run.stdout[-3000:]}{run.stderr[-3000:]}")
    return next(target.glob("mengyang-*.whl"))


def download_wheelhouse(target: Path) -> None:
    """Fetch every package of base.lock as a wheel for this platform, sums checked."""
    options = ["--quiet", "--require-hashes", "--no-deps", "--only-binary=:all:"]
    command = [sys.executable, "-m", "pip", "download", *options, "-d", str(target)]
    subprocess.run([*command, "-r", str(LOCK)], check=True)


def require_stored_state() -> None:
    """Let no tables leave the house that no test could later bring to the newest ones."""
    if fault := missing_state():
        raise SystemExit(fault)


def main() -> int:
    """Build and say what lies where."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    target = parser.parse_args().out.resolve()
    require_stored_state()
    wheel = build(target)
    files = list((target / "wheelhouse").iterdir())
    size_mb = sum(path.stat().st_size for path in [wheel, *files]) / 1_000_000
    print(f"{wheel}\n{target / 'wheelhouse'}: {len(files)} packages, {size_mb:.0f} MB in all")
    return 0


if __name__ == "__main__":
    sys.exit(main())
