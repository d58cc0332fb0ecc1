"""名录来源 — a shipped directory by its code, or an office's own file."""

from pathlib import Path

from mengyang import packs
from mengyang.core.findings import Refused
from mengyang.packs import Directory


def directory_named(source: str) -> Directory:
    """The shipped directory of that code, or that of the file. Raises `Refused`."""
    shipped = {directory.code: directory for directory in packs.directories()}
    if source in shipped:
        return shipped[source]
    file = Path(source)
    if not source or not file.is_file():
        raise Refused("directory.refused.not_found", "directory.hint.list", name=source)
    try:
        return packs.read_directory(file)
    except (ValueError, OSError) as fault:
        raise Refused(
            "directory.refused.faulty", "directory.hint.mend", name=source, fault=str(fault)
        ) from fault
