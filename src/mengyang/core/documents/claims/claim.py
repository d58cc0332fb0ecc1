"""数量陈述 — the record of one claim: an amount, its indicator and scope, and its sense."""

from enum import StrEnum
from typing import Literal, NamedTuple

from mengyang.core.documents.phrases.amounts import Amount
from mengyang.core.documents.records import Comparator, Span


class ClaimKind(StrEnum):
    """目标、事实、规则 — what a number is given for."""

    TARGET = "target"
    FACT = "fact"
    RULE = "rule"


class Claim(NamedTuple):
    """One amount with its sense. `span` covers the indicator's words, the number and its bounds.

    `noun` is the word right behind the number (巡察组 in 4个巡察组), `part_of` the indicator of the
    whole it is a part of.
    """

    kind: ClaimKind
    amount: Amount
    path: str
    span: Span
    indicator: str
    comparator: Comparator
    noun: str = ""
    scope: str | None = None
    by: str | None = None
    verb: Literal["reach", "keep"] = "reach"
    is_input: bool = False
    part_of: str | None = None
