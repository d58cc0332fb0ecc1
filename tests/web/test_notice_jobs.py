"""The timer and the sending job 定时与发送作业: notices once a day, deliveries by the worker."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from pytest_django import Settings

from mengyang.actions.escalation import OFFICE_TIME
from mengyang.store.models import Job, Notice, NoticeDelivery, Task
from mengyang.web.jobs import runner
from mengyang.web.jobs.sweep import begin_sending, write_notices
from tests.cast import Cast
from tests.ledger_plan import Written
from tests.web.receivers import Heard, receiver

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 5, 6, 10, tzinfo=OFFICE_TIME)


@pytest.fixture
def heard(settings: Settings) -> Iterator[Heard]:
    with receiver() as heard:
        settings.ENVIRONMENT = replace(
            settings.ENVIRONMENT, webhook_url=heard.url, webhook_secret="sixteen letters!"
        )
        yield heard


@pytest.fixture
def late(plan: Written) -> Task:
    """Task 2 at work and overdue."""
    Task.objects.filter(pk=plan.tasks["2"]).update(state="in_progress")
    return Task.objects.get(pk=plan.tasks["2"])


def test_the_timer_makes_the_notices_of_a_day_once(cast: Cast, late: Task) -> None:
    night = MORNING - timedelta(hours=4)
    assert write_notices(night, None) is None
    assert write_notices(MORNING, None) == MORNING.date()
    made = Notice.objects.filter(task=late).count()
    assert made == 2
    # A worker begun anew the same day looks again, and nothing is doubled.
    assert write_notices(MORNING + timedelta(hours=1), None) == date(2026, 5, 6)
    assert write_notices(MORNING + timedelta(hours=2), date(2026, 5, 6)) == date(2026, 5, 6)
    assert Notice.objects.filter(task=late).count() == made


def test_what_is_to_be_sent_is_sent_by_a_job(cast: Cast, late: Task, heard: Heard) -> None:
    write_notices(MORNING, None)
    waiting = NoticeDelivery.objects.count()
    assert waiting >= 1
    heard.status = 503
    begin_sending(MORNING + timedelta(hours=12))
    assert not Job.objects.exists()
    begin_sending(MORNING)
    job = Job.objects.get(name="notice_sending")
    runner.run(job.pk)
    assert NoticeDelivery.objects.filter(state="waiting", attempts=1).count() == waiting
    NoticeDelivery.objects.update(next_try_at=MORNING)
    heard.status = 204
    begin_sending(MORNING + timedelta(minutes=1))
    again = Job.objects.exclude(pk=job.pk).get(name="notice_sending")
    runner.run(again.pk)
    again.refresh_from_db()
    assert (again.state, again.result) == ("done", {"sent": waiting})
    assert NoticeDelivery.objects.filter(state="delivered", attempts=2).count() == waiting
    numbers = [headers["x-mengyang-delivery"] for headers, _ in heard.posts]
    assert len(numbers) == 2 * waiting and len(set(numbers)) == waiting
    begin_sending(MORNING + timedelta(minutes=2))
    assert Job.objects.count() == 2
