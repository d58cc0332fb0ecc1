"""办理环节 — what can happen to a task, with what the person who does it has to state."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mengyang.core.ledger.amounts import AmountRow, Amounts
from mengyang.core.ledger.parts import Splitting
from mengyang.core.ledger.requests import Request, RequestKind
from mengyang.core.ledger.verdicts import Acceptance, OutsideVerdict


class EventKind(StrEnum):
    """交办、签收、启动、报进展、附佐证、申请销号、撤回申请、核验、退回、销号;撤销、转入、继续办理、恢复;
    提出异议、维持交办、请示、收回请示、不予同意、延期、中止、解除中止、转办;阶段性办结、回头看、重新办理、归档、并入;
    指定外部验收、取消外部验收、登记外部验收结论、登记问题金额、登记整改金额;
    分解."""

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
    DISPUTE = "dispute"
    UPHOLD = "uphold"
    ASK = "ask"
    RECALL = "recall"
    DECLINE = "decline"
    EXTEND = "extend"
    SUSPEND = "suspend"
    RESUME = "resume"
    TRANSFER = "transfer"
    CLOSE_STAGE = "close_stage"
    RECHECK = "recheck"
    REOPEN = "reopen"
    ARCHIVE = "archive"
    MERGE = "merge"
    SET_BODY = "set_body"
    WAIVE_BODY = "waive_body"
    RECORD_VERDICT = "record_verdict"
    FIND_AMOUNT = "find_amount"
    RECTIFY_AMOUNT = "rectify_amount"
    SPLIT = "split"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event with its statement; fields that a kind does not ask for stay empty.

    `text` is the words of a report or the reason of a return or a decision; `target_on` the day
    that the event sets: the own target day, the later day, the next review; `lead_unit_id` and
    `joint_unit_ids` name the units when assigning; `basis` (依据) is the document or instruction
    that a decision rests on, `document_id` the superseding document and `carried_to` the task of
    the new plan, or the one merged into. `request` is what is asked, or the open request answered;
    `signatory` the leader who signed it and `signed_on` when; `holds` what a recheck found,
    `witness` who else was there; `hands` who drafted, reviewed and issued the claim judged;
    `waiting` the kinds of request not answered yet, `upheld_unit_id` whose dispute was upheld.
    `verdict` is what a body outside decided, `acceptance` how its acceptance stands before;
    `amount` is the row of money entered, `amounts` the sums before it; `splitting` the parts.
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
    request: Request | None = None
    signatory: str = ""
    holds: bool | None = None
    witness: str = ""
    signed_on: date | None = None
    hands: frozenset[int] = frozenset()
    waiting: frozenset[RequestKind] = frozenset()
    upheld_unit_id: int | None = None
    verdict: OutsideVerdict | None = None
    acceptance: Acceptance | None = None
    amount: AmountRow | None = None
    amounts: Amounts | None = None
    splitting: Splitting | None = None
