"""承接写入 — the own plan of a unit below the plan above, tasks joined to what they take over."""

from collections.abc import Sequence
from dataclasses import dataclass

from mengyang.core.findings import Refused
from mengyang.store.models import Plan, TakenOver, Task
from mengyang.store.writes.ledger.drafts import PlanDraft
from mengyang.store.writes.ledger.plans import create_plan
from mengyang.store.writes.work import Work


@dataclass(frozen=True, slots=True)
class TakenDraft:
    """承接 to be written: a task above in the version seen, and the place of the own task."""

    above_id: int
    version: int
    place: int | None
    reason: str = ""


def create_own_plan(
    work: Work, above_id: int, draft: PlanDraft, taken: Sequence[TakenDraft]
) -> int:
    """Write the plan as the child of the one above, with what it takes over; its id.

    Raises `Refused` where the unit has its own plan already, or a task above changed meanwhile.
    """
    # Of two who adopt an own plan of the same unit, the second waits here and is told.
    Plan.objects.select_for_update().get(pk=above_id)
    if Plan.objects.filter(above_id=above_id, owner_unit_id=draft.owner_unit_id).exists():
        raise Refused("ledger.refused.own_plan_there", "ledger.hint.open_own_plan")
    versions = dict(
        Task.objects.filter(plan_id=above_id, pk__in=[each.above_id for each in taken])
        .select_for_update()
        .values_list("pk", "version")
    )
    if any(versions.get(each.above_id) != each.version for each in taken):
        raise Refused("ledger.refused.own_plan_stale", "ledger.hint.own_plan_again")
    plan_id = create_plan(work, draft)
    rows = Task.objects.filter(plan_id=plan_id, parent=None).order_by("position")
    own = list(rows.values_list("pk", flat=True))
    work.create_many(
        [
            TakenOver(
                plan_id=plan_id,
                above_id=each.above_id,
                own_id=None if each.place is None else own[each.place],
                reason=each.reason,
            )
            for each in taken
        ],
        action="plan.take_over",
    )
    return plan_id
