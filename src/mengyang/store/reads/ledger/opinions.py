"""公众意见读取 — opinions within reach of the office and of the units charged, and the answers."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from mengyang.core.access import Scope
from mengyang.core.findings import Refused
from mengyang.core.ledger.publication import Opinion, OpinionState
from mengyang.store.models import Plan, PublicOpinion, Task, User
from mengyang.store.reads.asked import Asked, is_id
from mengyang.store.reads.ledger.editions import accounts_of_person
from mengyang.store.reads.names import Named, unit_names
from mengyang.store.reads.paging import Page, page
from mengyang.store.reads.scope import within

OPINION_SORTS = (
    *("-received_at", "received_at", "due_on", "-due_on"),
    *("approved_at", "-approved_at"),
)
OPEN_OPINIONS = ("received", "accepted", "answered")


@dataclass(frozen=True, slots=True)
class OpinionReach:
    """The plans of which the reader sorts opinions, and the units that the reader answers for."""

    plans: Scope
    unit_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """意见; `name` and `contact` are empty for who does not sort the opinions of its plan."""

    id: int
    version: int
    edition_id: int
    plan_id: int
    plan_title: str
    task_number: str
    text: str
    name: str
    contact: str
    state: OpinionState
    received_at: datetime
    due_on: date | None
    unit: Named | None
    triage_words: str
    repeats: int | None
    triaged_by: str
    triaged_at: datetime | None
    answer: str
    answered_by: str
    answered_at: datetime | None
    sent_back_because: str
    public_text: str
    approved_by: str
    approved_at: datetime | None


@dataclass(frozen=True, slots=True)
class PublicAnswer:
    """公开答复 — what anybody reads: neither who asked nor who wrote."""

    id: int
    task_number: str
    text: str
    answer: str
    unit: Named | None
    received_on: date
    answered_on: date


def opinions(reach: OpinionReach, day: date, asked: Asked) -> Page[OpinionRow]:
    """The opinions within reach, the latest first; filters `state`, `unit`, `plan`, `late`."""
    rows = _seen(reach, day).filter(_asked(asked, day))
    found = page(rows, asked.order(OPINION_SORTS), asked.after, asked.size)
    return found.of(_rows(found.rows, reach, day))


def opinion(reach: OpinionReach, day: date, opinion_id: int) -> OpinionRow:
    """One opinion. Raises `Refused` where it is not within reach."""
    found = _rows(_seen(reach, day).filter(pk=opinion_id), reach, day)
    if not found:
        raise Refused("opinions.refused.no_such_opinion", "ledger.hint.list")
    return found[0]


def waiting_opinions(reach: OpinionReach, day: date) -> dict[str, int]:
    """How many wait for a step: to be sorted, to be answered, to be approved, and late ones."""
    rows = _seen(reach, day)
    counts = {state: rows.filter(state=state).count() for state in OPEN_OPINIONS}
    late = rows.filter(state__in=OPEN_OPINIONS, due_on__lt=day).count()
    return {**counts, "late": late}


def opinion_fact(row: PublicOpinion) -> Opinion:
    """An opinion as the rules see it."""
    hands = [pk for pk in (row.answered_by_id, row.answered_for_id) if pk is not None]
    return Opinion(
        id=row.pk,
        state=OpinionState(row.state),
        unit_id=row.unit_id,
        answerers=accounts_of_person(hands) if hands else frozenset(),
    )


def fact_of(opinion_id: int) -> Opinion:
    """The same by its number."""
    return opinion_fact(PublicOpinion.objects.get(pk=opinion_id))


def answering_units(plan_id: int, day: date) -> tuple[Named, ...]:
    """The units that an opinion on a plan can be charged to: of its tasks, and who runs it."""
    ids = set(Task.objects.filter(plan_id=plan_id).values_list("lead_unit_id", flat=True))
    ids |= set(Plan.objects.filter(pk=plan_id).values_list("owner_unit_id", flat=True))
    named = unit_names(ids, day)
    return tuple(named[pk] for pk in sorted(named))


def public_answers(plan_id: int, day: date) -> tuple[PublicAnswer, ...]:
    """The answers published about a plan, the latest first; for anybody."""
    rows = PublicOpinion.objects.filter(edition__plan_id=plan_id, state="published")
    kept = list(rows.order_by("-approved_at", "-id"))
    names = unit_names((row.unit_id for row in kept), day)
    return tuple(
        PublicAnswer(
            id=row.pk,
            task_number=row.task_number,
            text=row.public_text,
            answer=row.answer,
            unit=names.get(row.unit_id) if row.unit_id else None,
            received_on=timezone.localdate(row.received_at),
            answered_on=timezone.localdate(row.approved_at or row.received_at),
        )
        for row in kept
    )


def _seen(reach: OpinionReach, day: date) -> QuerySet[PublicOpinion]:
    of_office = Q(within(reach.plans, day, "edition__plan__"))
    of_unit = Q(unit_id__in=reach.unit_ids) & ~Q(state="received")
    rows = PublicOpinion.objects.filter(of_office | of_unit)
    return rows.select_related("edition__plan")


def _asked(asked: Asked, day: date) -> Q:
    found = Q()
    if words := asked.words.strip():
        found &= Q(text__icontains=words) | Q(edition__plan__title__icontains=words)
    if state := asked.filter("state"):
        found &= Q(state=state)
    if unit := asked.filter("unit"):
        found &= Q(unit_id=int(unit)) if is_id(unit) else Q(pk__in=())
    if asked.filter("late"):
        found &= Q(state__in=OPEN_OPINIONS, due_on__lt=day)
    return found


def _rows(rows: Iterable[PublicOpinion], reach: OpinionReach, day: date) -> tuple[OpinionRow, ...]:
    kept = list(rows)
    names = unit_names((row.unit_id for row in kept), day)
    ids = {pk for row in kept for pk in (row.triaged_by_id, row.answered_by_id, row.approved_by_id)}
    known = [pk for pk in ids if pk is not None]
    people = dict(User.objects.filter(pk__in=known).values_list("pk", "display_name"))
    sorted_here = _sorted_here([row.pk for row in kept], reach, day)
    return tuple(_row(row, names, people, row.pk in sorted_here) for row in kept)


def _sorted_here(ids: Collection[int], reach: OpinionReach, day: date) -> frozenset[int]:
    of_office = within(reach.plans, day, "edition__plan__")
    rows = PublicOpinion.objects.filter(of_office, pk__in=ids)
    return frozenset(rows.values_list("pk", flat=True))


def _row(
    row: PublicOpinion, names: dict[int, Named], people: dict[int, str], is_office: bool
) -> OpinionRow:
    plain = (
        *("id", "version", "edition_id", "task_number", "text", "received_at", "due_on"),
        *("triage_words", "triaged_at", "answer", "answered_at", "sent_back_because"),
        *("public_text", "approved_at"),
    )
    return OpinionRow(
        **{name: getattr(row, name) for name in plain},
        plan_id=row.edition.plan_id,
        plan_title=row.edition.plan.title,
        name=row.name if is_office else "",
        contact=row.contact if is_office else "",
        state=OpinionState(row.state),
        unit=names.get(row.unit_id) if row.unit_id else None,
        repeats=row.repeats_id,
        triaged_by=people.get(row.triaged_by_id or 0, ""),
        answered_by=people.get(row.answered_by_id or 0, ""),
        approved_by=people.get(row.approved_by_id or 0, ""),
    )
