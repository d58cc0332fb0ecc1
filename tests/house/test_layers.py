"""The layers of the house 分层: every import contract of pyproject.toml is kept."""

import re
import subprocess
import sys
from pathlib import Path


def test_it_keeps_every_contract(root: Path) -> None:
    program = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([program, "--no-cache"], cwd=root, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "0 broken" in run.stdout


def test_what_tests_share_lies_in_no_test_module(root: Path) -> None:
    shared = re.compile(r"^from tests\.(?:\w+\.)*test_\w+ import ", re.M)
    files = sorted((root / "tests").rglob("*.py"))
    assert [path.name for path in files if shared.search(path.read_text(encoding="utf-8"))] == []
