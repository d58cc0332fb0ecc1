"""征求意见 — whom a round asks about which tasks, its clock, who is silent, what silence means."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mengyang.core.findings import Refused


class Reply(StrEnum):
    """待反馈、无意见、有建议、有意见、逾期未反馈."""

    WAITING = "waiting"
    AGREED = "agreed"
    PROPOSED = "proposed"
    OBJECTED = "objected"
    SILENT = "silent"


class Verdict(StrEnum):
    """采纳、部分采纳、不采纳."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Share:
    """A task of the draft with the units it would bind, lead first."""

    item_id: int
    unit_ids: tuple[int, ...]
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A unit asked in a round, and what it has replied."""

    unit_id: int
    reply: Reply = Reply.WAITING


@dataclass(frozen=True, slots=True)
class Clock:
    """`days_left` until replies are due, negative once the day has passed."""

    days_left: int

    @property
    def is_over(self) -> bool:
        """Whether the day has passed; on the day itself a reply is in time."""
        return self.days_left < 0


def asked_units(shares: Iterable[Share], *, only_changed: bool) -> dict[int, tuple[int, ...]]:
    """Every unit to be asked with the tasks it is asked about, both in the order of the draft."""
    found: dict[int, list[int]] = {}
    for share in shares:
        if share.is_changed or not only_changed:
            for unit_id in dict.fromkeys(share.unit_ids):
                found.setdefault(unit_id, []).append(share.item_id)
    return {unit_id: tuple(items) for unit_id, items in found.items()}


def clock(due_on: date, day: date) -> Clock:
    """How long a round still runs."""
    return Clock((due_on - day).days)


def unanswered(asked: Iterable[Asked]) -> tuple[int, ...]:
    """The units that have not replied."""
    return tuple(each.unit_id for each in asked if each.reply is Reply.WAITING)


def to_remind(
    asked: Iterable[Asked], due_on: date, day: date, within_days: int
) -> Mapping[int, Clock]:
    """The units to be reminded: no reply, and the day is near or has passed."""
    left = clock(due_on, day)
    if left.days_left > within_days:
        return {}
    return dict.fromkeys(unanswered(asked), left)


def final_reply(reply: Reply, due_on: date, day: date) -> Reply:
    """What is recorded when a round closes: no word after the day is silence, never agreement."""
    is_silent = reply is Reply.WAITING and clock(due_on, day).is_over
    return Reply.SILENT if is_silent else reply


def counts_as_consent(reply: Reply, *, silence_is_consent: bool) -> bool:
    """Whether the reply stands for agreement; silence does only where the round said so."""
    return reply is Reply.AGREED or (reply is Reply.SILENT and silence_is_consent)


def settlement_fault(verdict: str, reason: str, *, proposes: bool, changes: bool) -> Refused | None:
    """Why an opinion cannot be settled so; `proposes`: it names another unit or day itself."""
    if verdict not in set(Verdict):
        return Refused("divisions.refused.no_verdict", "divisions.hint.verdict")
    if verdict != Verdict.ACCEPTED and not reason.strip():
        return Refused("divisions.refused.verdict_reason", "divisions.hint.write_reason")
    if verdict == Verdict.REJECTED and changes:
        return Refused("divisions.refused.rejected_changes", "divisions.hint.verdict")
    if verdict == Verdict.PARTLY and proposes and not changes:
        return Refused("divisions.refused.partly_nothing", "divisions.hint.change_draft")
    return None
