"""Messages are read from compiled catalogues 措辞目录: compiled before the first test."""

import pytest

from scripts.compile_messages import main as compile_messages


@pytest.fixture(scope="session", autouse=True)
def catalogues() -> None:
    """The catalogues of all rooms, up to date."""
    compile_messages()


@pytest.fixture(autouse=True)
def reading(warm_reading: None) -> None:
    """Every file of these tests costs its reading and no start."""
