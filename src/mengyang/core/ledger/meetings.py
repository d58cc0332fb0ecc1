"""协调会 — a meeting whose decisions (议定事项) enter the ledger: what must be said of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mengyang.core.findings import Refused


class MeetingKind(StrEnum):
    """协调会、专题会、领导小组会."""

    COORDINATION = "coordination"
    SPECIAL = "special"
    LEADING_GROUP = "leading_group"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingHead:
    """会议 — when and where it was held, who took the chair (post, name), the minutes' number."""

    meeting_kind: str
    title: str
    held_on: date
    place: str = ""
    chair: str = ""
    chair_name: str = ""
    reference: str = ""


def head_fault(head: MeetingHead, day: date) -> Refused | None:
    """Why a meeting cannot be recorded so on `day`; `None` where it can."""
    if head.meeting_kind not in set(MeetingKind):
        return Refused("matters.refused.unknown_choice", "matters.hint.choose_again")
    if not head.title.strip():
        return Refused("meetings.refused.no_title", "meetings.hint.write_title")
    if not head.chair.strip():
        return Refused("meetings.refused.no_chair", "meetings.hint.write_chair")
    if head.held_on > day:
        return Refused("meetings.refused.held_later", "meetings.hint.held_on", day=head.held_on)
    return None
