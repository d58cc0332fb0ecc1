"""撤销导入作业 — stages the tasks of an import as they were, then restores all of them at once."""

from datetime import datetime

from mengyang.actions.jobs import Claim
from mengyang.actions.ledger_import import UNDOING
from mengyang.actions.ledger_sheets import undoing_step

NAME = UNDOING
BEGUN_BY = ("report", "task")


def step(claim: Claim, at: datetime) -> Claim:
    """Stage the next tasks, or restore them."""
    return undoing_step(claim, at=at)
