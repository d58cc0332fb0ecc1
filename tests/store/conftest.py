"""Fixtures of the store's tests 数据表测试: installations that several processes share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installation import Installation, copied

PEOPLED = "from tests.cast import write_cast; write_cast()"


@pytest.fixture(scope="session")
def original(
    tables: Installation, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """An installation with the cast in it, made once."""
    with copied(tables, tmp_path_factory.mktemp("original") / "var", PEOPLED) as made:
        yield made


@pytest.fixture
def installation(original: Installation, tmp_path: Path) -> Iterator[Installation]:
    """An installation with the cast in it, for this test alone."""
    with copied(original, tmp_path / "var") as made:
        yield made
