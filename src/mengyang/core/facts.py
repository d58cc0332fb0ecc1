"""事实 — what several subjects say with the same words: the frozen vocabulary they share."""

from enum import StrEnum
from typing import NamedTuple


class DeadlineKind(StrEnum):
    """时限类型 — as a document states it; the codes stand in the reading JSON."""

    NONE = "none"
    IMMEDIATE_ONGOING = "immediate+ongoing"
    IMMEDIATE = "immediate"
    ONGOING = "ongoing"
    BY_DATE = "by date"
    BY_DATE_ONGOING = "by date+ongoing"
    SEVERAL = "several"
    RELATIVE = "relative"
    BY_DATE_TIME = "by date-time"
    RECURRING = "recurring"
    DONE = "done"


class Seen(NamedTuple):
    """A record as a person saw it: its id, and the version that it had then."""

    id: int
    version: int
