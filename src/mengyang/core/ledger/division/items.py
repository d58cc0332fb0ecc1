"""分工事项 — what a person may set for one task of a draft, checked before it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from mengyang.core.facts import DeadlineKind
from mengyang.core.findings import Refused
from mengyang.core.ledger.deadlines import Deadline

# What a draft may set; other kinds come only from the words of a document.
CHOICES = (
    DeadlineKind.BY_DATE,
    DeadlineKind.BY_DATE_ONGOING,
    DeadlineKind.ONGOING,
    DeadlineKind.IMMEDIATE,
    DeadlineKind.IMMEDIATE_ONGOING,
    DeadlineKind.NONE,
)
_DATED = frozenset({DeadlineKind.BY_DATE, DeadlineKind.BY_DATE_ONGOING})


@dataclass(frozen=True, slots=True)
class ItemChange:
    """分工内容 — who leads (several: each its own task), who helps, by when, remarks."""

    lead_ids: tuple[int, ...]
    joint_ids: tuple[int, ...] = ()
    deadline: Deadline = field(default_factory=Deadline)
    remarks: str = ""


def item_fault(change: ItemChange) -> Refused | None:
    """Why the change cannot be kept."""
    twice = set(change.lead_ids) & set(change.joint_ids)
    if twice or _repeats(change.lead_ids) or _repeats(change.joint_ids):
        return Refused("divisions.refused.unit_twice", "divisions.hint.one_part")
    kind, days = change.deadline.kind, change.deadline.days
    if kind in _DATED and not days:
        return Refused("divisions.refused.day_missing", "divisions.hint.day_of_kind")
    if kind not in _DATED and days and kind in CHOICES:
        return Refused("divisions.refused.day_too_much", "divisions.hint.day_of_kind")
    return None


def at_row(fault: Refused, position: int) -> Refused:
    """The fault of one row among several that are set alike, with the row to look at."""
    return Refused(fault.reason, "divisions.hint.row", row=position)


def countered(change: ItemChange, other_unit_id: int | None, other_day: date | None) -> ItemChange:
    """The task as a counter-proposal would have it: another unit leads, another day holds."""
    leads, joints, deadline = change.lead_ids, change.joint_ids, change.deadline
    if other_unit_id is not None:
        leads = (other_unit_id,)
        joints = tuple(unit for unit in joints if unit != other_unit_id)
    if other_day is not None:
        kind = deadline.kind if deadline.kind in _DATED else DeadlineKind.BY_DATE
        deadline = Deadline(kind, (other_day,))
    return ItemChange(leads, joints, deadline, change.remarks)


def _repeats(units: Sequence[int]) -> bool:
    return len(set(units)) < len(units)
