"""亮灯 — the lamp of a task on a day: colour, and as a code why it burns.

The thresholds come from a scheme that is data; red speaks of a day that has passed, of nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from mengyang.core.facts import DeadlineKind
from mengyang.core.findings import Params
from mengyang.core.ledger.tasks import TaskState


class Colour(StrEnum):
    """灯色 — 灰、绿、黄、红."""

    GREY = "grey"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class LampScheme(Protocol):
    """亮灯规则 — yellow from this many days before the due day, the due day included."""

    @property
    def yellow_within_days(self) -> int: ...


class Timed(Protocol):
    """What a lamp looks at."""

    @property
    def state(self) -> TaskState: ...
    @property
    def deadline_kind(self) -> DeadlineKind: ...
    @property
    def due_on(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Lamp:
    """灯 — `reason` is a message code, `params` fill it; what was withdrawn is not lit."""

    colour: Colour
    reason: str
    params: Params = field(default_factory=lambda: MappingProxyType({}))
    is_lit: bool = True

    @property
    def sign(self) -> str:
        """What is shown: the code of the colour, or `withdrawn` where no lamp is lit."""
        return self.colour.value if self.is_lit else TaskState.WITHDRAWN.value


@dataclass(frozen=True, slots=True)
class Window:
    """Part of a filter by lamp: tasks in `states`, untimed, or due from a day on until another.

    `due_from` is inclusive, `due_until` exclusive, either open when `None`; `is_timed` is `None`
    where the due day does not matter.
    """

    states: frozenset[TaskState]
    is_timed: bool | None = None
    due_from: date | None = None
    due_until: date | None = None


_UNTIMED = {
    DeadlineKind.NONE: "ledger.lamp.no_deadline",
    DeadlineKind.ONGOING: "ledger.lamp.standing",
    DeadlineKind.RECURRING: "ledger.lamp.recurring",
    DeadlineKind.IMMEDIATE: "ledger.lamp.needs_target_day",
    DeadlineKind.IMMEDIATE_ONGOING: "ledger.lamp.needs_target_day",
    DeadlineKind.RELATIVE: "ledger.lamp.needs_target_day",
    DeadlineKind.DONE: "ledger.lamp.said_done",
}
_AFTER_CLAIM = {
    TaskState.CLAIMED_DONE: "ledger.lamp.claimed",
    TaskState.VERIFIED: "ledger.lamp.verified",
    TaskState.CLOSED: "ledger.lamp.closed",
    TaskState.ARCHIVED: "ledger.lamp.archived",
}
_TIMED = {
    Colour.GREEN: "ledger.lamp.in_time",
    Colour.YELLOW: "ledger.lamp.near",
    Colour.RED: "ledger.lamp.overdue",
}
_REVIEWED = {
    Colour.GREEN: "ledger.lamp.review_in_time",
    Colour.YELLOW: "ledger.lamp.review_near",
    Colour.RED: "ledger.lamp.review_overdue",
}
_WITHDRAWN = frozenset({TaskState.WITHDRAWN})
_HALTED = frozenset({TaskState.SUSPENDED})
# What is closed for a stage burns by the day of its next review.
_OPEN = frozenset(TaskState) - frozenset(_AFTER_CLAIM) - _WITHDRAWN - _HALTED
_WORST_FIRST = (Colour.RED, Colour.YELLOW, Colour.GREY, Colour.GREEN)


def lamp(task: Timed, scheme: LampScheme, day: date) -> Lamp:
    """Grey: withdrawn, or no day to look at; green: in time, claimed or closed; yellow: near; red:
    past."""
    if task.state in _WITHDRAWN:
        return Lamp(Colour.GREY, "ledger.lamp.withdrawn", is_lit=False)
    if task.state in _AFTER_CLAIM:
        return Lamp(Colour.GREEN, _AFTER_CLAIM[task.state])
    if task.state in _HALTED:
        return Lamp(Colour.GREY, "ledger.lamp.suspended")
    if task.due_on is None:
        return Lamp(Colour.GREY, _UNTIMED.get(task.deadline_kind, "ledger.lamp.unknown"))
    return _by_day(task.state, task.due_on, (task.due_on - day).days, scheme)


def _by_day(state: TaskState, due_on: date, left: int, scheme: LampScheme) -> Lamp:
    words = _REVIEWED if state is TaskState.STAGE_CLOSED else _TIMED
    if left < 0:
        return Lamp(Colour.RED, words[Colour.RED], {"days": -left, "day": due_on})
    colour = Colour.YELLOW if left <= scheme.yellow_within_days else Colour.GREEN
    return Lamp(colour, words[colour], {"days": left, "day": due_on})


def worst(colours: Iterable[Colour]) -> Colour:
    """The colour a group or a unit shows for its tasks: red, yellow, grey, green; none is grey."""
    return min(colours, key=_WORST_FIRST.index, default=Colour.GREY)


def windows(colour: Colour, scheme: LampScheme, day: date) -> tuple[Window, ...]:
    """The standing tasks that show `colour` on `day`, as ranges a query can be compiled from.

    A withdrawn task lies in none: it shows that it is withdrawn, and counts under no colour.
    """
    far = day + timedelta(days=scheme.yellow_within_days + 1)
    match colour:
        case Colour.GREY:
            return (Window(_HALTED), Window(_OPEN, is_timed=False))
        case Colour.RED:
            return (Window(_OPEN, is_timed=True, due_until=day),)
        case Colour.YELLOW:
            return (Window(_OPEN, is_timed=True, due_from=day, due_until=far),)
        case Colour.GREEN:
            done = Window(frozenset(_AFTER_CLAIM))
            return (done, Window(_OPEN, is_timed=True, due_from=far))


def lies_in(task: Timed, window: Window) -> bool:
    """Whether the task lies in the window: what the compiled query must say as well."""
    if task.state not in window.states:
        return False
    if window.is_timed is None or task.due_on is None:
        return window.is_timed is None or not window.is_timed
    return (
        window.is_timed
        and (window.due_from is None or window.due_from <= task.due_on)
        and (window.due_until is None or task.due_on < window.due_until)
    )
