"""会议读取 — the meetings within reach, one with its decisions and how each stands, its minutes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from mengyang.core.access import Scope
from mengyang.core.findings import Refused
from mengyang.core.ledger import ENDED
from mengyang.store.models import Meeting, MeetingDecision, MeetingUnit
from mengyang.store.reads.asked import Asked, both_ways, is_id
from mengyang.store.reads.ledger.rows import Lit
from mengyang.store.reads.ledger.supervised import SupervisedRow, SupervisedSheet, matters_by_id
from mengyang.store.reads.names import Named, person_names, unit_names
from mengyang.store.reads.paging import Page, page
from mengyang.store.reads.scope import within

MEETING_SORTS = ("-held_on", *both_ways("held_on", "title", "chair", "unit_id"))
_ORDERS = {
    "-held_on": ("-held_on", "-pk"),
    "held_on": ("held_on", "pk"),
    "title": ("title", "pk"),
    "-title": ("-title", "-pk"),
    "chair": ("chair", "pk"),
    "-chair": ("-chair", "-pk"),
    "unit_id": ("unit_id", "pk"),
    "-unit_id": ("-unit_id", "-pk"),
}
_NOTHING = Q(pk__in=())


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """会议 with the units present; `decisions` of it lie within reach, `open` of them are not
    ended."""

    id: int
    unit: Named
    meeting_kind: str
    title: str
    held_on: date
    place: str
    chair: str
    chair_name: str
    reference: str
    minutes_name: str
    minutes_size: int | None
    minutes_sha256: str
    recorded_by: str
    recorded_at: datetime
    present: tuple[Named, ...]
    decisions: tuple[SupervisedRow, ...]
    open: int
    version: int


@dataclass(frozen=True, slots=True)
class MeetingReach:
    """What somebody may see of meetings and, apart from it, of the tasks of their decisions."""

    meetings: Scope
    tasks: Scope


def meetings(reach: MeetingReach, lit: Lit, asked: Asked) -> Page[MeetingRow]:
    """The meetings within reach, the latest first.

    Words look in title, chair, place and reference. Filters: `kind`, `year`, `unit` (that was
    present; an id).
    """
    rows = _within(reach.meetings, lit.day).filter(_asked_for(asked))
    (order,) = asked.order(MEETING_SORTS)
    found = page(rows, _ORDERS[order], asked.after, asked.size)
    return found.of(_rows(found.rows, reach, lit))


def meeting(reach: MeetingReach, lit: Lit, meeting_id: int) -> MeetingRow:
    """One meeting. Raises `Refused` where it is not within reach."""
    found = _rows(list(_within(reach.meetings, lit.day).filter(pk=meeting_id)), reach, lit)
    if not found:
        raise Refused("meetings.refused.not_found", "meetings.hint.list")
    return found[0]


def meeting_of_matter(reach: MeetingReach, lit: Lit, matter_id: int) -> MeetingRow | None:
    """The meeting that decided on a matter, where it is within reach."""
    rows = _within(reach.meetings, lit.day).filter(decisions__matter=matter_id)
    return next(iter(_rows(list(rows), reach, lit)), None)


def meeting_minutes(scope: Scope, day: date, meeting_id: int) -> SupervisedSheet:
    """The minutes of a meeting. Raises `Refused` where it is not within reach, or has none."""
    row = _within(scope, day).filter(pk=meeting_id).exclude(minutes_sha256="").first()
    if row is None:
        raise Refused("meetings.refused.no_minutes", "meetings.hint.list")
    size = row.minutes_size or 0
    return SupervisedSheet(row.minutes_name, row.minutes_type, size, row.minutes_sha256)


def meeting_years(scope: Scope, day: date) -> tuple[int, ...]:
    """The years of the meetings within reach, the latest first."""
    days = _within(scope, day).order_by().dates("held_on", "year", order="DESC")
    return tuple(each.year for each in days)


def _within(scope: Scope, day: date) -> QuerySet[Meeting]:
    return Meeting.objects.filter(within(scope, day))


def _asked_for(asked: Asked) -> Q:
    found = Q()
    if words := asked.words.strip():
        text = Q(title__icontains=words) | Q(chair__icontains=words)
        found &= text | Q(place__icontains=words) | Q(reference__icontains=words)
    if kind := asked.filter("kind"):
        found &= Q(meeting_kind=kind)
    if year := asked.filter("year"):
        found &= Q(held_on__year=int(year)) if year.isdecimal() and len(year) == 4 else _NOTHING
    if unit := asked.filter("unit"):
        here = MeetingUnit.objects.filter(unit_id=int(unit)) if is_id(unit) else None
        found &= _NOTHING if here is None else Q(pk__in=here.values("meeting_id"))
    return found


def _rows(rows: Sequence[Meeting], reach: MeetingReach, lit: Lit) -> list[MeetingRow]:
    ids = [row.pk for row in rows]
    present = _present(ids)
    decided = _decided(ids, reach, lit)
    everybody = {each for group in present.values() for each in group}
    units = unit_names(everybody | {row.unit_id for row in rows}, lit.day)
    people = person_names(row.recorded_by_id for row in rows)
    return [
        MeetingRow(
            id=row.pk,
            unit=units[row.unit_id],
            recorded_by=people.get(row.recorded_by_id, ""),
            present=tuple(units[each] for each in present.get(row.pk, ())),
            decisions=tuple(decided.get(row.pk, ())),
            open=sum(each.task.state not in ENDED for each in decided.get(row.pk, ())),
            **{name: getattr(row, name) for name in _PLAIN},
        )
        for row in rows
    ]


_PLAIN = (
    *("meeting_kind", "title", "held_on", "place", "chair", "chair_name", "reference"),
    *("minutes_name", "minutes_size", "minutes_sha256", "recorded_at", "version"),
)


def _present(ids: Iterable[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    rows = MeetingUnit.objects.filter(meeting_id__in=list(ids)).order_by("pk")
    for meeting_id, unit_id in rows.values_list("meeting_id", "unit_id"):
        found.setdefault(meeting_id, []).append(unit_id)
    return found


def _decided(ids: Iterable[int], reach: MeetingReach, lit: Lit) -> dict[int, list[SupervisedRow]]:
    """The matters within reach that each meeting decided on, in the order of its minutes."""
    rows = MeetingDecision.objects.filter(meeting_id__in=list(ids)).order_by("position")
    pairs = list(rows.values_list("meeting_id", "matter_id"))
    known = matters_by_id(reach.tasks, lit, [matter_id for _, matter_id in pairs])
    found: dict[int, list[SupervisedRow]] = {}
    for meeting_id, matter_id in pairs:
        if matter_id in known:
            found.setdefault(meeting_id, []).append(known[matter_id])
    return found
