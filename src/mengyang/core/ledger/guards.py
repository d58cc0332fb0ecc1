"""办理条件 — what must hold before an event may happen to a task; each guard gives its refusal.

Four eyes (谁申请、谁不得核验): neither the person nor the unit that claimed may judge the claim.
"""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from mengyang.core.access import JUDGING, Actor
from mengyang.core.findings import Refused
from mengyang.core.ledger.deadlines import target_day
from mengyang.core.ledger.events import Event, EventKind
from mengyang.core.ledger.tasks import Response, Task

type Guard = Callable[[Task, Event, Actor, date], Refused | None]

_JUDGEMENTS = frozenset(map(EventKind, JUDGING))


def record_kind(kind: EventKind) -> str:
    """As what the access rules are asked about a task: who runs the plan judges, units work."""
    return "judgement" if kind in _JUDGEMENTS else "task"


def has_lead_unit(task: Task, event: Event, _actor: Actor, _day: date) -> Refused | None:
    """A task goes to somebody: named now or already in the plan."""
    if event.lead_unit_id is None and task.lead_unit_id is None:
        return Refused("ledger.refused.no_unit", "ledger.hint.name_unit", number=task.number)
    return None


def names_lead_unit(_task: Task, event: Event, _actor: Actor, _day: date) -> Refused | None:
    """Assigning again means assigning to units named now."""
    if event.lead_unit_id is None:
        return Refused("ledger.refused.assigned_already", "ledger.hint.name_unit")
    return None


def is_of_task_unit(task: Task, _event: Event, actor: Actor, _day: date) -> Refused | None:
    """The actor belongs to one of the task's units, lead or joint."""
    if task.unit_ids.isdisjoint(unit_ids(actor)):
        return Refused("ledger.refused.not_your_unit", "ledger.hint.ask_office")
    return None


def is_of_lead_unit(task: Task, _event: Event, actor: Actor, _day: date) -> Refused | None:
    """The actor belongs to the unit that answers for the task."""
    if task.lead_unit_id not in unit_ids(actor):
        return Refused("ledger.refused.not_lead_unit", "ledger.hint.ask_lead_unit")
    return None


def is_not_of_lead_unit(task: Task, _event: Event, actor: Actor, _day: date) -> Refused | None:
    """Who answers for a task does not decide about its own day, halt or recheck."""
    if task.lead_unit_id in unit_ids(actor) | actor.home_unit_ids:
        return Refused("ledger.refused.own_task", "ledger.hint.other_unit", number=task.number)
    return None


def has_target_day(task: Task, event: Event, _actor: Actor, day: date) -> Refused | None:
    """Signing for a task without a printed day takes an own target day where one is needed."""
    answer = target_day(task.deadline, event.target_on, day)
    return answer if isinstance(answer, Refused) else None


def has_words(_task: Task, event: Event, _actor: Actor, _day: date) -> Refused | None:
    """A report says something."""
    if not event.text.strip():
        return Refused("ledger.refused.report_empty", "ledger.hint.write_report")
    return None


def has_true_percent(_task: Task, event: Event, _actor: Actor, _day: date) -> Refused | None:
    """A percentage lies between 0 and 100; not stating one is allowed."""
    if event.percent is not None and not 0 <= event.percent <= 100:
        return Refused("ledger.refused.percent", "ledger.hint.percent", percent=event.percent)
    return None


def has_reason(_task: Task, event: Event, _actor: Actor, _day: date) -> Refused | None:
    """Nothing is returned without saying why."""
    if not event.text.strip():
        return Refused("ledger.refused.reason_missing", "ledger.hint.write_reason")
    return None


def has_grounds(task: Task, event: Event, _actor: Actor, _day: date) -> Refused | None:
    """Nothing is withdrawn, kept or restored without saying why."""
    if not event.text.strip():
        return Refused(
            "ledger.refused.grounds_missing", "ledger.hint.write_grounds", number=task.number
        )
    return None


def has_basis(task: Task, event: Event, _actor: Actor, _day: date) -> Refused | None:
    """A withdrawal names the document or the instruction it rests on."""
    if not event.basis.strip():
        return Refused(
            "ledger.refused.basis_missing", "ledger.hint.write_basis", number=task.number
        )
    return None


def has_new_task(task: Task, event: Event, _actor: Actor, _day: date) -> Refused | None:
    """A task is carried over to another one."""
    if event.carried_to is None or event.carried_to == task.id:
        return Refused(
            "ledger.refused.new_task_missing", "ledger.hint.choose_new_task", number=task.number
        )
    return None


def was_withdrawn_alone(task: Task, _event: Event, _actor: Actor, _day: date) -> Refused | None:
    """The state to go back to is known."""
    if task.withdrawn_from is None:
        return Refused("ledger.refused.no_state_before", "ledger.hint.reload")
    return None


def is_not_the_claimant(task: Task, event: Event, actor: Actor, day: date) -> Refused | None:
    """A claim under judgement is not withdrawn by those who made it."""
    if is_another_pair_of_eyes(task, event, actor, day):
        return Refused(
            "ledger.refused.own_claim_open", "ledger.hint.other_unit", number=task.number
        )
    return None


def has_proof(task: Task, event: Event, actor: Actor, day: date) -> Refused | None:
    """The proof that this kind of answer demands is there."""
    if task.lacking_conclusions is not None:
        # Its proof is the evaluation itself, whole.
        return _has_conclusions(task)
    refusals = (guard(task, event, actor, day) for guard in PROOF[task.response])
    return next((refused for refused in refusals if refused), None)


def is_another_pair_of_eyes(task: Task, event: Event, actor: Actor, _day: date) -> Refused | None:
    """Neither who claimed or signed it off, nor for whom, nor deputies, nor the claiming unit.

    The chosen standpoint does not matter: who also belongs to the claiming unit is of it.
    """
    claimants = {task.claimed_by, task.claimed_for} - {None}
    if not (claimants | event.hands).isdisjoint({actor.user_id, actor.acting_for}):
        return Refused("ledger.refused.own_claim", "ledger.hint.other_person")
    if task.claimed_unit_id in unit_ids(actor) | actor.home_unit_ids:
        return Refused("ledger.refused.own_unit_claim", "ledger.hint.other_unit")
    return None


def unit_ids(actor: Actor) -> frozenset[int]:
    """The units in which the actor holds a post."""
    return frozenset(post.unit_id for post in actor.posts)


def _has_report(task: Task, _event: Event, _actor: Actor, _day: date) -> Refused | None:
    if task.report_count == 0:
        return Refused("ledger.refused.no_report", "ledger.hint.write_report")
    return None


def _has_evidence(task: Task, _event: Event, _actor: Actor, _day: date) -> Refused | None:
    if task.evidence_count == 0:
        return Refused("ledger.refused.no_evidence", "ledger.hint.attach_evidence")
    return None


def _has_denial_evidence(task: Task, _event: Event, _actor: Actor, _day: date) -> Refused | None:
    if task.evidence_count == 0:
        return Refused("ledger.refused.no_denial_evidence", "ledger.hint.attach_denial_evidence")
    return None


def _has_leader_signature(_task: Task, event: Event, _actor: Actor, day: date) -> Refused | None:
    if not event.signatory.strip() or event.signed_on is None:
        return Refused("ledger.refused.denial_unsigned", "ledger.hint.sign_denial")
    if event.signed_on > day:
        return Refused("ledger.refused.day_to_come", "ledger.hint.sign_denial", day=event.signed_on)
    return None


def _has_conclusions(task: Task) -> Refused | None:
    if task.lacking_conclusions:
        return Refused(
            "ledger.refused.evaluation_open",
            "ledger.hint.finish_evaluation",
            lacking=task.lacking_conclusions,
        )
    return None


def _has_explanation(task: Task, _event: Event, _actor: Actor, _day: date) -> Refused | None:
    if not task.explanation.strip():
        return Refused("ledger.refused.no_explanation", "ledger.hint.ask_explanation")
    return None


PROOF: Mapping[Response, tuple[Guard, ...]] = MappingProxyType(
    {
        Response.NONE: (_has_report, _has_evidence),
        Response.REMEDIES: (_has_report, _has_evidence),
        Response.EXPLANATION: (_has_explanation, _has_report),
        Response.DENIAL: (_has_denial_evidence, _has_leader_signature),
    }
)
