"""台账导入读取 — the tasks that rows of an edited ledger speak of, and the imports of a plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from mengyang.core.access import Scope
from mengyang.core.ledger.sheet_rows import TaskNow
from mengyang.store.models import LedgerImport, Task, TaskRequest
from mengyang.store.reads.ledger.facts import task_facts
from mengyang.store.reads.scope import within


@dataclass(frozen=True, slots=True)
class ImportRow:
    """台账导入 of a plan."""

    id: int
    made_by: str
    made_at: datetime
    rows: int
    is_undone: bool
    is_own: bool


def tasks_on_record(
    scope: Scope, day: date, plan_id: int, ids: Iterable[int]
) -> dict[int, TaskNow]:
    """Those of the tasks that belong to the plan and lie within reach, by id."""
    own = Task.objects.filter(plan_id=plan_id, pk__in=list(ids))
    titles = dict(own.values_list("pk", "title"))
    waiting = TaskRequest.objects.filter(task_id__in=list(titles), state="open")
    asking = set(waiting.values_list("task_id", flat=True))
    facts = task_facts(scope, day, titles)
    return {each.id: TaskNow(each, titles[each.id], each.id in asking) for each in facts}


def imports(scope: Scope, day: date, plan_id: int, user_id: int) -> list[ImportRow]:
    """The last imports of a plan that the person may see, the newest first."""
    rows = LedgerImport.objects.filter(within(scope, day, "plan__"), plan_id=plan_id)
    shown = rows.defer("changes").select_related("made_by").order_by("-made_at", "-id")[:10]
    return [
        ImportRow(
            id=row.pk,
            made_by=row.made_by.display_name,
            made_at=row.made_at,
            rows=row.rows,
            is_undone=row.state == "undone",
            is_own=row.made_by_id == user_id,
        )
        for row in shown
    ]
