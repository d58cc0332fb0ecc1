"""审计接口 — the events of the chain."""

from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from ninja import Field, Query, Schema

from mengyang.actions.anchor_lines import anchor_line
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
    """Events of one person or action, about a kind of record or one, in a stretch of days.

    `words` are refused but within one person, one record or a month of at most 31 days.
    """

    action: str = Field("", max_length=60)
    subject_kind: str = Field("", max_length=60)
    subject_id: RowId | None = None
    person: str = Field("", max_length=200)
    since: date | None = None
    until: date | None = None


class AnchorLineOut(Schema):
    """锚行; `text` is the line as `mengyang audit anchor` prints it."""

    at: datetime
    sequence: int
    hash: str
    mac: str
    text: str


@router.get("", response={200: PageOut[EventOut], **REFUSALS})
def events(request: Request, query: Query[EventQuery]) -> Page[EventRow]:
    """The events, the latest first; counted only where nothing is asked or one page holds all."""
    asked = query.asked()
    filters = {**asked.filters, "from": asked.filters["since"]}
    reach = reach_of(request.actor, "see", "event")
    return audit.events(reach, today(), replace(asked, filters=filters, counted=False))


@router.post("/verification", response={200: IdOut, **REFUSALS})
def verify_chain(request: Request) -> dict[str, int]:
    """Recompute the whole chain in the background; the id of the job."""
    draft = verification_draft(request.actor, at=now())
    # A job is seen by the unit it was begun for.
    own = replace(draft, unit_id=request.actor.posts[0].unit_id)
    return {"id": start(request.actor, own, at=now())}


@router.get("/anchor", response={200: AnchorLineOut, **REFUSALS})
def anchor(request: Request) -> dict[str, object]:
    """The anchor line of this moment, to be kept elsewhere; for whoever may verify the chain."""
    line = anchor_line(request.actor, at=now())
    return {**asdict(line), "text": line.text}


@router.get("/{event_id}", response={200: EventOut, **REFUSALS})
def event(request: Request, event_id: RowId) -> EventRow:
    """One event."""
    return audit.event(reach_of(request.actor, "see", "event"), today(), event_id)
