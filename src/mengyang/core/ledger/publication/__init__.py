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
from mengyang.core.ledger.publication.opinions import (
    OPINION_TABLE,
    Opinion,
    OpinionSaid,
    OpinionState,
    OpinionStep,
    moved,
    open_opinion_steps,
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
    "OPINION_TABLE",
    "TABLE",
    "Act",
    "Difference",
    "Edition",
    "EditionKind",
    "EditionState",
    "EditionStep",
    "Known",
    "Opinion",
    "OpinionSaid",
    "OpinionState",
    "OpinionStep",
    "Redaction",
    "RedactionRule",
    "Removed",
    "Said",
    "advance",
    "differences",
    "masked",
    "moved",
    "open_opinion_steps",
    "open_steps",
    "redact",
]
