"""检查点 — named points of the work, at which a test has this very process killed.

`killed_at` names one as `point` or `point:n`, for the n-th time it is reached. No setting and no
variable does: outside the tests reaching a point is one comparison.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

_asked = ""
_left = 0


def reached(point: str) -> None:
    """Die here by SIGKILL where a test asked for it."""
    if _asked:
        _die_at(point)


@contextmanager
def killed_at(asked: str) -> Iterator[None]:
    """Ask for a kill inside the block, for the tests."""
    global _asked, _left
    before, _asked, _left = _asked, asked, 0
    try:
        yield
    finally:
        _asked = before


def _die_at(point: str) -> None:
    global _left
    name, _, times = _asked.partition(":")
    if point == name:
        _left += 1
        if _left >= int(times or 1):
            os.kill(os.getpid(), signal.SIGKILL)
