"""审计校验 — recomputes the audit chain, its anchor, and every audited row's digest.

Each check goes on from where the step before ended, in bounded memory, while others write.
"""

from mengyang.store.reads.verification.anchor import verify_anchor
from mengyang.store.reads.verification.chain import ChainPlace, verify_end, verify_events
from mengyang.store.reads.verification.kept import line_now, verify_kept
from mengyang.store.reads.verification.rows import RowPlace, verify_rows

__all__ = [
    "ChainPlace",
    "RowPlace",
    "line_now",
    "verify_anchor",
    "verify_end",
    "verify_events",
    "verify_kept",
    "verify_rows",
]
