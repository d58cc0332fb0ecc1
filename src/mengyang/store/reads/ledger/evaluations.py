"""期满评估读取 — when plans end, which evaluations are demanded, and one with its frame."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mengyang.core.access import Scope
from mengyang.core.documents.lineage import last_plan_day
from mengyang.core.ledger import (
    ENDED,
    Conclusion,
    Evaluation,
    Outcome,
    PlanEnd,
    TaskState,
    Verdict,
    plan_end,
)
from mengyang.core.ledger.evaluation import is_demanded, lacking, outcome, tally
from mengyang.store.models import Document, DocumentValidity, Plan, PlanEvaluation, Target, Task
from mengyang.store.reads.ledger.filters import leaf
from mengyang.store.reads.ledger.plans import Reach
from mengyang.store.reads.ledger.rows import Lit, TaskRow, task_rows
from mengyang.store.reads.names import person_names
from mengyang.store.reads.scope import within

KIND = "evaluation"


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    """期满评估 as saved; `task` is `None` where out of reach; `lacking` conclusions to come."""

    task_id: int
    task: TaskRow | None
    said: Evaluation
    lacking: int
    saved_by: str
    saved_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class EndingPlan:
    """到期方案 — a plan whose evaluation is demanded; `state` is that of its task, if there is."""

    id: int
    title: str
    end: PlanEnd
    state: TaskState | None
    due_on: date | None


def signed_on(plan_id: int) -> date | None:
    """The day of the document of a plan; none where it bears none. No scope: a day alone."""
    papers = Document.objects.filter(pk__in=Plan.objects.filter(pk=plan_id).values("document_id"))
    return papers.values_list("signed_on", flat=True).first()


def ends(plan_ids: Iterable[int]) -> dict[int, PlanEnd | None]:
    """The last day of plans within reach, or that they name none.

    The register of a year (督办台账) ends with no day: its matters go on until each is closed.
    """
    rows = Plan.objects.filter(pk__in=list(plan_ids))
    known = list(rows.values_list("pk", "document_id", "title", "ends_on"))
    documents = [document_id for _, document_id, _, _ in known if document_id is not None]
    validities = DocumentValidity.objects.filter(document_id__in=documents)
    until = dict(validities.values_list("document_id", "until_day"))
    return {
        pk: plan_end(stated, _last(until.get(document_id)), last_plan_day(title))
        if document_id is not None
        else plan_end(stated, None, None)
        for pk, document_id, title, stated in known
    }


def ending_plans(reach: Reach, day: date, unit_ids: Iterable[int]) -> tuple[EndingPlan, ...]:
    """The plans that units run whose evaluation is demanded and not closed."""
    rows = Plan.objects.filter(within(reach.plans, day), owner_unit_id__in=list(unit_ids))
    titles = dict(rows.filter(state="in_force").order_by("pk").values_list("pk", "title"))
    made = PlanEvaluation.objects.filter(plan_id__in=titles).select_related("task")
    tasks = {row.plan_id: row.task for row in made}
    found = (
        EndingPlan(
            id=pk,
            title=titles[pk],
            end=end,
            state=TaskState(tasks[pk].state) if pk in tasks else None,
            due_on=tasks[pk].due_on if pk in tasks else None,
        )
        for pk, end in ends(titles).items()
        if end is not None and is_demanded(end, day)
    )
    return tuple(
        sorted((each for each in found if each.state not in ENDED), key=lambda each: each.id)
    )


def demanded(day: date) -> dict[int, PlanEnd]:
    """The plans in force whose evaluation is demanded and not there yet: for the daily timer."""
    ids = Plan.objects.filter(state="in_force", evaluation=None).values_list("pk", flat=True)
    found = ends(ids)
    return {pk: end for pk, end in found.items() if end is not None and is_demanded(end, day)}


def evaluation(reach: Reach, lit: Lit, plan_id: int) -> EvaluationRow | None:
    """The evaluation of a plan within reach."""
    rows = PlanEvaluation.objects.filter(plan__in=Plan.objects.filter(within(reach.plans, lit.day)))
    row = rows.filter(plan_id=plan_id).first()
    if row is None:
        return None
    seen = Task.objects.filter(within(reach.tasks, lit.day), pk=row.task_id)
    shown = task_rows(list(seen.select_related("plan")), lit)
    said = said_in(row)
    return EvaluationRow(
        task_id=row.task_id,
        task=shown[0] if shown else None,
        said=said,
        lacking=lacking(_targets(plan_id), said),
        saved_by=person_names((row.saved_by_id,)).get(row.saved_by_id, ""),
        saved_at=row.saved_at,
        version=row.version,
    )


def evaluation_task(plan_id: int) -> tuple[int, int] | None:
    """The task that a plan's evaluation is, and the evaluation's version: asked inside actions."""
    return PlanEvaluation.objects.filter(plan_id=plan_id).values_list("task_id", "version").first()


def outcomes(scope: Scope, lit: Lit, plan_id: int) -> dict[Outcome, int]:
    """How the tasks of a plan within reach ended; its own evaluation is not counted."""
    rows = Task.objects.filter(within(scope, lit.day), leaf(), plan_id=plan_id)
    counted = rows.exclude(task_kind=KIND).values_list("state", "due_on", "state_since")
    return tally(outcome(TaskState(state), due, since, lit.day) for state, due, since in counted)


def lacking_of(task_ids: Iterable[int]) -> dict[int, int]:
    """How many conclusions the evaluations lack that these tasks are."""
    rows = PlanEvaluation.objects.filter(task_id__in=list(task_ids))
    return {row.task_id: lacking(_targets(row.plan_id), said_in(row)) for row in rows}


def said_in(row: PlanEvaluation) -> Evaluation:
    """The evaluation as a value."""
    return Evaluation(
        conclusions=tuple(
            Conclusion(each["target_id"], Verdict(each["verdict"]), each["attained"], each["words"])
            for each in row.conclusions
        ),
        verdict=Verdict(row.verdict),
        words=row.words,
        carried_on=row.carried_on,
    )


def _targets(plan_id: int) -> list[int]:
    return list(Target.objects.filter(plan_id=plan_id).values_list("pk", flat=True))


def _last(until_day: date | None) -> date | None:
    return until_day - timedelta(days=1) if until_day else None
