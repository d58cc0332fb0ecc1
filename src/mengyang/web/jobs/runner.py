"""作业执行 — claims a job, runs its steps, keeps its lease, and ends it or gives it back."""

import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import OperationalError, connections

from mengyang.actions import jobs
from mengyang.actions.jobs import Claim
from mengyang.core.findings import Refused
from mengyang.web.clock import now
from mengyang.web.jobs import kinds

HEARTBEAT_SECONDS = 15.0
_log = logging.getLogger(__name__)

# Set when the worker is asked to stop: a job is given back between two steps.
stopping = threading.Event()


def run(job_id: int, known: Mapping[str, kinds.Step] | None = None) -> None:
    """Run a job to its end, or until somebody else has to go on with it."""
    claim = jobs.claim_job(job_id, at=now())
    if claim is None:
        return
    step = (kinds.found() if known is None else known).get(claim.name)
    if step is None:
        unknown = Refused("jobs.refused.unknown_kind", "jobs.hint.log", name=claim.name)
        jobs.fail_job(claim, unknown, at=now())
        return
    _run_steps(claim, step)


def _run_steps(claim: Claim, step: kinds.Step) -> None:
    while not claim.is_finished:
        if stopping.is_set():
            jobs.give_back(claim, at=now())
            return
        if not jobs.keep_job(claim, at=now()):
            jobs.end_early(claim, at=now())
            return
        following = _stepped(claim, step)
        if following is None:
            return
        claim = following


def _stepped(claim: Claim, step: kinds.Step) -> Claim | None:
    """The claim after one step; `None` where the run is over."""
    try:
        with _heartbeat(claim):
            return step(claim, now())
    except Refused as refused:
        if refused.reason == "store.refused.busy":
            jobs.give_back(claim, at=now())
        elif refused.reason != "jobs.refused.taken_over":
            jobs.fail_job(claim, refused, at=now())
    except Exception:
        # A step may fail in any way; the job goes on record, the worker goes on.
        _log.exception("A step of job %s (%s) failed", claim.job_id, claim.name)
        jobs.give_back(claim, at=now())
    return None


@contextmanager
def _heartbeat(claim: Claim) -> Iterator[None]:
    """Keep the lease while a step takes long."""
    ended = threading.Event()
    beating = threading.Thread(target=_beat, args=(claim, ended), daemon=True)
    beating.start()
    try:
        yield
    finally:
        ended.set()
        beating.join()


def _beat(claim: Claim, ended: threading.Event) -> None:
    try:
        while not ended.wait(HEARTBEAT_SECONDS):
            try:
                jobs.keep_job(claim, at=now())
            except OperationalError:
                _log.warning("The lease of job %s could not be kept this time", claim.job_id)
    finally:
        connections.close_all()
