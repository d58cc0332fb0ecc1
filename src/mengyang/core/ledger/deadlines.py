"""整改时限 — from the deadline a document prints to the day the lamps look at.

The kinds are those of the reading; a day is never made up: where the text names none, the unit
states its own target day when it signs for the task, or the task stays untimed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from mengyang.core.facts import DeadlineKind
from mengyang.core.findings import Refused, Unknown
from mengyang.core.ledger.recurrence import next_day


@dataclass(frozen=True, slots=True)
class Deadline:
    """整改时限 — `days` the printed days in order (none, one, several), `raw` the printed words."""

    kind: DeadlineKind = DeadlineKind.NONE
    days: tuple[date, ...] = ()
    raw: str = ""


# 立查立改 and 限期 counted from an event: the text sets a duty to finish but prints no day.
NEEDS_TARGET_DAY = frozenset(
    {DeadlineKind.IMMEDIATE, DeadlineKind.IMMEDIATE_ONGOING, DeadlineKind.RELATIVE}
)

_MAY_LACK_DAYS: Mapping[DeadlineKind, str] = MappingProxyType(
    {
        DeadlineKind.NONE: "ledger.deadline.none",
        DeadlineKind.ONGOING: "ledger.deadline.standing",
        DeadlineKind.IMMEDIATE: "ledger.deadline.needs_target_day",
        DeadlineKind.IMMEDIATE_ONGOING: "ledger.deadline.needs_target_day",
        DeadlineKind.RELATIVE: "ledger.deadline.needs_target_day",
        DeadlineKind.DONE: "ledger.deadline.said_done",
    }
)
_STANDING = frozenset(
    {
        DeadlineKind.ONGOING,
        DeadlineKind.IMMEDIATE_ONGOING,
        DeadlineKind.BY_DATE_ONGOING,
        DeadlineKind.RECURRING,
    }
)
_MOVES_ON = frozenset({DeadlineKind.SEVERAL, DeadlineKind.RECURRING})
# A day printed with these tells when work was or is to go on, not by when it must end.
_NEVER_DUE = frozenset({DeadlineKind.NONE, DeadlineKind.ONGOING, DeadlineKind.DONE})


def due_day(deadline: Deadline, day: date) -> date | Unknown:
    """The day by which the task must be done, asked on `day`.

    Of several days it is the first not yet past, else the last; of a recurring duty the next
    time its words name. `Unknown.why` tells why there is none: no deadline, standing, claimed
    done in the document, an own target day is needed.
    """
    if deadline.kind is DeadlineKind.RECURRING and not deadline.days:
        on = next_day(deadline.raw, day)
        return on or Unknown("ledger.deadline.recurring", {"raw": deadline.raw})
    if deadline.kind in _NEVER_DUE or not deadline.days:
        why = _MAY_LACK_DAYS.get(deadline.kind, "ledger.deadline.unreadable")
        return Unknown(why, {"raw": deadline.raw})
    if deadline.kind in _MOVES_ON:
        return min((on for on in deadline.days if on >= day), default=max(deadline.days))
    return max(deadline.days)


def is_standing(deadline: Deadline) -> bool:
    """Whether the duty goes on: done is never final, it is closed for a stage and reviewed."""
    return deadline.kind in _STANDING


def needs_target_day(deadline: Deadline) -> bool:
    """Whether the unit must state its own target day when it signs for the task."""
    return deadline.kind in NEEDS_TARGET_DAY and not deadline.days


def target_day(deadline: Deadline, stated: date | None, day: date) -> date | Refused | None:
    """The day a task is due once signed for on `day` with the `stated` own target day.

    Refused where a day is needed and none is stated, where the stated day is past, and where the
    document has fixed the day already.
    """
    printed = due_day(deadline, day)
    if isinstance(printed, Unknown):
        return _own_day(deadline, stated, day)
    if stated is not None and stated != printed:
        return Refused("ledger.refused.deadline_fixed", "ledger.hint.keep_deadline", day=printed)
    return printed


def _own_day(deadline: Deadline, stated: date | None, day: date) -> date | Refused | None:
    if stated is None and needs_target_day(deadline):
        return Refused("ledger.refused.target_day_missing", "ledger.hint.state_target_day")
    if stated is not None and stated < day:
        return Refused("ledger.refused.target_day_past", "ledger.hint.state_target_day", day=stated)
    return stated
