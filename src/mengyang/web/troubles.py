"""故障措辞 — the machine's own troubles in plain words: database gone or locked, disk full."""

import errno

from django.db import DatabaseError, InterfaceError, OperationalError, ProgrammingError

from mengyang.core.findings import Refused
from mengyang.store.contention import is_contended, sqlstate

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
# SQLSTATE of PostgreSQL: disk full, could not extend a file.
_FULL_STATES = frozenset({"53100", "58030"})


def trouble_of(fault: BaseException | None) -> Refused | None:
    """The trouble behind an exception, or nothing where it is a mistake of ours."""
    if isinstance(fault, OSError) and fault.errno in _FULL:
        return Refused("web.refused.disk_full", "web.hint.make_room")
    if not isinstance(fault, DatabaseError | InterfaceError):
        return None
    said = str(fault)
    if "disk is full" in said or "disk I/O error" in said or sqlstate(fault) in _FULL_STATES:
        return Refused("web.refused.disk_full", "web.hint.make_room")
    if is_contended(fault):
        return Refused("store.refused.busy", "store.hint.try_again")
    if isinstance(fault, ProgrammingError) or not _is_unreachable(fault):
        return None
    return Refused("web.refused.database_gone", "web.hint.tell_administrator")


def _is_unreachable(fault: Exception) -> bool:
    if any(words in str(fault) for words in ("not a database", "malformed")):
        return True
    is_ours = "no such column" in str(fault) or "syntax error" in str(fault)
    return isinstance(fault, OperationalError | InterfaceError) and not is_ours
