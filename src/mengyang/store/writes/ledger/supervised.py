"""督查件写入 — a matter numbered in the register of its unit and year, with the task it becomes."""

from dataclasses import asdict, dataclass, field

from django.db.models import Max

from mengyang.core.findings import Refused
from mengyang.core.ledger.supervised import Origin
from mengyang.store.models import MatterRegister, Plan, SupervisedMatter, Task
from mengyang.store.writes.incoming import hold_register
from mengyang.store.writes.ledger.drafts import PlanDraft, TaskDraft
from mengyang.store.writes.ledger.plans import write_tasks
from mengyang.store.writes.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterDraft:
    """督办台账 of a unit and year, to be opened where it is not there yet."""

    unit_id: int
    area_id: int
    year: int
    title: str
    opened_by: int


@dataclass(frozen=True, slots=True)
class SheetDraft:
    """The scan of the paper a matter came on; its bytes lie in the file store already."""

    scan_name: str = ""
    scan_type: str = ""
    scan_size: int | None = None
    scan_sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterDraft:
    """督查件 to be registered: with the task it becomes, or the id of the task it puts on."""

    origin: Origin
    registered_by: int
    task: TaskDraft | None = None
    task_id: int | None = None
    paper_id: int | None = None
    instruction_id: int | None = None
    sheet: SheetDraft = field(default_factory=SheetDraft)

    def __post_init__(self) -> None:
        if (self.task is None) is (self.task_id is None):
            raise ValueError("a matter becomes a task, or puts one on the register")


def hold_matters(work: Work, draft: RegisterDraft) -> int:
    """The register of the unit and year, held until the transaction ends; opened where need be.

    Of two who register at once the second waits here, so that no number is given twice.
    """
    hold_register(draft.unit_id)
    rows = MatterRegister.objects.filter(unit_id=draft.unit_id, year=draft.year)
    found = rows.values_list("pk", flat=True).first()
    if found is not None:
        return found
    plan = Plan(
        area_id=draft.area_id,
        owner_unit_id=draft.unit_id,
        title=draft.title,
        adopted_on=work.at.date(),
        adopted_by_id=draft.opened_by,
    )
    work.create(plan, action="supervised.open_register")
    register = MatterRegister(unit_id=draft.unit_id, year=draft.year, plan=plan)
    return work.create(register, action="supervised.open_register").pk


def add_matter(work: Work, register_id: int, draft: MatterDraft) -> int:
    """Register a matter under the next number of the held register; its id.

    Raises `Refused` where its task stands on a register already.
    """
    register = MatterRegister.objects.select_related("plan").get(pk=register_id)
    kept = SupervisedMatter.objects.filter(register=register)
    number = (kept.aggregate(last=Max("number"))["last"] or 0) + 1
    if draft.task is not None:
        task_id = _write_task(work, register.plan, draft.task, number)
    else:
        task_id = draft.task_id or 0
    if SupervisedMatter.objects.filter(task_id=task_id).exists():
        raise Refused("matters.refused.on_register", "matters.hint.open_matter")
    row = SupervisedMatter(
        register=register,
        number=number,
        task_id=task_id,
        paper_id=draft.paper_id,
        instruction_id=draft.instruction_id,
        registered_by_id=draft.registered_by,
        registered_at=work.at,
        **asdict(draft.origin),
        **asdict(draft.sheet),
    )
    return work.create(row, action="supervised.register").pk


def correct_matter(
    work: Work, matter_id: int, expected_version: int, origin: Origin, reason: str
) -> int:
    """Write the line of a matter as it should read; the version it has now.

    The number, the source and the task stay. Raises `Refused` where it reads so already.
    """
    row = SupervisedMatter.objects.get(pk=matter_id)
    wanted = asdict(origin) | {"source": row.source}
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if not changed and row.version == expected_version:
        raise Refused("matters.refused.nothing_to_correct", "matters.hint.change_line")
    changes = changed | {"correction_reason": reason}
    work.change(row, changes, action="supervised.correct", expected_version=expected_version)
    return row.version


def _write_task(work: Work, plan: Plan, task: TaskDraft, number: int) -> int:
    """The task under the number of its matter, or behind it where a split took that one."""
    own = Task.objects.filter(plan=plan)
    roots = own.filter(parent=None).values_list("number", flat=True)
    last = max((int(each) for each in roots if each.isdigit()), default=0)
    position = own.aggregate(last=Max("position"))["last"] or 0
    draft = PlanDraft(
        document_id=None,
        area_id=plan.area_id,
        owner_unit_id=plan.owner_unit_id,
        title=plan.title,
        adopted_on=work.at.date(),
        adopted_by=plan.adopted_by_id,
        tasks=(task,),
    )
    write_tasks(work, plan, draft, after=(max(last, number - 1), position))
    return own.get(position=position + 1).pk
