"""办理环节 — what can happen to a task, with what the person who does it has to state."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EventKind(StrEnum):
    """交办、签收、启动、报进展、附佐证、申请销号、撤回申请、核验、退回、销号;撤销、转入、继续办理、恢复."""

    ASSIGN = "assign"
    SIGN_FOR = "sign_for"
    START = "start"
    REPORT = "report"
    ATTACH = "attach"
    CLAIM_DONE = "claim_done"
    TAKE_BACK = "take_back"
    VERIFY = "verify"
    RETURN = "return"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    CARRY_OVER = "carry_over"
    KEEP = "keep"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event with its statement; fields that a kind does not ask for stay empty.

    `text` is the words of a report or the reason of a return or a decision; `target_on` the own
    target day stated when signing for; `lead_unit_id` and `joint_unit_ids` name the units when
    assigning; `basis` (依据) is the document or instruction that a decision rests on, `document_id`
    the superseding document and `carried_to` the task of the new plan.
    """

    kind: EventKind
    text: str = ""
    percent: int | None = None
    target_on: date | None = None
    lead_unit_id: int | None = None
    joint_unit_ids: frozenset[int] = frozenset()
    basis: str = ""
    document_id: int | None = None
    carried_to: int | None = None
