"""运行状况 — what the database, the anchor and the folder say of the state of the house.

Counts and moments only, nothing of what anybody wrote: it may be told to whoever watches over the
machine.
"""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError, connection
from django.db.models import Count

from mengyang.core.access import Role
from mengyang.store import anchor, dumps
from mengyang.store.models.access import Post
from mengyang.store.models.audit import Event, Head
from mengyang.store.models.jobs import Job

_SIZE_POSTGRESQL = "SELECT pg_database_size(current_database())"
_SIZE_SQLITE = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"


@dataclass(frozen=True, slots=True)
class DatabaseCondition:
    """Of the database; `anchored` is how far the anchor file had come."""

    size_bytes: int
    events: int
    anchored: int
    last_event_at: datetime | None
    jobs: Mapping[str, int]
    late_jobs: int
    administrators: int


def has_pending_migrations() -> bool:
    """Whether the tables are older than the code. Raises `DatabaseError`."""
    return dumps.has_pending()


def database_condition(late_before: datetime) -> DatabaseCondition | None:
    """What the database says; nothing where it does not answer.

    A job is late where it should have been delivered or kept before `late_before`.
    """
    try:
        head = Head.objects.first() or Head()
        last = Event.objects.filter(sequence=head.sequence).values_list("at", flat=True).first()
        states = Job.objects.order_by().values_list("state").annotate(Count("pk"))
        late = Job.objects.filter(state__in=("waiting", "running"), lease_until__lt=late_before)
        administrators = Post.objects.filter(role=Role.SYSTEM_ADMINISTRATOR, user__is_active=True)
        line = anchor.last_line()
        return DatabaseCondition(
            size_bytes=_size(),
            events=head.sequence,
            anchored=line.sequence if line else 0,
            last_event_at=last,
            jobs=dict(states),
            late_jobs=late.count(),
            administrators=administrators.count(),
        )
    except DatabaseError:
        return None


def free_bytes(folder: Path) -> int:
    """Room on the disk of the folder."""
    return shutil.disk_usage(folder).free


def touched_at(path: Path) -> float | None:
    """When a file was last touched, in seconds of the epoch; nothing where it is not there."""
    try:
        return path.stat().st_mtime
    except OSError:
        return None


def _size() -> int:
    is_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(_SIZE_POSTGRESQL if is_postgresql else _SIZE_SQLITE)
        return int((cursor.fetchone() or (0,))[0])
