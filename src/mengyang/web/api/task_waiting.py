"""待签收、待批接口 — the tasks that nobody has signed for, and the requests about tasks."""

from datetime import date, datetime

from ninja import Field, Query, Schema

from mengyang.store.reads import ledger
from mengyang.store.reads.ledger import TaskRow
from mengyang.web.api.ledger import NamedOut
from mengyang.web.clock import today
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, PageOut, PageQuery
from mengyang.web.lit import lit
from mengyang.web.pages import task_waiting
from mengyang.web.request import Request, reach_of

PREFIX = "/waiting"
router = Router(tags=["waiting"])


class RequestQuery(PageQuery):
    """Requests of one kind, in one state."""

    kind: str = Field("", max_length=20)
    state: str = Field("", max_length=20)


class RequestRowOut(Schema):
    """请示 with its task."""

    id: int
    task_id: int
    number: str
    title: str
    plan_title: str
    unit: NamedOut
    request_kind: str
    state: str
    asked_at: datetime
    reason: str
    proposed_on: date | None
    signatory: str


class UnsignedOut(Schema):
    """待签收: until when it is to be signed for; `days_late` counts working days, null in time."""

    id: int
    number: str
    title: str
    plan_title: str
    lead_unit: NamedOut | None
    state_since: date
    sign_by: date
    days_late: int | None

    @staticmethod
    def resolve_sign_by(row: TaskRow) -> date:
        """By the working days of the lamp scheme."""
        return task_waiting.sign_by(row)

    @staticmethod
    def resolve_days_late(row: TaskRow) -> int | None:
        """Counted from that day to today."""
        return task_waiting.days_late(row)


@router.get("/requests", response={200: PageOut[RequestRowOut], **REFUSALS})
def requests(request: Request, query: Query[RequestQuery]) -> object:
    """The requests about tasks within reach, the latest first."""
    return ledger.requests(reach_of(request.actor, "see", "task"), today(), query.asked())


@router.get("/unsigned", response={200: PageOut[UnsignedOut], **REFUSALS})
def unsigned(request: Request, query: Query[PageQuery]) -> object:
    """The tasks assigned and not signed for, the longest waiting first."""
    return ledger.unsigned(reach_of(request.actor, "see", "task"), lit(today()), query.asked())
