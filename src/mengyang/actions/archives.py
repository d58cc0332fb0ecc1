"""备份清单 — what an archive says of itself, and how it is checked before anybody trusts it."""

import errno
import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from mengyang.core.findings import Refused
from mengyang.formats.archive import verify_archive
from mengyang.store import holdings
from mengyang.store.dumps import Dump, Head

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE, FOLDER = "database/", "var/"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an installation lies: its folder and, for SQLite, the file of its database."""

    var: Path
    database: Path | None = None

    @property
    def apart(self) -> frozenset[Path]:
        """What is kept in another way than as a file of the folder."""
        own = {self.var / holdings.ANCHOR}
        return frozenset(own | ({self.database} if self.database else set()))


@dataclass(frozen=True, slots=True)
class Told:
    """How far a backup or a restore has come: members done, bytes of them."""

    members: int
    size: int


type Teller = Callable[[Told], None]


@dataclass(frozen=True, slots=True)
class Manifest:
    """备份清单 — what an archive says of itself."""

    made_at: str
    version: str
    dump: Dump
    members: int

    @property
    def head(self) -> Head:
        """How far the audit chain had come."""
        return self.dump.head


def read_manifest(path: Path, passphrase: str = "") -> Manifest:
    """Read the whole archive against its sums; what it says of itself. Raises `Refused`."""
    if not path.is_file():
        raise Refused("backup.refused.no_archive", "backup.hint.list", path=path)
    content = verify_archive(path, MANIFEST, passphrase)
    try:
        return _manifest(json.loads(content))
    except (ValueError, KeyError, TypeError) as fault:
        raise Refused("backup.refused.damaged", "backup.hint.other_archive") from fault


def disk_refusal(fault: OSError, path: Path) -> Refused:
    """A disk that is full or refuses, in plain words."""
    if fault.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return Refused("backup.refused.disk_full", "backup.hint.make_room", path=path)
    said = os.strerror(fault.errno) if fault.errno else str(fault)
    return Refused("backup.refused.disk", "backup.hint.look_at_folder", path=path, fault=said)


def plain(manifest: Manifest) -> dict[str, Any]:
    """The manifest in JSON's own types."""
    dump = manifest.dump
    return {
        "format": FORMAT,
        "made_at": manifest.made_at,
        "version": manifest.version,
        "database": dump.vendor,
        "head": asdict(dump.head),
        "rows": dump.rows,
        "columns": dump.columns,
        "sequences": dump.sequences,
        "migrations": dump.migrations,
        "members": manifest.members,
    }


def _manifest(told: dict[str, Any]) -> Manifest:
    if told["format"] != FORMAT:
        raise Refused("backup.refused.later_format", "backup.hint.version", version=told["version"])
    dump = Dump(
        told["database"],
        tuple(told["migrations"]),
        Head(**told["head"]),
        told["rows"],
        {name: tuple(each) for name, each in told["columns"].items()},
        {name: tuple(each) for name, each in told["sequences"].items()},
    )
    return Manifest(told["made_at"], told["version"], dump, told["members"])
