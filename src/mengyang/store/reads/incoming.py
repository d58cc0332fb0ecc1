"""收文读取 — the register of incoming papers within a Scope, one paper in full, and its lamps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from mengyang.core.access import Scope
from mengyang.core.facts import DeadlineKind
from mengyang.core.findings import Refused
from mengyang.core.ledger import Deadline, Lamp
from mengyang.core.ledger.incoming import IncomingState, incoming_lamp
from mengyang.store.models import (
    IncomingInstruction,
    IncomingOpinion,
    IncomingPaper,
    IncomingUnit,
)
from mengyang.store.reads.asked import Asked, both_ways
from mengyang.store.reads.incoming_filters import asked_for
from mengyang.store.reads.ledger import Lit
from mengyang.store.reads.names import Named, area_names, person_names, unit_names
from mengyang.store.reads.paging import Page, page
from mengyang.store.reads.scope import within

SORTS = (
    "-received_on",
    *both_ways(
        *("received_on", "number", "due_on", "title", "issuing_body", "document_number"),
        *("lead_unit_id", "section", "copies", "pages", "finished_on"),
    ),
)
# Within a day, and within the register, the latest number first.
_ORDERS = {
    "-received_on": ("-received_on", "-year", "-number"),
    "received_on": ("received_on", "year", "number"),
    "number": ("year", "number"),
    "-number": ("-year", "-number"),
}


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """拟办意见 with who wrote it and when."""

    author: str
    text: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class InstructionRow:
    """领导批示; `recorded_by` entered it where `is_transcribed` (代录), from the scanned sheet."""

    id: int
    leader_name: str
    leader_post: str
    text: str
    given_on: date
    is_transcribed: bool
    recorded_by: str
    recorded_at: datetime
    scan_name: str
    scan_type: str
    scan_size: int | None
    scan_sha256: str
    version: int


@dataclass(frozen=True, slots=True)
class IncomingRow:
    """收文 as the register shows it, with its latest opinion and every instruction."""

    id: int
    unit: Named | None
    area: Named | None
    year: int
    number: int
    issuing_body: str
    document_number: str
    title: str
    received_on: date
    secrecy: str
    urgency: str
    copies: int | None
    pages: int | None
    deadline: Deadline
    due_on: date | None
    state: IncomingState
    state_since: date
    lead_unit: Named | None
    joint_units: tuple[Named, ...]
    section: str
    opinions: tuple[OpinionRow, ...]
    instructions: tuple[InstructionRow, ...]
    result: str
    finished_on: date | None
    withdraw_reason: str
    correction_reason: str
    document_id: int | None
    registered_by: str
    registered_at: datetime
    lamp: Lamp
    version: int


def papers(scope: Scope, lit: Lit, asked: Asked) -> Page[IncomingRow]:
    """The papers within reach, the latest first.

    Words look in title, issuing body, document number and names of units. Filters: `state`,
    `urgency`, `lamp`, `year`, `unit` (that handles or helps; an id).
    """
    rows = IncomingPaper.objects.filter(within(scope, lit.day), asked_for(asked, lit))
    (order,) = asked.order(SORTS)
    found = page(rows, _ORDERS.get(order, (order,)), asked.after, asked.size)
    return found.of(_rows(found.rows, lit))


def paper(scope: Scope, lit: Lit, paper_id: int) -> IncomingRow:
    """One paper. Raises `Refused` where it is not within reach."""
    found = _rows(list(_within(scope, lit.day).filter(pk=paper_id)), lit)
    if not found:
        raise Refused("incoming.refused.not_found", "incoming.hint.list")
    return found[0]


def paper_of_document(scope: Scope, lit: Lit, document_id: int) -> IncomingRow | None:
    """The paper that a document was read from, where it is within reach."""
    found = _rows(list(_within(scope, lit.day).filter(document_id=document_id)), lit)
    return found[0] if found else None


def instruction(scope: Scope, day: date, instruction_id: int) -> InstructionRow:
    """One instruction. Raises `Refused` where its paper is not within reach, or it has no scan."""
    rows = IncomingInstruction.objects.filter(within(scope, day, "paper__"), pk=instruction_id)
    row = rows.exclude(scan_sha256="").first()
    if row is None:
        raise Refused("incoming.refused.no_such_scan", "incoming.hint.list")
    return _instruction(row, person_names([row.recorded_by_id]))


def instructed(scope: Scope, day: date, instruction_id: int) -> tuple[int, InstructionRow]:
    """An instruction and the id of its paper. Raises `Refused` where that is not within reach."""
    rows = IncomingInstruction.objects.filter(within(scope, day, "paper__"), pk=instruction_id)
    row = rows.first()
    if row is None:
        raise Refused("incoming.refused.no_such_instruction", "incoming.hint.list")
    return row.paper_id, _instruction(row, person_names([row.recorded_by_id]))


def years(scope: Scope, day: date) -> tuple[int, ...]:
    """The years of the register within reach, the latest first."""
    rows = _within(scope, day).order_by("-year").values_list("year", flat=True)
    return tuple(rows.distinct())


def _within(scope: Scope, day: date) -> QuerySet[IncomingPaper]:
    return IncomingPaper.objects.filter(within(scope, day))


def _rows(rows: Sequence[IncomingPaper], lit: Lit) -> list[IncomingRow]:
    ids = [row.pk for row in rows]
    joint = _joint(ids)
    own = {each for row in rows for each in (row.unit_id, row.lead_unit_id)}
    units = unit_names(own | {each for group in joint.values() for each in group}, lit.day)
    areas = area_names((row.area_id for row in rows), lit.day)
    people = person_names(row.registered_by_id for row in rows)
    opinions, instructions = _opinions(ids), _instructions(ids)
    return [
        _row(row, lit, _Beside(
            unit=units.get(row.unit_id),
            area=areas.get(row.area_id),
            lead=units.get(row.lead_unit_id) if row.lead_unit_id else None,
            joint=tuple(units[each] for each in joint.get(row.pk, ())),
            opinions=tuple(opinions.get(row.pk, ())),
            instructions=tuple(instructions.get(row.pk, ())),
            registered_by=people.get(row.registered_by_id, ""),
        ))
        for row in rows
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Beside:
    """What other tables say of a paper."""

    unit: Named | None
    area: Named | None
    lead: Named | None
    joint: tuple[Named, ...]
    opinions: tuple[OpinionRow, ...]
    instructions: tuple[InstructionRow, ...]
    registered_by: str


_PLAIN = (
    *("year", "number", "issuing_body", "document_number", "title", "received_on", "secrecy"),
    *("urgency", "copies", "pages", "due_on", "state_since", "section", "result", "finished_on"),
    *("withdraw_reason", "correction_reason", "document_id", "registered_at", "version"),
)


def _row(row: IncomingPaper, lit: Lit, beside: _Beside) -> IncomingRow:
    days = (row.deadline_on,) if row.deadline_on else ()
    deadline = Deadline(DeadlineKind(row.deadline_kind), days, row.deadline_raw)
    state = IncomingState(row.state)
    return IncomingRow(
        id=row.pk,
        unit=beside.unit,
        area=beside.area,
        deadline=deadline,
        state=state,
        lead_unit=beside.lead,
        joint_units=beside.joint,
        opinions=beside.opinions,
        instructions=beside.instructions,
        registered_by=beside.registered_by,
        lamp=incoming_lamp(state, deadline, row.due_on, (lit.scheme, lit.day)),
        **{name: getattr(row, name) for name in _PLAIN},
    )


def _joint(ids: Iterable[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    rows = IncomingUnit.objects.filter(paper_id__in=list(ids)).order_by("id")
    for paper_id, unit_id in rows.values_list("paper_id", "unit_id"):
        found.setdefault(paper_id, []).append(unit_id)
    return found


def _opinions(ids: Iterable[int]) -> dict[int, list[OpinionRow]]:
    found: dict[int, list[OpinionRow]] = {}
    rows = IncomingOpinion.objects.filter(paper_id__in=list(ids)).order_by("written_at", "id")
    for row in rows.select_related("author"):
        shown = OpinionRow(row.author.display_name, row.text, row.written_at)
        found.setdefault(row.paper_id, []).append(shown)
    return found


def _instructions(ids: Iterable[int]) -> dict[int, list[InstructionRow]]:
    rows = IncomingInstruction.objects.filter(paper_id__in=list(ids)).order_by("given_on", "id")
    kept = list(rows)
    people = person_names(row.recorded_by_id for row in kept)
    found: dict[int, list[InstructionRow]] = {}
    for row in kept:
        found.setdefault(row.paper_id, []).append(_instruction(row, people))
    return found


def _instruction(row: IncomingInstruction, people: dict[int | None, str]) -> InstructionRow:
    names = set(InstructionRow.__dataclass_fields__) - {"id", "recorded_by"}
    values = {name: getattr(row, name) for name in names}
    return InstructionRow(id=row.pk, recorded_by=people.get(row.recorded_by_id, ""), **values)
