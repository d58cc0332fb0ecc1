"""备份办理 — what the commands of backup, restore and upgrade have in common: place, progress."""

import sys
import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandParser

from mengyang.actions.archives import Manifest, Place, Told
from mengyang.actions.audit import Verification, verify_audit
from mengyang.actions.backups import BackupOrder, archive_name, drop_older, make_backup
from mengyang.core.findings import Refused
from mengyang.web.clock import now
from mengyang.web.management.speech import line_of, note, sentence
from mengyang.web.site.faults import configuration_faults, is_wrong

SPOKEN_SECONDS = 2.0
_MEGABYTE = 1_000_000


def own_place() -> Place:
    """Where this installation lies."""
    database = settings.DATABASES["default"]
    is_file = str(database["ENGINE"]).endswith("sqlite3")
    return Place(settings.ENVIRONMENT.var, Path(str(database["NAME"])) if is_file else None)


def target_of(out: object, passphrase: str) -> Path:
    """The archive to be written: as named, in the named folder, or in `MENGYANG_VAR/backups`."""
    name = archive_name(now(), is_sealed=bool(passphrase))
    if not out:
        return Path(settings.ENVIRONMENT.var) / "backups" / name
    path = Path(str(out)).absolute()
    return path / name if path.is_dir() else path


def back_up(target: Path, passphrase: str) -> Manifest:
    """Make the archive, telling of it."""
    order = BackupOrder(own_place(), target, passphrase)
    return make_backup(order, Teller("backup.said.progress"), at=now())


def add_keeping(parser: CommandParser) -> None:
    """The option that says how many archives stay."""
    parser.add_argument("--keep", type=int, help=sentence("backup.help.keep"))


def keep_of(options: dict[str, object]) -> int:
    """How many archives stay; 0 for all of them. Raises `Refused` where none would."""
    keep = options["keep"]
    if isinstance(keep, int) and keep < 1:
        raise Refused("backup.refused.keep_none", "backup.hint.keep")
    return keep if isinstance(keep, int) else 0


def drop(folder: Path, keep: int) -> None:
    """Delete the older archives of the folder, if a number was asked for, telling which."""
    for path in drop_older(folder, keep) if keep else ():
        note("backup.said.dropped", path=path)


def is_sound_and_whole() -> bool:
    """Whether `check` and `audit verify` find nothing wrong; what they find is told."""
    faults = configuration_faults()
    for fault in faults:
        print(line_of(fault), file=sys.stderr)
    if is_wrong(faults):
        return False
    result = verify_audit(told=lambda _: None)
    _tell(result)
    return result.is_whole


class Teller:
    """Tells of the progress now and then."""

    def __init__(self, code: str) -> None:
        self._code, self._told = code, time.monotonic()

    def __call__(self, told: Told) -> None:
        if time.monotonic() - self._told > SPOKEN_SECONDS:
            self._told = time.monotonic()
            note(self._code, members=told.members, size=f"{told.size / _MEGABYTE:,.0f}")


def _tell(result: Verification) -> None:
    for finding in result.findings:
        print(line_of(finding), file=sys.stderr)
    code = "audit.said.whole" if result.is_whole else "audit.said.broken"
    note(code, events=result.events, rows=result.rows, faults=result.faults)
