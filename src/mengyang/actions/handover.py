"""工作交接动作 — all that hangs on somebody who leaves passes to one successor, at once."""

from datetime import date, datetime

from mengyang.actions.accounts import require
from mengyang.core.access import Actor
from mengyang.core.appointments import ADMINISTRATORS
from mengyang.core.findings import Refused
from mengyang.core.handover import moves
from mengyang.store.reads import access as people
from mengyang.store.reads import handover as reads
from mengyang.store.writes import transaction
from mengyang.store.writes.access import end_sessions
from mengyang.store.writes.handover import (
    HandoverDraft,
    add_handover,
    end_deputies,
    move_posts,
)


def hand_over(
    actor: Actor, leaver_id: int, successor_id: int, *, from_day: date, at: datetime
) -> int:
    """Pass the posts of one person to another from a day on; the id of the list that is kept.

    Tasks belong to units, so they follow the posts. An administrator's post stays: it is granted
    in person. Raises `Refused` where nothing would pass, the day lies in the past, or the successor
    is one of the three administrators.
    """
    require(actor, "grant", leaver_id)
    require(actor, "grant", successor_id)
    if leaver_id == successor_id:
        raise Refused("access.refused.own_successor", "access.hint.other_person")
    if from_day < at.date():
        raise Refused("access.refused.past_day", "access.hint.check_days")
    if not people.is_open(successor_id):
        raise Refused("access.refused.closed_successor", "access.hint.other_person")
    if people.roles_held(successor_id, from_day) & set(ADMINISTRATORS):
        raise Refused("access.refused.administrator_works", "access.hint.no_business")
    items = reads.as_items(reads.hanging_on(leaver_id, from_day))
    with transaction(actor, at) as work:
        held = reads.held_posts(leaver_id, from_day)
        moved = moves(held, reads.held_posts(successor_id, from_day), from_day)
        if all(move.stays for move in moved):
            raise Refused("access.refused.nothing_to_hand_over", "access.hint.posts_first")
        for user_id in sorted({leaver_id, successor_id}):
            end_sessions(work, user_id)
        end_deputies(work, leaver_id, from_day)
        move_posts(work, successor_id, moved)
        return add_handover(work, HandoverDraft(leaver_id, successor_id, from_day, items))
