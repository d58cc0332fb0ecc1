"""What every test stands on 测试基座: paths, steady properties, no way out of the machine."""

import gc
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.house.outbound import refuse_outbound

pytest_plugins = ("tests.hashing", "tests.warm", "tests.cast", "tests.tables")

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


def pytest_collection_finish() -> None:
    """What was collected stays: to look through it for garbage again and again is wasted."""
    gc.freeze()


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
