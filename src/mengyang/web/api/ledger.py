"""台账接口 — plans with their counts and targets, tasks with their proof."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import IO, Any, Literal

from django.http import FileResponse
from ninja import Field, Query, Schema

from mengyang.actions.assignments import assign_plan as assign_all
from mengyang.actions.exports import export_ledger
from mengyang.core.access import scope
from mengyang.core.ledger import Completion, Counts, course
from mengyang.store.reads import ledger
from mengyang.store.reads.ledger import Reach
from mengyang.web.clock import now, today
from mengyang.web.downloads import OCTETS, written_file
from mengyang.web.interface_files import FILE
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, PageOut, PageQuery, RowId
from mengyang.web.lit import lit
from mengyang.web.request import Request, reach_of

PREFIX = "/ledger"
router = Router(tags=["ledger"])


class NamedOut(Schema):
    """A unit or an area by its names."""

    id: int
    zh: str
    en: str


class CompletionOut(Schema):
    """办结情况: six numbers that add up to `standing`; rate = (done + for_the_stage) ÷ it."""

    done: int
    for_the_stage: int
    in_hand: int
    extended: int
    overdue: int
    unassigned: int
    rate: float | None

    @staticmethod
    def resolve_rate(completion: Completion) -> float | None:
        """Between 0 and 1; null where there is nothing to be done."""
        return None if completion.rate is None else float(completion.rate)


class CountsOut(Schema):
    """How many tasks stand where; every state and every lamp has its number.

    `total` holds the withdrawn ones; rates are taken over `standing`, to which the lamps add up.
    """

    total: int
    standing: int
    open: int
    withdrawn: int
    by_state: dict[str, int]
    by_lamp: dict[str, int]
    completion: CompletionOut

    @staticmethod
    def resolve_by_state(counts: Counts) -> dict[str, int]:
        """By code of the state."""
        return _by_code(counts.by_state)

    @staticmethod
    def resolve_by_lamp(counts: Counts) -> dict[str, int]:
        """By colour."""
        return _by_code(counts.by_lamp)


class PlanOut(Schema):
    """方案."""

    id: int
    document_id: int | None
    title: str
    area: NamedOut | None
    owner_unit: NamedOut | None
    is_fictional: bool
    state: str
    adopted_on: date
    adopted_by: str
    counts: CountsOut
    version: int


class LampOut(Schema):
    """亮灯: a colour and the code of its reason."""

    colour: str
    reason: str


class TaskOut(Schema):
    """任务; unknown progress is null, never 0."""

    id: int
    plan_id: int
    parent_id: int | None
    is_group: bool
    number: str
    clause_path: str
    task_kind: str
    title: str
    response: str
    deadline_kind: str
    deadline_raw: str
    deadline_on: date | None
    due_on: date | None
    lead_unit: NamedOut | None
    joint_units: list[NamedOut]
    state: str
    state_since: date
    progress_percent: int | None
    reports: int
    evidence: int
    lamp: LampOut
    version: int


class TargetOut(Schema):
    """目标值."""

    id: int
    clause_path: str
    quote: str
    indicator: str
    comparator: str
    value: str
    value_to: str | None
    unit: str
    by: str
    verb: str
    scope: str

    @staticmethod
    def resolve_value(target: Any) -> str:
        """Exact, as text."""
        return str(target.value)

    @staticmethod
    def resolve_value_to(target: Any) -> str | None:
        """Exact, as text."""
        return None if target.value_to is None else str(target.value_to)


class ReportOut(Schema):
    """进展."""

    id: int
    unit: NamedOut
    author: str
    reported_at: datetime
    text: str
    percent: int | None


class EvidenceOut(Schema):
    """佐证材料."""

    id: int
    file_name: str
    media_type: str
    size: int
    sha256: str
    note: str
    attached_by: str
    attached_at: datetime


class TaskDetailOut(Schema):
    """One task with its clause, remedies, children and proof."""

    row: TaskOut
    document_id: int | None
    start: int
    end: int
    quote: str
    problem: str
    explanation: str
    return_reason: str
    claimed_by: str
    verified_by: str
    names_without_unit: list[str]
    responsible_leaders: list[str]
    children: list[TaskOut]
    reports: list[ReportOut]
    evidence: list[EvidenceOut]


class CourseStepOut(Schema):
    """What should be closed by a day, and what is; `null` for days to come."""

    until: date
    due: int
    closed: int | None
    behind: int | None


class PlanQuery(PageQuery):
    """Plans in one state."""

    state: str = Field("", max_length=20)


class TaskQuery(PageQuery):
    """Tasks by plan, unit, state, lamp, day due; `outside`: awaited | accepted."""

    plan: RowId | None = None
    unit: RowId | None = None
    state: str = Field("", max_length=20)
    lamp: str = Field("", max_length=10)
    outside: str = Field("", max_length=10)
    due_from: date | None = None
    due_until: date | None = None


class ExportQuery(Schema):
    """The language of the sheet."""

    language: Literal["zh", "en"] = "zh"


class AssignedOut(Schema):
    """How many tasks were assigned, how many have no unit yet."""

    assigned: int
    without_unit: int


@router.get("/plans", response={200: PageOut[PlanOut], **REFUSALS})
def plans(request: Request, query: Query[PlanQuery]) -> object:
    """The plans with their counts."""
    return ledger.plans(_reach(request), lit(today()), query.asked())


@router.get("/plans/{plan_id}", response={200: PlanOut, **REFUSALS})
def plan(request: Request, plan_id: RowId) -> object:
    """One plan."""
    return ledger.plan(_reach(request), lit(today()), plan_id)


@router.get("/plans/{plan_id}/targets", response={200: list[TargetOut], **REFUSALS})
def targets(request: Request, plan_id: RowId) -> object:
    """What the document wants reached or kept."""
    return ledger.targets(reach_of(request.actor, "see", "plan"), today(), plan_id)


@router.get("/plans/{plan_id}/course", response={200: list[CourseStepOut], **REFUSALS})
def plan_course(request: Request, plan_id: RowId) -> object:
    """Month by month, how many tasks should be closed and how many are."""
    row = ledger.plan(_reach(request), lit(today()), plan_id)
    passed = ledger.passed(reach_of(request.actor, "see", "task"), lit(today()), plan_id)
    return course(passed, row.adopted_on, today())


@router.post("/plans/{plan_id}/assign", response={200: AssignedOut, **REFUSALS})
def assign_plan(request: Request, plan_id: RowId) -> object:
    """Assign every registered task that has a unit."""
    return assign_all(request.actor, plan_id, at=now())


@router.post("/plans/{plan_id}/export", response=REFUSALS, openapi_extra=FILE)
def export_plan(request: Request, plan_id: RowId, query: Query[ExportQuery]) -> FileResponse:
    """The ledger of the plan as .xlsx; the export is put on record."""

    def write(out: IO[bytes]) -> str:
        return export_ledger(request.actor, plan_id, out, query.language, at=now()).file_name

    return written_file(write, OCTETS)


@router.get("/tasks", response={200: PageOut[TaskOut], **REFUSALS})
def tasks(request: Request, query: Query[TaskQuery]) -> object:
    """The tasks within reach."""
    return ledger.tasks(reach_of(request.actor, "see", "task"), lit(today()), query.asked())


@router.get("/tasks/{task_id}", response={200: TaskDetailOut, **REFUSALS})
def task(request: Request, task_id: RowId) -> object:
    """One task."""
    return ledger.task(reach_of(request.actor, "see", "task"), lit(today()), task_id)


def _reach(request: Request) -> Reach:
    reach = reach_of(request.actor, "see", "plan")
    return Reach(reach, scope(request.actor, "see", "task"))


def _by_code(counts: Mapping[Any, int]) -> dict[str, int]:
    return {str(code): number for code, number in counts.items()}
