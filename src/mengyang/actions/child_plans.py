"""承接方案 — a unit's own plan, kept as a document, is settled and becomes a child of the plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from mengyang import packs
from mengyang.actions.charges import Charged, Meant, charged
from mengyang.actions.grounds import Grounds
from mengyang.actions.own_plans import above_tasks, leading_names, own_plan_tasks
from mengyang.actions.plan_drafts import deadline_of, target_draft, task_draft, title_of
from mengyang.core import access, audit
from mengyang.core.access import Actor
from mengyang.core.documents.adoption import NamedDuty, unit_names
from mengyang.core.documents.inherited import Own, Pair, paired, unmarked
from mengyang.core.documents.taking_over import Settlement, Taken, settled
from mengyang.core.facts import DeadlineKind
from mengyang.core.findings import Refused
from mengyang.core.ledger import Deadline, due_day
from mengyang.core.registry.matching import Matched, match
from mengyang.store.reads import documents as reads
from mengyang.store.reads import ledger
from mengyang.store.reads.documents import DocumentText
from mengyang.store.reads.ledger import Lit, PlanRow, Reach, TaskRow
from mengyang.store.reads.registry import UnitRow
from mengyang.store.writes import transaction
from mengyang.store.writes.documents import change_document, hold_open
from mengyang.store.writes.ledger import (
    Charge,
    PlanDraft,
    TakenDraft,
    TaskDraft,
    create_own_plan,
)

# A deadline of these kinds runs on past any day; one that is open at once does not.
_OPEN_ENDED = frozenset({DeadlineKind.ONGOING, DeadlineKind.RECURRING, DeadlineKind.RELATIVE})


@dataclass(frozen=True, slots=True)
class OwnPaper:
    """The document with a unit's own plan, and the plan above it."""

    plan_id: int
    unit_id: int
    document_id: int


@dataclass(frozen=True, slots=True)
class OwnTask:
    """A task of the paper with the units it would charge; others it names are not charged."""

    title: str
    charge: Charged
    not_charged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChildPreview:
    """What adopting would join; `stamp` changes with the paper, the tasks above and the units.

    `names_plan` is false where the paper does not contain the title of the plan above.
    """

    plan: PlanRow
    unit: UnitRow
    units: Mapping[int, UnitRow]
    document: DocumentText
    above: Sequence[TaskRow]
    pairs: tuple[Pair, ...]
    own: tuple[OwnTask, ...]
    names_plan: bool
    entries: int
    stamp: str


def preview_child_plan(actor: Actor, paper: OwnPaper, *, day: date) -> ChildPreview:
    """Lay the paper beside the unit's tasks; nothing is written.

    Raises `Refused` out of reach, where the paper is adopted or lies in another area, or where the
    unit has its own plan already.
    """
    return _shown(Grounds.of(actor, paper.document_id, day), paper)


def adopt_child_plan(
    actor: Actor, paper: OwnPaper, stamp: str, said: Settlement, *, at: datetime
) -> int:
    """Make the unit's own plan below the plan, as settled on the preview with `stamp`; its id.

    Raises `Refused` where something is not settled, a later day has no reason, the paper does not
    name the plan and nobody confirmed it, or anything shown was changed meanwhile.
    """
    grounds = Grounds.of(actor, paper.document_id, at.date())
    shown = _shown(grounds, paper)
    if stamp != shown.stamp:
        raise Refused("ledger.refused.own_plan_stale", "ledger.hint.own_plan_again")
    if not shown.names_plan and not said.is_meant:
        title = shown.plan.title
        raise Refused("ledger.refused.other_plan", "ledger.hint.confirm_plan", title=title)
    own = _own(grounds)
    taken = settled(above_tasks(shown.above), own, said)
    if isinstance(taken, Refused):
        raise taken
    draft = _draft(grounds, shown, taken)
    with transaction(actor, at) as work:
        hold_open(paper.document_id, shown.entries)
        version = shown.document.row.version
        change_document(work, paper.document_id, version, "adopted", "document.adopt")
        return create_own_plan(work, paper.plan_id, draft, _joined(shown.above, taken))


def _shown(grounds: Grounds, paper: OwnPaper) -> ChildPreview:
    grounds.require_undivided()
    actor, day = grounds.actor, grounds.day
    lit = Lit(packs.lamps()["default"], day)
    reach = Reach(access.scope(actor, "see", "plan"), access.scope(actor, "see", "task"))
    plan = ledger.plan(reach, lit, paper.plan_id)
    above = own_plan_tasks(actor, paper.plan_id, paper.unit_id, day=day)
    units = grounds.units()
    unit = units.get(paper.unit_id)
    if unit is None or unit.area_id != grounds.document.row.area_id:
        raise Refused("ledger.refused.own_plan_area", "ledger.hint.own_plan_area")
    if ledger.own_plan(reach, lit, paper.plan_id, paper.unit_id):
        raise Refused("ledger.refused.own_plan_there", "ledger.hint.open_own_plan")
    # Before the entries: one that changes while they are read makes the stamp an old one.
    entries = reads.entries_stamp(paper.document_id)
    own = _charged(grounds, unit, units)
    if not own:
        raise Refused("documents.refused.nothing_to_adopt", "documents.hint.add_tasks")
    return ChildPreview(
        plan=plan,
        unit=unit,
        units=units,
        document=grounds.document,
        above=above,
        pairs=paired(above_tasks(above), _own(grounds)),
        own=own,
        names_plan=_bare(plan.title) in _bare(grounds.document.text),
        entries=entries,
        stamp=audit.sha256(
            [
                [paper.plan_id, paper.unit_id, paper.document_id],
                [grounds.document.row.version, entries],
                [[row.id, row.version] for row in above],
                [[each.title, repr(each.charge)] for each in own],
            ]
        ),
    )


def _charged(grounds: Grounds, unit: UnitRow, units: Mapping[int, UnitRow]) -> tuple[OwnTask, ...]:
    """A government divides among the units under it; every other unit charges only itself."""
    duties = grounds.duties(with_advice=False)
    known, places = grounds.directory(), grounds.places(units)
    under = {
        each.id
        for each in units.values()
        if unit.unit_kind == "government" and each.area_path.startswith(unit.area_path)
    } | {unit.id}
    meant: dict[str, Meant] = {}
    for name in unit_names(duties):
        found = match(name, known, grounds.day)
        ids = found.unit_ids if isinstance(found, Matched) else ()
        meant[name] = Meant(tuple(each for each in ids if each in under), len(ids) > 1)
    return tuple(_own_task(duty, meant, places, unit) for duty in duties)


def _own_task(
    duty: NamedDuty, meant: Mapping[str, Meant], places: Mapping[int, int], unit: UnitRow
) -> OwnTask:
    charge = charged(duty, meant, places, unit.area_id)
    if charge.own.lead_unit_id is None and not charge.children:
        charge = Charged(Charge(unit.area_id, unit.id, charge.own.joint_unit_ids))
    left = tuple(name for name in duty.roles if not meant[name].unit_ids)
    return OwnTask(unmarked(title_of(duty)), charge, left)


def _own(grounds: Grounds) -> list[Own]:
    return [
        _paired_task(duty, place, grounds.day)
        for place, duty in enumerate(grounds.duties(with_advice=False))
    ]


def _paired_task(duty: NamedDuty, place: int, day: date) -> Own:
    deadline = deadline_of(duty.content.get("deadline"))
    printed = due_day(deadline, day)
    last = max(deadline.days, default=printed) if isinstance(printed, date) else None
    return Own(
        path=str(duty.content.get("path") or ""),
        title=unmarked(title_of(duty)),
        words=str(duty.content.get("quote") or ""),
        due_on=last.isoformat() if last else "",
        place=place,
        is_open_ended=last is None and deadline.kind in _OPEN_ENDED,
        units=leading_names(duty.content),
    )


def _draft(grounds: Grounds, shown: ChildPreview, taken: Sequence[Taken]) -> PlanDraft:
    row = shown.document.row
    rows = {each.number: each for each in shown.above}
    from_above: dict[int, list[TaskRow]] = {}
    for each in taken:
        if each.place is not None:
            from_above.setdefault(each.place, []).append(rows[each.number])
    duties = grounds.duties(with_advice=False)
    return PlanDraft(
        document_id=row.id,
        area_id=row.area_id,
        owner_unit_id=shown.unit.id,
        title=row.title,
        adopted_on=grounds.day,
        adopted_by=grounds.actor.user_id,
        tasks=tuple(
            _timed(task_draft(duty, own.charge), from_above.get(place, []))
            for place, (duty, own) in enumerate(zip(duties, shown.own, strict=True))
        ),
        targets=tuple(target_draft(content) for content in grounds.contents("targets")),
        above_id=shown.plan.id,
    )


def _timed(draft: TaskDraft, above: Sequence[TaskRow]) -> TaskDraft:
    """A task without a deadline of its own is due as the task above is, the earliest first; the
    marker that found its place is no part of its title."""
    draft = replace(draft, title=unmarked(draft.title))
    if draft.deadline.kind is not DeadlineKind.NONE or not above:
        return draft
    row = min(above, key=lambda each: each.due_on or date.max)
    days = (row.due_on,) if row.due_on else ()
    kind = DeadlineKind.BY_DATE if row.due_on else row.deadline_kind
    return replace(draft, deadline=Deadline(kind, days, row.deadline_raw))


def _joined(above: Sequence[TaskRow], taken: Sequence[Taken]) -> list[TakenDraft]:
    rows = {row.number: row for row in above}
    return [
        TakenDraft(rows[each.number].id, rows[each.number].version, each.place, each.reason)
        for each in taken
    ]


def _bare(words: str) -> str:
    return "".join(words.split())
