"""台账写入 — plans from adopted documents, and what happens to their tasks."""

from mengyang.store.writes.ledger.corrections import (
    TaskCorrection,
    correct_target,
    correct_tasks,
    extend_plan,
    remove_target,
)
from mengyang.store.writes.ledger.drafts import (
    Charge,
    PlanDraft,
    RemedyDraft,
    ReportingDraft,
    TaskDraft,
)
from mengyang.store.writes.ledger.evaluations import (
    EvaluationDraft,
    create_evaluation,
    note_evaluation_export,
    save_evaluation,
    state_end,
)
from mengyang.store.writes.ledger.matters import decide_matter, link_matter, propose_matters
from mengyang.store.writes.ledger.plans import (
    create_plan,
    deadline_columns,
    note_export,
    note_own_plan,
)
from mengyang.store.writes.ledger.taken_over import TakenDraft, create_own_plan
from mengyang.store.writes.ledger.tasks import (
    EvidenceDraft,
    ReportDraft,
    add_evidence,
    add_report,
    change_task,
    change_tasks,
    charge_task,
    follow_children,
    refuse_stale,
    take_plan_tasks,
    take_task,
)

__all__ = [
    "Charge",
    "EvaluationDraft",
    "EvidenceDraft",
    "PlanDraft",
    "RemedyDraft",
    "ReportDraft",
    "ReportingDraft",
    "TakenDraft",
    "TaskCorrection",
    "TaskDraft",
    "add_evidence",
    "add_report",
    "change_task",
    "change_tasks",
    "charge_task",
    "correct_target",
    "correct_tasks",
    "create_evaluation",
    "create_own_plan",
    "create_plan",
    "deadline_columns",
    "decide_matter",
    "extend_plan",
    "follow_children",
    "link_matter",
    "note_evaluation_export",
    "note_export",
    "note_own_plan",
    "propose_matters",
    "refuse_stale",
    "remove_target",
    "save_evaluation",
    "state_end",
    "take_plan_tasks",
    "take_task",
]
