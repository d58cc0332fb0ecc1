"""方案提示 — what the plans of one's own units ask for: decisions, end-of-term evaluations."""

from typing import Any

from mengyang.actions.supersession import may_decide
from mengyang.core.access import scope
from mengyang.store.reads import ledger
from mengyang.store.reads.ledger import Reach
from mengyang.web.clock import today
from mengyang.web.request import Request


def plan_calls(request: Request) -> dict[str, Any] | None:
    """The superseded and the ending plans of the person's units, as far as these are theirs."""
    actor, day = request.actor, today()
    reach = Reach(scope(actor, "see", "plan"), scope(actor, "see", "task"))
    units = {post.unit_id for post in actor.posts}
    waiting = ledger.waiting_plans(reach, day, units)
    ending = ledger.ending_plans(reach, day, units)
    calls = {
        "waiting": [each for each in waiting if may_decide(actor, each.id, day)],
        "ending": [each for each in ending if may_decide(actor, each.id, day)],
    }
    return calls if any(calls.values()) else None
