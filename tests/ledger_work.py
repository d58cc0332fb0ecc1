"""Work on the small plan 样例办理: a task led to its claim, and the refusal of an action."""

from datetime import timedelta

import pytest

from mengyang.actions.assignments import assign_task
from mengyang.actions.tasks import (
    Progress,
    claim_done,
    close_task,
    report_progress,
    sign_for_task,
    start_task,
    verify_task,
)
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.store.models import Evidence, Task
from tests.cast import AT, Cast
from tests.ledger_plan import Written

LATER = AT + timedelta(days=3)


def stored(plan: Written, number: str) -> Task:
    """The row of a task."""
    return Task.objects.get(pk=plan.tasks[number])


def add_evidence(cast: Cast, plan: Written, number: str, person: str, unit: str) -> None:
    Evidence.objects.create(
        task_id=plan.tasks[number],
        unit_id=cast.units[unit],
        file_name="minutes.pdf",
        media_type="application/pdf",
        size=3,
        sha256="1" * 64,
        attached_by_id=cast.users[person],
        attached_at=AT,
    )


def lead_to_claim(cast: Cast, plan: Written) -> int:
    """Task 2 up to the claim of the housing department; its version then."""
    office, housing = cast.actor("prefecture_supervisor"), cast.actor("department_officer")
    pk = plan.tasks["2"]
    version = assign_task(office, pk, 1, at=AT)
    version = sign_for_task(housing, pk, version, at=AT)
    version = start_task(housing, pk, version, at=AT)
    version = report_progress(housing, pk, version, Progress("One wing stands.", 60), at=AT)
    add_evidence(cast, plan, "2", "department_officer", "jiahe-housing")
    return claim_done(housing, pk, version, at=LATER)


def refused_by(call: object, *arguments: object, **named: object) -> Refused:
    with pytest.raises(Refused) as refused:
        call(*arguments, **named)  # type: ignore[operator]
    return refused.value


def signed(cast: Cast, plan: Written) -> Seen:
    """Task 2 signed for by the housing department."""
    office, housing = cast.actor("prefecture_supervisor"), cast.actor("department_officer")
    version = assign_task(office, plan.tasks["2"], 1, at=cast.at)
    return Seen(plan.tasks["2"], sign_for_task(housing, plan.tasks["2"], version, at=cast.at))


def closed(cast: Cast, plan: Written) -> Seen:
    """Task 2 closed by the office."""
    office, pk = cast.actor("prefecture_supervisor"), plan.tasks["2"]
    version = verify_task(office, pk, lead_to_claim(cast, plan), at=LATER)
    return Seen(pk, close_task(office, pk, version, at=LATER))
