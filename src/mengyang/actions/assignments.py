"""交办 — a task is given to the units that answer for it: one by name, or a plan's all at once."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from mengyang.actions.outcomes import advanced, may_assign, placed
from mengyang.actions.tidings import tell
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.findings import Refused
from mengyang.core.ledger import Event, EventKind, RequestState, Task, TaskState, advance
from mengyang.core.ledger.asking import GRANTS
from mengyang.core.ledger.guards import record_kind
from mengyang.store.reads import ledger as reads
from mengyang.store.reads import registry
from mengyang.store.reads.registry import UnitRow
from mengyang.store.reads.scope import subjects
from mengyang.store.writes import Work, transaction
from mengyang.store.writes.ledger import (
    Charge,
    RulingDraft,
    add_ruling,
    answer_request,
    change_task,
    change_tasks,
    charge_task,
    follow_children,
    set_body,
    take_plan_tasks,
)


@dataclass(frozen=True, slots=True)
class Assignment:
    """交办对象 — who answers for the task, who helps, and `accepted_by` who accepts it outside."""

    lead_unit_id: int
    joint_unit_ids: tuple[int, ...] = ()
    accepted_by: str = ""


@dataclass(frozen=True, slots=True)
class AssignedPlan:
    """How many tasks were assigned, and how many still name no unit."""

    assigned: int
    without_unit: int


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
        request_id, answering = answered(task_id, event)
        before, after = advanced(work, actor, task_id, answering, expected_version)
        charge = charge_around(actor, task_id, assignment, at.date()) if assignment else None
        version = change_task(
            work, before, after, action="task.assign", expected_version=expected_version
        )
        follow_children(work, [task_id])
        _name_body(work, actor, after, assignment)
        if request_id is not None:
            # 改派: to assign a disputed task elsewhere is the answer to the dispute.
            answer_request(work, request_id, RequestState.GRANTED)
            add_ruling(work, before, after, RulingDraft(event.kind, request_id=request_id))
        tell(work, [(before, after, answering)])
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


def answered(task_id: int, event: Event) -> tuple[int | None, Event]:
    """The event as the answer to the open request of its kind, where one waits, with its id."""
    upheld = GRANTS[EventKind.ASSIGN] if event.kind is EventKind.UPHOLD else None
    kind = GRANTS.get(event.kind, upheld)
    found = reads.open_requests(task_id).get(kind) if kind else None
    return (found[0], replace(event, request=found[1])) if found else (None, event)


def charge_around(actor: Actor, task_id: int, named: Assignment, day: date) -> Charge:
    """The units named, and the area: that of the lead unit where it lies in the plan's own."""
    area_id, path = reads.plan_area(task_id, day)
    lead = unit_around(actor, named.lead_unit_id, path, day)
    for unit_id in named.joint_unit_ids:
        unit_around(actor, unit_id, path, day)
    is_inside = lead.area_path.startswith(path)
    return Charge(lead.area_id if is_inside else area_id, lead.id, named.joint_unit_ids)


def _name_body(work: Work, actor: Actor, task: Task, named: Assignment | None) -> None:
    """外部验收 — set with the assignment; left empty, what was set before stays."""
    body = named.accepted_by.strip() if named else ""
    if not body:
        return
    event = placed(Event(kind=EventKind.SET_BODY, text=body), task)
    if event.acceptance is not None and event.acceptance.body == body:
        return
    refused = advance(task, event, actor, work.at.date())
    if isinstance(refused, Refused):
        raise refused
    set_body(work, task.id, body)


def unit_around(actor: Actor, unit_id: int, path: str, day: date) -> UnitRow:
    """A unit of the plan's area, of one under it or over it: the plan binds nobody else."""
    unit = registry.unit(access.scope(actor, "see", "unit"), day, unit_id)
    if path and (unit.area_path.startswith(path) or path.startswith(unit.area_path)):
        return unit
    raise Refused("ledger.refused.unit_outside", "ledger.hint.unit_around", unit=unit.name_zh)


def _require_assigner(actor: Actor, plan_id: int, day: date) -> None:
    if may_assign(actor, plan_id, day):
        return
    subject = subjects("plan", [plan_id], day).get(plan_id)
    if subject is None or not access.may(access.scope(actor, "see", "plan"), subject):
        raise Refused("ledger.refused.no_such_plan", "ledger.hint.list")
    raise Refused("ledger.refused.no_right", "ledger.hint.ask_office")
