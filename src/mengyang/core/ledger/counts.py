"""台账统计 — tasks by state, and those that still stand by lamp."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from types import MappingProxyType

from mengyang.core.facts import DeadlineKind
from mengyang.core.ledger.lamps import Colour, LampScheme, lamp
from mengyang.core.ledger.tasks import DONE, TaskState

_SHARES = ("done", "for_the_stage", "in_hand", "extended", "overdue", "unassigned")


@dataclass(frozen=True, slots=True)
class Alike:
    """`number` tasks that share everything a count looks at.

    `is_extended`: the day in force is later than the printed one, by a granted extension.
    """

    state: TaskState
    deadline_kind: DeadlineKind
    due_on: date | None
    number: int = 1
    is_extended: bool = False


@dataclass(frozen=True, slots=True)
class Completion:
    """办结情况 — every standing task under one of six: they add up to `standing`.

    `done` is 办结 (closed, archived), `for_the_stage` 阶段性办结 (a standing duty between reviews);
    of the open ones `overdue` 逾期 first, then `unassigned` 待交办 (nobody has been told), then
    `extended` 延期 (later than printed, in time), then `in_hand` 在办.
    """

    done: int
    for_the_stage: int
    in_hand: int
    extended: int
    overdue: int
    unassigned: int = 0

    @property
    def open(self) -> int:
        return self.in_hand + self.extended + self.overdue + self.unassigned

    @property
    def standing(self) -> int:
        return self.done + self.for_the_stage + self.open

    @property
    def rate(self) -> Fraction | None:
        """办结率 = (办结 + 阶段性办结) ÷ all six; None where there is nothing to be done."""
        if not self.standing:
            return None
        return Fraction(self.done + self.for_the_stage, self.standing)

    @property
    def percent(self) -> Decimal | None:
        """办结率 in percent with one decimal, 四舍五入: what pages and papers print."""
        if self.rate is None:
            return None
        hundredfold = Decimal(100 * self.rate.numerator) / self.rate.denominator
        return hundredfold.quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Counts:
    """Every state and every colour has its number, 0 included: here 0 is a count, not a blank.

    `total` and `by_state` hold the withdrawn tasks too; a rate is taken over `standing`, which
    leaves them out, and so does `by_lamp`: its numbers add up to `standing`.
    `doubled` tasks name a duty that another task counted here names too: they are left out.
    """

    total: int
    by_state: Mapping[TaskState, int]
    by_lamp: Mapping[Colour, int]
    completion: Completion
    doubled: int = 0

    @property
    def open(self) -> int:
        """未销号 — the tasks neither closed, for good or for the stage, nor withdrawn."""
        return self.standing - self.completion.done - self.completion.for_the_stage

    @property
    def withdrawn(self) -> int:
        """已撤销 — withdrawn or carried over: in no rate."""
        return self.by_state[TaskState.WITHDRAWN]

    @property
    def standing(self) -> int:
        """The tasks that are not withdrawn."""
        return self.total - self.withdrawn


def count(tasks: Iterable[Alike], scheme: LampScheme, day: date) -> Counts:
    """Count single tasks and children: whoever asks leaves out the parents of groups."""
    by_state: Counter[TaskState] = Counter()
    by_lamp: Counter[Colour] = Counter()
    by_share: Counter[str] = Counter()
    for alike in tasks:
        by_state[alike.state] += alike.number
        if alike.state is TaskState.WITHDRAWN:
            continue
        colour = lamp(alike, scheme, day).colour
        by_lamp[colour] += alike.number
        by_share[_share(alike, colour)] += alike.number
    return Counts(
        total=by_state.total(),
        by_state=MappingProxyType({state: by_state[state] for state in TaskState}),
        by_lamp=MappingProxyType({colour: by_lamp[colour] for colour in Colour}),
        completion=Completion(**{name: by_share[name] for name in _SHARES}),
    )


def _share(alike: Alike, colour: Colour) -> str:
    if alike.state in DONE:
        return "done"
    if alike.state is TaskState.STAGE_CLOSED:
        return "for_the_stage"
    if colour is Colour.RED:
        return "overdue"
    if alike.state is TaskState.REGISTERED:
        return "unassigned"
    return "extended" if alike.is_extended else "in_hand"
