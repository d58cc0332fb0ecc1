"""事项取舍依据 — what the choice of items rests on, and how a heading is matched."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

from mengyang.core.documents.clause_index import ClauseIndex
from mengyang.core.documents.fields import LabelField
from mengyang.core.documents.genres import Genre
from mengyang.core.documents.records import Clause, Document
from mengyang.core.patterns import lazy_pattern

_LONGEST_FRAME_HEADING = 16
# 下一步工作: what is still to be done, also in a report on problems.
NEXT_STEPS = (
    r"下一?步(?:工作|整改|措施|打算|安排|计划)|正在(?:推进|开展|实施|办理)的?(?:工作|事项|任务)"
)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the choice rests on.

    `assigns` tells whether a clause's own words name a unit in brackets, `states` whether they
    name a unit or a day, `orders` whether they say whom they order to act, `dated_goal` whether a
    goal clause says who reaches it by which day,
    `charges` whether the words above the numbers below it say who does what by which day,
    `is_office` whether a heading is the name of an office.
    """

    document: Document
    index: ClauseIndex
    genre: Genre
    fields: Sequence[LabelField]
    assigns: Callable[[Clause], bool]
    states: Callable[[Clause], bool]
    orders: Callable[[Clause], bool]
    charges: Callable[[Clause], bool]
    dated_goal: Callable[[Clause], bool]
    is_office: Callable[[Clause], bool]
    under: dict[str, dict[str, bool]] = field(
        default_factory=lambda: {
            "framing": {},
            "support": {},
            "ruling": {},
            "content": {},
        }
    )


def matches(pattern: str, clause: Clause) -> bool:
    """Whether a short heading is one of those that a pattern means."""
    heading = clause.heading
    if not 0 < len(heading) <= _LONGEST_FRAME_HEADING:
        return False
    return compiled(pattern).search(heading) is not None


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of a genre, made once."""
    return lazy_pattern(pattern)
