"""数据库争用 — whether a fault of the database only says that another writer was there first."""

# SQLSTATE of PostgreSQL: serialization failure, deadlock, lock not available.
_STATES = frozenset({"40001", "40P01", "55P03"})


def sqlstate(fault: BaseException) -> str:
    """The SQLSTATE behind a fault as Django raises it; empty on SQLite."""
    return str(getattr(fault.__cause__, "sqlstate", "") or "")


def is_contended(fault: BaseException) -> bool:
    """Whether it may well go through when it is tried again."""
    return sqlstate(fault) in _STATES or "database is locked" in str(fault)
