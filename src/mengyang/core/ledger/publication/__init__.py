"""双公开 — one plan in two editions, inside and public: what each tells, and its life."""

from mengyang.core.ledger.publication.differences import Difference, differences
from mengyang.core.ledger.publication.editions import (
    TABLE,
    Edition,
    EditionKind,
    EditionState,
    EditionStep,
    Said,
    advance,
    open_steps,
)
from mengyang.core.ledger.publication.redaction import (
    MARK,
    Act,
    Known,
    Redaction,
    RedactionRule,
    Removed,
    masked,
    redact,
)

__all__ = [
    "MARK",
    "TABLE",
    "Act",
    "Difference",
    "Edition",
    "EditionKind",
    "EditionState",
    "EditionStep",
    "Known",
    "Redaction",
    "RedactionRule",
    "Removed",
    "Said",
    "advance",
    "differences",
    "masked",
    "open_steps",
    "redact",
]
