"""任务分工 — a document without units or days gets a draft: proposed, looked at, edited row by row.

Nothing that the text merely suggests takes effect: a proposal counts once a person has saved it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mengyang.actions.division_life import stepped
from mengyang.actions.grounds import Grounds
from mengyang.actions.plan_drafts import deadline_of, title_of
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.documents.adoption import NamedDuty, lead_first
from mengyang.core.documents.proposals import Proposal, end_of_term, proposal
from mengyang.core.facts import DeadlineKind, Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger import Deadline
from mengyang.core.ledger.division import (
    ItemChange,
    Statement,
    Step,
    at_row,
    item_fault,
    past_day_fault,
)
from mengyang.core.registry.matching import How, Matched, UnitDirectory, match
from mengyang.store.reads import divisions as reads
from mengyang.store.reads import documents, registry
from mengyang.store.reads.divisions import ItemRow
from mengyang.store.writes import transaction
from mengyang.store.writes.divisions import (
    DivisionDraft,
    ItemDraft,
    add_division,
    change_division,
    change_item,
    change_items,
)
from mengyang.store.writes.documents import hold_open


@dataclass(frozen=True, slots=True)
class SharedChange:
    """成批设置 — what several tasks get alike; a part that is `None` stays as it is."""

    lead_ids: tuple[int, ...] | None = None
    joint_ids: tuple[int, ...] | None = None
    deadline: Deadline | None = None


def draft_division(
    actor: Actor, document_id: int, owner_unit_id: int, *, with_advice: bool = False, at: datetime
) -> int:
    """起草 — every duty of a document as a row with what the text suggests; the id.

    Raises `Refused` out of reach, where nothing is to be divided, or where a draft exists.
    """
    grounds = Grounds.of(actor, document_id, at.date())
    grounds.require_undivided()
    stamp = documents.entries_stamp(document_id)
    duties = grounds.duties(with_advice=with_advice)
    if not duties:
        raise Refused("documents.refused.nothing_to_adopt", "documents.hint.add_tasks")
    units = grounds.units()
    if owner_unit_id not in units:
        raise Refused("documents.refused.unit_out_of_reach", "documents.hint.answer_units")
    row = grounds.document.row
    draft = DivisionDraft(
        document_id=row.id,
        area_id=row.area_id,
        owner_unit_id=owner_unit_id,
        title=row.title,
        drafted_on=at.date(),
        drafted_by=actor.user_id,
        items=_proposed(grounds, duties, frozenset(units)),
    )
    with transaction(actor, at) as work:
        hold_open(document_id, stamp)
        return add_division(work, draft)


def change_division_item(
    actor: Actor, division_id: int, item: Seen, change: ItemChange, *, at: datetime
) -> int:
    """改一行 — who leads, who helps, by when; the version the row has now."""
    _require_fit(actor, division_id, change, at.date())
    reach = access.scope(actor, "divide", "division")
    with transaction(actor, at) as work:
        division = stepped(work, reach, division_id, Statement(step=Step.EDIT))
        [row] = _rows(actor, division_id, [item.id], at.date())
        if fault := past_day_fault(deadline_of_row(row), change.deadline, at.date()):
            raise fault
        changes = changed_columns(row, change, division.rounds)
        return change_item(work, item, changes, "division.edit")


def change_division_items(
    actor: Actor, division_id: int, seen: Mapping[int, int], change: SharedChange, *, at: datetime
) -> int:
    """成批设置 — several rows alike, each in the version that was seen; how many."""
    reach = access.scope(actor, "divide", "division")
    with transaction(actor, at) as work:
        division = stepped(work, reach, division_id, Statement(step=Step.EDIT))
        rows = _rows(actor, division_id, seen, at.date())
        for row in rows:
            filled = _filled(row, change)
            _require_fit(actor, division_id, filled, at.date(), row.position)
            if fault := past_day_fault(deadline_of_row(row), filled.deadline, at.date()):
                raise at_row(fault, row.position)
        changes = _shared(change, division.rounds)
        apart = {row.id for row in rows if _is_promoted(row, change)}
        alike = {pk: version for pk, version in seen.items() if pk not in apart}
        for row in (each for each in rows if each.id in apart):
            own = changes | {"joint_ids": list(_filled(row, change).joint_ids)}
            change_item(work, Seen(row.id, seen[row.id]), own, "division.edit")
        done = change_items(work, alike, changes, "division.edit") if alike else 0
        return done + len(apart)


def withdraw_division(
    actor: Actor, division_id: int, expected_version: int, reason: str, *, at: datetime
) -> None:
    """撤回 — the division ends without effect; the document is open again."""
    reach = access.scope(actor, "divide", "division")
    with transaction(actor, at) as work:
        after = stepped(work, reach, division_id, Statement(step=Step.WITHDRAW, text=reason))
        changes = {"state": after.state.value, "reason": reason.strip()}
        change_division(work, division_id, expected_version, changes, "division.withdraw")


def changed_columns(row: ItemRow, change: ItemChange, rounds: int) -> dict[str, object]:
    """What a change sets in the row; it counts as changed only where somebody's duty moves."""
    columns: dict[str, object] = {
        "lead_ids": list(change.lead_ids),
        "joint_ids": list(change.joint_ids),
        **_deadline(change.deadline),
        "remarks": change.remarks.strip(),
        "is_seen": True,
    }
    moved = (row.lead_ids, row.joint_ids, row.deadline_kind, row.deadline_days) != (
        change.lead_ids,
        change.joint_ids,
        change.deadline.kind.value,
        change.deadline.days,
    )
    return {**columns, "changed_after": rounds} if moved else columns


def deadline_of_row(row: ItemRow) -> Deadline:
    """The deadline of a row as the rules see it."""
    return Deadline(DeadlineKind(row.deadline_kind), row.deadline_days, row.deadline_raw)


def _proposed(
    grounds: Grounds, duties: Sequence[NamedDuty], known: frozenset[int]
) -> tuple[ItemDraft, ...]:
    acting, directory = grounds.contents("duties"), grounds.directory()
    row = grounds.document.row
    end = end_of_term(row.title, grounds.contents("targets"))
    return tuple(
        _item(
            duty, proposal(duty, acting, end, grounds.day), _Matching(directory, known, grounds.day)
        )
        for duty in duties
    )


@dataclass(frozen=True, slots=True)
class _Matching:
    directory: UnitDirectory
    known: frozenset[int]
    day: date

    def parts(self, roles: Mapping[str, str]) -> tuple[list[int], list[int], list[str]]:
        """Who leads, who helps, and the names that nobody bears."""
        leads: list[int] = []
        joints: list[int] = []
        strange: list[str] = []
        for name in lead_first(roles):
            found = match(name, self.directory, self.day)
            units = found.unit_ids if isinstance(found, Matched) else ()
            if not units or not self.known.issuperset(units):
                strange.append(name)
            elif roles[name] == "joint" or (leads and not _is_group(found)):
                joints += units
            else:
                leads += units
        return _once(leads), _once(each for each in joints if each not in leads), strange


def _is_group(found: object) -> bool:
    return isinstance(found, Matched) and found.how is How.GROUP


def _item(duty: NamedDuty, proposed: Proposal, matching: _Matching) -> ItemDraft:
    leads, joints, strange = matching.parts(proposed.roles)
    printed = deadline_of(duty.content.get("deadline"))
    deadline = printed
    if printed.kind is DeadlineKind.NONE and proposed.until is not None:
        deadline = Deadline(DeadlineKind.BY_DATE, (proposed.until,))
    reasons = [{"code": each.code, "params": dict(each.params)} for each in proposed.why]
    reasons += [{"code": "divisions.why.unknown", "params": {"name": name}} for name in strange]
    return ItemDraft(
        task_kind=duty.kind,
        title=title_of(duty),
        clause_path=str(duty.content.get("path") or ""),
        content=duty.content,
        lead_ids=leads,
        joint_ids=joints,
        deadline_kind=deadline.kind.value,
        deadline_days=[day.isoformat() for day in deadline.days],
        deadline_raw=deadline.raw,
        reasons=reasons,
    )


def _deadline(deadline: Deadline) -> dict[str, object]:
    days = [day.isoformat() for day in deadline.days]
    kind = deadline.kind.value
    return {"deadline_kind": kind, "deadline_days": days, "deadline_raw": deadline.raw}


def _shared(change: SharedChange, rounds: int) -> dict[str, object]:
    columns: dict[str, object] = {"is_seen": True}
    if change.lead_ids is not None:
        columns["lead_ids"] = list(change.lead_ids)
    if change.joint_ids is not None:
        columns["joint_ids"] = list(change.joint_ids)
    if change.deadline is not None:
        columns |= _deadline(change.deadline)
    return {**columns, "changed_after": rounds} if len(columns) > 1 else columns


def _is_promoted(row: ItemRow, change: SharedChange) -> bool:
    """Whether a unit that helps is to lead from now on: it then helps no longer."""
    return change.joint_ids is None and bool({*(change.lead_ids or ())} & {*row.joint_ids})


def _filled(row: ItemRow, change: SharedChange) -> ItemChange:
    joints = row.joint_ids if change.joint_ids is None else change.joint_ids
    if _is_promoted(row, change):
        joints = tuple(unit for unit in joints if unit not in (change.lead_ids or ()))
    return ItemChange(
        row.lead_ids if change.lead_ids is None else change.lead_ids,
        joints,
        change.deadline or deadline_of_row(row),
        row.remarks,
    )


def _rows(
    actor: Actor, division_id: int, ids: Mapping[int, int] | Sequence[int], day: date
) -> tuple[ItemRow, ...]:
    reach = access.scope(actor, "divide", "division")
    rows = reads.items(reach, day, division_id, ids)
    if len(rows) != len(set(ids)) or not rows:
        raise Refused("divisions.refused.no_such_task", "store.hint.reload")
    return rows


def _require_fit(
    actor: Actor, division_id: int, change: ItemChange, day: date, position: int = 0
) -> None:
    fault = item_fault(change)
    if fault is not None:
        # Of several rows set alike the sentence says which one stands in the way.
        raise at_row(fault, position) if position else fault
    reach = access.scope(actor, "divide", "division")
    row = reads.division(reach, day, division_id)
    home = registry.area(access.scope(actor, "see", "area"), day, row.area_id).path
    units = registry.units_around(access.scope(actor, "see", "unit"), day, home)
    if not {*change.lead_ids, *change.joint_ids} <= {unit.id for unit in units}:
        raise Refused("documents.refused.unit_out_of_reach", "documents.hint.answer_units")


def _once(units: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(units))
