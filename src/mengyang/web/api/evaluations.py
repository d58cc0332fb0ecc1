"""期满评估接口 — the end of a plan, its evaluation demanded, written and taken home."""

from datetime import date, datetime
from functools import partial

from django.http import FileResponse
from ninja import Field, Schema

from mengyang.actions import evaluations as actions
from mengyang.actions.evaluation_exports import export_evaluation
from mengyang.core.access import scope
from mengyang.core.ledger import Conclusion, EndSource, Evaluation, Verdict
from mengyang.store.reads import ledger
from mengyang.store.reads.ledger import Reach
from mengyang.web.api.ledger import TaskOut
from mengyang.web.api.tasks import TaskVersionOut
from mengyang.web.clock import now, today
from mengyang.web.downloads import OCTETS, written_file
from mengyang.web.interface_files import FILE
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, IdOut, RowId, Version
from mengyang.web.lit import lit
from mengyang.web.request import Request

PREFIX = "/evaluations"
router = Router(tags=["ledger"])


class EvaluationEndOut(Schema):
    """The last day of a plan, and where it is taken from."""

    on: date
    source: EndSource


class ConclusionOut(Schema):
    """The conclusion on one target."""

    target_id: int
    verdict: str
    attained: str
    words: str


class SaidOut(Schema):
    """What the evaluation says."""

    conclusions: list[ConclusionOut]
    verdict: str
    words: str
    carried_on: str


class WrittenOut(Schema):
    """The evaluation with its task; `lacking` conclusions are still to be drawn."""

    task_id: int
    task: TaskOut | None
    said: SaidOut
    lacking: int
    saved_by: str
    saved_at: datetime | None
    version: int


class EvaluationOut(Schema):
    """When a plan ends, how its tasks ended, and its evaluation where it was demanded."""

    end: EvaluationEndOut | None
    outcomes: dict[str, int]
    evaluation: WrittenOut | None


class EvaluationEndIn(Schema):
    """The last day, or null to go by the document; `version` is that of the plan."""

    version: Version
    ends_on: date | None


class ConclusionIn(Schema):
    """The conclusion on one target."""

    target_id: RowId
    verdict: Verdict = Verdict.NONE
    attained: str = Field("", max_length=5000)
    words: str = Field("", max_length=5000)


class EvaluationIn(Schema):
    """What the evaluation says; `version` is that of the evaluation."""

    version: Version
    conclusions: list[ConclusionIn] = Field(max_length=500)
    verdict: Verdict = Verdict.NONE
    words: str = Field("", max_length=5000)
    carried_on: str = Field("", max_length=5000)


@router.get("/{plan_id}", response={200: EvaluationOut, **REFUSALS})
def evaluation(request: Request, plan_id: RowId) -> object:
    """The evaluation of a plan with its frame."""
    reach = Reach(scope(request.actor, "see", "plan"), scope(request.actor, "see", "task"))
    ledger.plan(reach, lit(today()), plan_id)
    outcomes = ledger.outcomes(reach.tasks, lit(today()), plan_id)
    return {
        "end": ledger.ends([plan_id])[plan_id],
        "outcomes": {each.value: number for each, number in outcomes.items()},
        "evaluation": ledger.evaluation(reach, lit(today()), plan_id),
    }


@router.post("/{plan_id}/end", response={200: TaskVersionOut, **REFUSALS})
def state_end(request: Request, plan_id: RowId, sent: EvaluationEndIn) -> dict[str, int]:
    """State the last day of a plan."""
    done = actions.state_plan_end(request.actor, plan_id, sent.version, sent.ends_on, at=now())
    return {"version": done}


@router.post("/{plan_id}/demand", response={200: IdOut, **REFUSALS})
def demand(request: Request, plan_id: RowId) -> dict[str, int]:
    """Make the evaluation a task of the plan; asked again, it is the same task."""
    return {"id": actions.demand_evaluation(request.actor, plan_id, at=now())}


@router.post("/{plan_id}", response={200: TaskVersionOut, **REFUSALS})
def write(request: Request, plan_id: RowId, sent: EvaluationIn) -> dict[str, int]:
    """Save what the evaluation says."""
    said = Evaluation(
        conclusions=tuple(
            Conclusion(each.target_id, each.verdict, each.attained, each.words)
            for each in sent.conclusions
        ),
        verdict=sent.verdict,
        words=sent.words,
        carried_on=sent.carried_on,
    )
    done = actions.write_evaluation(request.actor, plan_id, sent.version, said, at=now())
    return {"version": done}


@router.post("/{plan_id}/export", response=REFUSALS, openapi_extra=FILE)
def export(request: Request, plan_id: RowId) -> FileResponse:
    """The evaluation as .docx; that it was exported is put on record."""
    return written_file(partial(export_evaluation, request.actor, plan_id, at=now()), OCTETS)
