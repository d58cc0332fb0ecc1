"""Fixtures of the actions' tests 业务动作测试: what is uploaded is read in warm processes."""

import pytest

from tests.cast import Cast
from tests.ledger_plan import Written, write_plan


@pytest.fixture(autouse=True)
def reading(warm_reading: None) -> None:
    """Every upload of these tests costs its reading and no start."""


@pytest.fixture
def plan(cast: Cast) -> Written:
    """An adopted plan, every task as it was registered."""
    return write_plan(cast)
