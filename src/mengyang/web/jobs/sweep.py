"""作业清扫 — frees the jobs of dead workers, delivers what was lost, forgets old deliveries.

Once a day it also deletes files that no record names, forgets ledgers that nobody
confirmed, and demands evaluations of ending plans;
once a working day, in office hours, it reminds and urges. What is to be sent is begun as a job.
"""

import contextlib
import logging
import threading
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import OperationalError, connections

from mengyang.actions import jobs
from mengyang.actions.escalation import is_time_to_notice, make_due_notices
from mengyang.actions.evaluations import demand_due_evaluations
from mengyang.actions.evidence import sweep_orphans
from mengyang.actions.health import HEARTBEAT
from mengyang.actions.jobs import JobDraft
from mengyang.actions.ledger_sheets import forget_old_sheets
from mengyang.actions.notice_timing import note_run
from mengyang.actions.tidings import queue_tidings
from mengyang.core.findings import Refused
from mengyang.store.reads.ledger.outbox import has_due_deliveries
from mengyang.web.carriers import channels
from mengyang.web.clock import now
from mengyang.web.jobs.delivery import deliver, start

EVERY_SECONDS = 30.0
DAILY = timedelta(days=1)
# An edited ledger that nobody confirms.
SHEETS_KEPT = timedelta(days=7)
_log = logging.getLogger(__name__)


def sweep(at: datetime) -> int:
    """Sweep once; how many jobs are to be delivered again."""
    overdue = jobs.take_back_overdue(at=at)
    for job_id in overdue:
        deliver(job_id)
    jobs.forget_old_deliveries(at=at)
    return len(overdue)


def beat() -> None:
    """Say that the worker lives; a disk that refuses is told by the checks of the disk."""
    heart = settings.ENVIRONMENT.var / HEARTBEAT
    with contextlib.suppress(OSError):
        heart.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        heart.touch()


def sweep_files(at: datetime) -> None:
    """Delete the files that no record names; a disk that refuses is told in the log."""
    try:
        forgotten = forget_old_sheets(settings.ENVIRONMENT.var, at - SHEETS_KEPT)
        swept = sweep_orphans(settings.ENVIRONMENT.var / "files", at=at)
    except OSError:
        _log.exception("The files could not be swept")
        return
    if forgotten:
        _log.info("Forgot %s edited ledgers that nobody confirmed", forgotten)
    if swept:
        _log.info("Deleted %s files that no record names", len(swept))


def demand_evaluations(at: datetime) -> None:
    """Make the evaluations of ending plans tasks of theirs; who came first is left in peace."""
    try:
        made = demand_due_evaluations(at=at)
    except Refused as refused:
        _log.warning("Evaluations were not demanded this time: %s", refused.reason)
        return
    if made:
        _log.info("Demanded the evaluations of %s plans", made)


def write_notices(at: datetime, noticed_on: date | None) -> date | None:
    """Make the notices of the day unless that was done; the day for which they are made."""
    if noticed_on == at.date() or not is_time_to_notice(at):
        return noticed_on
    try:
        made = make_due_notices(channels(), settings.ENVIRONMENT.escalation, at=at)
    except Refused as refused:
        _log.warning("Notices were not made this time: %s", refused.reason)
        return noticed_on
    if made:
        _log.info("Made %s notices", made)
    note_run(settings.ENVIRONMENT.var, made, at=at)
    return at.date()


def begin_sending(at: datetime) -> None:
    """Begin to send what is due, at most once a minute; at night and on a day off it waits."""
    if not is_time_to_notice(at):
        return
    try:
        queue_tidings(channels(), at=at)
    except Refused as refused:
        _log.warning("Nothing was put into the outbox this time: %s", refused.reason)
    if has_due_deliveries(at):
        start(None, JobDraft("notice_sending", f"notice_sending {at:%Y-%m-%d %H:%M}"), at=at)


def sweep_until(ended: threading.Event) -> None:
    """Sweep now and every half minute; the files and the ending plans once a day.

    A busy database is tried again the next time.
    """
    daily_due = now()
    noticed_on: date | None = None
    try:
        while True:
            try:
                at = now()
                beat()
                sweep(at)
                noticed_on = write_notices(at, noticed_on)
                begin_sending(at)
                if at >= daily_due:
                    sweep_files(at)
                    demand_evaluations(at)
                    daily_due = at + DAILY
            except OperationalError:
                _log.warning("The sweep found the database busy")
            if ended.wait(EVERY_SECONDS):
                return
            connections.close_all()
    finally:
        connections.close_all()
