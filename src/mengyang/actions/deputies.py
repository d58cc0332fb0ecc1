"""AB角动作 — appointing a deputy for oneself or for somebody else, and ending it."""

from datetime import date, datetime

from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.appointments import check_deputy, deputised
from mengyang.core.findings import Refused
from mengyang.store.reads import access as people
from mengyang.store.reads import deputies as reads
from mengyang.store.writes import access as writes
from mengyang.store.writes import transaction
from mengyang.store.writes.access import DeputyDraft as DeputyDraft  # part of this face


def appoint_deputy(actor: Actor, draft: DeputyDraft, *, at: datetime) -> int:
    """Let one person act for another over a stretch of days; the id.

    Everybody chooses among the colleagues of the own unit; the security administrator among all.
    """
    days = (draft.from_day, draft.until_day)
    held = people.roles_held(draft.deputy_id, at.date())
    refused = check_deputy(draft.principal_id, draft.deputy_id, days, held)
    if refused is not None:
        raise refused
    _require(actor, draft.principal_id)
    if draft.until_day <= at.date():
        raise Refused("access.refused.deputy_over", "access.hint.check_days")
    day = max(at.date(), draft.from_day)
    if not deputised(people.actor_of(draft.principal_id, day).posts):
        raise Refused("access.refused.nothing_to_deputise", "access.hint.posts_first")
    if draft.deputy_id not in {one.id for one in candidates(actor, draft.principal_id, at.date())}:
        raise Refused("access.refused.no_colleague", "access.hint.own_unit")
    if reads.overlapping(draft.principal_id, draft.deputy_id, days):
        raise Refused("access.refused.deputy_already", "access.hint.check_days")
    with transaction(actor, at) as work:
        return writes.add_deputy(work, draft)


def end_deputy(actor: Actor, deputy_id: int, expected_version: int, *, at: datetime) -> None:
    """Let the deputy act no longer, from today on."""
    _require(actor, reads.deputy(deputy_id).principal_id)
    with transaction(actor, at) as work:
        writes.end_deputy(work, deputy_id, expected_version, at.date())


def candidates(actor: Actor, principal_id: int, day: date) -> tuple[reads.Person, ...]:
    """Whom the actor may choose as somebody's deputy."""
    if actor.user_id == principal_id:
        return reads.colleagues(principal_id, day)
    return reads.everybody_but(principal_id)


def _require(actor: Actor, principal_id: int) -> None:
    """A deputy appoints no deputies, and only the security administrator does it for others."""
    is_own = actor.user_id == principal_id and actor.acting_for is None
    if not is_own and not access.scope(actor, "grant", "user").grants:
        raise Refused("access.refused.not_yours", "access.hint.ask_administrator")
