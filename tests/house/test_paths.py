"""Paths in the documents 文档路径: every file that a document of the house names is there."""

import re
from itertools import chain
from pathlib import Path

import pytest

from tests.conftest import ROOT

HOUSE = ROOT / "src" / "mengyang"
# Where a path may begin: documents speak of rooms, not of the folder they lie in.
BEGINNINGS = (ROOT, HOUSE, HOUSE / "web", HOUSE / "web" / "templates", ROOT / "docs")
DOCUMENTS = sorted(
    chain(ROOT.glob("*.md"), (ROOT / "docs").glob("*.md"), (ROOT / "docs").glob("[dh]*/*.md"))
)
FILE = re.compile(r"`([\w.-]+/[\w./-]+\.(?:py|md|toml|html|sh|txt))`")
LINK = re.compile(r"\]\(([^)#:]+)\)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_it_names_is_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    lost = {
        name
        for name in FILE.findall(text)
        if not any((start / name).exists() for start in BEGINNINGS)
    }
    assert sorted(lost) == []
    assert [link for link in LINK.findall(text) if not (document.parent / link).exists()] == []


def test_documents_name_files() -> None:
    assert sum(len(FILE.findall(each.read_text(encoding="utf-8"))) for each in DOCUMENTS) > 100
