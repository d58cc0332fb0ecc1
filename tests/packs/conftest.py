"""A pack that can be spoilt: the TOML of the house copied to where a test may change it."""

import shutil
from importlib.resources import files
from pathlib import Path

import pytest


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of every TOML and text of the pack."""
    source = Path(str(files("mengyang.packs")))
    for folder in (
        "areas",
        "calendars",
        "demo",
        "escalation",
        "lamps",
        "publishing",
        "redaction",
        "terms",
    ):
        shutil.copytree(source / folder, tmp_path / folder)
    return tmp_path
