"""征求意见读取 — rounds with the units asked, what they replied, and how it was settled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from mengyang.core.access import Scope
from mengyang.core.findings import Refused
from mengyang.core.ledger.division import Reply
from mengyang.store.models import AskedUnit, Opinion, Round, UnitName
from mengyang.store.reads.asked import Asked, both_ways, is_id
from mengyang.store.reads.names import Named, person_names, unit_names
from mengyang.store.reads.paging import Page, page
from mengyang.store.reads.scope import within

ASKED_SORTS = (
    "-round__number",
    *both_ways("round__number", "unit_id", "replied_on", "reminded_on", "scan_name"),
)


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """意见 of a unit on one task; no `verdict` while it is open."""

    id: int
    unit_id: int
    item_id: int
    position: int
    title: str
    clause_path: str
    opinion_kind: str
    words: str
    other_unit: Named | None
    other_day: date | None
    verdict: str
    verdict_reason: str
    settled_by: str
    version: int


@dataclass(frozen=True, slots=True)
class AskedRow:
    """征求意见单位 with its reply; `recorded` where a clerk entered what came on paper."""

    id: int
    division_id: int
    division_title: str
    round_id: int
    round_number: int
    reply_due_on: date
    is_open: bool
    silence_is_consent: bool
    unit: Named
    item_ids: tuple[int, ...]
    reply: str
    words: str
    replied_on: date | None
    replied_by: str
    is_recorded: bool
    scan_name: str
    scan_sha256: str
    reminded_on: date | None
    opinions: tuple[OpinionRow, ...]
    version: int


@dataclass(frozen=True, slots=True)
class RoundRow:
    """征求意见 — one round with everybody asked, in the order of the draft."""

    id: int
    number: int
    sent_on: date
    reply_due_on: date
    term_words: str
    silence_is_consent: bool
    closed_on: date | None
    asked: tuple[AskedRow, ...]


def rounds(scope: Scope, day: date, division_id: int) -> tuple[RoundRow, ...]:
    """The rounds of a division within reach, the first first."""
    reach = within(scope, day, "division__")
    sent = Round.objects.filter(reach, division_id=division_id).order_by("number")
    asked = _asked(AskedUnit.objects.filter(round__in=sent), day)
    return tuple(
        RoundRow(
            id=row.pk,
            number=row.number,
            sent_on=row.sent_on,
            reply_due_on=row.reply_due_on,
            term_words=row.term_words,
            silence_is_consent=row.silence_is_consent,
            closed_on=row.closed_on,
            asked=tuple(each for each in asked if each.round_id == row.pk),
        )
        for row in sent
    )


def asked_unit(scope: Scope, day: date, asked_id: int) -> AskedRow:
    """One unit's part of a round. Raises `Refused` where its division is not within reach."""
    rows = AskedUnit.objects.filter(within(scope, day, "round__division__"), pk=asked_id)
    found = _asked(rows, day)
    if not found:
        raise Refused("divisions.refused.no_such_request", "divisions.hint.list")
    return found[0]


def asked_units(scope: Scope, day: date, division_id: int, asked: Asked) -> Page[AskedRow]:
    """Who was asked in the rounds of a division within reach, the latest round first.

    Words look in the names of the units and in what they said; filters `round` (its number) and
    `reply`.
    """
    rows = AskedUnit.objects.filter(
        within(scope, day, "round__division__"), round__division_id=division_id
    )
    if words := asked.words.strip():
        named = UnitName.objects.filter(Q(name_zh__icontains=words) | Q(name_en__icontains=words))
        rows = rows.filter(Q(words__icontains=words) | Q(unit_id__in=named.values("unit_id")))
    if number := asked.filter("round"):
        rows = rows.filter(round__number=int(number)) if is_id(number) else rows.none()
    if reply := asked.filter("reply"):
        rows = rows.filter(reply=reply)
    (order,) = asked.order(ASKED_SORTS)
    found = page(rows.select_related("round"), (order, "id"), asked.after, asked.size)
    told = {
        row.id: row for row in _asked(rows.filter(pk__in=[each.pk for each in found.rows]), day)
    }
    return found.of(told[each.pk] for each in found.rows)


def open_for_units(scope: Scope, day: date, unit_ids: Iterable[int]) -> tuple[AskedRow, ...]:
    """What units are still asked, the nearest day first: open rounds, replied or not."""
    rows = AskedUnit.objects.filter(
        within(scope, day, "round__division__"),
        unit_id__in=list(unit_ids),
        round__closed_on=None,
        round__division__state="commenting",
    )
    return tuple(sorted(_asked(rows, day), key=lambda row: (row.reply_due_on, row.id)))


def opinion_division(scope: Scope, day: date, opinion_id: int) -> tuple[int, OpinionRow]:
    """The division of an opinion within reach, and the opinion. Raises `Refused`."""
    rows = Opinion.objects.filter(within(scope, day, "asked__round__division__"), pk=opinion_id)
    found = rows.select_related("item", "asked").first()
    if found is None:
        raise Refused("divisions.refused.no_such_opinion", "store.hint.reload")
    return found.item.division_id, _opinions([found], day)[0]


def _asked(rows: QuerySet[AskedUnit], day: date) -> list[AskedRow]:
    kept = list(rows.select_related("round__division").order_by("pk"))
    opinions = Opinion.objects.filter(asked__in=kept).select_related("item", "asked").order_by("pk")
    said: dict[int, list[Opinion]] = {}
    for opinion in opinions:
        said.setdefault(opinion.asked_id, []).append(opinion)
    units = unit_names((row.unit_id for row in kept), day)
    people = person_names(row.replied_by_id for row in kept)
    return [
        AskedRow(
            id=row.pk,
            division_id=row.round.division_id,
            division_title=row.round.division.title,
            round_id=row.round_id,
            round_number=row.round.number,
            reply_due_on=row.round.reply_due_on,
            is_open=row.round.closed_on is None,
            silence_is_consent=row.round.silence_is_consent,
            unit=units[row.unit_id],
            item_ids=tuple(row.item_ids),
            reply=Reply(row.reply).value,
            words=row.words,
            replied_on=row.replied_on,
            replied_by=people.get(row.replied_by_id, ""),
            is_recorded=row.is_recorded,
            scan_name=row.scan_name,
            scan_sha256=row.scan_sha256,
            reminded_on=row.reminded_on,
            opinions=tuple(_opinions(said.get(row.pk, []), day)),
            version=row.version,
        )
        for row in kept
    ]


def _opinions(rows: Sequence[Opinion], day: date) -> list[OpinionRow]:
    units = unit_names((row.other_unit_id for row in rows), day)
    people = person_names(row.settled_by_id for row in rows)
    return [
        OpinionRow(
            id=row.pk,
            unit_id=row.asked.unit_id,
            item_id=row.item_id,
            position=row.item.position,
            title=row.item.title,
            clause_path=row.item.clause_path,
            opinion_kind=row.opinion_kind,
            words=row.words,
            other_unit=units.get(row.other_unit_id) if row.other_unit_id else None,
            other_day=row.other_day,
            verdict=row.verdict,
            verdict_reason=row.verdict_reason,
            settled_by=people.get(row.settled_by_id, ""),
            version=row.version,
        )
        for row in rows
    ]
