"""健康检查 — is the house fit to work: database, disk, worker, clock, anchor, backup.

In come the folder and the moment, out go findings in codes; no secret and no name is among them.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from mengyang.actions.notice_timing import timing_finding
from mengyang.core.findings import Finding, Level
from mengyang.store import condition
from mengyang.store.condition import DatabaseCondition
from mengyang.store.files import faulty_files
from mengyang.store.reads.access import mixed_administrators
from mengyang.store.reads.ledger import stored_files
from mengyang.store.reads.ledger.outbox import failed_deliveries

HEARTBEAT = Path("run") / "worker"
LAST_BACKUP = Path("backups") / "last.json"
# A clock may be corrected by a little at any time.
CLOCK_SLACK = timedelta(minutes=5)
WORKER_PATIENCE = timedelta(minutes=2)
JOB_PATIENCE = timedelta(minutes=10)
# Made every night: one that was missed is told before the third.
BACKUP_AGE = timedelta(days=2)
SCARCE_BYTES, TOO_FEW_BYTES = 2 * 1024**3, 200 * 1024**2
_GIGABYTE = 1024**3


@dataclass(frozen=True, slots=True)
class Health:
    """健康状况 — every check by name with what it found; figures where the database answered."""

    checks: tuple[tuple[str, Finding], ...]
    figures: DatabaseCondition | None

    @property
    def is_ready(self) -> bool:
        """Whether the house can work; a warning does not stop it."""
        return all(finding.level is not Level.ERROR for _, finding in self.checks)


def health(var: Path, *, at: datetime) -> Health:
    """Look at everything once; a few milliseconds."""
    figures = condition.database_condition(at - JOB_PATIENCE)
    checks = [
        ("database", _database(figures)),
        ("disk", _disk(var)),
        ("worker", _worker(var, at)),
        ("backup", _backup(var, at)),
        ("notices", timing_finding(var, at=at)),
    ]
    if figures is not None:
        checks += [
            ("migrations", _migrations()),
            ("jobs", _jobs(figures)),
            ("clock", _clock(figures, at)),
            ("anchor", _anchor(figures)),
            ("administrator", _administrator(figures)),
        ]
    return Health(tuple(checks), figures)


def health_findings(var: Path, *, at: datetime) -> Iterator[Finding]:
    """What is not as it should be, for `mengyang check`; there accounts are named, too."""
    for name, finding in health(var, at=at).checks:
        # When reminders go out is asked for even where nothing is wrong.
        if finding.level is not Level.INFO or name == "notices":
            yield finding
    given_up = failed_deliveries()
    if given_up:
        told, hint = {"count": given_up}, "health.hint.deliveries"
        yield Finding("health.found.deliveries", Level.WARNING, told, hint)
    names = mixed_administrators(at.date())
    if names:
        params = {"names": "、".join(names)}
        hint = "health.hint.mixed_administrators"
        yield Finding("health.found.mixed_administrators", Level.WARNING, params, hint)


def file_findings(var: Path) -> Iterator[Finding]:
    """Every file that a record names and that is gone or altered; reads all of them."""
    named = stored_files()
    faulty = faulty_files(var / "files", named)
    for sha256 in faulty:
        params = {"sha256": sha256[:12]}
        yield Finding("health.found.file_faulty", Level.ERROR, params, "health.hint.file")
    if not faulty:
        yield Finding("health.found.files", Level.INFO, {"count": len(named)})


def _database(figures: DatabaseCondition | None) -> Finding:
    if figures is None:
        return Finding("health.found.database_gone", Level.ERROR, hint="health.hint.database")
    return Finding("health.found.database", Level.INFO, {"events": figures.events})


def _migrations() -> Finding:
    if condition.has_pending_migrations():
        return Finding("health.found.migrations", Level.ERROR, hint="health.hint.upgrade")
    return Finding("health.found.tables", Level.INFO)


def _disk(var: Path) -> Finding:
    try:
        free = condition.free_bytes(var)
    except OSError:
        return Finding("health.found.folder_gone", Level.ERROR, hint="health.hint.folder")
    params = {"free": f"{free / _GIGABYTE:.1f}"}
    if free >= SCARCE_BYTES:
        return Finding("health.found.disk", Level.INFO, params)
    level = Level.ERROR if free < TOO_FEW_BYTES else Level.WARNING
    return Finding("health.found.disk_scarce", level, params, "health.hint.disk")


def _worker(var: Path, at: datetime) -> Finding:
    beat = condition.touched_at(var / HEARTBEAT)
    if beat is None:
        return Finding("health.found.no_worker", Level.WARNING, hint="health.hint.worker")
    since = at - datetime.fromtimestamp(beat, at.tzinfo)
    if since > WORKER_PATIENCE:
        params = {"minutes": int(since.total_seconds() // 60)}
        return Finding("health.found.worker_silent", Level.WARNING, params, "health.hint.worker")
    return Finding("health.found.worker", Level.INFO)


def _jobs(figures: DatabaseCondition) -> Finding:
    params = {"late": figures.late_jobs, "failed": figures.jobs.get("failed", 0)}
    if figures.late_jobs:
        return Finding("health.found.jobs_late", Level.WARNING, params, "health.hint.worker")
    return Finding("health.found.jobs", Level.INFO, params)


def _clock(figures: DatabaseCondition, at: datetime) -> Finding:
    last = figures.last_event_at
    if last is not None and at < last - CLOCK_SLACK:
        params = {"minutes": int((last - at).total_seconds() // 60)}
        return Finding("health.found.clock_behind", Level.WARNING, params, "health.hint.clock")
    return Finding("health.found.clock", Level.INFO)


def _anchor(figures: DatabaseCondition) -> Finding:
    params = {"anchored": figures.anchored, "events": figures.events}
    if figures.anchored < figures.events:
        return Finding("health.found.anchor_behind", Level.WARNING, params, "health.hint.anchor")
    return Finding("health.found.anchor", Level.INFO, params)


def _administrator(figures: DatabaseCondition) -> Finding:
    if not figures.administrators:
        return Finding("health.found.no_administrator", Level.WARNING, hint="health.hint.init")
    return Finding("health.found.administrator", Level.INFO)


def _backup(var: Path, at: datetime) -> Finding:
    try:
        made = datetime.fromisoformat(json.loads((var / LAST_BACKUP).read_bytes())["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return Finding("health.found.no_backup", Level.WARNING, hint="health.hint.backup")
    params = {"days": (at - made).days, "on": made.date().isoformat()}
    if at - made > BACKUP_AGE:
        return Finding("health.found.backup_old", Level.WARNING, params, "health.hint.backup")
    return Finding("health.found.backup", Level.INFO, params)
