"""作业动作 — begin, run by steps, cancel and take back background work.

A step's effect and the job's position are one transaction: `with job_step(claim, at) as step`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.findings import Refused
from mengyang.store.reads.access import actor_of
from mengyang.store.reads.jobs import job
from mengyang.store.writes import Work, deliveries, transaction
from mengyang.store.writes import jobs as writes
from mengyang.store.writes.jobs import Claim, JobDraft, Progress

LEASE = timedelta(seconds=60)
# A waiting job is delivered again after this long; a second delivery does no harm.
DELIVERY = timedelta(seconds=60)
MOST_FAILURES = 5
# Of a delivery nobody asks any more once its job has run.
DELIVERIES_KEPT = timedelta(days=7)

__all__ = ["Claim", "JobDraft", "Progress"]


@dataclass(slots=True)
class JobStep:
    """One step under way: `work` is its transaction; set `progress` before the end."""

    work: Work
    claim: Claim
    progress: Progress


def start_job(actor: Actor | None, draft: JobDraft, *, at: datetime) -> tuple[int, bool]:
    """Begin a job unless its key was used before; its id, and whether it is new.

    Whoever offers a job to people asks first whether they may; the caller delivers it.
    """
    with transaction(actor, at) as work:
        return writes.add_job(work, draft, at + DELIVERY)


def cancel_job(actor: Actor, job_id: int, *, at: datetime) -> None:
    """Ask a job to end after the step it is in. Steps done stay done."""
    job(access.scope(actor, "cancel", "job"), at.date(), job_id)
    with transaction(actor, at) as work:
        writes.want_cancel(work, job_id)


def resume_job(actor: Actor, job_id: int, *, at: datetime) -> None:
    """Let a job that failed or was cancelled go on where it stood; the caller delivers it."""
    job(access.scope(actor, "cancel", "job"), at.date(), job_id)
    with transaction(actor, at) as work:
        writes.resume(work, job_id, at + DELIVERY)


def claim_job(job_id: int, *, at: datetime) -> Claim | None:
    """Take a waiting job for this worker, or `None`; one that has killed too many fails here."""
    claim = writes.claim(job_id, at, at + LEASE)
    if claim is not None and claim.failures > MOST_FAILURES:
        fail_job(claim, Refused("jobs.refused.failed", "jobs.hint.log"), at=at)
        return None
    return claim


def keep_job(claim: Claim, *, at: datetime) -> bool:
    """Say that the worker lives; false where the job was cancelled or taken over."""
    return writes.keep(claim, at, at + LEASE)


@contextmanager
def job_step(claim: Claim, at: datetime) -> Iterator[JobStep]:
    """A transaction in the owner's name that commits effect and position together.

    `step.claim` is the claim for the next step once the block has ended. Raises `Refused` where
    another run has taken the job over.
    """
    with transaction(owner_of(claim, at), at) as work:
        writes.require_held(claim)
        step = JobStep(work, claim, Progress())
        yield step
        step.claim = writes.advance(work, claim, step.progress)


def owner_of(claim: Claim, at: datetime) -> Actor | None:
    """Whoever began the job, with the posts held today; nobody for the house's own jobs."""
    return None if claim.owner_id is None else actor_of(claim.owner_id, at.date())


def end_early(claim: Claim, *, at: datetime) -> None:
    """End a job that somebody cancelled; nothing to do where another run has taken it over."""
    with transaction(owner_of(claim, at), at) as work:
        writes.cancel(work, claim)


def fail_job(claim: Claim, refused: Refused, *, at: datetime) -> None:
    """End a job that was refused; its owner reads why."""
    message = {"code": refused.reason, "hint": refused.hint, "params": dict(refused.params)}
    with transaction(owner_of(claim, at), at) as work:
        writes.fail(work, claim, message)


def give_back(claim: Claim, *, at: datetime) -> None:
    """Let another run go on with the job, unless too many have failed at the same step."""
    if claim.failures >= MOST_FAILURES:
        fail_job(claim, Refused("jobs.refused.failed", "jobs.hint.log"), at=at)
    else:
        writes.release(claim, at)


def take_back_overdue(*, at: datetime) -> list[int]:
    """Free the jobs of dead workers; the waiting jobs that should be delivered again."""
    return writes.take_back_overdue(at)


def forget_old_deliveries(*, at: datetime) -> None:
    """Delete what the delivering library keeps of deliveries that are a week old."""
    deliveries.forget_deliveries(at - DELIVERIES_KEPT)
