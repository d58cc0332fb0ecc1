"""任务 — one duty of a plan as the rules see it: its state, its units, its proof.

`lead_unit_id` answers for the task (牵头、责任); `unit_ids` holds it and the joint units (配合).
`is_group` marks the parent of an expanded group: it follows its children and is never acted on.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from mengyang.core.facts import DeadlineKind
from mengyang.core.ledger.deadlines import Deadline
from mengyang.core.ledger.decisions import Decision


class TaskState(StrEnum):
    """任务状态 — 立项、交办、签收、整改中、申请销号、已核验、已销号、已归档; 退回、撤销;
    有异议、已中止、阶段性办结、重新办理.
    """

    REGISTERED = "registered"
    ASSIGNED = "assigned"
    SIGNED_FOR = "signed_for"
    IN_PROGRESS = "in_progress"
    CLAIMED_DONE = "claimed_done"
    VERIFIED = "verified"
    CLOSED = "closed"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    DISPUTED = "disputed"
    SUSPENDED = "suspended"
    STAGE_CLOSED = "stage_closed"
    REOPENED = "reopened"
    ARCHIVED = "archived"


# The states as a task lives through them: lists stand in this order.
LIFE = (
    *(TaskState.REGISTERED, TaskState.ASSIGNED, TaskState.DISPUTED, TaskState.SIGNED_FOR),
    *(TaskState.IN_PROGRESS, TaskState.SUSPENDED, TaskState.RETURNED, TaskState.REOPENED),
    *(TaskState.CLAIMED_DONE, TaskState.VERIFIED, TaskState.STAGE_CLOSED, TaskState.CLOSED),
    *(TaskState.ARCHIVED, TaskState.WITHDRAWN),
)
# 办结: accepted and struck off, whether or not the file is in the archive.
DONE = frozenset({TaskState.CLOSED, TaskState.ARCHIVED})
# 未销号 are all others: neither done with, nor for this stage, nor withdrawn.
ENDED = DONE | {TaskState.STAGE_CLOSED, TaskState.WITHDRAWN}


class Response(StrEnum):
    """整改措施、情况说明、不存在此类问题 — how a problem is answered; a task has `NONE`."""

    NONE = ""
    REMEDIES = "remedies"
    EXPLANATION = "explanation"
    DENIAL = "denial"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """任务 — `version` counts the changes of the row; unknown progress is `None`, never 0.

    `withdrawn_from` is the state it had when it was withdrawn; `decided_for` the superseding
    document, `carried_to` the task of the new plan. `lacking_conclusions` is a number where the
    task is the evaluation of its plan.
    """

    id: int
    number: str
    version: int
    state: TaskState = TaskState.REGISTERED
    lead_unit_id: int | None = None
    unit_ids: frozenset[int] = frozenset()
    is_group: bool = False
    response: Response = Response.NONE
    explanation: str = ""
    deadline: Deadline = field(default_factory=Deadline)
    due_on: date | None = None
    state_since: date | None = None
    progress_percent: int | None = None
    report_count: int = 0
    evidence_count: int = 0
    claimed_by: int | None = None
    claimed_for: int | None = None
    claimed_unit_id: int | None = None
    verified_by: int | None = None
    return_reason: str = ""
    lacking_conclusions: int | None = None
    withdrawn_from: TaskState | None = None
    decision: Decision = Decision.NONE
    decision_reason: str = ""
    decision_basis: str = ""
    decided_for: int | None = None
    carried_to: int | None = None
    decided_by: int | None = None
    decided_on: date | None = None

    @property
    def deadline_kind(self) -> DeadlineKind:
        """The kind of the deadline; what the lamps ask for."""
        return self.deadline.kind
