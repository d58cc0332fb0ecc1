"""任务办理 — assign, sign for, start, report, claim, verify, return and close, by one road each.

Every action takes the version the person saw, asks reach and rules inside its transaction,
writes its event and gives back the version the task has now.
"""

from dataclasses import dataclass
from datetime import date, datetime

from mengyang.actions.outcomes import advanced, may_assign, speaking_unit
from mengyang.actions.outcomes import offers as offers
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.findings import Refused
from mengyang.core.ledger import Event, EventKind, Task, TaskState, advance
from mengyang.core.ledger.guards import record_kind
from mengyang.store.reads import ledger as reads
from mengyang.store.reads import registry
from mengyang.store.reads.registry import UnitRow
from mengyang.store.reads.scope import subjects
from mengyang.store.writes import Work, transaction
from mengyang.store.writes.ledger import (
    Charge,
    ReportDraft,
    add_report,
    change_task,
    change_tasks,
    charge_task,
    follow_children,
    take_plan_tasks,
)


@dataclass(frozen=True, slots=True)
class Assignment:
    """交办对象 — who answers for the task and who helps."""

    lead_unit_id: int
    joint_unit_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AssignedPlan:
    """How many tasks were assigned, and how many still name no unit."""

    assigned: int
    without_unit: int


@dataclass(frozen=True, slots=True)
class Progress:
    """进展 — the words of a report; a percentage that is not stated is unknown."""

    text: str
    percent: int | None = None


def assign_task(
    actor: Actor,
    task_id: int,
    expected_version: int,
    assignment: Assignment | None = None,
    *,
    at: datetime,
) -> int:
    """交办 — to the units of the plan, or to those named now."""
    with transaction(actor, at) as work:
        event = Event(
            kind=EventKind.ASSIGN,
            lead_unit_id=assignment.lead_unit_id if assignment else None,
            joint_unit_ids=frozenset(assignment.joint_unit_ids if assignment else ()),
        )
        before, after = advanced(work, actor, task_id, event, expected_version)
        charge = _charge(actor, task_id, assignment, at.date()) if assignment else None
        version = _write(work, before, after, event.kind, expected_version)
        return charge_task(work, task_id, charge, action="task.assign") if charge else version


def assign_plan(actor: Actor, plan_id: int, *, at: datetime) -> AssignedPlan:
    """交办全部 — every registered task of a plan that names a unit, as one event."""
    event = Event(kind=EventKind.ASSIGN)
    with transaction(actor, at) as work:
        _require_assigner(actor, plan_id, at.date())
        reach = access.scope(actor, EventKind.ASSIGN, record_kind(EventKind.ASSIGN))
        registered = take_plan_tasks(work, reach, plan_id, TaskState.REGISTERED)
        outcomes = [(task, advance(task, event, actor, at.date())) for task in registered]
        pairs = [(task, after) for task, after in outcomes if isinstance(after, Task)]
        if not pairs:
            raise Refused("ledger.refused.nothing_to_assign", "ledger.hint.name_unit")
        change_tasks(work, pairs, action="task.assign")
        follow_children(work, [task.id for task, _ in pairs])
    return AssignedPlan(len(pairs), len(registered) - len(pairs))


def sign_for_task(
    actor: Actor,
    task_id: int,
    expected_version: int,
    target_on: date | None = None,
    *,
    at: datetime,
) -> int:
    """签收 — with the own target day where the document demands an end but prints no day."""
    event = Event(kind=EventKind.SIGN_FOR, target_on=target_on)
    return _do(actor, task_id, expected_version, event, at)


def start_task(actor: Actor, task_id: int, expected_version: int, *, at: datetime) -> int:
    """启动 — work begins, or begins again after a return."""
    return _do(actor, task_id, expected_version, Event(kind=EventKind.START), at)


def report_progress(
    actor: Actor, task_id: int, expected_version: int, progress: Progress, *, at: datetime
) -> int:
    """报进展 — by the lead or a joint unit; the first report begins the work."""
    event = Event(kind=EventKind.REPORT, text=progress.text, percent=progress.percent)
    with transaction(actor, at) as work:
        before, after = advanced(work, actor, task_id, event, expected_version)
        draft = ReportDraft(
            unit_id=speaking_unit(before, actor),
            author_id=actor.user_id,
            text=progress.text.strip(),
            percent=progress.percent,
        )
        add_report(work, task_id, draft)
        return _write(work, before, after, event.kind, expected_version)


def claim_done(
    actor: Actor, task_id: int, expected_version: int, statement: str = "", *, at: datetime
) -> int:
    """申请销号 — the unit holds the task to be done and has the proof its answer demands.

    The closing statement (销号说明) is kept as a report of the unit; it is no proof of itself.
    """
    event = Event(kind=EventKind.CLAIM_DONE, text=statement)
    with transaction(actor, at) as work:
        before, after = advanced(work, actor, task_id, event, expected_version)
        version = _write(work, before, after, event.kind, expected_version)
        if words := statement.strip():
            unit_id = speaking_unit(before, actor)
            add_report(work, task_id, ReportDraft(unit_id, actor.user_id, words, None))
        return version


def take_back_claim(actor: Actor, task_id: int, expected_version: int, *, at: datetime) -> int:
    """撤回申请 — the unit goes on working; once the claim was judged it is too late."""
    return _do(actor, task_id, expected_version, Event(kind=EventKind.TAKE_BACK), at)


def verify_task(actor: Actor, task_id: int, expected_version: int, *, at: datetime) -> int:
    """核验 — by another pair of eyes than those that claimed."""
    return _do(actor, task_id, expected_version, Event(kind=EventKind.VERIFY), at)


def return_task(
    actor: Actor, task_id: int, expected_version: int, reason: str, *, at: datetime
) -> int:
    """退回 — the claim is not accepted, and why; the unit goes on from there."""
    event = Event(kind=EventKind.RETURN, text=reason)
    return _do(actor, task_id, expected_version, event, at)


def close_task(actor: Actor, task_id: int, expected_version: int, *, at: datetime) -> int:
    """销号 — what was verified is closed; a group closes with its last child."""
    return _do(actor, task_id, expected_version, Event(kind=EventKind.CLOSE), at)


def _do(actor: Actor, task_id: int, expected_version: int, event: Event, at: datetime) -> int:
    with transaction(actor, at) as work:
        before, after = advanced(work, actor, task_id, event, expected_version)
        return _write(work, before, after, event.kind, expected_version)


def _write(work: Work, before: Task, after: Task, kind: EventKind, expected_version: int) -> int:
    version = change_task(
        work, before, after, action=f"task.{kind}", expected_version=expected_version
    )
    follow_children(work, [before.id])
    return version


def _require_assigner(actor: Actor, plan_id: int, day: date) -> None:
    if may_assign(actor, plan_id, day):
        return
    subject = subjects("plan", [plan_id], day).get(plan_id)
    if subject is None or not access.may(access.scope(actor, "see", "plan"), subject):
        raise Refused("ledger.refused.no_such_plan", "ledger.hint.list")
    raise Refused("ledger.refused.no_right", "ledger.hint.ask_office")


def _charge(actor: Actor, task_id: int, named: Assignment, day: date) -> Charge:
    """The units named, and the area: that of the lead unit where it lies in the plan's own."""
    area_id, path = reads.plan_area(task_id, day)
    lead = _unit_around(actor, named.lead_unit_id, path, day)
    for unit_id in named.joint_unit_ids:
        _unit_around(actor, unit_id, path, day)
    is_inside = lead.area_path.startswith(path)
    return Charge(lead.area_id if is_inside else area_id, lead.id, named.joint_unit_ids)


def _unit_around(actor: Actor, unit_id: int, path: str, day: date) -> UnitRow:
    """A unit of the plan's area, of one under it or over it: the plan binds nobody else."""
    unit = registry.unit(access.scope(actor, "see", "unit"), day, unit_id)
    if path and (unit.area_path.startswith(path) or path.startswith(unit.area_path)):
        return unit
    raise Refused("ledger.refused.unit_outside", "ledger.hint.unit_around", unit=unit.name_zh)
