"""Fixtures of the actions' tests 业务动作测试: what is uploaded is read in warm processes."""

import pytest


@pytest.fixture(autouse=True)
def reading(warm_reading: None) -> None:
    """Every upload of these tests costs its reading and no start."""
