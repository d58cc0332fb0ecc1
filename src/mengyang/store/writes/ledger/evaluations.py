"""期满评估写入 — the last day of a plan, its evaluation as a task of its own, what it says."""

from dataclasses import asdict, dataclass
from datetime import date

from mengyang.core.facts import DeadlineKind
from mengyang.core.ledger import Evaluation
from mengyang.store.models import Plan, PlanEvaluation, Task, TaskUnit
from mengyang.store.reads.ledger.evaluations import KIND
from mengyang.store.writes.work import Work


@dataclass(frozen=True, slots=True)
class EvaluationDraft:
    """期满评估 to be demanded: how the task is called, and by when it is due."""

    title: str
    due_on: date


def state_end(work: Work, plan_id: int, expected_version: int, ends_on: date | None) -> int:
    """Write the last day that the unit states; the version the plan has now."""
    row = Plan.objects.get(pk=plan_id)
    changes = {"ends_on": ends_on}
    work.change(row, changes, action="plan.state_end", expected_version=expected_version)
    return row.version


def create_evaluation(work: Work, plan_id: int, draft: EvaluationDraft) -> int:
    """Write the evaluation of a plan with its task; the task's id. One for a plan, whoever asks."""
    # Of two who demand it at once, the second waits here and finds what the first made.
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    made = PlanEvaluation.objects.filter(plan=plan).values_list("task_id", flat=True).first()
    if made is not None:
        return made
    task = work.create(_task(work, plan, draft), action="evaluation.demand")
    unit = TaskUnit(task=task, unit_id=plan.owner_unit_id, role="lead")
    work.create(unit, action="evaluation.demand")
    work.create(PlanEvaluation(plan=plan, task=task), action="evaluation.demand")
    return task.pk


def save_evaluation(work: Work, plan_id: int, expected_version: int, said: Evaluation) -> int:
    """Write what the evaluation says; the version it has now."""
    row = PlanEvaluation.objects.get(plan_id=plan_id)
    changes = {
        "conclusions": [asdict(each) for each in said.conclusions],
        "verdict": said.verdict.value,
        "words": said.words,
        "carried_on": said.carried_on,
        "saved_by_id": work.actor.user_id if work.actor else None,
        "saved_at": work.at,
    }
    work.change(row, changes, action="evaluation.save", expected_version=expected_version)
    return row.version


def note_evaluation_export(work: Work, plan_id: int) -> None:
    """Tell that the evaluation of a plan left the house."""
    work.note("evaluation.export", Plan.objects.get(pk=plan_id))


def _task(work: Work, plan: Plan, draft: EvaluationDraft) -> Task:
    """The last task of the plan: of no clause, led by the unit that runs it."""
    rows = Task.objects.filter(plan=plan)
    numbers = rows.filter(parent=None).values_list("number", flat=True)
    places = rows.order_by("-position").values_list("position", flat=True)
    last = max((int(number) for number in numbers if number.isdigit()), default=0)
    return Task(
        plan=plan,
        number=str(last + 1),
        position=(places.first() or 0) + 1,
        clause_path="",
        start=0,
        end=0,
        task_kind=KIND,
        title=draft.title,
        deadline_kind=DeadlineKind.BY_DATE.value,
        deadline_days=[draft.due_on.isoformat()],
        deadline_on=draft.due_on,
        due_on=draft.due_on,
        area_id=plan.area_id,
        lead_unit_id=plan.owner_unit_id,
        state="assigned",
        state_since=work.at.date(),
    )
