"""Every check but the tests 静态检查: runs all, shows what a failing one says, then sums up."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = "mengyang.web.site.settings"
DJANGO = ("python", "-m", "django")
CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("mypy", "--strict", "scripts"),
    ("lint-imports", "--no-cache"),
    (*DJANGO, "check", "--deploy", "--fail-level", "WARNING"),
    (*DJANGO, "makemigrations", "--check", "--dry-run"),
)


def main() -> int:
    """Run every check; 1 if any failed."""
    failed = []
    with tempfile.TemporaryDirectory(prefix="mengyang-lint-") as folder:
        environment = production_environment(Path(folder))
        for check in CHECKS:
            begun = time.monotonic()
            program = Path(sys.executable).with_name(check[0])
            run = subprocess.run(
                [program, *check[1:]], cwd=ROOT, env=environment, capture_output=True, text=True
            )
            title = " ".join(check)
            verdict = "FAILED" if run.returncode else "ok"
            print(f"{title:<70} {verdict:>6} {time.monotonic() - begun:6.1f} s", flush=True)
            if run.returncode:
                failed.append(title)
                print(run.stdout + run.stderr, flush=True)
    return 1 if failed else 0


def production_environment(folder: Path) -> dict[str, str]:
    """The settings of an installation behind HTTPS: those that `check --deploy` judges."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "MENGYANG_VAR": str(folder),
        "MENGYANG_HTTPS": "1",
        "MENGYANG_HOSTS": "mengyang.example",
    }


if __name__ == "__main__":
    sys.exit(main())
