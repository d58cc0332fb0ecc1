"""Two plans with one duty 事项对照样例: looked for pairs as the job does."""

from dataclasses import replace as changed

import pytest

from mengyang.actions import jobs
from mengyang.actions.crosswalk import crosswalk_draft, crosswalk_step
from mengyang.store.models import Document, SameMatter, Task
from mengyang.store.writes import transaction
from mengyang.store.writes.ledger import create_plan
from tests.cast import Cast
from tests.ledger_plan import Written, plan_draft, write_plan


@pytest.fixture
def plans(cast: Cast) -> tuple[Written, int]:
    """The plan of the cast, and a second one of another document that says the same."""
    first = write_plan(cast)
    with transaction(cast.actor("prefecture_officer"), cast.at) as work:
        kept = Document.objects.get(pk=first.document_id)
        kept.pk, kept.sha256 = None, "1" * 64
        document = work.create(kept, action="document.upload")
        draft = plan_draft(cast, document.pk, cast.day)
        second = create_plan(work, changed(draft, title="行动计划"))
    return first, second


def look(cast: Cast, person: str = "prefecture_officer") -> None:
    actor = cast.actor(person)
    job_id, _ = jobs.start_job(actor, crosswalk_draft(actor, at=cast.at), at=cast.at)
    claim = jobs.claim_job(job_id, at=cast.at)
    assert claim is not None
    while not claim.is_finished:
        claim = crosswalk_step(claim, at=cast.at)


def second_task(first: Written, second: int, number: str) -> SameMatter:
    """The pair of a task with its twin in the second plan."""
    twin = Task.objects.get(plan_id=second, number=number)
    return SameMatter.objects.get(one_id=first.tasks[number], other=twin)
