"""期满评估 — the end of a plan is stated, its evaluation demanded once, written, and taken home.

The evaluation is a task of its plan: it is signed for, claimed, verified by others and closed like
any other; its proof is that every target and the whole have their conclusion.
"""

from datetime import date, datetime

from mengyang import packs
from mengyang.actions.supersession import may_decide
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.findings import Refused
from mengyang.core.ledger import Evaluation, EventKind, PlanEnd, Task, open_events
from mengyang.core.ledger.evaluation import demanded_from, due_on, is_demanded
from mengyang.core.ledger.guards import unit_ids
from mengyang.store.reads import ledger as reads
from mengyang.store.reads.scope import subjects
from mengyang.store.writes import transaction
from mengyang.store.writes.ledger import (
    EvaluationDraft,
    create_evaluation,
    save_evaluation,
    state_end,
    take_task,
)


def state_plan_end(
    actor: Actor, plan_id: int, expected_version: int, ends_on: date | None, *, at: datetime
) -> int:
    """State the last day of a plan, or take it back; the version the plan has now."""
    _require_right(actor, plan_id, at.date())
    signed = reads.signed_on(plan_id)
    if ends_on is not None and signed is not None and ends_on < signed:
        raise Refused("ledger.refused.end_before_document", "ledger.hint.end_day", signed_on=signed)
    with transaction(actor, at) as work:
        return state_end(work, plan_id, expected_version, ends_on)


def demand_evaluation(actor: Actor, plan_id: int, *, at: datetime) -> int:
    """Make the evaluation a task of its plan; its id. Asked again, it is the same task."""
    _require_right(actor, plan_id, at.date())
    end = reads.ends([plan_id])[plan_id]
    if end is None:
        raise Refused("ledger.refused.no_end_day", "ledger.hint.state_end")
    if not is_demanded(end, at.date()):
        begins = demanded_from(end)
        raise Refused("ledger.refused.evaluation_early", "ledger.hint.wait", day=begins)
    with transaction(actor, at) as work:
        return create_evaluation(work, plan_id, _draft(end, at.date()))


def demand_due_evaluations(*, at: datetime) -> int:
    """What the house does once a day: demand every evaluation that is due to be; how many."""
    found = reads.demanded(at.date())
    for plan_id, end in found.items():
        with transaction(None, at) as work:
            create_evaluation(work, plan_id, _draft(end, at.date()))
    return len(found)


def write_evaluation(
    actor: Actor, plan_id: int, expected_version: int, said: Evaluation, *, at: datetime
) -> int:
    """Save what the evaluation says, as far as it is written; the version it has now."""
    found = reads.evaluation_task(plan_id)
    if found is None:
        raise Refused("ledger.refused.no_evaluation", "ledger.hint.demand_evaluation")
    targets = reads.targets(access.scope(actor, "see", "plan"), at.date(), plan_id)
    named = [each.target_id for each in said.conclusions]
    if len(set(named)) < len(named) or not set(named) <= {each.id for each in targets}:
        raise Refused("ledger.refused.other_targets", "ledger.hint.reload")
    with transaction(actor, at) as work:
        task = take_task(work, access.scope(actor, "see", "task"), found[0])
        refused = refused_writing(actor, task, at.date())
        if refused:
            raise refused
        return save_evaluation(work, plan_id, expected_version, said)


def refused_writing(actor: Actor, task: Task, day: date) -> Refused | None:
    """Why somebody may not write the evaluation now: another unit, or not its time."""
    subject = subjects("task", [task.id], day)[task.id]
    is_theirs = access.may(access.scope(actor, EventKind.REPORT, "task"), subject)
    if not is_theirs or task.lead_unit_id not in unit_ids(actor):
        return Refused("ledger.refused.not_lead_unit", "ledger.hint.ask_lead_unit")
    if EventKind.REPORT not in open_events(task.state):
        return Refused("ledger.refused.evaluation_shut", "ledger.hint.sign_for_or_wait")
    return None


def _require_right(actor: Actor, plan_id: int, day: date) -> None:
    subject = subjects("plan", [plan_id], day).get(plan_id)
    if subject is None or not access.may(access.scope(actor, "see", "plan"), subject):
        raise Refused("ledger.refused.no_such_plan", "ledger.hint.list")
    if not may_decide(actor, plan_id, day):
        raise Refused("ledger.refused.no_right", "ledger.hint.ask_office")


def _draft(end: PlanEnd, day: date) -> EvaluationDraft:
    title = packs.terms()["evaluation_phrases"]["task"].zh
    return EvaluationDraft(title, due_on(end, day))
