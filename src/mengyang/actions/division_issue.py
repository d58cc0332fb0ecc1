"""会签与印发 — countersignatures are noted; on issue the plan and its tasks take effect at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from mengyang.actions.charges import Charged
from mengyang.actions.division_life import stepped
from mengyang.actions.divisions import deadline_of_row
from mengyang.actions.grounds import Grounds
from mengyang.actions.plan_drafts import target_draft, task_draft
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.documents.adoption import NamedDuty
from mengyang.core.ledger.division import Statement, Step
from mengyang.store.reads import divisions as reads
from mengyang.store.reads.divisions import DivisionRow, ItemRow
from mengyang.store.writes import transaction
from mengyang.store.writes.divisions import add_signature, change_division
from mengyang.store.writes.documents import change_document
from mengyang.store.writes.ledger import Charge, PlanDraft, TaskDraft, create_plan


@dataclass(frozen=True, slots=True)
class Countersignature:
    """会签 — which unit, when, and who signed for it."""

    unit_id: int
    signed_on: date
    signed_by: str


@dataclass(frozen=True, slots=True)
class Issue:
    """印发 — the number and the day that the issued paper bears."""

    number: str
    on: date


def note_countersignature(
    actor: Actor, division_id: int, signed: Countersignature, *, at: datetime
) -> int:
    """登记会签 — of one unit of the division; the id."""
    said = Statement(step=Step.COUNTERSIGN, unit_id=signed.unit_id, on=signed.signed_on)
    reach = access.scope(actor, "divide", "division")
    with transaction(actor, at) as work:
        stepped(work, reach, division_id, said)
        by = signed.signed_by.strip()
        return add_signature(work, division_id, signed.unit_id, signed.signed_on, by)


def finish_countersigning(
    actor: Actor, division_id: int, expected_version: int, reason: str = "", *, at: datetime
) -> None:
    """会签完毕 — every unit has signed, or it is stated why it goes without the others."""
    reach = access.scope(actor, "divide", "division")
    with transaction(actor, at) as work:
        after = stepped(work, reach, division_id, Statement(step=Step.FINISH, text=reason))
        changes = {"state": after.state.value, "reason": reason.strip()}
        change_division(work, division_id, expected_version, changes, "division.finish")


def issue_division(
    actor: Actor, division_id: int, expected_version: int, issue: Issue, *, at: datetime
) -> int:
    """印发 — with its number and day; the document is adopted and its plan takes effect. The id.

    Everything in one transaction. Raises `Refused` where the division is not countersigned.
    """
    day, reach = at.date(), access.scope(actor, "divide", "division")
    row = reads.division(reach, day, division_id)
    grounds = Grounds.of(actor, row.document_id, day)
    draft = _plan(grounds, row, reads.items(reach, day, division_id))
    said = Statement(step=Step.ISSUE, number=issue.number, on=issue.on)
    with transaction(actor, at) as work:
        after = stepped(work, reach, division_id, said)
        document = grounds.document.row
        change_document(work, document.id, document.version, "adopted", "document.adopt")
        plan_id = create_plan(work, draft)
        changes = {
            "state": after.state.value,
            "issued_number": issue.number.strip(),
            "issued_on": issue.on,
            "plan_id": plan_id,
        }
        change_division(work, division_id, expected_version, changes, "division.issue")
        return plan_id


def _plan(grounds: Grounds, row: DivisionRow, items: Sequence[ItemRow]) -> PlanDraft:
    places = grounds.places(grounds.units())
    targets = grounds.contents("targets")
    owner = row.owner_unit.id if row.owner_unit else 0
    return PlanDraft(
        document_id=row.document_id,
        area_id=row.area_id,
        owner_unit_id=owner,
        title=row.title,
        adopted_on=grounds.day,
        adopted_by=grounds.actor.user_id,
        tasks=tuple(_task(item, places, row.area_id) for item in items),
        targets=tuple(target_draft(content) for content in targets),
    )


def _task(item: ItemRow, places: Mapping[int, int], home: int) -> TaskDraft:
    duty = NamedDuty(item.content, item.task_kind, {})
    drafted = task_draft(duty, _charged(item, places, home))
    return replace(drafted, title=item.title, deadline=deadline_of_row(item))


def _charged(item: ItemRow, places: Mapping[int, int], home: int) -> Charged:
    """One lead answers for the task; of several each has a task of its own below it."""
    if len(item.lead_ids) > 1:
        children = tuple(
            Charge(places.get(unit, home), unit, item.joint_ids) for unit in item.lead_ids
        )
        return Charged(Charge(home), children)
    lead = next(iter(item.lead_ids), None)
    return Charged(Charge(places.get(lead or 0, home), lead, item.joint_ids))
