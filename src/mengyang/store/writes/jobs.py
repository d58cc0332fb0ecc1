"""作业写入 — the rows of background work: begun once per key, run by one worker at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import F, QuerySet

from mengyang.core.audit import plain
from mengyang.core.findings import Refused
from mengyang.store.models.jobs import Job
from mengyang.store.writes.work import Work

OPEN = ("waiting", "running")


@dataclass(frozen=True, slots=True)
class JobDraft:
    """作业 to be written; a `key` names the work, so that the same work is begun once."""

    name: str
    key: str
    arguments: Mapping[str, object] = field(default_factory=dict)
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A job as the worker holds it: its attempt, and where the next step begins."""

    job_id: int
    attempt: int
    name: str
    arguments: Mapping[str, object]
    position: Mapping[str, object]
    owner_id: int | None
    failures: int = 0
    is_finished: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """What a step came to: where the next begins, how much is done; `step` is a message code."""

    position: Mapping[str, object] = field(default_factory=dict)
    done: int = 0
    total: int | None = None
    step: str = ""
    is_last: bool = False
    result: Mapping[str, object] = field(default_factory=dict)


def add_job(work: Work, draft: JobDraft, deliver_until: datetime) -> tuple[int, bool]:
    """Write a job unless its key is there already; its id, and whether it is new.

    The sweep delivers it again if nobody has claimed it by `deliver_until`.
    """
    known = Job.objects.filter(key=draft.key).values_list("pk", flat=True).first()
    if known is not None:
        return known, False
    job = Job.objects.create(
        name=draft.name,
        key=draft.key,
        arguments=plain(draft.arguments),
        owner_id=work.actor.user_id if work.actor else None,
        unit_id=draft.unit_id,
        lease_until=deliver_until,
        created_at=work.at,
    )
    work.note("job.start", job=job.pk, name=draft.name)
    return job.pk, True


def claim(job_id: int, at: datetime, lease_until: datetime) -> Claim | None:
    """Take a waiting job, or `None` where it is not to be had."""
    taken = Job.objects.filter(pk=job_id, state="waiting").update(
        state="running",
        attempts=F("attempts") + 1,
        failures=F("failures") + 1,
        heartbeat_at=at,
        lease_until=lease_until,
    )
    if not taken:
        return None
    row = Job.objects.get(pk=job_id)
    return Claim(
        row.pk, row.attempts, row.name, row.arguments, row.position, row.owner_id, row.failures
    )


def require_held(held: Claim) -> None:
    """Lock the job for the rest of the transaction. Raises `Refused` where it is no longer ours."""
    if _held(held).select_for_update().first() is None:
        raise _taken_over(held)


def advance(work: Work, held: Claim, progress: Progress) -> Claim:
    """Save what a step came to, in the transaction of its effect; the claim for the next step.

    Raises `Refused` where another run has taken the job over: then the effect goes back too.
    """
    changes: dict[str, object] = {
        "position": plain(progress.position),
        "done": progress.done,
        "total": progress.total,
        "step": progress.step,
        "failures": 0,
        "heartbeat_at": work.at,
    }
    if progress.is_last:
        changes |= {"state": "done", "finished_at": work.at, "lease_until": None}
        changes["result"] = plain(progress.result)
        work.note("job.finish", job=held.job_id, name=held.name)
    if not _held(held).update(**changes):
        raise _taken_over(held)
    return replace(held, position=progress.position, failures=0, is_finished=progress.is_last)


def keep(held: Claim, at: datetime, lease_until: datetime) -> bool:
    """Make the lease longer; false where the job is no longer ours or is to be cancelled."""
    kept = _held(held).filter(wants_cancel=False)
    return kept.update(heartbeat_at=at, lease_until=lease_until) == 1


def release(held: Claim, at: datetime) -> None:
    """Give an unfinished job back, to be delivered again at once."""
    _held(held).update(state="waiting", lease_until=at)


def fail(work: Work, held: Claim, message: Mapping[str, object]) -> None:
    """End a job that cannot be done; `message` is a code with its parameters."""
    ended = _held(held).update(
        state="failed", message=plain(message), finished_at=work.at, lease_until=None
    )
    if ended:
        work.note("job.fail", job=held.job_id, name=held.name)


def cancel(work: Work, held: Claim) -> bool:
    """End a job that somebody wants no more; false where nobody wanted that."""
    ended = _held(held).filter(wants_cancel=True)
    return ended.update(state="cancelled", finished_at=work.at, lease_until=None) == 1


def want_cancel(work: Work, job_id: int) -> None:
    """Ask a job to end: at once where it waits, else after the step it is in."""
    waiting = Job.objects.filter(pk=job_id, state="waiting")
    if not waiting.update(state="cancelled", wants_cancel=True, finished_at=work.at):
        running = Job.objects.filter(pk=job_id, state="running")
        if not running.update(wants_cancel=True):
            raise Refused("jobs.refused.already_ended", "store.hint.reload")
    work.note("job.cancel", job=job_id)


def resume(work: Work, job_id: int, deliver_until: datetime) -> None:
    """Let a job that failed or was cancelled go on from its last position."""
    ended = Job.objects.filter(pk=job_id, state__in=("failed", "cancelled"))
    changes = {"failures": 0, "wants_cancel": False, "message": {}, "finished_at": None}
    if not ended.update(state="waiting", lease_until=deliver_until, **changes):
        raise Refused("jobs.refused.not_ended", "store.hint.reload")
    work.note("job.resume", job=job_id)


def take_back_overdue(at: datetime) -> list[int]:
    """Set jobs whose lease is over to waiting; the waiting ones that are to be delivered again."""
    Job.objects.filter(state="running", lease_until__lt=at).update(state="waiting")
    waiting = Job.objects.filter(state="waiting", lease_until__lte=at)
    return list(waiting.order_by("pk").values_list("pk", flat=True))


def _held(held: Claim) -> QuerySet[Job]:
    return Job.objects.filter(pk=held.job_id, state="running", attempts=held.attempt)


def _taken_over(held: Claim) -> Refused:
    return Refused("jobs.refused.taken_over", "store.hint.reload", job=held.job_id)
