"""分解写入 — the parts of a task written beside or under it, with the remedies handed on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from mengyang.core.ledger import SplitMode, TaskState
from mengyang.store.models import Remedy, Task, TaskOrigin
from mengyang.store.models.audited import Audited
from mengyang.store.writes.ledger.drafts import Charge
from mengyang.store.writes.ledger.plans import task_units
from mengyang.store.writes.ledger.replies import lapse_replies
from mengyang.store.writes.ledger.requests import lapse_requests
from mengyang.store.writes.ledger.tasks import follow_children
from mengyang.store.writes.work import Work

_ACTION = "task.split"
_PART = "part"
# What a part has of the task it comes from: the clause and its printed day, not its own course.
_SHARED = (
    *("plan_id", "clause_path", "start", "end", "task_kind", "problem", "response"),
    *("explanation", "deadline_kind", "deadline_raw", "deadline_days", "deadline_on"),
    *("document_id", "earlier_document_id", "responsible_leaders", "disclosure", "position"),
)


@dataclass(frozen=True, slots=True)
class PartDraft:
    """分解部分 to be written; `remedies` are the positions of those that go along."""

    title: str
    charge: Charge
    due_on: date | None = None
    remedies: tuple[int, ...] = ()


def split_task(
    work: Work, task_id: int, mode: SplitMode, parts: Sequence[PartDraft], expected_version: int
) -> tuple[int, ...]:
    """Write the parts of a task; their ids. The task itself is marked as changed.

    Parts are assigned where the task was; under it the task follows them from now on, and what
    its unit had drafted or asked for lapses.
    """
    row = Task.objects.select_for_update().get(pk=task_id)
    numbers = _numbers(row, mode)
    work.change(row, {}, action=_ACTION, expected_version=expected_version)
    made = [_part(work, row, mode, part, next(numbers)) for part in parts]
    work.create_many(made, action=_ACTION)
    rows: list[Audited] = [
        unit
        for task, part in zip(made, parts, strict=True)
        for unit in task_units(task.pk, part.charge)
    ]
    rows += [TaskOrigin(task=task, origin=row, origin_kind=_PART) for task in made]
    work.create_many(rows, action=_ACTION)
    for task, part in zip(made, parts, strict=True):
        _hand_on(work, row, task, part)
    if mode is SplitMode.UNDER:
        lapse_requests(work, row.pk)
        lapse_replies(work, row.pk)
    follow_children(work, [task.pk for task in made])
    return tuple(task.pk for task in made)


def _part(work: Work, row: Task, mode: SplitMode, part: PartDraft, number: str) -> Task:
    is_open = row.state == TaskState.REGISTERED.value
    return Task(
        parent_id=row.pk if mode is SplitMode.UNDER else row.parent_id,
        number=number,
        title=part.title,
        due_on=part.due_on or row.due_on,
        state=TaskState.REGISTERED.value if is_open else TaskState.ASSIGNED.value,
        state_since=work.at.date(),
        area_id=part.charge.area_id,
        lead_unit_id=part.charge.lead_unit_id,
        **{name: getattr(row, name) for name in _SHARED},
    )


def _numbers(row: Task, mode: SplitMode) -> Iterator[str]:
    """`3.1`, `3.2` under task 3; `3-1`, `3-2` beside it, behind those that it has already."""
    sign = "." if mode is SplitMode.UNDER else "-"
    begun = 0 if mode is SplitMode.UNDER else row.brought_forth.filter(origin_kind=_PART).count()
    while True:
        begun += 1
        yield f"{row.number}{sign}{begun}"


def _hand_on(work: Work, row: Task, task: Task, part: PartDraft) -> None:
    own = Remedy.objects.filter(task=row, position__in=part.remedies).order_by("position")
    for position, remedy in enumerate(own, start=1):
        changes = {"task_id": task.pk, "position": position}
        work.change(remedy, changes, action=_ACTION, expected_version=remedy.version)
