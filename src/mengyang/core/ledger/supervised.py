"""督查件 — where a duty comes from, in whose words, and how it is to be answered; its number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from mengyang.core.facts import DeadlineKind
from mengyang.core.findings import Refused
from mengyang.core.ledger.deadlines import Deadline
from mengyang.core.ledger.incoming import Urgency
from mengyang.core.ledger.recurrence import next_day


class MatterSource(StrEnum):
    """文件条款、领导批示、会议议定、重点任务、人大审议意见、建议提案、审计."""

    CLAUSE = "clause"
    INSTRUCTION = "instruction"
    MEETING = "meeting"
    KEY_TASK = "key_task"
    REVIEW_OPINION = "review_opinion"
    PROPOSAL = "proposal"
    AUDIT = "audit"


class AnswerForm(StrEnum):
    """反馈方式 — 台账反馈、书面专报、书面答复、当面汇报、整改报告."""

    PROGRESS = "progress"
    REPORT = "report"
    LETTER = "letter"
    IN_PERSON = "in_person"
    RECTIFICATION = "rectification"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """立项依据 — the source, the instruction's own words, who gave it (post or body) and when.

    `reference` is the number of the paper, motion or meeting, as printed.
    """

    source: str
    words: str
    giver: str
    given_on: date
    giver_name: str = ""
    reference: str = ""
    urgency: str = Urgency.ORDINARY.value
    answer: str = AnswerForm.PROGRESS.value
    answer_note: str = ""


# What a task of each source is called in the ledger; any other is a task.
TASK_KINDS: Mapping[str, str] = MappingProxyType(
    {
        MatterSource.REVIEW_OPINION.value: "opinion",
        MatterSource.PROPOSAL.value: "recommendation",
        MatterSource.AUDIT.value: "problem",
    }
)
DEADLINES = (
    DeadlineKind.BY_DATE,
    DeadlineKind.IMMEDIATE,
    DeadlineKind.IMMEDIATE_ONGOING,
    DeadlineKind.BY_DATE_ONGOING,
    DeadlineKind.ONGOING,
    DeadlineKind.RECURRING,
    DeadlineKind.NONE,
)
_DAY_NEEDED = frozenset({DeadlineKind.BY_DATE, DeadlineKind.BY_DATE_ONGOING})


def matter_number(year: int, number: int) -> str:
    """督查件编号 as papers print it: 督〔2026〕12号."""
    return f"督〔{year}〕{number}号"


def origin_fault(origin: Origin, day: date) -> Refused | None:
    """Why a matter cannot be registered so on `day`; `None` where it can."""
    known = (origin.source in set(MatterSource), origin.urgency in set(Urgency))
    if not all((*known, origin.answer in set(AnswerForm))):
        return Refused("matters.refused.unknown_choice", "matters.hint.choose_again")
    if not origin.words.strip():
        return Refused("matters.refused.no_words", "matters.hint.write_words")
    if not origin.giver.strip():
        return Refused("matters.refused.no_giver", "matters.hint.write_giver")
    if origin.given_on > day:
        return Refused("matters.refused.given_later", "matters.hint.given_on", day=origin.given_on)
    return None


def term_fault(deadline: Deadline, given_on: date, day: date) -> Refused | None:
    """Why a deadline fits no matter given on that day; `None` where it does."""
    if deadline.kind not in DEADLINES:
        return Refused("matters.refused.unknown_choice", "matters.hint.choose_again")
    if deadline.kind in _DAY_NEEDED and not deadline.days:
        return Refused("matters.refused.no_day", "matters.hint.state_day")
    if early := [each for each in deadline.days if each < given_on]:
        return Refused("matters.refused.due_early", "matters.hint.state_day", day=min(early))
    if deadline.kind is DeadlineKind.RECURRING and next_day(deadline.raw, day) is None:
        return Refused("matters.refused.no_recurrence", "matters.hint.recurrence")
    return None
