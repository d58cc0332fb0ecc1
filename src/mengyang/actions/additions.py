"""补充采纳 — what a corrected text adds, once accepted, is adopted into the same plan."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from mengyang import packs
from mengyang.actions.adoption import Decisions, Preview, drafted, previewed
from mengyang.actions.correction_effects import Comparison
from mengyang.actions.grounds import Grounds
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.findings import Refused
from mengyang.store.reads import corrections as reads
from mengyang.store.reads import ledger
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.documents import EntryRow
from mengyang.store.reads.ledger import Lit, Reach
from mengyang.store.reads.paging import every
from mengyang.store.writes import transaction
from mengyang.store.writes.ledger import extend_plan


@dataclass(frozen=True, slots=True)
class AdditionGrounds(Grounds):
    """The corrected text with only the accepted additions that are not in the plan yet."""

    pending: tuple[EntryRow, ...] = ()

    def contents(self, reading: str) -> list[Mapping[str, object]]:
        """The added entries of a reading."""
        return [row.content for row in self.pending if row.reading == reading]


def pending_additions(comparison: Comparison) -> tuple[EntryRow, ...]:
    """The entries of accepted differences that stand for nothing in the plan yet."""
    if comparison.plan_id is None:
        return ()
    place = (comparison.reach, comparison.day, comparison.row.id)
    found = every(partial(reads.differences, *place), Asked())
    rows = [row for row in found if row.is_accepted]
    added = [each for row in rows for each in comparison.effects(row).new]
    plans = access.scope(comparison.actor, "see", "plan")
    later_id = comparison.row.later.id
    targets = ledger.printed_targets(plans, comparison.day, comparison.plan_id, later_id)
    done = {(each.start, each.end, "duty") for each in comparison.later_tasks}
    done |= {(each.start, each.end, each.indicator) for each in targets}
    return tuple(each for each in added if (each.start, each.end, _mark(each)) not in done)


def preview_addition(actor: Actor, correction_id: int, *, day: date) -> Preview:
    """What adopting the addition would make; nothing is written."""
    _, grounds = _grounds(actor, correction_id, day)
    return replace(previewed(grounds, with_advice=False), twins=())


def adopt_addition(
    actor: Actor, correction_id: int, stamp: str, decisions: Decisions, *, at: datetime
) -> int:
    """Write the addition into the plan as the preview with this `stamp` showed it; how many tasks.

    The plan keeps its unit, whatever the decisions say of it. Raises `Refused` as
    adoption does.
    """
    comparison, grounds = _grounds(actor, correction_id, at.date())
    shown = replace(previewed(grounds, with_advice=False), twins=())
    decisions = replace(decisions, owner_unit_id=_owner(comparison))
    remember, draft = drafted(grounds, shown, stamp, decisions)
    later_id = comparison.row.later.id
    draft = replace(
        draft,
        tasks=tuple(replace(each, document_id=later_id) for each in draft.tasks),
        targets=tuple(replace(each, document_id=later_id) for each in draft.targets),
    )
    with transaction(actor, at) as work:
        remember(work)
        return extend_plan(work, comparison.plan_id or 0, draft)


def _grounds(actor: Actor, correction_id: int, day: date) -> tuple[Comparison, AdditionGrounds]:
    comparison = Comparison.of(actor, correction_id, day, action="adopt")
    comparison.require_adopted()
    pending = pending_additions(comparison)
    if not pending:
        raise Refused("corrections.refused.nothing_added", "corrections.hint.accept_first")
    home = comparison.grounds().home_path
    return comparison, AdditionGrounds(actor, comparison.later, home, day, pending)


def _owner(comparison: Comparison) -> int:
    actor, lit = comparison.actor, Lit(packs.lamps()["default"], comparison.day)
    reach = Reach(*(access.scope(actor, "see", kind) for kind in ("plan", "task")))
    owner = ledger.plan(reach, lit, comparison.plan_id or 0).owner_unit
    return owner.id if owner else 0


def _mark(entry: EntryRow) -> str:
    return str(entry.content.get("indicator")) if entry.reading == "targets" else "duty"
