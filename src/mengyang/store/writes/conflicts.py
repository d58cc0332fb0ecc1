"""并发冲突 — what two databases say when another writer came first, as a refusal."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, OperationalError

from mengyang.core.findings import Refused

# SQLSTATE of PostgreSQL: serialization failure, deadlock, lock not available.
_BUSY = {"40001", "40P01", "55P03"}
_UNIQUE = "23505"


@contextmanager
def conflicts_refused() -> Iterator[None]:
    """Turn a lost race into `Refused`; every other fault of the database passes."""
    try:
        yield
    except IntegrityError as error:
        if _state(error) == _UNIQUE or "UNIQUE constraint failed" in str(error):
            raise Refused("store.refused.exists", "store.hint.reload") from error
        raise
    except OperationalError as error:
        if _state(error) in _BUSY or "database is locked" in str(error):
            raise Refused("store.refused.busy", "store.hint.try_again") from error
        raise


def _state(error: Exception) -> str:
    return str(getattr(error.__cause__, "sqlstate", "") or "")
