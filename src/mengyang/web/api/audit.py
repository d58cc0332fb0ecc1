"""审计接口 — the events of the chain."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from ninja import Field, Query, Schema

from mengyang.actions.audit import verification_draft
from mengyang.store.reads import audit
from mengyang.store.reads.audit import EventRow
from mengyang.store.reads.paging import Page
from mengyang.web.clock import now, today
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, IdOut, PageOut, PageQuery, RowId
from mengyang.web.jobs.delivery import start
from mengyang.web.request import Request, reach_of

PREFIX = "/events"
router = Router(tags=["audit"])


class EventOut(Schema):
    """事件."""

    id: int
    sequence: int
    at: datetime
    actor_id: int | None
    actor_name: str
    acting_for_name: str
    action: str
    subject_kind: str
    subject_id: int | None
    subject_version: int | None
    before: dict[str, Any]
    after: dict[str, Any]
    changes: int
    hash: str


class EventQuery(PageQuery):
    """Events of one action, about one kind of record or one record, in a stretch of days."""

    action: str = Field("", max_length=60)
    subject_kind: str = Field("", max_length=60)
    subject_id: RowId | None = None
    since: date | None = None
    until: date | None = None


@router.get("", response={200: PageOut[EventOut], **REFUSALS})
def events(request: Request, query: Query[EventQuery]) -> Page[EventRow]:
    """The events, the latest first."""
    asked = query.asked()
    filters = {**asked.filters, "from": asked.filters["since"]}
    reach = reach_of(request.actor, "see", "event")
    return audit.events(reach, today(), replace(asked, filters=filters))


@router.post("/verification", response={200: IdOut, **REFUSALS})
def verify_chain(request: Request) -> dict[str, int]:
    """Recompute the whole chain in the background; the id of the job."""
    draft = verification_draft(request.actor, at=now())
    # A job is seen by the unit it was begun for.
    own = replace(draft, unit_id=request.actor.posts[0].unit_id)
    return {"id": start(request.actor, own, at=now())}


@router.get("/{event_id}", response={200: EventOut, **REFUSALS})
def event(request: Request, event_id: RowId) -> EventRow:
    """One event."""
    return audit.event(reach_of(request.actor, "see", "event"), today(), event_id)
