"""任务分工 — from a draft for comment to an issued division of work, as pure rules."""

from mengyang.core.ledger.division.items import CHOICES, ItemChange, at_row, countered, item_fault
from mengyang.core.ledger.division.life import (
    TABLE,
    Division,
    DivisionState,
    Statement,
    Step,
    advance,
    open_steps,
)
from mengyang.core.ledger.division.rounds import (
    Asked,
    Clock,
    Reply,
    Share,
    Verdict,
    asked_units,
    clock,
    counts_as_consent,
    final_reply,
    settlement_fault,
    to_remind,
    unanswered,
)

__all__ = [
    "CHOICES",
    "TABLE",
    "Asked",
    "Clock",
    "Division",
    "DivisionState",
    "ItemChange",
    "Reply",
    "Share",
    "Statement",
    "Step",
    "Verdict",
    "advance",
    "asked_units",
    "at_row",
    "clock",
    "countered",
    "counts_as_consent",
    "final_reply",
    "item_fault",
    "open_steps",
    "settlement_fault",
    "to_remind",
    "unanswered",
]
