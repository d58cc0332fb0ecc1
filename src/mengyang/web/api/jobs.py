"""作业接口 — what runs in the background."""

from datetime import datetime
from typing import Any

from ninja import Field, Query, Schema

from mengyang.actions.jobs import cancel_job as cancel
from mengyang.actions.jobs import resume_job as resume
from mengyang.store.reads import jobs as reads
from mengyang.store.reads.jobs import JobRow
from mengyang.store.reads.paging import Page
from mengyang.web.clock import now, today
from mengyang.web.interface_routes import Router
from mengyang.web.interface_types import REFUSALS, DoneOut, PageOut, PageQuery, RowId
from mengyang.web.jobs.delivery import deliver
from mengyang.web.request import Request, reach_of

PREFIX = "/jobs"
router = Router(tags=["jobs"])


class JobOut(Schema):
    """作业."""

    id: int
    name: str
    state: str
    step: str
    done: int
    total: int | None
    owner_name: str
    created_at: datetime
    finished_at: datetime | None
    message: dict[str, Any]
    result: dict[str, Any]
    wants_cancel: bool


class JobQuery(PageQuery):
    """Jobs in one state."""

    state: str = Field("", max_length=12)


@router.get("", response={200: PageOut[JobOut], **REFUSALS})
def jobs(request: Request, query: Query[JobQuery]) -> Page[JobRow]:
    """The jobs, the latest first."""
    return reads.jobs(reach_of(request.actor, "see", "job"), today(), query.asked())


@router.get("/{job_id}", response={200: JobOut, **REFUSALS})
def job(request: Request, job_id: RowId) -> JobRow:
    """One job and how far it is."""
    return reads.job(reach_of(request.actor, "see", "job"), today(), job_id)


@router.post("/{job_id}/cancel", response={200: DoneOut, **REFUSALS})
def cancel_job(request: Request, job_id: RowId) -> DoneOut:
    """Ask a job to stop at its next step."""
    cancel(request.actor, job_id, at=now())
    return DoneOut()


@router.post("/{job_id}/resume", response={200: DoneOut, **REFUSALS})
def resume_job(request: Request, job_id: RowId) -> DoneOut:
    """Let a job that failed or was cancelled go on where it stood."""
    resume(request.actor, job_id, at=now())
    deliver(job_id)
    return DoneOut()
