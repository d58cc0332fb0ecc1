"""演示事项对照 — pairs are looked for as by the job, and the likeliest of a task is decided on."""

from datetime import datetime

from mengyang.actions import jobs
from mengyang.actions.crosswalk import PairVerdict, crosswalk_draft, crosswalk_step, decide_matters
from mengyang.core.access import Actor, scope
from mengyang.packs import LampScheme
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger import Lit, same_matters

_ALL = 1000


def look_for_pairs(actor: Actor, at: datetime) -> None:
    """Look for pairs. Raises `ValueError` where the job was not to be had."""
    job_id, _ = jobs.start_job(actor, crosswalk_draft(actor, at=at), at=at)
    claim = jobs.claim_job(job_id, at=at)
    if claim is None:
        raise ValueError("the pairs are looked for already")
    while not claim.is_finished:
        claim = crosswalk_step(claim, at=at)


def decide_likeliest(
    actor: Actor, task_id: int, said: PairVerdict, scheme: LampScheme, at: datetime
) -> None:
    """Confirm or reject the likeliest pair of a task, with the reason."""
    asked = Asked(filters={"state": "proposed"}, size=_ALL)
    rows = same_matters(scope(actor, "see", "task"), Lit(scheme, at.date()), asked).rows
    near = [row for row in rows if task_id in (row.one.id, row.other.id)]
    if not near:
        raise ValueError(f"task {task_id}: nothing was proposed")
    decide_matters(actor, {near[0].id: near[0].version}, said, at=at)
