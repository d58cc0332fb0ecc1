"""作业投递 — hands a job's number to the library, which hands it to a worker."""

from datetime import datetime

from django.tasks import task

from mengyang.actions import jobs
from mengyang.actions.jobs import JobDraft
from mengyang.core.access import Actor
from mengyang.store.reads.deliveries import is_delivered
from mengyang.web.jobs import runner


def start(actor: Actor | None, draft: JobDraft, *, at: datetime) -> int:
    """Begin a job and deliver it; its id. The same key gives the same job.

    A crash between the two does no harm: the sweep delivers what nobody has claimed.
    """
    job_id, is_new = jobs.start_job(actor, draft, at=at)
    if is_new:
        deliver(job_id)
    return job_id


def deliver(job_id: int) -> None:
    """Deliver a job unless it lies with the library already."""
    if not is_delivered(run_job.module_path, job_id):
        run_job.enqueue(job_id)


@task()
def run_job(job_id: int) -> None:
    """What a worker calls with a delivered number."""
    runner.run(job_id)
