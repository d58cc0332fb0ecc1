"""督查件登记 — a matter is registered with its source and words, and becomes a task of the ledger.

The task lives as every task does; the matter keeps where it came from. A task of a plan is put on
the register (列入督办) without a second task: one duty is counted once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from mengyang import packs
from mengyang.actions.assignments import unit_around
from mengyang.actions.evidence import OpenedEvidence
from mengyang.actions.incoming_scans import Scan, kept_scan
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.documents.secrecy import secrecy_mark
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger import Deadline
from mengyang.core.ledger.supervised import (
    TASK_KINDS,
    MatterSource,
    Origin,
    origin_fault,
    term_fault,
)
from mengyang.store.files import find_file
from mengyang.store.reads import incoming, registry
from mengyang.store.reads import ledger as reads
from mengyang.store.reads.ledger import Lit
from mengyang.store.reads.registry import UnitRow
from mengyang.store.writes import Work, transaction
from mengyang.store.writes import ledger as writes
from mengyang.store.writes.ledger import (
    Charge,
    MatterDraft,
    RegisterDraft,
    SheetDraft,
    TaskDraft,
    add_matter,
    hold_matters,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterForm:
    """督查件 as it is filled in for the register of `unit_id`.

    Of several `lead_unit_ids` each answers for its own part; without any it is assigned later.
    """

    unit_id: int
    title: str
    origin: Origin
    lead_unit_ids: tuple[int, ...] = ()
    joint_unit_ids: tuple[int, ...] = ()
    deadline: Deadline = field(default_factory=Deadline)
    paper_id: int | None = None
    instruction_id: int | None = None
    sheet: Scan | None = None


def register_matter(actor: Actor, form: MatterForm, *, at: datetime) -> int:
    """Register a matter under the next number of the unit's year; its id. Raises `Refused`.

    Right, words and units are asked before a byte of the sheet is kept.
    """
    unit = registrar(actor, form.unit_id, at.date())
    draft = matter_draft(actor, form, unit, at.date())
    with transaction(actor, at) as work:
        return register_within(work, unit, draft)


def supervise_task(
    actor: Actor, task_id: int, unit_id: int, origin: Origin, *, at: datetime
) -> int:
    """列入督办 — put a task of a plan on the register as it stands; the id of the matter."""
    unit, day = registrar(actor, unit_id, at.date()), at.date()
    _require_fit(origin, "", day)
    if not reads.task_facts(access.scope(actor, "see", "task"), day, [task_id]):
        raise Refused("ledger.refused.not_found", "ledger.hint.list")
    draft = MatterDraft(origin=_stripped(origin), registered_by=actor.user_id, task_id=task_id)
    with transaction(actor, at) as work:
        return register_within(work, unit, draft)


def correct_matter(actor: Actor, matter: Seen, origin: Origin, reason: str, *, at: datetime) -> int:
    """更正登记 — the line as it should read, with the reason; the version it has now.

    Number, source and task stay as they are. Raises `Refused`.
    """
    if not may_correct(actor, matter.id, at.date()):
        raise Refused("matters.refused.no_right", "matters.hint.ask_registrar")
    _require_fit(origin, "", at.date())
    if not reason.strip():
        raise Refused("matters.refused.no_reason", "matters.hint.write_reason")
    with transaction(actor, at) as work:
        said = (_stripped(origin), reason.strip())
        return writes.correct_matter(work, matter.id, matter.version, *said)


def open_sheet(actor: Actor, matter_id: int, folder: Path, *, day: date) -> OpenedEvidence:
    """The scan of a matter, for somebody who may see its task. Raises `Refused`."""
    row = reads.supervised_sheet(access.scope(actor, "see", "task"), day, matter_id)
    path = find_file(folder, row.sha256)
    return OpenedEvidence(path, row.name, row.media_type, row.size, row.sha256)


def may_correct(actor: Actor, matter_id: int, day: date) -> bool:
    """Whether the actor keeps the register on which a matter within reach stands."""
    lit = Lit(packs.lamps()["default"], day)
    row = reads.supervised_matter(access.scope(actor, "see", "task"), lit, matter_id)
    return row.unit.id in _registers(actor, "correct")


def registrar(actor: Actor, unit_id: int, day: date) -> UnitRow:
    """The unit whose register the actor keeps. Raises `Refused`."""
    if unit_id not in _registers(actor, "register"):
        raise Refused("matters.refused.no_right", "matters.hint.ask_registrar")
    return registry.unit(access.scope(actor, "see", "unit"), day, unit_id)


def register_within(work: Work, unit: UnitRow, draft: MatterDraft) -> int:
    """Register a matter inside a transaction; its id."""
    year = work.at.year
    register = RegisterDraft(
        unit_id=unit.id,
        area_id=unit.area_id,
        year=year,
        title=f"{unit.name_zh}{year}年督办台账",
        opened_by=draft.registered_by,
    )
    return add_matter(work, hold_matters(work, register), draft)


def task_of(actor: Actor, form: MatterForm, unit: UnitRow, day: date) -> TaskDraft:
    """The task that a matter becomes; its units lie around the area of the register."""
    leads = [unit_around(actor, each, unit.area_path, day) for each in form.lead_unit_ids]
    for each in form.joint_unit_ids:
        unit_around(actor, each, unit.area_path, day)
    charges = [_charge(unit, each, form.joint_unit_ids) for each in leads]
    if len(charges) > 1:
        charge, children = Charge(unit.area_id), tuple(charges)
    else:
        none = Charge(unit.area_id, None, form.joint_unit_ids)
        charge, children = charges[0] if charges else none, ()
    return TaskDraft(
        clause_path="",
        start=0,
        end=0,
        task_kind=TASK_KINDS.get(form.origin.source, "task"),
        title=form.title.strip(),
        charge=charge,
        children=children,
        deadline=form.deadline,
    )


def matter_draft(actor: Actor, form: MatterForm, unit: UnitRow, day: date) -> MatterDraft:
    """The matter to be registered, its sheet kept. Raises `Refused` where it cannot be so."""
    if form.origin.source == MatterSource.CLAUSE:
        raise Refused("matters.refused.clause_by_task", "matters.hint.open_task")
    _require_fit(form.origin, form.title, day)
    if not form.title.strip():
        raise Refused("matters.refused.no_title", "matters.hint.write_title")
    if fault := term_fault(form.deadline, form.origin.given_on, day):
        raise fault
    paper_id = _paper(actor, form, day)
    task = task_of(actor, form, unit, day)
    return MatterDraft(
        origin=_stripped(form.origin),
        registered_by=actor.user_id,
        task=task,
        paper_id=paper_id,
        instruction_id=form.instruction_id,
        sheet=SheetDraft(**kept_scan(form.sheet)) if form.sheet else SheetDraft(),
    )


def _charge(unit: UnitRow, lead: UnitRow, joint: Sequence[int]) -> Charge:
    is_inside = lead.area_path.startswith(unit.area_path)
    return Charge(lead.area_id if is_inside else unit.area_id, lead.id, tuple(joint))


def _paper(actor: Actor, form: MatterForm, day: date) -> int | None:
    """The incoming paper that the matter came on, where the actor may see it. Raises `Refused`."""
    reach = access.scope(actor, "see", "incoming")
    if form.instruction_id is not None:
        return incoming.instructed(reach, day, form.instruction_id)[0]
    if form.paper_id is not None:
        incoming.paper(reach, Lit(packs.lamps()["default"], day), form.paper_id)
    return form.paper_id


def _require_fit(origin: Origin, title: str, day: date) -> None:
    if fault := origin_fault(origin, day):
        raise fault
    if secrecy_mark(f"{title}\n{origin.words}\n{origin.reference}") is not None:
        raise Refused("incoming.refused.secrecy", "incoming.hint.secrecy")


def _stripped(origin: Origin) -> Origin:
    return Origin(
        source=origin.source,
        words=origin.words.strip(),
        giver=origin.giver.strip(),
        given_on=origin.given_on,
        giver_name=origin.giver_name.strip(),
        reference=origin.reference.strip(),
        urgency=origin.urgency,
        answer=origin.answer,
        answer_note=origin.answer_note.strip(),
    )


def _registers(actor: Actor, action: str) -> frozenset[int | None]:
    """The units whose register the actor may act on."""
    return frozenset(each.unit_id for each in access.scope(actor, action, "matter").grants)
