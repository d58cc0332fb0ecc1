"""演示替代与废止 — a task carried over to the new plan, one withdrawn, as the story tells it."""

from datetime import datetime

from mengyang.actions.supersession import Choice, Ticked, decide_tasks, withdraw_task
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.ledger import Decision
from mengyang.packs import Step
from mengyang.store.reads import ledger
from mengyang.store.reads.ledger import Lit, Reach, TaskRow


def carry_over(actor: Actor, step: Step, task: TaskRow, lit: Lit, *, at: datetime) -> None:
    """Carry a task over to the one that the story names by its clause in the new plan."""
    reach = Reach(access.scope(actor, "see", "plan"), access.scope(actor, "see", "task"))
    documents = access.scope(actor, "see", "document")
    found = ledger.supersession(reach, documents, lit, task.plan_id)
    [new] = [row for row in found.new_tasks if row.clause_path == step.carried_to]
    choice = Choice(Decision.CARRIED_OVER, step.text)
    decide_tasks(actor, task.plan_id, choice, (Ticked(task.id, task.version, new.id),), at=at)


def withdraw(actor: Actor, step: Step, task: TaskRow, *, at: datetime) -> None:
    """Withdraw a task for the reason and on the basis that the story names."""
    choice = Choice(Decision.WITHDRAWN, step.text, step.basis)
    withdraw_task(actor, task.id, task.version, choice, at=at)
