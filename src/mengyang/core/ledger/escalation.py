"""催办升级 — 提醒、催办、通报、约谈: what is due of a task now, by a scheme that is data.

In come the task, the scheme, the calendar, what was noticed so far and the office's own time; out
come notices with the code of their reason. Nothing is due outside office hours or on a day off:
it is due on the next working day, if it still holds then.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from mengyang.core.findings import Params
from mengyang.core.ledger.tasks import TaskState
from mengyang.core.ledger.working_days import Calendar


class Step(StrEnum):
    """提醒、催办 go out by themselves; 通报、约谈 are proposed, and decided by a person."""

    REMIND = "remind"
    URGE = "urge"
    CIRCULAR = "circular"
    TALK = "talk"


class Ground(StrEnum):
    """因何 — the day comes near, the review does, it is past, progress lags, nobody has begun,
    nobody has signed for it.
    """

    NEAR = "near"
    REVIEW = "review"
    OVERDUE = "overdue"
    LAG = "lag"
    NOT_STARTED = "not_started"
    UNSIGNED = "unsigned"


PROPOSED = frozenset({Step.CIRCULAR, Step.TALK})
_ORDER = tuple(Step)
_AT_WORK = frozenset(
    {
        TaskState.ASSIGNED,
        TaskState.SIGNED_FOR,
        TaskState.IN_PROGRESS,
        TaskState.RETURNED,
        TaskState.REOPENED,
    }
)
_NOT_BEGUN = frozenset({TaskState.ASSIGNED, TaskState.SIGNED_FOR})
NOTICED = _AT_WORK | {TaskState.STAGE_CLOSED}
_HAS_ITS_DAY = frozenset({Ground.NEAR, Ground.REVIEW, Ground.UNSIGNED})
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Rung:
    """一级 — what is done from `least` on: days left at most, working days past at least, points
    behind at least, whole months without a start at least; again after `again_after` working days.
    For signing, which has a clock of its own, `least` are working days past the last day to sign.

    `in_working_days`: the days left are counted as working days.
    """

    code: str
    step: Step
    ground: Ground
    least: int
    in_working_days: bool = False
    again_after: int | None = None

    def __post_init__(self) -> None:
        if self.again_after == 0 or (self.again_after and self.step in PROPOSED):
            raise ValueError(f"{self.code}: only a reminder comes again, and not the same day")


@dataclass(frozen=True, slots=True)
class Ladder:
    """催办规则 — the rungs, weakest first within a step; office hours `from_hour`–`until_hour`."""

    rungs: tuple[Rung, ...]
    from_hour: int
    until_hour: int

    def __post_init__(self) -> None:
        if not 0 <= self.from_hour < self.until_hour <= 24:
            raise ValueError(f"office hours {self.from_hour}-{self.until_hour}")
        if len({rung.code for rung in self.rungs}) < len(self.rungs):
            raise ValueError("two rungs of a scheme share a code")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chased:
    """被催办任务 — `unit_id` is told: who leads, of a review who runs the plan.

    `begun_on` is the day from which planned progress is counted, evenly up to `due_on`; `sign_by`
    the last day to sign for what was assigned;
    `awaits_answer`: the unit asked for something that the office has not answered.
    """

    task_id: int
    state: TaskState
    unit_id: int | None
    due_on: date | None
    begun_on: date
    percent: int | None = None
    is_group: bool = False
    awaits_answer: bool = False
    sign_by: date | None = None

    def day_of(self, rung: Rung) -> date | None:
        """The day that the rung looks at."""
        return self.sign_by if rung.ground is Ground.UNSIGNED else self.due_on


@dataclass(frozen=True, slots=True)
class Sent:
    """已发通知 — one notice, made of a task for a unit while this day was in force."""

    rung: str
    step: Step
    unit_id: int
    due_on: date
    on: date


@dataclass(frozen=True, slots=True)
class Due:
    """应发通知 — `number` counts the same rung of the same day and unit, from 1."""

    rung: Rung
    unit_id: int
    due_on: date
    number: int
    reason: str
    params: Params = field(default_factory=lambda: MappingProxyType({}))


def is_office_time(ladder: Ladder, calendar: Calendar, at: datetime) -> bool:
    """Whether anybody may be told anything at this moment of the office's own time."""
    return calendar.is_working(at.date()) and ladder.from_hour <= at.hour < ladder.until_hour


def notices_due(
    task: Chased, ladder: Ladder, calendar: Calendar, sent: Collection[Sent], at: datetime
) -> tuple[Due, ...]:
    """What is due of a task now: at most one of its day and one of its signing that go out, and one
    of each that is proposed.

    Of several that hold, the strongest; never one weaker than what was made before. What was made
    for another day or another unit counts for nothing: an extension begins anew.
    """
    if task.unit_id is None or not is_office_time(ladder, calendar, at):
        return ()
    made = [each for each in sent if each.unit_id == task.unit_id]
    holding = [rung for rung in ladder.rungs if holds(task, rung, calendar, at.date())]
    parts: dict[tuple[bool, bool], list[Rung]] = {}
    for rung in holding:
        parts.setdefault(_part(ladder, rung), []).append(rung)
    strongest = (max(parts[part], key=_strength(ladder)) for part in sorted(parts))
    found = (_due(task, rung, ladder, calendar, (made, at.date())) for rung in strongest)
    return tuple(each for each in found if each is not None)


def holds(task: Chased, rung: Rung, calendar: Calendar, day: date) -> bool:
    """Whether what the rung asks for is so on the day; unknown progress lags behind nothing."""
    on = task.day_of(rung)
    if on is None or not _may_hold(task, rung):
        return False
    match rung.ground:
        case Ground.NEAR | Ground.REVIEW:
            return day <= on and _is_near(on, rung, calendar, day)
        case Ground.OVERDUE:
            return day > on and calendar.after(on, rung.least).on <= day
        case Ground.UNSIGNED:
            is_waiting = task.state is TaskState.ASSIGNED and day >= on
            return is_waiting and calendar.after(on, rung.least).on <= day
        case Ground.LAG:
            lag = lag_points(task, day)
            return lag is not None and lag >= rung.least
        case Ground.NOT_STARTED:
            return task.state in _NOT_BEGUN and _whole_months(task.begun_on, day) >= rung.least


def planned_percent(task: Chased, day: date) -> int | None:
    """计划进度 — even from the beginning to the day it is due; none where there is no stretch."""
    if task.due_on is None or task.due_on <= task.begun_on:
        return None
    gone = (day - task.begun_on).days * 100 // (task.due_on - task.begun_on).days
    return min(max(gone, 0), 100)


def lag_points(task: Chased, day: date) -> int | None:
    """滞后 — points behind the planned progress; below 0 ahead of it, unknown where either is."""
    planned = planned_percent(task, day)
    return None if planned is None or task.percent is None else planned - task.percent


def _may_hold(task: Chased, rung: Rung) -> bool:
    """Whether the rung is for a task like this at all."""
    # Before the office has answered what it was asked, it proposes nothing against the unit.
    if task.is_group or (task.awaits_answer and rung.step in PROPOSED):
        return False
    is_reviewed = task.state is TaskState.STAGE_CLOSED
    return task.state in NOTICED and is_reviewed is (rung.ground is Ground.REVIEW)


def _is_near(due_on: date, rung: Rung, calendar: Calendar, day: date) -> bool:
    # Counted only as far as the rung reaches: most days are far away.
    if rung.in_working_days:
        return calendar.after(day, rung.least + 1).on > due_on
    return (due_on - day).days <= rung.least


def _part(ladder: Ladder, made: Rung | Sent) -> tuple[bool, bool]:
    """Which of the notices beside one another it is: proposed or not, of signing or of the day."""
    code = made.code if isinstance(made, Rung) else made.rung
    signing = {rung.code for rung in ladder.rungs if rung.ground is Ground.UNSIGNED}
    return made.step in PROPOSED, code in signing


def _strength(ladder: Ladder) -> "Strength":
    return Strength({rung.code: place for place, rung in enumerate(ladder.rungs)})


@dataclass(frozen=True, slots=True)
class Strength:
    """轻重 — by step, within a step by the place in the scheme; a rung that is gone is weakest."""

    places: Mapping[str, int]

    def __call__(self, rung: Rung | Sent) -> tuple[int, int]:
        code = rung.code if isinstance(rung, Rung) else rung.rung
        return _ORDER.index(rung.step), self.places.get(code, -1)


def _due(
    task: Chased,
    rung: Rung,
    ladder: Ladder,
    calendar: Calendar,
    past: tuple[Iterable[Sent], date],
) -> Due | None:
    on = task.day_of(rung)
    if on is None or task.unit_id is None:
        return None
    made, day = past
    strength, part = _strength(ladder), _part(ladder, rung)
    alike = [each for each in made if each.due_on == on and _part(ladder, each) == part]
    if any(strength(each) > strength(rung) for each in alike):
        return None
    same = [each for each in alike if each.rung == rung.code]
    if same and not _comes_again(rung, same, calendar, day):
        return None
    reason = f"{rung.ground}"
    if rung.ground in _HAS_ITS_DAY and day == on:
        reason = f"{rung.ground}_today"
    return Due(rung, task.unit_id, on, len(same) + 1, reason, _params(task, on, calendar, day))


def _comes_again(rung: Rung, same: Iterable[Sent], calendar: Calendar, day: date) -> bool:
    last = max(each.on for each in same)
    return rung.again_after is not None and calendar.after(last, rung.again_after).on <= day


def _params(task: Chased, on: date, calendar: Calendar, day: date) -> Params:
    return MappingProxyType(
        {
            "days": abs((on - day).days),
            "working_days": max(calendar.between(on, day), 0),
            "planned": planned_percent(task, day),
            "percent": task.percent,
            "points": lag_points(task, day),
            "months": _whole_months(task.begun_on, day),
        }
    )


def _whole_months(first: date, day: date) -> int:
    months = (day.year - first.year) * _MONTHS + day.month - first.month
    return max(months - (day.day < first.day), 0)
