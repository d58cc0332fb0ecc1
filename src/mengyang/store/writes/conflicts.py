"""并发冲突 — what two databases say when another writer came first, as a refusal."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, OperationalError

from mengyang.core.findings import Refused
from mengyang.store.contention import is_contended, sqlstate

_UNIQUE = "23505"


@contextmanager
def conflicts_refused() -> Iterator[None]:
    """Turn a lost race into `Refused`; every other fault of the database passes."""
    try:
        yield
    except IntegrityError as error:
        if sqlstate(error) == _UNIQUE or "UNIQUE constraint failed" in str(error):
            raise Refused("store.refused.exists", "store.hint.reload") from error
        raise
    except OperationalError as error:
        if is_contended(error):
            raise Refused("store.refused.busy", "store.hint.try_again") from error
        raise
