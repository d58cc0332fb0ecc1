"""一次读取 — what several readings or checks ask of one document is found once."""

from collections.abc import Callable
from functools import wraps


def kept_for_latest[A, R](find: Callable[[A], R]) -> Callable[[A], R]:
    """`find`, which looks again only where it is asked of another record than the last time.

    Records are told apart by identity: to compare two documents would cost more than it saves.
    """
    latest: tuple[A, R] | None = None

    @wraps(find)
    def found(asked_of: A) -> R:
        nonlocal latest
        # Threads may ask at once: each looks only at what it holds itself.
        known = latest
        if known is None or known[0] is not asked_of:
            known = latest = (asked_of, find(asked_of))
        return known[1]

    return found
