"""What every test stands on 测试基座: paths, steady properties, no way out of the machine."""

import os
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from hypothesis import HealthCheck, settings

from tests.house.outbound import refuse_outbound

pytest_plugins = ("tests.warm", "tests.cast", "tests.tables")

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SHARED_ABSENT = "no folder of shared documents"

# The machine's speed is not what a property is about, so no deadline in either profile.
settings.register_profile(
    "ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

refuse_outbound()


def pytest_configure() -> None:
    """Hash passwords cheaply: the real one is slow on purpose, half a second each time."""
    django_settings.PASSWORD_HASHERS = ["tests.hashing.QuickHasher"]


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the repository, where there is one."""
    if not (SHARED / "documents").is_dir():
        pytest.skip(SHARED_ABSENT)
    return SHARED
