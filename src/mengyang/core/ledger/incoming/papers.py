"""收文登记 — an incoming paper as the rules see it, and what can be done with it.

Source: 《党政机关公文处理工作条例》第二十四条 (签收、登记、初审、承办、传阅、催办、答复).
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from mengyang.core.findings import Refused
from mengyang.core.ledger.deadlines import Deadline


class IncomingState(StrEnum):
    """已登记、已拟办、已批示、承办中、已办结;已撤销。"""

    REGISTERED = "registered"
    PROPOSED = "proposed"
    INSTRUCTED = "instructed"
    IN_HAND = "in_hand"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """拟办、批示、交办、办结、更正登记、撤销登记."""

    PROPOSE = "propose"
    INSTRUCT = "instruct"
    HAND_OVER = "hand_over"
    FINISH = "finish"
    CORRECT = "correct"
    WITHDRAW = "withdraw"


class Urgency(StrEnum):
    """紧急程度 — 平件、急件、特急."""

    ORDINARY = "ordinary"
    URGENT = "urgent"
    MOST_URGENT = "most_urgent"


class Secrecy(StrEnum):
    """密级 — what may stand in this register; anything with a grade may not."""

    NONE = "none"
    INTERNAL = "internal"


# 秘密、机密、绝密: told apart from nonsense so that the refusal can say why.
GRADES = ("secret", "confidential", "top_secret")


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """收文 — `lead_unit_id` handles it (承办) in its `section`; `joint_unit_ids` help."""

    id: int
    version: int
    state: IncomingState
    received_on: date
    deadline: Deadline = field(default_factory=Deadline)
    due_on: date | None = None
    state_since: date | None = None
    lead_unit_id: int | None = None
    joint_unit_ids: frozenset[int] = frozenset()
    section: str = ""
    result: str = ""
    finished_on: date | None = None
    withdraw_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """办理环节 — one step with what it states; fields that a step does not ask for stay empty.

    `text` is the opinion, the leader's words, the result or the reason; `on` the day the leader
    wrote or the matter was done. `is_transcribed` (代录): written on paper and entered by the
    secretary, which takes a scan of the sheet.
    """

    kind: Step
    text: str = ""
    on: date | None = None
    leader_name: str = ""
    leader_post: str = ""
    is_transcribed: bool = False
    has_scan: bool = False
    lead_unit_id: int | None = None
    joint_unit_ids: frozenset[int] = frozenset()
    section: str = ""
    deadline: Deadline | None = None


def receipt_number(year: int, number: int) -> str:
    """收文号 as the register prints it: 收〔2026〕12号."""
    return f"收〔{year}〕{number}号"


_BRACKETS = str.maketrans(dict.fromkeys("[(【〈<﹝", "〔") | dict.fromkeys("])】〉>﹞", "〕"))


def number_key(document_number: str) -> str:
    """A document number (文号) without what people write differently: width, brackets, blanks."""
    folded = unicodedata.normalize("NFKC", document_number).translate(_BRACKETS)
    return re.sub(r"第(?=\d)", "", re.sub(r"\s", "", folded))


def refused_secrecy(secrecy: str) -> Refused | None:
    """Why a paper of this grade may not be registered here; `None` where it may."""
    if secrecy in GRADES:
        return Refused("incoming.refused.secrecy", "incoming.hint.secrecy")
    if secrecy not in set(Secrecy):
        return Refused("incoming.refused.no_secrecy", "incoming.hint.state_secrecy")
    return None
