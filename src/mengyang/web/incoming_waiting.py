"""待办收文 — the papers whose next step is this person's, for the home page."""

from collections.abc import Mapping
from typing import Any

from mengyang.core.access import Actor, scope
from mengyang.core.ledger.incoming import IncomingState
from mengyang.store.reads import incoming
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.incoming import IncomingRow
from mengyang.web.clock import today
from mengyang.web.lit import lit
from mengyang.web.request import Request

# The step that a paper waits for in each state, and as what it is asked about.
NEXT_STEPS = (
    (IncomingState.PROPOSED, "instruct", "incoming"),
    (IncomingState.IN_HAND, "finish", "incoming"),
    (IncomingState.INSTRUCTED, "hand_over", "registration"),
    (IncomingState.REGISTERED, "propose", "registration"),
)
_ON_CARD = 8


def home_papers(request: Request) -> Mapping[str, Any] | None:
    """The card of the home page; None to whom no paper waits."""
    rows = [
        row
        for state, action, kind in NEXT_STEPS
        for row in _waiting(request.actor, state, action, kind)
    ]
    return {"papers": rows[:_ON_CARD], "total": len(rows)} if rows else None


def _waiting(actor: Actor, state: IncomingState, action: str, kind: str) -> list[IncomingRow]:
    reach = scope(actor, action, kind)
    if not reach.grants:
        return []
    asked = Asked(filters={"state": state.value}, sort="due_on", size=50)
    found = incoming.papers(reach, lit(today()), asked).rows
    if state is not IncomingState.IN_HAND:
        return list(found)
    # Who helps sees the paper too; its result is told by the unit that handles it.
    mine = {post.unit_id for post in actor.posts}
    return [row for row in found if row.lead_unit and row.lead_unit.id in mine]
