"""公众意见写入 — opinions as they come in, their steps, and the marks that limit how many come."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mengyang.core.findings import Refused
from mengyang.store.models import OpinionSalt, OpinionSending, PublicOpinion
from mengyang.store.writes.work import Work

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OpinionDraft:
    """意见 to be written."""

    edition_id: int
    task_number: str
    text: str
    name: str
    contact: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Flood:
    """How many opinions are taken: of one address in an hour and a day, of all in a day."""

    per_hour: int
    per_day: int
    of_all_per_day: int


def count_sending(address: str, at: datetime, flood: Flood) -> None:
    """Count one more opinion from an address. Raises `Refused` where there are enough of them.

    The address itself is never stored; the salt of an earlier day is deleted with its marks.
    """
    OpinionSalt.objects.exclude(day=at.date()).delete()
    OpinionSending.objects.filter(sent_at__lt=at - _DAY).delete()
    fresh = {"salt": secrets.token_hex(32)}
    salt, _ = OpinionSalt.objects.get_or_create(day=at.date(), defaults=fresh)
    mark = hashlib.sha256(f"{salt.salt}:{address}".encode()).hexdigest()
    own = OpinionSending.objects.filter(mark=mark)
    if own.filter(sent_at__gt=at - _HOUR).count() >= flood.per_hour:
        raise Refused("opinions.refused.too_many", "opinions.hint.in_an_hour")
    if own.count() >= flood.per_day:
        raise Refused("opinions.refused.too_many", "opinions.hint.tomorrow")
    if OpinionSending.objects.count() >= flood.of_all_per_day:
        raise Refused("opinions.refused.too_many_of_all", "opinions.hint.tomorrow")
    OpinionSending.objects.create(mark=mark, sent_at=at)


def add_opinion(work: Work, draft: OpinionDraft) -> int:
    """Write an opinion; its id."""
    row = PublicOpinion(
        edition_id=draft.edition_id,
        task_number=draft.task_number,
        text=draft.text,
        name=draft.name,
        contact=draft.contact,
        received_at=work.at,
        due_on=draft.due_on,
    )
    return work.create(row, action="opinion.receive").pk


def take_opinion(opinion_id: int) -> PublicOpinion:
    """The row of an opinion, locked. Raises `Refused` where there is none."""
    rows = PublicOpinion.objects.select_for_update(of=("self",)).filter(pk=opinion_id)
    row = rows.first()
    if row is None:
        raise Refused("opinions.refused.no_such_opinion", "ledger.hint.list")
    return row


def step_opinion(
    work: Work, seen: tuple[int, int], changes: Mapping[str, object], *, action: str
) -> int:
    """Write what a step changed in the opinion `seen` by id and version; the version it has now."""
    row = PublicOpinion.objects.get(pk=seen[0])
    return work.change(row, dict(changes), action=action, expected_version=seen[1]).version
