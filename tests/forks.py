"""Writers at one moment 并发写入: each in a fork of its own, for scripts run in an installation."""

import os
import traceback
from collections.abc import Callable, Iterable

from django.db import connections


def at_once(acts: Iterable[Callable[[], int | None]]) -> list[int]:
    """Let each act write in a fork; what they ended with: 0, what the act says, 1 for a fault."""
    # A connection is no fork's but its own.
    connections.close_all()
    children = [_forked(act) for act in acts]
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def _forked(act: Callable[[], int | None]) -> int:
    child = os.fork()
    if child:
        return child
    try:
        os._exit(act() or 0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
