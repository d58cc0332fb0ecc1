"""分解条件 — what must hold before a task is split: nothing is lost, nothing done twice.

Under it the task becomes the sum of its parts and closes with the last; its remedies stay with it
and stand on every part. Beside it the task goes on with what it keeps, as the one goes on into
which another was merged; remedies go along with the parts that are to carry them out.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date

from mengyang.core.access import Actor
from mengyang.core.findings import Refused
from mengyang.core.ledger.events import Event
from mengyang.core.ledger.parts import MOST_PARTS, Part, SplitMode, Splitting
from mengyang.core.ledger.tasks import Task

_FEWEST = {SplitMode.UNDER: 2, SplitMode.BESIDE: 1}
type _Check = Callable[[Task, Splitting], Refused | None]


def has_parts(task: Task, event: Event, _actor: Actor, day: date) -> Refused | None:
    """Every part says what it is, who answers and by when; every remedy has exactly one place."""
    said = event.splitting
    if said is None or not _FEWEST[said.mode] <= len(said.parts) <= MOST_PARTS:
        least = _FEWEST[said.mode] if said else 1
        return Refused(
            "ledger.refused.parts_missing", "ledger.hint.parts", least=least, most=MOST_PARTS
        )
    for number, part in enumerate(said.parts, start=1):
        if refused := _part_fault(task, number, part, day):
            return refused
    return next((refused for check in _CHECKS if (refused := check(task, said))), None)


def stays_whole(task: Task, event: Event, _actor: Actor, _day: date) -> Refused | None:
    """What is judged as one stays one: an evaluation; under a task, a verdict outside and money."""
    if task.lacking_conclusions is not None:
        return Refused("ledger.refused.evaluation_whole", "ledger.hint.list")
    is_under = event.splitting is not None and event.splitting.mode is SplitMode.UNDER
    if is_under and (event.acceptance is not None or event.amounts is not None):
        return Refused(
            "ledger.refused.split_outside", "ledger.hint.split_beside", number=task.number
        )
    return None


def _part_fault(task: Task, number: int, part: Part, day: date) -> Refused | None:
    if not part.title.strip() or part.lead_unit_id is None:
        return Refused("ledger.refused.part_open", "ledger.hint.part_open", number=number)
    if part.due_on is None:
        return None
    if part.due_on <= day:
        return Refused("ledger.refused.day_past", "ledger.hint.state_day", day=part.due_on)
    if task.due_on is not None and part.due_on > task.due_on:
        return Refused(
            "ledger.refused.part_later",
            "ledger.hint.part_later",
            number=number,
            day=part.due_on,
            due_on=task.due_on,
        )
    return None


def _is_said_once(_task: Task, said: Splitting) -> Refused | None:
    told = Counter((part.title.strip(), part.lead_unit_id) for part in said.parts)
    if max(told.values()) > 1:
        return Refused("ledger.refused.part_twice", "ledger.hint.part_open")
    return None


def _has_no_parent(task: Task, said: Splitting) -> Refused | None:
    if said.mode is SplitMode.UNDER and said.is_part_of_group:
        return Refused("ledger.refused.split_child", "ledger.hint.split_beside", number=task.number)
    return None


def _hands_on_once(task: Task, said: Splitting) -> Refused | None:
    given = Counter(position for part in said.parts for position in part.remedies)
    if said.mode is SplitMode.UNDER and given:
        return Refused("ledger.refused.remedies_stay", "ledger.hint.split_beside")
    if not given.keys() <= said.held or (given and max(given.values()) > 1):
        return Refused("ledger.refused.remedy_twice", "ledger.hint.remedy_once")
    if given and given.keys() == said.held:
        return Refused("ledger.refused.nothing_left", "ledger.hint.split_under", number=task.number)
    return None


_CHECKS: tuple[_Check, ...] = (_is_said_once, _has_no_parent, _hands_on_once)
