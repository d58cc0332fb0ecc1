"""台账读取 — plans, tasks, counts, lamps wall, one task in full; all within a Scope."""

from mengyang.store.reads.ledger.counts import (
    counts_by_unit,
    group_count,
    my_counts,
    passed,
    task_counts,
)
from mengyang.store.reads.ledger.details import (
    Duty,
    EvidenceRow,
    RemedyRow,
    ReportRow,
    TaskDetail,
    UnitRole,
    evidence,
    stored_files,
    task,
)
from mengyang.store.reads.ledger.facts import plan_area, task_facts
from mengyang.store.reads.ledger.lists import MY_SORTS, TASK_SORTS, my_tasks, tasks
from mengyang.store.reads.ledger.plans import (
    PLAN_SORTS,
    PlanRow,
    Reach,
    TargetRow,
    WallTask,
    WallUnit,
    plan,
    plan_of_document,
    plans,
    targets,
    wall,
)
from mengyang.store.reads.ledger.rows import Lit, TaskRow
from mengyang.store.reads.ledger.sheets import LedgerLine, ledger_lines

__all__ = [
    "MY_SORTS",
    "PLAN_SORTS",
    "TASK_SORTS",
    "Duty",
    "EvidenceRow",
    "LedgerLine",
    "Lit",
    "PlanRow",
    "Reach",
    "RemedyRow",
    "ReportRow",
    "TargetRow",
    "TaskDetail",
    "TaskRow",
    "UnitRole",
    "WallTask",
    "WallUnit",
    "counts_by_unit",
    "evidence",
    "group_count",
    "ledger_lines",
    "my_counts",
    "my_tasks",
    "passed",
    "plan",
    "plan_area",
    "plan_of_document",
    "plans",
    "stored_files",
    "targets",
    "task",
    "task_counts",
    "task_facts",
    "tasks",
    "wall",
]
