"""分解部分 — what a task is split into: each part with its words, units, day, remedies."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MOST_PARTS = 20


class SplitMode(StrEnum):
    """下分、并列: the parts stand under the task, or beside it."""

    UNDER = "under"
    BESIDE = "beside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """分解部分 — `remedies` are the positions of those that go along; no `due_on`: as the task."""

    title: str
    lead_unit_id: int | None
    joint_unit_ids: tuple[int, ...] = ()
    due_on: date | None = None
    remedies: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Splitting:
    """分解 — `held` are the positions of the remedies that are the task's own to hand on."""

    mode: SplitMode
    parts: tuple[Part, ...]
    held: frozenset[int] = frozenset()
    is_part_of_group: bool = False
