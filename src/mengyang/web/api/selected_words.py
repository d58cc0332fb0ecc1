"""添加识别结果接口 — entries of a reading made of words that somebody selected in the text."""

from ninja import Field, Schema

from mengyang.actions import readings
from mengyang.web.clock import now
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, IdOut, RowId
from mengyang.web.request import Request

# An entry belongs to its document: no address of its own beside it.
PREFIX = "/documents"
router = Router(tags=["documents"])


class SpanIn(Schema):
    """Words of the text, by the characters they begin and end at."""

    start: int = Field(ge=0, le=10**9)
    end: int = Field(ge=0, le=10**9)


@router.post("/{document_id}/obligations", response={200: IdOut, **REFUSALS})
def add(request: Request, document_id: RowId, sent: SpanIn) -> dict[str, int]:
    """Make a task of words of the text."""
    span = (sent.start, sent.end)
    return {"id": readings.make_entry(request.actor, document_id, "obligations", span, at=now())}


@router.post("/{document_id}/targets", response={200: IdOut, **REFUSALS})
def add_target(request: Request, document_id: RowId, sent: SpanIn) -> dict[str, int]:
    """Make a target of words of the text that hold a number."""
    span = (sent.start, sent.end)
    return {"id": readings.make_entry(request.actor, document_id, "targets", span, at=now())}


@router.post("/{document_id}/reporting", response={200: IdOut, **REFUSALS})
def add_report(request: Request, document_id: RowId, sent: SpanIn) -> dict[str, int]:
    """Make a reporting duty of words of the text."""
    span = (sent.start, sent.end)
    return {"id": readings.make_entry(request.actor, document_id, "reporting", span, at=now())}


@router.post("/{document_id}/figures", response={200: IdOut, **REFUSALS})
def add_figure(request: Request, document_id: RowId, sent: SpanIn) -> dict[str, int]:
    """Make a figure of words of the text that hold a number."""
    span = (sent.start, sent.end)
    return {"id": readings.make_entry(request.actor, document_id, "figures", span, at=now())}


@router.post("/{document_id}/projects", response={200: IdOut, **REFUSALS})
def add_project(request: Request, document_id: RowId, sent: SpanIn) -> dict[str, int]:
    """Make a project of words of the text."""
    span = (sent.start, sent.end)
    return {"id": readings.make_entry(request.actor, document_id, "projects", span, at=now())}


@router.post("/{document_id}/duties", response={200: IdOut, **REFUSALS})
def add_duty(request: Request, document_id: RowId, sent: SpanIn) -> dict[str, int]:
    """Make a department's duty of words of the text."""
    span = (sent.start, sent.end)
    return {"id": readings.make_entry(request.actor, document_id, "duties", span, at=now())}


@router.post("/{document_id}/money-rules", response={200: IdOut, **REFUSALS})
def add_money_rule(request: Request, document_id: RowId, sent: SpanIn) -> dict[str, int]:
    """Make a money rule of words of the text."""
    span = (sent.start, sent.end)
    return {"id": readings.make_entry(request.actor, document_id, "money_rules", span, at=now())}
