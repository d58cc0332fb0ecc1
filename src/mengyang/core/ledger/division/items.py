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


def past_day_fault(before: Deadline, after: Deadline, day: date) -> Refused | None:
    """A day that a person sets must not have passed; what stood there already may stay."""
    if all(each >= day for each in after.days if each not in before.days):
        return None
    return Refused("divisions.refused.day_past", "divisions.hint.later_day")


def at_row(fault: Refused, position: int) -> Refused:
    """The fault of one row among several that are set alike, with the row to look at."""
    return Refused(fault.reason, "divisions.hint.row", row=position)


@dataclass(frozen=True, slots=True)
class Counter:
    """另提方案 — another unit leads, another day holds; `spoken_by` is the unit that said so.

    `keeps_former`: who led until now helps from now on.
    """

    other_unit_id: int | None = None
    other_day: date | None = None
    spoken_by: int | None = None
    keeps_former: bool = False


def former_leads(change: ItemChange, counter: Counter) -> tuple[int, ...]:
    """Who would lead no longer: of several the unit that spoke, if it is one; else all of them."""
    if counter.other_unit_id is None:
        return ()
    spoken = counter.spoken_by in change.lead_ids
    leaving = (counter.spoken_by,) if spoken else change.lead_ids
    return tuple(
        unit for unit in change.lead_ids if unit in leaving and unit != counter.other_unit_id
    )


def countered(change: ItemChange, counter: Counter) -> ItemChange:
    """The task as a counter-proposal would have it."""
    other, deadline, leads, joints = (
        counter.other_unit_id,
        change.deadline,
        change.lead_ids,
        change.joint_ids,
    )
    if other is not None:
        former = former_leads(change, counter)
        leads = tuple(dict.fromkeys(other if unit in former else unit for unit in leads)) or (
            other,
        )
        helping = (*joints, *former) if counter.keeps_former else joints
        joints = tuple(unit for unit in dict.fromkeys(helping) if unit not in leads)
    if counter.other_day is not None:
        kind = deadline.kind if deadline.kind in _DATED else DeadlineKind.BY_DATE
        deadline = Deadline(kind, (counter.other_day,))
    return ItemChange(leads, joints, deadline, change.remarks)


def _repeats(units: Sequence[int]) -> bool:
    return len(set(units)) < len(units)
