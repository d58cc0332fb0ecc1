"""采用更正 — accepted differences as changes of tasks and targets, each naming both versions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mengyang.actions.charges import Charged, Meant, charged
from mengyang.actions.correction_effects import Comparison, Effects, TargetEffect, TaskEffect
from mengyang.actions.outcomes import advanced
from mengyang.core import access
from mengyang.core import ledger as rules
from mengyang.core.documents.adoption import NamedDuty
from mengyang.core.ledger import corrections
from mengyang.core.registry.matching import How, Matched, match
from mengyang.store.reads import ledger
from mengyang.store.reads.corrections import DifferenceRow
from mengyang.store.reads.ledger import PrintedTask
from mengyang.store.writes import Work
from mengyang.store.writes.ledger import (
    Charge,
    TaskCorrection,
    TaskDraft,
    change_task,
    correct_target,
    correct_tasks,
    deadline_columns,
    follow_children,
    remove_target,
)


@dataclass(frozen=True, slots=True)
class Applied:
    """What accepting one difference writes."""

    tasks: tuple[TaskCorrection, ...]
    targets: tuple[TargetEffect, ...]


def applied(comparison: Comparison, effects: Effects) -> Applied:
    """The changes of tasks and targets; nothing is written."""
    tasks = [each for effect in effects.tasks for each in _corrections(comparison, effect)]
    return Applied(tuple(tasks), effects.targets)


def units_left(
    comparison: Comparison, row: DifferenceRow, effects: Effects
) -> tuple[PrintedTask, ...]:
    """The tasks whose units accepting leaves, or left, as they are: a group is left to people.

    Once a person has given them to the units that the new text names, nothing is left.
    """
    if row.state == "rejected":
        return ()
    if row.state == "open":
        return tuple(each.task for each in effects.tasks if _is_left_to_people(comparison, each))
    return tuple(
        each.task
        for each in effects.followed
        if _is_left_to_people(comparison, each) and not _is_as_written(comparison, each)
    )


def write_applied(work: Work, comparison: Comparison, change: Applied) -> None:
    """Write them. Raises `Refused` where a task or a target changed meanwhile."""
    correct_tasks(work, change.tasks)
    for each in change.targets:
        draft = replace(each.draft, document_id=comparison.row.later.id)
        earlier = comparison.row.earlier.id
        correct_target(work, each.target.id, each.target.version, draft, earlier)


def withdraw_lost(work: Work, comparison: Comparison, effects: Effects, reason: str) -> None:
    """Withdraw the open tasks that the corrected text no longer names, on that text.

    A target has no state: it is removed, and its event keeps what it was.
    """
    later = comparison.later.row
    event = rules.Event(
        kind=rules.EventKind.WITHDRAW,
        text=reason,
        basis=f"《{later.title}》{later.document_number}",
    )
    for target in effects.lost_targets:
        remove_target(work, target.id, target.version)
    for task in effects.lost:
        versions = dict(task.children) or {task.id: task.version}
        reach = access.scope(comparison.actor, "see", "task")
        open_ = [
            fact.id
            for fact in ledger.task_facts(reach, comparison.day, versions)
            if fact.state not in rules.ENDED
        ]
        for task_id in open_:
            before, after = advanced(work, comparison.actor, task_id, event)
            change_task(
                work, before, after, action="task.withdraw", expected_version=versions[task_id]
            )
        follow_children(work, list(versions))


def _corrections(comparison: Comparison, effect: TaskEffect) -> list[TaskCorrection]:
    """The task itself, and its children with it."""
    reach = access.scope(comparison.actor, "see", "task")
    versions = {effect.task.id: effect.task.version, **dict(effect.task.children)}
    facts = ledger.task_facts(reach, comparison.day, versions)
    changed = {change.field for change in effect.changes}
    units = _recharged(comparison, effect)
    found = []
    for fact in facts:
        is_own = fact.id == effect.task.id
        charge = units[0] if units and is_own else None
        names = units[1] if units and is_own else None
        columns = _columns(comparison, effect.draft, changed, names)
        columns |= _moved(fact, effect, charge, comparison)
        found.append(
            TaskCorrection(
                task_id=fact.id,
                version=versions[fact.id],
                columns=columns,
                remedies=effect.draft.remedies if is_own and "remedies" in changed else None,
                reporting=effect.draft.reporting if is_own and "report" in changed else None,
                charge=charge,
            )
        )
    return found


def _columns(
    comparison: Comparison, draft: TaskDraft, changed: set[str], names: tuple[str, ...] | None
) -> dict[str, object]:
    columns: dict[str, object] = {
        "clause_path": draft.clause_path,
        "start": draft.start,
        "end": draft.end,
        "document_id": comparison.row.later.id,
        "earlier_document_id": comparison.row.earlier.id,
    }
    for name in ("title", "problem", "explanation", "response"):
        if name in changed:
            columns[name] = getattr(draft, name)
    if "leaders" in changed:
        columns["responsible_leaders"] = list(draft.responsible_leaders)
    if changed & {"deadline", "deadline_kind"}:
        columns |= deadline_columns(draft.deadline)
    if names is not None:
        columns["names_without_unit"] = list(names)
    return columns


def _moved(
    fact: rules.Task, effect: TaskEffect, charge: Charge | None, comparison: Comparison
) -> dict[str, object]:
    """What follows for the life of the task: its day, who answers, and where it stands."""
    changed = {change.field for change in effect.changes}
    is_timed = bool(changed & {"deadline", "deadline_kind"})
    deadline = effect.draft.deadline if is_timed else fact.deadline
    units = None
    if charge:
        everybody = {charge.lead_unit_id, *charge.joint_unit_ids} - {None}
        units = corrections.Charged(charge.lead_unit_id, frozenset(filter(None, everybody)))
    after = corrections.corrected(fact, deadline, units, comparison.day)
    told: Mapping[str, str] = {
        "due_on": "due_on",
        "state": "state",
        "state_since": "state_since",
        "lead_unit_id": "lead_unit_id",
        "claimed_by": "claimed_by_id",
        "claimed_for": "claimed_for_id",
        "claimed_unit_id": "claimed_unit_id",
        "verified_by": "verified_by_id",
    }
    return {
        column: getattr(after, name)
        for name, column in told.items()
        if getattr(after, name) != getattr(fact, name)
    }


def _recharged(comparison: Comparison, effect: TaskEffect) -> tuple[Charge, tuple[str, ...]] | None:
    """The units by the corrected text, and the names that mean none; a group is left to people."""
    if effect.duty is None or _is_ended(effect) or _is_left_to_people(comparison, effect):
        return None
    charge = charge_of(comparison, effect.duty)
    return charge.own, charge.names_without_unit


def _is_ended(effect: TaskEffect) -> bool:
    return effect.task.state in {state.value for state in rules.ENDED}


def _is_left_to_people(comparison: Comparison, effect: TaskEffect) -> bool:
    if effect.duty is None or _is_ended(effect):
        return False
    return bool(effect.task.children or charge_of(comparison, effect.duty).children)


def _is_as_written(comparison: Comparison, effect: TaskEffect) -> bool:
    """Whether the units that lead now are those of the new text; a withdrawn child counts not."""
    if effect.duty is None:
        return True
    charge = charge_of(comparison, effect.duty)
    wanted = {each.lead_unit_id for each in charge.children or (charge.own,)}
    reach = access.scope(comparison.actor, "see", "task")
    ids = dict(effect.task.children) or {effect.task.id: effect.task.version}
    facts = ledger.task_facts(reach, comparison.day, ids)
    standing = [fact for fact in facts if fact.state is not rules.TaskState.WITHDRAWN]
    return {fact.lead_unit_id for fact in standing} == wanted


def charge_of(comparison: Comparison, duty: NamedDuty) -> Charged:
    """Who answers for a duty by the names that are known; an unknown name charges nobody."""
    grounds = comparison.grounds()
    known, units = grounds.directory(), grounds.units()
    meant: dict[str, Meant] = {}
    for name in duty.roles:
        found = match(name, known, comparison.day)
        ids = found.unit_ids if isinstance(found, Matched) else ()
        within = tuple(each for each in ids if each in units)
        meant[name] = Meant(within, isinstance(found, Matched) and found.how is How.GROUP)
    return charged(duty, meant, grounds.places(units), comparison.earlier.row.area_id)
