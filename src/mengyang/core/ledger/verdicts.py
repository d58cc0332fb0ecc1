"""审核结论 — what a body outside decided of a task: 人大常委会、上级政府、审计机关."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class VerdictOutcome(StrEnum):
    """予以认可、部分认可、不予认可."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    NOT_ACCEPTED = "not_accepted"


@dataclass(frozen=True, slots=True)
class OutsideVerdict:
    """结论 — the outcome with the number and the day of the document that says it."""

    outcome: VerdictOutcome
    document_number: str
    dated_on: date


@dataclass(frozen=True, slots=True)
class Acceptance:
    """外部验收 — the body that accepts; `outcome` is its last verdict on the work as it stands."""

    body: str
    outcome: VerdictOutcome | None = None
