"""`mengyang audit anchor` 锚行: printed, copied, and held against the chain by `audit verify`."""

from pathlib import Path

import pytest

from tests.installation import Installation

pytestmark = [pytest.mark.django_db]


def test_the_line_is_printed_copied_and_compared(peopled: Installation, tmp_path: Path) -> None:
    stick = tmp_path / "anchors.txt"
    code, out, notes = peopled.told("audit", "anchor", "--copy", stick)
    assert code == 0, notes
    assert stick.read_text("ascii") == out and out.count("\n") == 1
    assert str(stick) in notes
    code, out, notes = peopled.told("audit", "verify", "--against", stick)
    assert (code, "审计链完好" in out) == (0, True), out + notes
    stick.write_text(stick.read_text("ascii").replace(" ", " 9", 2), "ascii")
    code, out, notes = peopled.told("audit", "verify", "--against", stick)
    assert (code, "不是本系统签注" in out) == (1, True), out + notes
    code, out, notes = peopled.told("audit", "anchor", "--copy", tmp_path)
    assert (code, "未能写入" in notes, "Traceback" in notes) == (1, True, False)
