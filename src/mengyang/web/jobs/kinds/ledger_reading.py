"""台账核对作业 — reads an edited ledger and judges its rows, five hundred a step."""

from datetime import datetime

from django.conf import settings

from mengyang.actions.jobs import Claim
from mengyang.actions.ledger_import import READING
from mengyang.actions.ledger_sheets import reading_step

NAME = READING
BEGUN_BY = ("report", "task")


def step(claim: Claim, at: datetime) -> Claim:
    """Read the file, or judge the next rows."""
    return reading_step(claim, settings.ENVIRONMENT.var, at=at)
