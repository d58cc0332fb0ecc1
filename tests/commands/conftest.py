"""Fixtures of the commands' tests 命令测试: installations with the cast, or with nobody in them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installation import Installation, copied

PEOPLED = """
from django.conf import settings
from mengyang.store.files import keep_file
from tests.cast import write_cast
write_cast()
for content in (b"one", b"two" * 500_000):
    keep_file(settings.ENVIRONMENT.var / "files", content)
"""


@pytest.fixture
def empty(tables: Installation, tmp_path: Path) -> Iterator[Installation]:
    """Tables and nobody, for this test alone."""
    with copied(tables, tmp_path / "var") as made:
        yield made


@pytest.fixture(scope="session")
def peopled_original(
    tables: Installation, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """The cast and two files, made once."""
    with copied(tables, tmp_path_factory.mktemp("peopled") / "var", PEOPLED) as made:
        yield made


@pytest.fixture
def peopled(peopled_original: Installation, tmp_path: Path) -> Iterator[Installation]:
    """The cast and two files, for this test alone."""
    with copied(peopled_original, tmp_path / "var") as made:
        yield made
