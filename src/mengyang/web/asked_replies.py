"""征求意见待办 — the drafts that wait for the word of one's own units, each with its clock."""

from typing import Any

from mengyang.core.access import scope
from mengyang.core.ledger.division import clock
from mengyang.store.reads import divisions as reads
from mengyang.web.clock import today
from mengyang.web.request import Request


def asked_replies(request: Request) -> dict[str, Any] | None:
    """What the home page and the list of the unit show; nothing where nobody asks."""
    units = {post.unit_id for post in request.actor.posts}
    rows = reads.open_for_units(scope(request.actor, "reply", "division"), today(), units)
    asked = [each for each in rows if each.reply == "waiting"]
    return (
        {"asked": [(each, clock(each.reply_due_on, today())) for each in asked]} if asked else None
    )
