"""外部验收 — where acceptance lies outside: who accepts, the verdict given, what it still allows.

A task that is accepted outside is struck off only after an accepting verdict on the work as it
stands now: what was accepted before it was opened again counts for nothing.
"""

from datetime import date

from mengyang.core.access import Actor
from mengyang.core.findings import Refused
from mengyang.core.ledger.events import Event
from mengyang.core.ledger.guards import is_not_of_lead_unit
from mengyang.core.ledger.tasks import DONE, Task, TaskState
from mengyang.core.ledger.verdicts import VerdictOutcome

# Judged work goes back to its unit, closed work is opened again; work under way goes on.
UNDER_JUDGEMENT = frozenset({TaskState.CLAIMED_DONE, TaskState.VERIFIED})
ENDED_WELL = DONE | {TaskState.STAGE_CLOSED}


def names_body(task: Task, event: Event, actor: Actor, day: date) -> Refused | None:
    """Who accepts from outside is named, and is another one than stands there already."""
    body = event.text.strip()
    if not body:
        return Refused("ledger.refused.no_body", "ledger.hint.name_body", number=task.number)
    if event.acceptance is not None and event.acceptance.body == body:
        return Refused("ledger.refused.same_body", "ledger.hint.name_body", body=body)
    # To name the first one only binds; who answers for a task does not choose another judge.
    return is_not_of_lead_unit(task, event, actor, day) if event.acceptance else None


def is_accepted_outside(task: Task, event: Event, _actor: Actor, _day: date) -> Refused | None:
    """Somebody outside accepts this task at all."""
    if event.acceptance is None:
        return Refused("ledger.refused.not_outside", "ledger.hint.set_body", number=task.number)
    return None


def has_verdict(task: Task, event: Event, _actor: Actor, day: date) -> Refused | None:
    """A verdict says what was decided, in which document, of which day, in which words."""
    verdict = event.verdict
    if verdict is None or not verdict.document_number.strip() or not event.text.strip():
        return Refused("ledger.refused.verdict_missing", "ledger.hint.write_verdict")
    if verdict.dated_on > day:
        return Refused(
            "ledger.refused.verdict_to_come", "ledger.hint.write_verdict", day=verdict.dated_on
        )
    if is_rejected(event) and task.state in ENDED_WELL:
        return _sets_day(event, day)
    return None


def has_accepting_verdict(_task: Task, event: Event, _actor: Actor, _day: date) -> Refused | None:
    """Nothing is struck off before whoever accepts it from outside has accepted it."""
    acceptance = event.acceptance
    if acceptance is None or acceptance.outcome is VerdictOutcome.ACCEPTED:
        return None
    return Refused("ledger.refused.not_accepted", "ledger.hint.await_verdict", body=acceptance.body)


def is_rejected(event: Event) -> bool:
    """Whether the verdict leaves work to be done: not accepted, or only in part."""
    return event.verdict is not None and event.verdict.outcome is not VerdictOutcome.ACCEPTED


def _sets_day(event: Event, day: date) -> Refused | None:
    if event.target_on is None:
        return Refused("ledger.refused.day_missing", "ledger.hint.state_day")
    if event.target_on <= day:
        return Refused("ledger.refused.day_past", "ledger.hint.state_day", day=event.target_on)
    return None
