"""Every benchmark 性能测量: runs each file of benchmarks/ on its own, one after the other.

    scripts/run_benchmarks.py [FOLDER]      make bench [FOLDER=…]

With a folder of texts and their gold files only the reading is run, on that folder.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Run all, or the reading of a folder; 1 if any missed its bar or broke."""
    if folders := sys.argv[1:]:
        reading = ROOT / "benchmarks" / "reading.py"
        return subprocess.run([sys.executable, reading, *folders]).returncode
    failed = []
    for path in sorted((ROOT / "benchmarks").glob("*.py")):
        if path.name.startswith("_"):
            continue
        print(f"== {path.stem}", flush=True)
        if subprocess.run([sys.executable, path], cwd=ROOT).returncode:
            failed.append(path.stem)
    if failed:
        print("Below the bar or broken:", ", ".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
