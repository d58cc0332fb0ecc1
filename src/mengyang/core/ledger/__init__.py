"""台账 — the life of a task from registration to closure, as pure rules."""

from mengyang.core.facts import DeadlineKind
from mengyang.core.ledger.amounts import (
    RECTIFYING,
    AmountKind,
    AmountRow,
    Amounts,
    PlanAmounts,
    Rectified,
    plan_amounts,
)
from mengyang.core.ledger.counts import Alike, Completion, Counts, count
from mengyang.core.ledger.course import CourseStep, Passed, course
from mengyang.core.ledger.deadlines import (
    NEEDS_TARGET_DAY,
    Deadline,
    due_day,
    needs_target_day,
    target_day,
)
from mengyang.core.ledger.decisions import Decision
from mengyang.core.ledger.evaluation import (
    Conclusion,
    EndSource,
    Evaluation,
    Outcome,
    PlanEnd,
    Verdict,
    plan_end,
)
from mengyang.core.ledger.events import Event, EventKind
from mengyang.core.ledger.lamps import (
    Colour,
    Lamp,
    LampScheme,
    Window,
    lamp,
    lies_in,
    windows,
    worst,
)
from mengyang.core.ledger.numbering import Place, places
from mengyang.core.ledger.parts import Part, SplitMode, Splitting
from mengyang.core.ledger.requests import Request, RequestKind, RequestState
from mengyang.core.ledger.sign_off import (
    ISSUES,
    Reply,
    ReplyKind,
    ReplyState,
    SignOff,
    SignOffStep,
    SignOffWay,
    is_leader_of,
    open_steps,
    signed_off,
)
from mengyang.core.ledger.tasks import DONE, ENDED, LIFE, Response, Task, TaskState
from mengyang.core.ledger.transitions import TABLE, advance, group_state, open_events
from mengyang.core.ledger.verdicts import Acceptance, OutsideVerdict, VerdictOutcome

__all__ = [
    "DONE",
    "ENDED",
    "ISSUES",
    "LIFE",
    "NEEDS_TARGET_DAY",
    "RECTIFYING",
    "TABLE",
    "Acceptance",
    "Alike",
    "AmountKind",
    "AmountRow",
    "Amounts",
    "Colour",
    "Completion",
    "Conclusion",
    "Counts",
    "CourseStep",
    "Deadline",
    "DeadlineKind",
    "Decision",
    "EndSource",
    "Evaluation",
    "Event",
    "EventKind",
    "Lamp",
    "LampScheme",
    "Outcome",
    "OutsideVerdict",
    "Part",
    "Passed",
    "Place",
    "PlanAmounts",
    "PlanEnd",
    "Rectified",
    "Reply",
    "ReplyKind",
    "ReplyState",
    "Request",
    "RequestKind",
    "RequestState",
    "Response",
    "SignOff",
    "SignOffStep",
    "SignOffWay",
    "SplitMode",
    "Splitting",
    "Task",
    "TaskState",
    "Verdict",
    "VerdictOutcome",
    "Window",
    "advance",
    "count",
    "course",
    "due_day",
    "group_state",
    "is_leader_of",
    "lamp",
    "lies_in",
    "needs_target_day",
    "open_events",
    "open_steps",
    "places",
    "plan_amounts",
    "plan_end",
    "signed_off",
    "target_day",
    "windows",
    "worst",
]
