"""更正写入 — tasks and targets brought to the corrected text; a plan extended by what is new."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max

from mengyang.core.findings import Refused
from mengyang.store.models import Plan, Remedy, ReportingDuty, Target, Task
from mengyang.store.writes.indicators import TargetDraft, add_targets
from mengyang.store.writes.ledger.drafts import Charge, PlanDraft, RemedyDraft, ReportingDraft
from mengyang.store.writes.ledger.plans import write_tasks
from mengyang.store.writes.ledger.tasks import charge_task, follow_children
from mengyang.store.writes.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskCorrection:
    """更正 of a task in the version seen: the columns that change; `None`: left as it is."""

    task_id: int
    version: int
    columns: Mapping[str, object]
    remedies: tuple[RemedyDraft, ...] | None = None
    reporting: ReportingDraft | None = None
    charge: Charge | None = None


def correct_tasks(work: Work, corrections: Sequence[TaskCorrection]) -> None:
    """Bring each task to the corrected text: one event for the row, naming both versions."""
    for each in corrections:
        row = Task.objects.select_for_update().get(pk=each.task_id)
        work.change(row, each.columns, action="task.correct", expected_version=each.version)
        if each.remedies is not None:
            _replace_remedies(work, row, each.remedies)
        if each.reporting is not None:
            _change_report(work, row, each.reporting)
        if each.charge is not None:
            charge_task(work, row.pk, each.charge, action="task.correct")
    follow_children(work, [each.task_id for each in corrections])


def correct_target(
    work: Work, target_id: int, expected_version: int, draft: TargetDraft, earlier_id: int
) -> None:
    """Bring a target to the corrected text."""
    row = Target.objects.select_for_update().get(pk=target_id)
    changes = {name: getattr(draft, name) for name in TargetDraft.__dataclass_fields__}
    changes["earlier_document_id"] = earlier_id
    work.change(row, changes, action="target.correct", expected_version=expected_version)


def remove_target(work: Work, target_id: int, expected_version: int) -> None:
    """Take a target out of its plan; the event keeps all it was."""
    row = Target.objects.select_for_update().get(pk=target_id)
    work.delete(row, action="target.remove", expected_version=expected_version)


def extend_plan(work: Work, plan_id: int, draft: PlanDraft) -> int:
    """Write more tasks and targets into a plan, behind those it has; how many tasks.

    Raises `Refused` where a task of the same place was added meanwhile.
    """
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    own = Task.objects.filter(plan=plan)
    for task in draft.tasks:
        same = own.filter(document_id=task.document_id, start=task.start, end=task.end)
        if same.filter(task_kind=task.task_kind, title=task.title, parent=None).exists():
            raise Refused("documents.refused.stale", "documents.hint.preview_again")
    position = own.aggregate(last=Max("position"))["last"] or 0
    # What was split off a task bears the number of that task.
    roots = own.filter(parent=None, came_from=None).count()
    write_tasks(work, plan, draft, after=(roots, position))
    targets = Target.objects.filter(plan_id=plan_id).aggregate(last=Max("position"))["last"] or 0
    add_targets(work, plan_id, draft.targets, after=targets)
    work.note("plan.extend", plan, rows=len(draft.tasks))
    return len(draft.tasks)


def _replace_remedies(work: Work, row: Task, remedies: Sequence[RemedyDraft]) -> None:
    for old in Remedy.objects.filter(task=row):
        work.delete(old, action="task.correct", expected_version=old.version)
    new = [
        Remedy(task=row, position=position, clause_path=each.clause_path, text=each.text)
        for position, each in enumerate(remedies, start=1)
    ]
    work.create_many(new, action="task.correct")


def _change_report(work: Work, row: Task, draft: ReportingDraft) -> None:
    duty = ReportingDuty.objects.filter(task=row).first()
    if duty is None:
        return
    changes = {
        "who": list(draft.who),
        "what": list(draft.what),
        "report_to": draft.report_to,
        "signatory": draft.signatory,
        "publicity": draft.publicity,
    }
    work.change(duty, changes, action="task.correct", expected_version=duty.version)
