"""方案提示 — what the plans run by one's own units ask of a person: open tasks to decide on."""

from typing import Any

from mengyang.actions.supersession import may_decide
from mengyang.core.access import scope
from mengyang.store.reads import ledger
from mengyang.store.reads.ledger import Reach
from mengyang.web.clock import today
from mengyang.web.request import Request


def plan_calls(request: Request) -> dict[str, Any] | None:
    """The superseded plans of the person's units, as far as they are theirs to decide on."""
    actor, day = request.actor, today()
    reach = Reach(scope(actor, "see", "plan"), scope(actor, "see", "task"))
    waiting = ledger.waiting_plans(reach, day, {post.unit_id for post in actor.posts})
    mine = [each for each in waiting if may_decide(actor, each.id, day)]
    return {"waiting": mine} if mine else None
