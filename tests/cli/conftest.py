"""What the tests of the commands start from 命令测试: words compiled, a plan as a file."""

from pathlib import Path

import pytest

from scripts.compile_messages import main as compile_messages
from tests.formats.making import plan_docx


@pytest.fixture(scope="session", autouse=True)
def catalogues() -> None:
    """The catalogues of all rooms, up to date."""
    compile_messages()


@pytest.fixture(autouse=True)
def reading(warm_reading: None) -> None:
    """Every file of these tests costs its reading and no start."""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan as a Word file."""
    path = tmp_path / "整改方案.docx"
    path.write_bytes(plan_docx())
    return path
