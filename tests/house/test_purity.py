"""The core stays pure 规则内核纯净: the same records in, the same records out."""

from pathlib import Path, PurePath

import pytest

from tests.house.purity import purity_faults
from tests.house.shape import python_files

CORE = "src/mengyang/core"


def test_the_core_reaches_nothing_outside(root: Path) -> None:
    files = list(python_files(root, CORE))
    assert len(files) > 50
    assert [fault for path, text in files for fault in purity_faults(path, text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "import os",
        "import os.path",
        "from os import environ",
        "from urllib import request",
        "from pathlib import Path",
        "import random as chance",
        "from datetime import date\nday = date.today()",
        "import datetime\nat = datetime.datetime.now()",
        'words = open("a.txt")',
        "print(1)",
    ],
)
def test_it_finds_a_way_out(text: str) -> None:
    assert len(list(purity_faults(PurePath("core/a.py"), text))) == 1


@pytest.mark.parametrize(
    "text", ["from datetime import date", "from urllib.parse import quote", "import re", "path = 1"]
)
def test_it_lets_pure_code_pass(text: str) -> None:
    assert list(purity_faults(PurePath("core/a.py"), text)) == []
