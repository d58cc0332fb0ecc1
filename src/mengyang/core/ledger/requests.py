"""请示事项 — what a unit asks of whoever assigned the task: 延期、中止、移交、异议.

A request is asked with its reason and its leader's signature, and answered once by other eyes.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class RequestKind(StrEnum):
    """延期、中止、移交、异议."""

    EXTENSION = "extension"
    SUSPENSION = "suspension"
    HAND_OVER = "hand_over"
    DISPUTE = "dispute"


class RequestState(StrEnum):
    """待批、同意、不予同意、已收回; 失效: the task ended before anybody answered."""

    OPEN = "open"
    GRANTED = "granted"
    DECLINED = "declined"
    RECALLED = "recalled"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """请示 — asked by a person in the name of a unit.

    `asked_for` is whom a deputy stood in for; `proposed_on` the later day of an extension,
    `proposed_unit_id` the unit that is to take the task over.
    """

    kind: RequestKind
    asked_by: int
    unit_id: int
    asked_for: int | None = None
    state: RequestState = RequestState.OPEN
    proposed_on: date | None = None
    proposed_unit_id: int | None = None

    @property
    def is_open(self) -> bool:
        return self.state is RequestState.OPEN

    def answered(self, state: RequestState) -> "Request":
        """The request after its answer. Raises `ValueError` where it was answered before."""
        if not self.is_open:
            raise ValueError(f"a request is answered once, this one is {self.state}")
        return replace(self, state=state)
