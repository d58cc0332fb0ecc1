"""工作交接接口 — what hangs on somebody, handing it over, and the lists kept."""

from datetime import date, datetime

from ninja import Schema

from mengyang.actions import handover as actions
from mengyang.core.access import scope
from mengyang.store.reads import access
from mengyang.store.reads import handover as reads
from mengyang.web.clock import now, today
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, IdOut, RowId
from mengyang.web.request import Request, reach_of

PREFIX = "/handovers"
router = Router(tags=["people"])


class OpenTaskOut(Schema):
    """An open task of one of the person's units."""

    id: int
    number: str
    title: str
    state: str
    due_on: str
    unit_zh: str
    unit_en: str
    is_sole: bool


class OpenPaperOut(Schema):
    """An incoming paper in the hands of one of the person's units."""

    id: int
    year: int
    number: int
    title: str
    state: str
    due_on: str


class OpenReplyOut(Schema):
    """A draft that waits for the word of one of the person's units."""

    id: int
    title: str
    unit_zh: str
    unit_en: str
    due_on: str


class HangingOut(Schema):
    """What hangs on somebody."""

    tasks: list[OpenTaskOut]
    papers: list[OpenPaperOut]
    replies: list[OpenReplyOut]
    jobs: int
    deputies: list[str]


class HandoverIn(Schema):
    """交接."""

    leaver_id: RowId
    successor_id: RowId
    from_day: date


class HandoverOut(Schema):
    """交接清单 as it was kept."""

    id: int
    leaver_id: int
    leaver_name: str
    successor_id: int
    successor_name: str
    from_day: date
    made_at: datetime
    made_by: str
    items: dict[str, list[dict[str, object]]]


@router.get("/hanging/{user_id}", response={200: HangingOut, **REFUSALS})
def hanging(request: Request, user_id: RowId) -> reads.Hanging:
    """What hangs on somebody today."""
    access.user(reach_of(request.actor, "grant", "user"), today(), user_id)
    return reads.hanging_on(user_id, today())


@router.post("", response={200: IdOut, **REFUSALS})
def hand_over(request: Request, chosen: HandoverIn) -> dict[str, int]:
    """Pass the posts of one person to another from a day on."""
    leaver, successor, day = chosen.leaver_id, chosen.successor_id, chosen.from_day
    return {"id": actions.hand_over(request.actor, leaver, successor, from_day=day, at=now())}


@router.get("/{handover_id}", response={200: HandoverOut, **REFUSALS})
def handover(request: Request, handover_id: RowId) -> reads.HandoverRow:
    """One handover, for the two people and whoever sees accounts."""
    users = scope(request.actor, "see", "user")
    return reads.handover(users, request.actor.user_id, today(), handover_id)
