"""台账统计 — tasks by state, and those that still stand by lamp."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from mengyang.core.facts import DeadlineKind
from mengyang.core.ledger.lamps import Colour, LampScheme, lamp
from mengyang.core.ledger.tasks import TaskState


@dataclass(frozen=True, slots=True)
class Alike:
    """`number` tasks that share everything a count looks at."""

    state: TaskState
    deadline_kind: DeadlineKind
    due_on: date | None
    number: int = 1


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
    doubled: int = 0

    @property
    def open(self) -> int:
        """未销号 — the tasks neither closed nor withdrawn."""
        return self.standing - self.by_state[TaskState.CLOSED]

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
    for alike in tasks:
        by_state[alike.state] += alike.number
        if alike.state is not TaskState.WITHDRAWN:
            by_lamp[lamp(alike, scheme, day).colour] += alike.number
    return Counts(
        total=by_state.total(),
        by_state=MappingProxyType({state: by_state[state] for state in TaskState}),
        by_lamp=MappingProxyType({colour: by_lamp[colour] for colour in Colour}),
    )
