"""The layers of the house 分层: every import contract of pyproject.toml is kept."""

import subprocess
import sys
from pathlib import Path


def test_it_keeps_every_contract(root: Path) -> None:
    program = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([program, "--no-cache"], cwd=root, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "0 broken" in run.stdout
