"""名录来源 — a shipped directory by its code, or an office's own file."""

from pathlib import Path

from mengyang import packs
from mengyang.core.findings import Refused
from mengyang.packs import Directory
from mengyang.packs.table import PackFault
from mengyang.web.management.speech import sentence


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
    except PackFault as fault:
        why = sentence(fault.told.code, **fault.told.params)
        raise _faulty(fault.where, why) from fault
    except OSError as fault:
        raise _faulty(source, fault.strerror or str(fault)) from fault


def _faulty(where: str, why: str) -> Refused:
    return Refused("directory.refused.faulty", "directory.hint.mend", where=where, fault=why)
