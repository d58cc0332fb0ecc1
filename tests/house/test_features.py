"""The table of features 功能表: every proof it names is there, and none of them is empty."""

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

TABLE = ROOT / "docs" / "features.md"
PROOFS = sorted(set(re.findall(r"`(tests/[\w/.]+)`", TABLE.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("proof", PROOFS)
def test_a_named_proof_holds_tests(proof: str) -> None:
    path = ROOT / proof
    assert path.is_file()
    assert "def test_" in Path(path).read_text(encoding="utf-8")


def test_every_feature_names_a_proof() -> None:
    rows = [
        line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")
    ]
    features = [row for row in rows if not row.startswith(("| what ", "|---"))]
    assert [row for row in features if "`tests/" not in row] == []
    assert len(features) > 30
