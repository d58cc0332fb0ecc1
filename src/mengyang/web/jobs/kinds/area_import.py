"""区划导入作业 — puts chosen official areas on record, fifty a step."""

from datetime import datetime

from mengyang.actions import area_import
from mengyang.actions.jobs import Claim

NAME = area_import.NAME
BEGUN_BY = ("manage", "area")


def step(claim: Claim, at: datetime) -> Claim:
    """Write the next fifty."""
    return area_import.import_step(claim, at=at)
