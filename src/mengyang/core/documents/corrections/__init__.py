"""更正 — what a person may change in a reading entry, checked before it is kept.

Content enters and leaves in the shape of the reading JSON.
"""

from mengyang.core.documents.corrections.obligations import (
    OBLIGATION_KINDS,
    NamedUnit,
    ObligationChange,
    corrected_obligation,
    new_obligation,
)
from mengyang.core.documents.corrections.reports import ReportChange, corrected_report
from mengyang.core.documents.corrections.targets import (
    COMPARATORS,
    VERBS,
    TargetChange,
    corrected_target,
    new_target,
)

__all__ = [
    "COMPARATORS",
    "OBLIGATION_KINDS",
    "VERBS",
    "NamedUnit",
    "ObligationChange",
    "ReportChange",
    "TargetChange",
    "corrected_obligation",
    "corrected_report",
    "corrected_target",
    "new_obligation",
    "new_target",
]
