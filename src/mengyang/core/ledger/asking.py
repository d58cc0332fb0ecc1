"""请示与批复 — what must hold before a unit asks for something, and before it is answered.

Four eyes here too: neither the person nor the unit that asked may answer.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from mengyang.core.access import Actor
from mengyang.core.findings import Refused
from mengyang.core.ledger.deadlines import is_standing
from mengyang.core.ledger.events import Event, EventKind
from mengyang.core.ledger.guards import Guard, unit_ids
from mengyang.core.ledger.requests import Request, RequestKind
from mengyang.core.ledger.tasks import Task

# Which request an event grants; without one the office does it of its own motion.
GRANTS: Mapping[EventKind, RequestKind] = MappingProxyType(
    {
        EventKind.EXTEND: RequestKind.EXTENSION,
        EventKind.SUSPEND: RequestKind.SUSPENSION,
        EventKind.TRANSFER: RequestKind.HAND_OVER,
        EventKind.ASSIGN: RequestKind.DISPUTE,
    }
)


def has_request(task: Task, event: Event, actor: Actor, day: date) -> Refused | None:
    """What is asked is stated whole: the later day, the other unit; a dispute has no form here."""
    if event.request is None or event.request.kind is RequestKind.DISPUTE:
        return Refused("ledger.refused.request_missing", "ledger.hint.choose_request")
    return _STATED[event.request.kind](task, event, actor, day)


def is_not_asked_yet(_task: Task, event: Event, _actor: Actor, _day: date) -> Refused | None:
    """A kind of request waits once at a time."""
    if event.request is not None and event.request.kind in event.waiting:
        return Refused("ledger.refused.request_open", "ledger.hint.await_answer")
    return None


def is_not_upheld(task: Task, event: Event, _actor: Actor, _day: date) -> Refused | None:
    """What was upheld against a unit it does not dispute again: it signs for the task."""
    if event.upheld_unit_id is not None and event.upheld_unit_id == task.lead_unit_id:
        return Refused("ledger.refused.dispute_upheld", "ledger.hint.sign_for_upheld")
    return None


def has_signatory(_task: Task, event: Event, _actor: Actor, _day: date) -> Refused | None:
    """A request leaves the unit signed by its leader."""
    if not event.signatory.strip():
        return Refused("ledger.refused.signatory_missing", "ledger.hint.name_signatory")
    return None


def answers_request(_task: Task, event: Event, _actor: Actor, _day: date) -> Refused | None:
    """There is an open request to answer, and the event is an answer to its kind."""
    if event.request is None or not event.request.is_open:
        return Refused("ledger.refused.no_open_request", "ledger.hint.reload")
    is_dispute = event.request.kind is RequestKind.DISPUTE
    if event.kind is EventKind.DECLINE and is_dispute:
        return Refused("ledger.refused.decline_dispute", "ledger.hint.uphold_or_assign")
    if event.kind is EventKind.UPHOLD and not is_dispute:
        return Refused("ledger.refused.no_open_request", "ledger.hint.reload")
    return grants_its_kind(_task, event, _actor, _day)


def grants_its_kind(_task: Task, event: Event, _actor: Actor, _day: date) -> Refused | None:
    """A request that is granted is an open one, of the kind that the event grants."""
    granted = GRANTS.get(event.kind)
    if event.request is None or granted is None:
        return None
    if event.request.kind is not granted or not event.request.is_open:
        return Refused("ledger.refused.no_open_request", "ledger.hint.reload")
    return None


def is_not_the_asker(_task: Task, event: Event, actor: Actor, _day: date) -> Refused | None:
    """Neither who asked, nor for whom, nor anybody of the unit that asks answers the request."""
    if event.request is None:
        return None
    askers = {event.request.asked_by, event.request.asked_for} - {None}
    is_own = not askers.isdisjoint({actor.user_id, actor.acting_for})
    if is_own or event.request.unit_id in unit_ids(actor) | actor.home_unit_ids:
        return Refused("ledger.refused.own_request", "ledger.hint.other_unit")
    return None


def is_of_asking_unit(_task: Task, event: Event, actor: Actor, _day: date) -> Refused | None:
    """A request is recalled by the unit that asked, as long as nobody has answered."""
    if event.request is None or not event.request.is_open:
        return Refused("ledger.refused.no_open_request", "ledger.hint.reload")
    if event.request.unit_id not in unit_ids(actor):
        return Refused("ledger.refused.not_your_request", "ledger.hint.ask_lead_unit")
    return None


def sets_later_day(task: Task, event: Event, _actor: Actor, day: date) -> Refused | None:
    """An extension sets a day that is to come and later than the one in force."""
    return _later(task, event.target_on, day)


def names_other_unit(task: Task, event: Event, _actor: Actor, _day: date) -> Refused | None:
    """A task goes over to a unit that is named and does not lead it already."""
    return _other_unit(task, event.lead_unit_id)


def sets_review_day(_task: Task, event: Event, _actor: Actor, day: date) -> Refused | None:
    """What is closed for a stage has the day of its next review, which is to come."""
    return _to_come(event.target_on, day)


def is_standing_duty(task: Task, _event: Event, _actor: Actor, _day: date) -> Refused | None:
    """Only a duty that goes on is closed for a stage; another is closed for good."""
    if not is_standing(task.deadline):
        return Refused("ledger.refused.not_standing", "ledger.hint.close_for_good")
    return None


def has_finding(task: Task, event: Event, actor: Actor, day: date) -> Refused | None:
    """A recheck says what it found, who else was there, and until when the duty stands."""
    if event.holds is None or not event.text.strip():
        return Refused("ledger.refused.finding_missing", "ledger.hint.write_finding")
    if not event.witness.strip():
        return Refused("ledger.refused.witness_missing", "ledger.hint.name_witness")
    if event.holds and not is_standing(task.deadline):
        return None
    return sets_review_day(task, event, actor, day)


def _later(task: Task, proposed_on: date | None, day: date) -> Refused | None:
    if task.due_on is None:
        return Refused("ledger.refused.no_day_to_extend", "ledger.hint.no_day_to_extend")
    if proposed_on is None or proposed_on <= task.due_on:
        return Refused("ledger.refused.not_later", "ledger.hint.state_later_day", day=task.due_on)
    return _to_come(proposed_on, day)


def _to_come(stated: date | None, day: date) -> Refused | None:
    if stated is None:
        return Refused("ledger.refused.day_missing", "ledger.hint.state_day")
    if stated <= day:
        return Refused("ledger.refused.day_past", "ledger.hint.state_day", day=stated)
    return None


def _other_unit(task: Task, unit_id: int | None) -> Refused | None:
    if unit_id is None:
        return Refused("ledger.refused.no_unit", "ledger.hint.name_unit", number=task.number)
    if unit_id == task.lead_unit_id:
        return Refused("ledger.refused.same_unit", "ledger.hint.name_unit")
    return None


def _asks_extension(task: Task, event: Event, _actor: Actor, day: date) -> Refused | None:
    return _later(task, _asked(event).proposed_on, day)


def _asks_suspension(_task: Task, _event: Event, _actor: Actor, _day: date) -> Refused | None:
    return None


def _asks_hand_over(task: Task, event: Event, _actor: Actor, _day: date) -> Refused | None:
    return _other_unit(task, _asked(event).proposed_unit_id)


def _asked(event: Event) -> Request:
    if event.request is None:
        raise ValueError("asked without a request")
    return event.request


_STATED: Mapping[RequestKind, Guard] = MappingProxyType(
    {
        RequestKind.EXTENSION: _asks_extension,
        RequestKind.SUSPENSION: _asks_suspension,
        RequestKind.HAND_OVER: _asks_hand_over,
    }
)
