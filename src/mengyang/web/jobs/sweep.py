"""作业清扫 — frees the jobs of dead workers, delivers what was lost, forgets old deliveries."""

import logging
import threading
from datetime import datetime, timedelta

from django.db import OperationalError, connections
from django_tasks_db.models import DBTaskResult

from mengyang.actions import jobs
from mengyang.web.clock import now
from mengyang.web.jobs.delivery import deliver

EVERY_SECONDS = 30.0
# After a kill the library's row says RUNNING for ever; ours tells the truth.
KEPT = timedelta(days=7)
_log = logging.getLogger(__name__)


def sweep(at: datetime) -> int:
    """Sweep once; how many jobs are to be delivered again."""
    overdue = jobs.take_back_overdue(at=at)
    for job_id in overdue:
        deliver(job_id)
    old = DBTaskResult.objects.exclude(status="READY").filter(enqueued_at__lt=at - KEPT)
    old.delete()
    return len(overdue)


def sweep_until(ended: threading.Event) -> None:
    """Sweep now and every half minute; a busy database is tried again the next time."""
    try:
        while True:
            try:
                sweep(now())
            except OperationalError:
                _log.warning("The sweep found the database busy")
            if ended.wait(EVERY_SECONDS):
                return
            connections.close_all()
    finally:
        connections.close_all()
