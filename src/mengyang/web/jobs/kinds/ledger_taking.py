"""台账导入作业 — stages what the rows of a confirmed sheet write, then writes all of it at once."""

from datetime import datetime

from mengyang.actions.jobs import Claim
from mengyang.actions.ledger_import import TAKING
from mengyang.actions.ledger_sheets import taking_step

NAME = TAKING
BEGUN_BY = ("report", "task")


def step(claim: Claim, at: datetime) -> Claim:
    """Stage the next rows, or write them."""
    return taking_step(claim, at=at)
