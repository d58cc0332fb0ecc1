"""作业读取 — background work as its owners see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from mengyang.core.access import Scope
from mengyang.core.findings import Refused
from mengyang.store.models.jobs import Job
from mengyang.store.reads.asked import Asked, both_ways
from mengyang.store.reads.paging import Page, page
from mengyang.store.reads.scope import within

JOB_SORTS = (
    "-created_at",
    *both_ways("created_at", "finished_at", "name", "owner__display_name"),
)


@dataclass(frozen=True, slots=True)
class JobRow:
    """作业; `step` and `message["code"]` are message codes, `result` is what the kind left."""

    id: int
    name: str
    state: str
    step: str
    done: int
    total: int | None
    attempts: int
    owner_id: int | None
    owner_name: str
    created_at: datetime
    heartbeat_at: datetime | None
    finished_at: datetime | None
    message: Mapping[str, object]
    result: Mapping[str, object]
    wants_cancel: bool


def jobs(scope: Scope, day: date, asked: Asked) -> Page[JobRow]:
    """The jobs within reach, the latest first. Filters: `state`, `name`."""
    rows = Job.objects.filter(within(scope, day)).select_related("owner")
    for name in ("state", "name"):
        if value := asked.filter(name):
            rows = rows.filter(**{name: value})
    if asked.words:
        rows = rows.filter(name__icontains=asked.words)
    found = page(rows, asked.order(JOB_SORTS), asked.after, asked.size)
    return found.of(_row(row) for row in found.rows)


def job(scope: Scope, day: date, job_id: int) -> JobRow:
    """One job. Raises `Refused` where it is not within reach."""
    row = Job.objects.filter(within(scope, day), pk=job_id).select_related("owner").first()
    if row is None:
        raise Refused("jobs.refused.not_found", "jobs.hint.list")
    return _row(row)


def _row(row: Job) -> JobRow:
    return JobRow(
        id=row.pk,
        name=row.name,
        state=row.state,
        step=row.step,
        done=row.done,
        total=row.total,
        attempts=row.attempts,
        owner_id=row.owner_id,
        owner_name=row.owner.display_name if row.owner else "",
        created_at=row.created_at,
        heartbeat_at=row.heartbeat_at,
        finished_at=row.finished_at,
        message=row.message,
        result=row.result,
        wants_cancel=row.wants_cancel,
    )
