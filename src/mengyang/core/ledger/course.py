"""进度曲线 — month by month, how many tasks should be closed and how many are."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

# Ten years: beyond it a mistyped day would draw a line that says nothing.
MOST_MONTHS = 120


@dataclass(frozen=True, slots=True)
class Passed:
    """`number` tasks due on one day and closed on one day; `None`: no day set, not closed."""

    due_on: date | None
    closed_on: date | None
    number: int = 1


@dataclass(frozen=True, slots=True)
class CourseStep:
    """Where a plan stands at the end of `until` (included), counted from its beginning.

    `closed` is None for days to come: what will be closed then is not known.
    """

    until: date
    due: int
    closed: int | None

    @property
    def behind(self) -> int | None:
        """How many fewer are closed than are due; below 0 where work runs ahead."""
        return None if self.closed is None else self.due - self.closed


def course(tasks: Iterable[Passed], begun_on: date, day: date) -> tuple[CourseStep, ...]:
    """The steps from the month of `begun_on` to the last due day or `day`, whichever is later.

    The step of the running month ends on `day`, so that its two figures are of the same day; a
    task due later in that month counts from the month's end on.
    """
    counted = tuple(tasks)
    last = max((day, *(task.due_on for task in counted if task.due_on)))
    return tuple(_step(counted, until, day) for until in _ends(begun_on, last, day))


def _step(tasks: tuple[Passed, ...], until: date, day: date) -> CourseStep:
    due = sum(task.number for task in tasks if task.due_on and task.due_on <= until)
    closed = sum(task.number for task in tasks if task.closed_on and task.closed_on <= until)
    return CourseStep(until, due, closed if until <= day else None)


def _ends(begun_on: date, last: date, day: date) -> list[date]:
    """The ends of the months up to that of `last`, and `day` itself inside its own month."""
    ends = list(_month_ends(begun_on, last))
    if last == day:
        # Nothing is due later: the course ends with the day asked.
        ends = [end for end in ends if end < day]
    return sorted({*ends, day}) if day >= begun_on else ends


def _month_ends(begun_on: date, last: date) -> Iterator[date]:
    until = begun_on
    for _ in range(MOST_MONTHS):
        end = until.replace(day=monthrange(until.year, until.month)[1])
        yield end
        if end >= last:
            return
        until = end + timedelta(days=1)
