"""任务来源读取 — from which task one came, and which ones came of it; as far as within reach."""

from dataclasses import dataclass

from mengyang.core.access import Scope
from mengyang.core.ledger import SplitMode, Splitting
from mengyang.store.models import Remedy, Task, TaskOrigin
from mengyang.store.reads.ledger.rows import Lit, TaskRow, task_rows
from mengyang.store.reads.scope import within

_PART = "part"


@dataclass(frozen=True, slots=True)
class Origins:
    """任务来源 — the task split from, and the parts beside it; those under it are its children."""

    origin: TaskRow | None = None
    parts: tuple[TaskRow, ...] = ()
    hidden: int = 0


def origins(scope: Scope, lit: Lit, task_id: int) -> Origins:
    """Where a task comes from by splitting; `hidden` counts parts out of reach."""
    seen = Task.objects.filter(within(scope, lit.day))
    if not seen.filter(pk=task_id).exists():
        return Origins()
    from_ids = TaskOrigin.objects.filter(task_id=task_id, origin_kind=_PART).values("origin_id")
    parts = TaskOrigin.objects.filter(origin_id=task_id, origin_kind=_PART)
    beside = parts.exclude(task__parent_id=task_id)
    found = task_rows(
        list(
            seen.filter(pk__in=beside.values("task_id"))
            .select_related("plan")
            .order_by("position", "id")
        ),
        lit,
    )
    source = seen.filter(pk__in=from_ids).exclude(children=task_id).select_related("plan")
    above = task_rows(list(source), lit)
    return Origins(above[0] if above else None, tuple(found), beside.count() - len(found))


def splittable(task_id: int, mode: SplitMode) -> Splitting:
    """What the rules ask of a task that is to be split, without any part yet."""
    parent_id = Task.objects.values_list("parent_id", flat=True).get(pk=task_id)
    held = Remedy.objects.filter(task_id=task_id).values_list("position", flat=True)
    return Splitting(
        mode=mode, parts=(), held=frozenset(held), is_part_of_group=parent_id is not None
    )
