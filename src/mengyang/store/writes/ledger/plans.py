"""方案写入 — a plan with tasks, children, units, remedies, reporting duties and targets at once."""

from collections.abc import Iterator
from datetime import date

from mengyang.core.ledger import Deadline, due_day, places
from mengyang.core.ledger.numbering import Place
from mengyang.store.models import Plan, Remedy, ReportingDuty, Task, TaskUnit
from mengyang.store.models.audited import Audited
from mengyang.store.writes.indicators import add_targets
from mengyang.store.writes.ledger.drafts import Charge, PlanDraft, TaskDraft
from mengyang.store.writes.work import Work

type _Placed = tuple[Task, TaskDraft, Place]


def create_plan(work: Work, draft: PlanDraft) -> int:
    """Write the plan; its id. Tasks and their children are one event each, whatever their number.

    Every task is due on the day its deadline gives on the day of adoption, or on none.
    """
    plan = work.create(_plan(draft), action="plan.create")
    write_tasks(work, plan, draft)
    add_targets(work, plan.pk, draft.targets)
    return plan.pk


def write_tasks(work: Work, plan: Plan, draft: PlanDraft, after: tuple[int, int] = (0, 0)) -> None:
    """Write the tasks of a draft behind the last number and position the plan has."""
    numbered = places([len(task.children) for task in draft.tasks], after)
    placed: list[_Placed] = [
        (_task(plan, draft, task, place), task, place)
        for task, place in zip(draft.tasks, numbered, strict=True)
    ]
    work.create_many([task for task, _, _ in placed], action="task.register")
    children = [
        (_child(parent, charge, place), charge)
        for parent, task, above in placed
        for charge, place in zip(task.children, above.children, strict=True)
    ]
    work.create_many([child for child, _ in children], action="task.expand")
    charged = [(task, draft.charge) for task, draft, _ in placed] + children
    rows: list[Audited] = [row for task, charge in charged for row in task_units(task.pk, charge)]
    rows += [row for task, draft, _ in placed for row in _details(task, draft)]
    work.create_many(rows, action="task.register")


def note_export(work: Work, plan_id: int, rows: int) -> None:
    """Tell that the ledger of a plan left the house, with how many rows."""
    work.note("plan.export", Plan.objects.get(pk=plan_id), rows=rows)


def note_own_plan(work: Work, plan_id: int, unit_id: int, tasks: int) -> None:
    """Tell that a unit's own plan was drafted from a plan, with how many tasks."""
    plan = Plan.objects.get(pk=plan_id)
    work.note("plan.draft_own", plan, unit_id=unit_id, rows=tasks)


def task_units(task_id: int, charge: Charge) -> Iterator[TaskUnit]:
    """The rows of a task's units, the lead first, each unit once."""
    if charge.lead_unit_id is not None:
        yield TaskUnit(task_id=task_id, unit_id=charge.lead_unit_id, role="lead")
    for unit_id in dict.fromkeys(charge.joint_unit_ids):
        if unit_id != charge.lead_unit_id:
            yield TaskUnit(task_id=task_id, unit_id=unit_id, role="joint")


def deadline_columns(deadline: Deadline) -> dict[str, object]:
    """The columns of a task that tell its deadline as printed."""
    return {
        "deadline_kind": deadline.kind.value,
        "deadline_raw": deadline.raw,
        "deadline_days": [day.isoformat() for day in deadline.days],
        "deadline_on": max(deadline.days, default=None),
    }


def _plan(draft: PlanDraft) -> Plan:
    return Plan(
        document_id=draft.document_id,
        area_id=draft.area_id,
        owner_unit_id=draft.owner_unit_id,
        title=draft.title,
        adopted_on=draft.adopted_on,
        adopted_by_id=draft.adopted_by,
        above_id=draft.above_id,
    )


def _task(plan: Plan, above: PlanDraft, draft: TaskDraft, place: Place) -> Task:
    due_on = due_day(draft.deadline, above.adopted_on)
    return Task(
        plan=plan,
        number=place.number,
        position=place.position,
        clause_path=draft.clause_path,
        start=draft.start,
        end=draft.end,
        task_kind=draft.task_kind,
        title=draft.title,
        problem=draft.problem,
        response=draft.response,
        explanation=draft.explanation,
        **deadline_columns(draft.deadline),
        due_on=due_on if isinstance(due_on, date) else None,
        names_without_unit=list(draft.names_without_unit),
        responsible_leaders=list(draft.responsible_leaders),
        document_id=draft.document_id,
        area_id=draft.charge.area_id,
        lead_unit_id=draft.charge.lead_unit_id,
        state_since=above.adopted_on,
    )


def _child(parent: Task, charge: Charge, place: Place) -> Task:
    """A child is its parent's duty in one unit; remedies stand with the parent alone."""
    shared = (
        *("plan_id", "clause_path", "start", "end", "task_kind", "title", "problem"),
        *("response", "explanation", "deadline_kind", "deadline_raw", "deadline_days"),
        *("deadline_on", "due_on", "state_since", "document_id", "responsible_leaders"),
    )
    return Task(
        parent=parent,
        number=place.number,
        position=place.position,
        area_id=charge.area_id,
        lead_unit_id=charge.lead_unit_id,
        **{name: getattr(parent, name) for name in shared},
    )


def _details(task: Task, draft: TaskDraft) -> Iterator[Audited]:
    for position, remedy in enumerate(draft.remedies, start=1):
        yield Remedy(task=task, position=position, clause_path=remedy.clause_path, text=remedy.text)
    if (duty := draft.reporting) is not None:
        yield ReportingDuty(
            task=task,
            who=list(duty.who),
            what=list(duty.what),
            report_to=duty.report_to,
            signatory=duty.signatory,
            publicity=duty.publicity,
        )
