"""Fixtures of the commands' tests 命令测试: installations with the cast, or with nobody in them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installation import Installation, copied, migrated


@pytest.fixture(scope="session")
def empty_original(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Tables and nobody, made once."""
    with migrated(tmp_path_factory.mktemp("empty") / "var") as made:
        yield made


@pytest.fixture
def empty(empty_original: Installation, tmp_path: Path) -> Iterator[Installation]:
    """Tables and nobody, for this test alone."""
    with copied(empty_original, tmp_path / "var") as made:
        yield made
