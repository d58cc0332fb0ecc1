"""升级 — the record in the audit chain that the tables came to another version."""

from datetime import datetime

from mengyang import __version__
from mengyang.store.writes import transaction


def note_upgrade(before: str, *, at: datetime) -> None:
    """Put a finished upgrade on record."""
    with transaction(None, at) as work:
        work.note("installation.upgrade", before=before, after=__version__)
