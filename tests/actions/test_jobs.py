"""Jobs 后台作业: begun once, run by steps, cancelled between them, finished by whoever can."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import OperationalError
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from mengyang.actions import jobs
from mengyang.actions.audit import verification_draft
from mengyang.actions.jobs import Claim, JobDraft, Progress, job_step
from mengyang.core import access
from mengyang.core.findings import Refused
from mengyang.store.files import find_file, keep_file
from mengyang.store.models import Area, Event, Job, Unit
from mengyang.store.reads import jobs as reads
from mengyang.store.reads.asked import Asked
from mengyang.web.clock import now
from mengyang.web.jobs import kinds, runner
from mengyang.web.jobs.delivery import start
from mengyang.web.jobs.sweep import sweep, sweep_files, sweep_until
from tests.anchoring import write_anchor
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
COUNT = 3


@pytest.fixture(autouse=True)
def _going_on() -> Iterator[None]:
    yield
    runner.stopping.clear()


def counting(claim: Claim, at: datetime) -> Claim:
    """A step that writes one unit; the third is the last."""
    done = int(str(claim.position.get("done", 0)))
    with job_step(claim, at) as step:
        row = Unit(key=f"made-{done}", area=Area.objects.earliest("pk"), unit_kind="made")
        step.work.create(row, action="unit.make")
        last = done + 1 == COUNT
        step.progress = Progress({"done": done + 1}, done + 1, COUNT, is_last=last)
    return step.claim


def begun(cast: Cast, key: str = "k", person: str = "county_officer") -> int:
    """A job of the county officer's unit."""
    draft = JobDraft("counting", key, {}, unit_id=cast.units["jiahe-education"])
    return start(cast.actor(person), draft, at=now())


def run(job_id: int, step: kinds.Step = counting) -> Job:
    """Run a job here and now."""
    runner.run(job_id, {"counting": step})
    return Job.objects.get(pk=job_id)


def made() -> int:
    """How many units the steps have written."""
    return Unit.objects.filter(unit_kind="made").count()


def test_the_same_key_begins_the_same_job_once(cast: Cast) -> None:
    assert begun(cast) == begun(cast) != begun(cast, "other")
    assert DBTaskResult.objects.count() == 2
    assert Event.objects.filter(action="job.start").count() == 2


def test_a_job_runs_to_its_end_in_its_owners_name(cast: Cast) -> None:
    job = run(begun(cast))
    assert (job.state, job.done, job.total, job.attempts) == ("done", COUNT, COUNT, 1)
    assert job.finished_at is not None
    assert made() == COUNT
    written = Event.objects.filter(action__in=("unit.make", "job.finish"))
    assert set(written.values_list("actor_id", flat=True)) == {cast.users["county_officer"]}


def test_a_finished_job_is_not_run_again(cast: Cast) -> None:
    job_id = begun(cast)
    run(job_id)
    assert run(job_id).attempts == 1
    assert made() == COUNT


def test_a_cancelled_job_ends_after_the_step_it_is_in(cast: Cast) -> None:
    def cancelling(claim: Claim, at: datetime) -> Claim:
        following = counting(claim, at)
        jobs.cancel_job(cast.actor("county_officer"), claim.job_id, at=now())
        return following

    job = run(begun(cast), cancelling)
    assert (job.state, job.done) == ("cancelled", 1)
    assert made() == 1
    with pytest.raises(Refused, match="already_ended"):
        jobs.cancel_job(cast.actor("county_officer"), job.pk, at=now())


def test_a_waiting_job_is_cancelled_at_once(cast: Cast) -> None:
    job_id = begun(cast)
    jobs.cancel_job(cast.actor("county_officer"), job_id, at=now())
    assert run(job_id).state == "cancelled"
    assert made() == 0
    assert Event.objects.filter(action="job.cancel").exists()


def test_nobody_sees_or_cancels_the_jobs_of_another_unit(cast: Cast) -> None:
    job_id = begun(cast)
    stranger = cast.actor("other_county_officer")
    with pytest.raises(Refused, match="not_found"):
        jobs.cancel_job(stranger, job_id, at=now())
    for person, count in {"county_officer": 1, "system_administrator": 1, "leader": 0}.items():
        reach = access.scope(cast.actor(person), "see", "job")
        assert reads.jobs(reach, cast.day, Asked()).total == count
    with pytest.raises(Refused, match="not_found"):
        reads.job(access.scope(stranger, "see", "job"), cast.day, job_id)


def test_a_refused_step_fails_the_job_and_its_owner_reads_why(cast: Cast) -> None:
    def refusing(claim: Claim, at: datetime) -> Claim:
        raise Refused("documents.refused.already_there", "documents.hint.open_it", document=7)

    job_id = begun(cast)
    run(job_id, refusing)
    reach = access.scope(cast.actor("county_officer"), "see", "job")
    shown = reads.job(reach, cast.day, job_id)
    assert shown.state == "failed"
    assert shown.message["code"] == "documents.refused.already_there"
    assert shown.message["params"] == {"document": 7}


def test_a_broken_step_is_tried_again_and_fails_in_the_end(cast: Cast) -> None:
    def breaking(claim: Claim, at: datetime) -> Claim:
        with job_step(claim, at) as step:
            row = Unit(key="half", area=Area.objects.earliest("pk"), unit_kind="made")
            step.work.create(row, action="unit.create")
            raise ZeroDivisionError

    job_id = begun(cast)
    states = [run(job_id, breaking).state for _ in range(jobs.MOST_FAILURES)]
    assert states == ["waiting"] * (jobs.MOST_FAILURES - 1) + ["failed"]
    assert made() == 0
    assert Job.objects.get().message["code"] == "jobs.refused.failed"


def test_a_job_that_kills_its_workers_fails_in_the_end(cast: Cast) -> None:
    job_id = begun(cast)
    for _ in range(jobs.MOST_FAILURES):
        assert jobs.claim_job(job_id, at=now()) is not None
        jobs.take_back_overdue(at=now() + timedelta(hours=1))
    assert jobs.claim_job(job_id, at=now()) is None
    assert Job.objects.get().state == "failed"


def test_a_step_that_came_through_forgives_the_failures_before(cast: Cast) -> None:
    job_id = begun(cast)
    claim = jobs.claim_job(job_id, at=now())
    assert claim is not None
    assert counting(claim, now()).failures == 0
    assert Job.objects.get().failures == 0


def test_a_run_that_lost_its_job_changes_nothing_more(cast: Cast) -> None:
    job_id = begun(cast)
    lost = jobs.claim_job(job_id, at=now())
    assert lost is not None
    jobs.take_back_overdue(at=now() + timedelta(hours=1))
    assert run(job_id).state == "done"
    with pytest.raises(Refused, match="taken_over"):
        counting(lost, now())
    assert not jobs.keep_job(lost, at=now())
    assert made() == COUNT


def test_only_one_of_two_workers_gets_a_job(cast: Cast) -> None:
    job_id = begun(cast)
    assert jobs.claim_job(job_id, at=now()) is not None
    assert jobs.claim_job(job_id, at=now()) is None


def test_a_worker_that_stops_gives_its_job_back(cast: Cast) -> None:
    def stopping(claim: Claim, at: datetime) -> Claim:
        runner.stopping.set()
        return counting(claim, at)

    job_id = begun(cast)
    job = run(job_id, stopping)
    assert (job.state, job.done) == ("waiting", 1)
    runner.stopping.clear()
    assert run(job_id).state == "done"
    assert made() == COUNT


def test_an_unknown_kind_fails(cast: Cast) -> None:
    job_id = begun(cast)
    runner.run(job_id, {})
    assert Job.objects.get().message["code"] == "jobs.refused.unknown_kind"


def test_the_sweep_delivers_what_was_lost_and_only_that(cast: Cast) -> None:
    job_id = begun(cast)
    later = now() + timedelta(hours=1)
    assert sweep(later) == 1
    assert DBTaskResult.objects.count() == 1
    DBTaskResult.objects.all().delete()
    sweep(later)
    assert DBTaskResult.objects.get().args_kwargs["args"] == [job_id]
    jobs.claim_job(job_id, at=later)
    assert sweep(later) == 0
    assert sweep(later + 2 * jobs.LEASE) == 1
    assert Job.objects.get().state == "waiting"


def test_the_sweep_beside_a_worker_sweeps_at_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    swept: list[datetime] = []
    ended = threading.Event()

    def once(at: datetime) -> int:
        swept.append(at)
        if len(swept) == 2:
            ended.set()
            raise OperationalError("database is locked")
        return 0

    files_swept: list[datetime] = []
    monkeypatch.setattr("mengyang.web.jobs.sweep.sweep", once)
    monkeypatch.setattr("mengyang.web.jobs.sweep.sweep_files", files_swept.append)
    monkeypatch.setattr("mengyang.web.jobs.sweep.EVERY_SECONDS", 0.01)
    beside = threading.Thread(target=sweep_until, args=(ended,))
    beside.start()
    beside.join(timeout=20)
    assert len(swept) == 2
    assert files_swept == swept[:1]  # once a day


@pytest.mark.parametrize("hours", [23, 25])
def test_a_file_that_no_record_names_goes_after_a_day(
    cast: Cast, settings: Settings, tmp_path: Path, hours: int
) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, var=tmp_path)
    left = find_file(tmp_path / "files", keep_file(tmp_path / "files", b"left"))
    sweep_files(now() + timedelta(hours=hours))
    assert left.exists() == (hours < 24)


def test_the_sweep_forgets_old_deliveries(cast: Cast) -> None:
    begun(cast)
    DBTaskResult.objects.update(status="RUNNING")
    sweep(now() + timedelta(days=8))
    assert not DBTaskResult.objects.filter(status="RUNNING").exists()


@pytest.mark.parametrize(
    ("tamper", "faults"),
    [(lambda: None, 0), (lambda: Unit.objects.filter(key="hekou-public").update(version=9), 1)],
)
def test_the_chain_is_verified_by_a_job(
    cast: Cast, tamper: Callable[[], object], faults: int
) -> None:
    tamper()
    auditor = cast.actor("audit_administrator")
    job_id = start(auditor, verification_draft(auditor, at=now()), at=now())
    write_anchor(now())
    runner.run(job_id)
    job = Job.objects.get(pk=job_id)
    assert (job.state, job.result["faults"]) == ("done", faults)
    assert Event.objects.filter(action="event.verify").exists()


def test_every_kind_has_a_name_of_its_own() -> None:
    found = kinds.found()
    assert "audit_verification" in found
    assert all(callable(step) for step in found.values())
