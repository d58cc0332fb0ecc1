"""事项对照作业 — compares the tasks of all plans within the owner's reach, some tasks a step."""

from datetime import datetime

from mengyang.actions.crosswalk import crosswalk_step
from mengyang.actions.jobs import Claim

NAME = "crosswalk"
BEGUN_BY = ("assign", "judgement")


def step(claim: Claim, at: datetime) -> Claim:
    """Look for the partners of the next tasks."""
    return crosswalk_step(claim, at=at)
