"""任务分工读取 — divisions of work, their tasks in draft, rounds with replies, signatures."""

from mengyang.store.reads.divisions.facts import division_facts, is_divided, shares
from mengyang.store.reads.divisions.lists import (
    DIVISION_SORTS,
    DivisionRow,
    ItemRow,
    SignatureRow,
    division,
    division_of_document,
    divisions,
    items,
    signatures,
)
from mengyang.store.reads.divisions.rounds import (
    AskedRow,
    OpinionRow,
    RoundRow,
    asked_unit,
    asked_units,
    open_for_units,
    opinion_division,
    rounds,
)

__all__ = [
    "DIVISION_SORTS",
    "AskedRow",
    "DivisionRow",
    "ItemRow",
    "OpinionRow",
    "RoundRow",
    "SignatureRow",
    "asked_unit",
    "asked_units",
    "division",
    "division_facts",
    "division_of_document",
    "divisions",
    "is_divided",
    "items",
    "open_for_units",
    "opinion_division",
    "rounds",
    "shares",
    "signatures",
]
