"""审计校验作业 — verifies the audit chain, a thousand events or rows a step."""

from datetime import datetime

from mengyang.actions.audit import verify_step
from mengyang.actions.jobs import Claim

NAME = "audit_verification"
BEGUN_BY = ("verify", "event")


def step(claim: Claim, at: datetime) -> Claim:
    """Verify the next thousand."""
    return verify_step(claim, at=at)
