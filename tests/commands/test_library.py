"""`mengyang library rebuild` 重建索引: a search that had nothing finds everything again."""

from pathlib import Path

import pytest

from tests.installation import Installation

pytestmark = [pytest.mark.django_db]
UPLOADED = """
from pathlib import Path
import sys
from mengyang.store.models import Area, SearchedText, Unit, User
from mengyang.store.writes.search import forget_index
from tests.cast import Cast, write_cast
from tests.upload_cast import upload_plan
upload_plan(write_cast(), Path(sys.argv[1]))
forget_index()
"""


def test_a_lost_index_is_told_and_made_anew(empty: Installation, tmp_path: Path) -> None:
    empty.run(UPLOADED, tmp_path / "files")
    _, out, _ = empty.told("check")
    assert "全文检索索引缺 1 份文件" in out
    code, out, notes = empty.told("library", "rebuild")
    assert code == 0, notes
    assert "共 1 份文件" in out
    _, out, _ = empty.told("check")
    assert "全文检索索引缺" not in out
