"""处理决定 — what becomes of a task whose document was superseded: 转入新方案、撤销、继续办理。

`MERGED` (并入): another task goes on with it. `RESTORED` (恢复办理) takes a withdrawal back that
was a mistake; `NONE`: nobody has decided.
"""

from enum import StrEnum


class Decision(StrEnum):
    """未作决定、转入、撤销、继续办理、恢复办理、并入."""

    NONE = ""
    CARRIED_OVER = "carried_over"
    WITHDRAWN = "withdrawn"
    KEPT = "kept"
    RESTORED = "restored"
    MERGED = "merged"
