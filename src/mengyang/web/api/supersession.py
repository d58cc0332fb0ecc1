"""替代与废止接口 — open tasks of a superseded plan and their decisions; a task withdrawn alone."""

from datetime import date
from enum import StrEnum

from ninja import Field, Schema

from mengyang.actions import supersession as actions
from mengyang.actions.supersession import Choice, Ticked
from mengyang.core.access import scope
from mengyang.core.documents.lineage import Relation
from mengyang.core.ledger import Decision, EndSource
from mengyang.store.reads import ledger
from mengyang.store.reads.ledger import Reach
from mengyang.web.api.ledger import TaskOut
from mengyang.web.api.tasks import TaskVersionOut
from mengyang.web.clock import now, today
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, RowId, Version
from mengyang.web.lit import lit
from mengyang.web.request import Request

PREFIX = "/supersession"
router = Router(tags=["ledger"])


class OccasionOut(Schema):
    """A later document in force; without a title where it is out of reach."""

    document_id: int
    title: str
    document_number: str
    relation: Relation
    from_day: date
    words: str
    plan_id: int | None


class SupersessionDecidedOut(Schema):
    """A task with what was decided of it."""

    row: TaskOut
    decision: str
    reason: str
    basis: str
    carried_to: TaskOut | None
    decided_by: str
    decided_on: date | None


class SupersessionEndOut(Schema):
    """终止日: the last day of a plan, and where it is taken from."""

    on: date
    source: EndSource


class RunningPlanOut(Schema):
    """A running plan, which may take over what is open of one that is over."""

    id: int
    title: str


class SupersessionOut(Schema):
    """What supersedes a plan, what is to be decided, what was, and the tasks to carry over to.

    `end` where the plan is merely over; the plan asked for by `onto` gives the `new_tasks` then.
    """

    occasions: list[OccasionOut]
    undecided: list[TaskOut]
    decided: list[SupersessionDecidedOut]
    new_tasks: list[TaskOut]
    end: SupersessionEndOut | None
    running: list[RunningPlanOut]


class Chosen(StrEnum):
    """处理决定."""

    CARRIED_OVER = "carried_over"
    WITHDRAWN = "withdrawn"
    KEPT = "kept"


class TickedIn(Schema):
    """A task in the version the caller saw, and the task of the new plan."""

    task_id: RowId
    version: Version
    carried_to: RowId | None = None


class SupersessionDecisionIn(Schema):
    """One decision for one or several tasks."""

    decision: Chosen
    reason: str = Field("", max_length=2000)
    basis: str = Field("", max_length=500)
    tasks: list[TickedIn] = Field(max_length=2000)


class WithdrawIn(Schema):
    """撤销, with reason and basis."""

    version: Version
    reason: str = Field(max_length=2000)
    basis: str = Field(max_length=500)


class RestoreIn(Schema):
    """恢复办理, with the reason."""

    version: Version
    reason: str = Field(max_length=2000)


class DecidedNumberOut(Schema):
    """How many tasks were decided on."""

    decided: int


@router.get("/plans/{plan_id}", response={200: SupersessionOut, **REFUSALS})
def supersession(request: Request, plan_id: RowId, onto: RowId | None = None) -> object:
    """What supersedes a plan and what becomes of its tasks."""
    reach = Reach(scope(request.actor, "see", "plan"), scope(request.actor, "see", "task"))
    ledger.plan(reach, lit(today()), plan_id)
    documents = scope(request.actor, "see", "document")
    return ledger.supersession(reach, documents, lit(today()), plan_id, onto)


@router.post("/plans/{plan_id}/decisions", response={200: DecidedNumberOut, **REFUSALS})
def decide(request: Request, plan_id: RowId, sent: SupersessionDecisionIn) -> dict[str, int]:
    """Decide on open tasks of a plan superseded or over: all of them or none."""
    choice = Choice(Decision(sent.decision.value), sent.reason, sent.basis)
    ticked = tuple(Ticked(each.task_id, each.version, each.carried_to) for each in sent.tasks)
    return {"decided": actions.decide_tasks(request.actor, plan_id, choice, ticked, at=now())}


@router.post("/tasks/{task_id}/withdraw", response={200: TaskVersionOut, **REFUSALS})
def withdraw(request: Request, task_id: RowId, sent: WithdrawIn) -> dict[str, int]:
    """Withdraw one task."""
    choice = Choice(Decision.WITHDRAWN, sent.reason, sent.basis)
    done = actions.withdraw_task(request.actor, task_id, sent.version, choice, at=now())
    return {"version": done}


@router.post("/tasks/{task_id}/restore", response={200: TaskVersionOut, **REFUSALS})
def restore(request: Request, task_id: RowId, sent: RestoreIn) -> dict[str, int]:
    """Take back a withdrawal made by mistake."""
    done = actions.restore_task(request.actor, task_id, sent.version, sent.reason, at=now())
    return {"version": done}
