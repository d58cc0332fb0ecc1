"""The runner of the tests 测试运行: it counts, and it calls nothing well that did not run."""

from pathlib import Path

import pytest

from run_tests import Outcome, Tier, quick_tiers, report, run_tier
from tests.conftest import SHARED_ABSENT

THREE_ENDS = """
import pytest
def test_passes(): pass
def test_fails(): assert 0
def test_skips(): pytest.skip("{reason}")
"""


def written(folder: Path, text: str) -> Tier:
    """A tier of one file."""
    file = folder / "test_made.py"
    file.write_text(text, encoding="utf-8")
    alone = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return Tier("made", [file], (f"--rootdir={folder}", "-c", "/dev/null"), alone)


def test_it_counts_each_end(tmp_path: Path) -> None:
    outcome = run_tier(written(tmp_path, THREE_ENDS.format(reason="no browser")), strict=False)
    assert (outcome.passed, outcome.failed, outcome.skipped) == (1, 1, 1)
    assert outcome.complaints == []


@pytest.mark.parametrize(("reason", "complaints"), [("no browser", 1), (SHARED_ABSENT, 0)])
def test_it_complains_of_a_skip_where_nothing_may_be_skipped(
    tmp_path: Path, reason: str, complaints: int
) -> None:
    outcome = run_tier(written(tmp_path, THREE_ENDS.format(reason=reason)), strict=True)
    assert len(outcome.complaints) == complaints


@pytest.mark.parametrize("text", ["", "import nowhere_to_be_found\n"])
def test_it_complains_of_a_tier_in_which_nothing_ran(tmp_path: Path, text: str) -> None:
    outcome = run_tier(written(tmp_path, text), strict=False)
    assert outcome.passed == 0
    assert outcome.failed or outcome.complaints


@pytest.mark.parametrize(
    ("outcome", "code", "line"),
    [
        (Outcome("core", passed=3, skipped=1), 0, "3 passed, 0 failed, 1 skipped"),
        (Outcome("core", passed=3, failed=1), 1, "3 passed, 1 failed, 0 skipped"),
        (Outcome("core", passed=3, complaints=["no tests"]), 1, "3 passed, 1 failed, 0 skipped"),
        (Outcome("core"), 1, "0 passed, 0 failed, 0 skipped"),
    ],
)
def test_it_closes_with_the_plain_line(
    outcome: Outcome, code: int, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report([outcome]) == code
    assert capsys.readouterr().out.splitlines()[-1] == line


def test_it_leaves_no_folder_of_tests_out(root: Path) -> None:
    taken = {path for tier in quick_tiers(strict=False) for path in tier.paths}
    for file in (root / "tests").rglob("test_*.py"):
        assert any(path in (file, *file.parents) for path in taken), file
