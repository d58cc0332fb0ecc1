"""方案草稿 — an adopted document as values, ready to be written as a plan with its tasks."""

from dataclasses import dataclass, field
from datetime import date

from mengyang.core.ledger import Deadline
from mengyang.store.writes.indicators import TargetDraft


@dataclass(frozen=True, slots=True)
class RemedyDraft:
    """整改措施 with the path of its clause."""

    clause_path: str
    text: str


@dataclass(frozen=True, slots=True)
class Charge:
    """责任 — who answers (`lead_unit_id`, none while open), who helps, in which area it counts."""

    area_id: int
    lead_unit_id: int | None = None
    joint_unit_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportingDraft:
    """报送要求 of a task that is one."""

    who: tuple[str, ...] = ()
    what: tuple[str, ...] = ()
    report_to: str = ""
    signatory: str = ""
    publicity: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDraft:
    """任务 to be registered; one child for each of `children`, where a group was expanded.

    `task_kind`: problem | task | recommendation | opinion | reporting. `response`: remedies |
    explanation | denial or empty. A task with children carries no units of its own. `document_id`
    is the corrected text that the span indexes, where it is not the document of the plan.
    """

    clause_path: str
    start: int
    end: int
    task_kind: str
    title: str
    charge: Charge
    problem: str = ""
    response: str = ""
    explanation: str = ""
    deadline: Deadline = field(default_factory=Deadline)
    remedies: tuple[RemedyDraft, ...] = ()
    children: tuple[Charge, ...] = ()
    names_without_unit: tuple[str, ...] = ()
    responsible_leaders: tuple[str, ...] = ()
    reporting: ReportingDraft | None = None
    document_id: int | None = None

    def __post_init__(self) -> None:
        if self.children and (self.charge.lead_unit_id or self.charge.joint_unit_ids):
            raise ValueError(f"{self.clause_path}: the units of a group are those of its children")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDraft:
    """方案 to be written: the tasks in text order, the targets, and who runs it.

    `above_id` is the plan above, where this is the own plan of a unit; without `document_id` it is
    the register of supervised matters (督办台账) of a unit.
    """

    document_id: int | None
    area_id: int
    owner_unit_id: int
    title: str
    adopted_on: date
    adopted_by: int
    tasks: tuple[TaskDraft, ...]
    targets: tuple[TargetDraft, ...] = ()
    above_id: int | None = None
