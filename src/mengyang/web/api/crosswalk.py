"""事项对照接口 — pairs of tasks that may name one duty, and what is decided on them."""

from dataclasses import replace
from typing import Any

from ninja import Field, Query, Schema

from mengyang.actions.crosswalk import PairVerdict, crosswalk_draft, decide_matters, link_matters
from mengyang.core.ledger.crosswalk import task_pair
from mengyang.store.reads import ledger
from mengyang.store.reads.ledger import MatterRow
from mengyang.web.clock import now, today
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, IdOut, PageOut, PageQuery, RowId, Version
from mengyang.web.jobs.delivery import start
from mengyang.web.lit import lit
from mengyang.web.request import Request, reach_of

PREFIX = "/crosswalk"
router = Router(tags=["tasks"])


class CrosswalkPairOut(Schema):
    """同一事项: two tasks, the score, and the codes of its reasons with their parameters."""

    id: int
    one: int
    other: int
    state: str
    percent: int
    why: list[dict[str, Any]]
    reason: str
    version: int


class PairQuery(PageQuery):
    """Pairs in one state, or of one plan."""

    state: str = Field("", max_length=20)
    plan: str = Field("", max_length=18)


class CrosswalkSeenIn(Schema):
    """A pair in the version seen."""

    id: RowId
    version: Version


class CrosswalkDecisionIn(Schema):
    """是否同一事项."""

    confirms: bool
    reason: str = Field("", max_length=300)
    seen: list[CrosswalkSeenIn] = Field(max_length=500)


class CrosswalkLinkIn(Schema):
    """人工对照: two tasks of two plans, and why they are one duty."""

    one: RowId
    other: RowId
    reason: str = Field(max_length=300)


class CrosswalkDecidedOut(Schema):
    """How many pairs were decided on."""

    pairs: int


@router.get("", response={200: PageOut[CrosswalkPairOut], **REFUSALS})
def pairs(request: Request, query: Query[PairQuery]) -> object:
    """The pairs within reach, the likeliest first."""
    found = ledger.same_matters(reach_of(request.actor, "see", "task"), lit(today()), query.asked())
    return found.of(_pair(row) for row in found.rows)


@router.post("/look", response={200: IdOut, **REFUSALS})
def look(request: Request) -> dict[str, int]:
    """Look for pairs in the background; the id of the job."""
    draft = crosswalk_draft(request.actor, at=now())
    own = replace(draft, unit_id=request.actor.posts[0].unit_id)
    return {"id": start(request.actor, own, at=now())}


@router.post("/link", response={200: IdOut, **REFUSALS})
def link(request: Request, sent: CrosswalkLinkIn) -> dict[str, int]:
    """Link two tasks as one duty; the id of the pair. `decide` takes it back."""
    pair = task_pair(sent.one, sent.other)
    return {"id": link_matters(request.actor, pair, sent.reason, at=now())}


@router.post("/decide", response={200: CrosswalkDecidedOut, **REFUSALS})
def decide(request: Request, sent: CrosswalkDecisionIn) -> dict[str, int]:
    """Confirm or reject pairs as they were seen; all of them or none."""
    seen = {each.id: each.version for each in sent.seen}
    said = PairVerdict(sent.confirms, sent.reason)
    return {"pairs": decide_matters(request.actor, seen, said, at=now())}


def _pair(row: MatterRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "one": row.one.id,
        "other": row.other.id,
        "state": row.state,
        "percent": row.percent,
        "why": [dict(each) for each in row.why],
        "reason": row.reason,
        "version": row.version,
    }
