"""沿革 — from when until when a document holds, and which later document ended or changed it."""

from mengyang.core.documents.lineage.proposals import (
    ProposedRelation,
    ProposedValidity,
    last_plan_day,
    proposed_relations,
    proposed_validity,
)
from mengyang.core.documents.lineage.standing import (
    ENDING,
    ActedOn,
    Relation,
    Standing,
    Validity,
    standing,
    would_circle,
)

__all__ = [
    "ENDING",
    "ActedOn",
    "ProposedRelation",
    "ProposedValidity",
    "Relation",
    "Standing",
    "Validity",
    "last_plan_day",
    "proposed_relations",
    "proposed_validity",
    "standing",
    "would_circle",
]
