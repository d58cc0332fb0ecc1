"""通知发送作业 — sends what lies in the outbox, one delivery a step."""

from datetime import datetime

from mengyang.actions.jobs import Claim
from mengyang.actions.notice_sending import sending_step
from mengyang.web.carriers import carriers

NAME = "notice_sending"
BEGUN_BY = ("escalate", "judgement")


def step(claim: Claim, at: datetime) -> Claim:
    """Send the next delivery that is due."""
    return sending_step(claim, carriers(), at=at)
