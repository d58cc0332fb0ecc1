"""演示期满评估 — demanded, signed for, begun and half written, as the story tells it."""

from datetime import datetime

from mengyang.actions.evaluations import demand_evaluation, write_evaluation
from mengyang.actions.tasks import sign_for_task, start_task
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.ledger import Conclusion, Evaluation, Verdict
from mengyang.store.reads import ledger


def evaluate(actor: Actor, plan_id: int, words: str, *, at: datetime) -> None:
    """Begin the evaluation of a plan: one target cannot be judged yet, the others are open."""
    task_id = demand_evaluation(actor, plan_id, at=at)
    version = sign_for_task(actor, task_id, 1, at=at)
    start_task(actor, task_id, version, at=at)
    targets = ledger.targets(access.scope(actor, "see", "plan"), at.date(), plan_id)
    said = Evaluation((Conclusion(targets[0].id, Verdict.UNKNOWN, "", words),))
    write_evaluation(actor, plan_id, 1, said, at=at)
