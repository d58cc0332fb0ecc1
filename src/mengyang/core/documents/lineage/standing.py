"""文件效力 — how a document stands on a day: 现行有效、部分废止、已失效、已被替代、已废止.

Computed of the day from confirmed days and from what later documents do; never kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """效力状态 — `UNCONFIRMED` while nobody has confirmed from when the document holds."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    PARTLY_REPEALED = "partly_repealed"
    REPLACED = "replaced"
    REPEALED = "repealed"
    EXPIRED = "expired"
    UNCONFIRMED = "unconfirmed"


class Relation(StrEnum):
    """文件关系 — what a later document does to an earlier one: 替代、废止、部分废止、修改."""

    REPLACES = "replaces"
    REPEALS = "repeals"
    REPEALS_IN_PART = "repeals_in_part"
    AMENDS = "amends"


ENDING = frozenset({Relation.REPLACES, Relation.REPEALS})


@dataclass(frozen=True, slots=True)
class Validity:
    """有效期 — in force from `from_day` until `until_day` (exclusive; `None`: without an end)."""

    from_day: date
    until_day: date | None = None


@dataclass(frozen=True, slots=True)
class ActedOn:
    """What a later document does to this one, from a day on."""

    relation: Relation
    from_day: date


def standing(validity: Validity | None, acted_on: Iterable[ActedOn], day: date) -> Standing:
    """How a document stands on `day`. A repeal outweighs an expiry: it says more."""
    relations = {each.relation for each in acted_on if each.from_day <= day}
    if relations & ENDING:
        return Standing.REPEALED if Relation.REPEALS in relations else Standing.REPLACED
    if validity and validity.until_day is not None and validity.until_day <= day:
        return Standing.EXPIRED
    if validity and day < validity.from_day:
        return Standing.NOT_YET
    if Relation.REPEALS_IN_PART in relations:
        return Standing.PARTLY_REPEALED
    return Standing.IN_FORCE if validity else Standing.UNCONFIRMED


def would_circle(pairs: Iterable[tuple[int, int]], later: int, earlier: int) -> bool:
    """Whether `later` acting on `earlier` closes a circle; `pairs` are (later, earlier) so far."""
    acts_on: dict[int, set[int]] = {}
    for one, other in pairs:
        acts_on.setdefault(one, set()).add(other)
    reached, waiting = {earlier}, [earlier]
    while waiting:
        more = acts_on.get(waiting.pop(), set()) - reached
        reached |= more
        waiting += more
    return later in reached
