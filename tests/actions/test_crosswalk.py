"""Same duties 同一事项: proposed by a job, decided by people, counted once across plans."""

from dataclasses import replace as changed
from datetime import date, timedelta

import pytest

from mengyang.actions import crosswalk, jobs
from mengyang.actions.crosswalk import PairVerdict, crosswalk_draft, crosswalk_step, decide_matters
from mengyang.core.access import scope
from mengyang.core.findings import Refused
from mengyang.packs import lamps
from mengyang.store.models import Event, Job, SameMatter, Task
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger import (
    Lit,
    Reach,
    linked,
    my_counts,
    plan,
    same_matters,
    task_counts,
)
from tests.cast import Cast
from tests.crosswalk_cast import look, plans, second_task
from tests.ledger_plan import TEXT, Written

__all__ = ["plans"]

pytestmark = pytest.mark.django_db


def confirm(cast: Cast, pair: SameMatter, *, confirms: bool = True) -> None:
    said, seen = PairVerdict(confirms, "文件重复部署"), {pair.pk: pair.version}
    decide_matters(cast.actor("prefecture_officer"), seen, said, at=cast.at)


@pytest.mark.postgresql
def test_pairs_are_proposed_once_and_decided_by_events(
    cast: Cast, plans: tuple[Written, int]
) -> None:
    look(cast)
    number = SameMatter.objects.count()
    assert number >= 5 and set(SameMatter.objects.values_list("state", flat=True)) == {"proposed"}
    look(changed(cast, at=cast.at + timedelta(minutes=2)))
    assert SameMatter.objects.count() == number
    pair = second_task(*plans, "2")
    assert pair.percent >= 90 and pair.why[0]["code"] == "crosswalk.why.words"
    confirm(cast, pair)
    with pytest.raises(Refused, match="stale"):
        confirm(cast, pair)
    pair.refresh_from_db()
    assert (pair.state, pair.reason, pair.decided_on) == ("confirmed", "文件重复部署", cast.day)
    confirm(cast, pair, confirms=False)
    told = Event.objects.filter(action__startswith="matter.").order_by("sequence")
    assert [event.action for event in told] == ["matter.propose", "matter.confirm", "matter.reject"]


def test_no_pair_stays_proposed_whose_task_was_withdrawn(
    cast: Cast, plans: tuple[Written, int]
) -> None:
    look(cast)
    pair = second_task(*plans, "2")
    reach, asked = scope(cast.actor("prefecture_officer"), "see", "task"), Asked()
    lit = Lit(lamps()["default"], cast.day)
    assert pair.pk in {row.id for row in same_matters(reach, lit, asked).rows}
    Task.objects.filter(pk=pair.other_id).update(state="withdrawn")
    assert pair.pk not in {row.id for row in same_matters(reach, lit, asked).rows}
    SameMatter.objects.filter(pk=pair.pk).update(state="confirmed")
    assert pair.pk in {row.id for row in same_matters(reach, lit, asked).rows}


def test_it_goes_on_by_steps_and_may_be_cancelled(
    cast: Cast, plans: tuple[Written, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    look(cast)
    pairs = set(SameMatter.objects.values_list("one_id", "other_id", "percent"))
    SameMatter.objects.all()._raw_delete("default")
    monkeypatch.setattr(crosswalk, "PORTION", 2)
    later = cast.at + timedelta(minutes=2)
    look(changed(cast, at=later))
    assert set(SameMatter.objects.values_list("one_id", "other_id", "percent")) == pairs
    done = Job.objects.latest("pk")
    assert (done.state, done.done, done.result["pairs"]) == ("done", done.total, len(pairs))
    SameMatter.objects.all()._raw_delete("default")
    actor, later = cast.actor("prefecture_officer"), cast.at + timedelta(minutes=4)
    draft = changed(crosswalk_draft(actor, at=later), unit_id=actor.posts[0].unit_id)
    job_id, _ = jobs.start_job(actor, draft, at=later)
    claim = jobs.claim_job(job_id, at=later)
    assert claim is not None
    claim = crosswalk_step(claim, at=later)
    halfway = Job.objects.get(pk=job_id)
    assert (halfway.state, halfway.done) == ("running", 2) and halfway.total > 2
    jobs.cancel_job(actor, job_id, at=later)
    assert not jobs.keep_job(claim, at=later)


def test_a_reason_is_kept_whole_or_refused(cast: Cast, plans: tuple[Written, int]) -> None:
    look(cast)
    pair, officer = second_task(*plans, "2"), cast.actor("prefecture_officer")
    with pytest.raises(Refused, match="too_long"):
        decide_matters(officer, {pair.pk: pair.version}, PairVerdict(True, "长" * 301), at=cast.at)
    pair.refresh_from_db()
    assert (pair.state, pair.reason) == ("proposed", "")
    assert not Event.objects.filter(action="matter.confirm").exists()


@pytest.mark.postgresql
def test_a_confirmed_duty_is_counted_once_but_by_each_plan(
    cast: Cast, plans: tuple[Written, int]
) -> None:
    first, second = plans
    look(cast)
    Task.objects.update(state="assigned")
    lit, officer = Lit(lamps()["default"], cast.day), cast.actor("prefecture_officer")
    reach, housing = scope(officer, "see", "task"), [cast.units["jiahe-housing"]]
    all_, own = task_counts(reach, lit, Asked()), my_counts(reach, lit, housing)
    assert (all_.doubled, own.doubled, own.total) == (0, 0, 2)
    confirm(cast, second_task(first, second, "2"))
    counted, mine = task_counts(reach, lit, Asked()), my_counts(reach, lit, housing)
    assert (counted.total, counted.doubled) == (all_.total - 1, 1)
    assert (mine.total, mine.doubled) == (1, 1)
    for plan_id in (first.plan_id, second):
        row = plan(Reach(scope(officer, "see", "plan"), reach), lit, plan_id)
        assert row.counts.total * 2 == all_.total
        only = task_counts(reach, lit, Asked(filters={"plan": str(plan_id)}))
        assert only.doubled == 0
    # Two groups go together unit by unit: the parts of both counties are counted once each.
    confirm(cast, second_task(first, second, "1"))
    assert task_counts(reach, lit, Asked()).doubled == 3


def test_the_open_one_is_the_one_that_counts(cast: Cast, plans: tuple[Written, int]) -> None:
    first, second = plans
    look(cast)
    pair = second_task(first, second, "2")
    confirm(cast, pair)
    Task.objects.update(state="assigned")
    Task.objects.filter(pk=pair.one_id).update(state="closed", due_on=date(2026, 1, 1))
    lit, officer = Lit(lamps()["default"], cast.day), cast.actor("prefecture_officer")
    counts = my_counts(scope(officer, "see", "task"), lit, [cast.units["jiahe-housing"]])
    assert (counts.total, counts.open) == (1, 1)


def test_both_tasks_show_each_other_within_reach(cast: Cast, plans: tuple[Written, int]) -> None:
    first, second = plans
    look(cast)
    pair = second_task(first, second, "2")
    lit = Lit(lamps()["default"], cast.day)
    reach = scope(cast.actor("prefecture_officer"), "see", "task")
    assert linked(reach, lit, pair.one_id) == ()
    confirm(cast, pair)
    for here, there in ((pair.one_id, pair.other_id), (pair.other_id, pair.one_id)):
        [each] = linked(reach, lit, here)
        assert (each.task.id, each.words) == (there, TEXT[7:15])
    stranger = scope(cast.actor("township_clerk"), "see", "task")
    assert linked(stranger, lit, pair.one_id) == ()
    assert same_matters(stranger, lit, Asked()).total < same_matters(reach, lit, Asked()).total


@pytest.mark.parametrize("person", ["department_officer", "auditor", "county_officer"])
def test_only_who_runs_both_plans_decides(
    cast: Cast, plans: tuple[Written, int], person: str
) -> None:
    look(cast)
    pair = second_task(*plans, "2")
    with pytest.raises(Refused):
        decide_matters(cast.actor(person), {pair.pk: pair.version}, PairVerdict(True), at=cast.at)
    assert not SameMatter.objects.exclude(state="proposed").exists()
