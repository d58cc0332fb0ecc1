"""Killed processes 进程被杀: kill -9 at any moment leaves nothing half done and loses nothing."""

import json
import subprocess

import pytest

from tests.installation import ROOT, Installation

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]

INSIDE = """
import time
from mengyang.store.models import Area, Unit, UnitGroup
from mengyang.store.writes import transaction
from tests.cast import AT
with transaction(None, AT) as work:
    area = Area.objects.earliest("pk")
    rows = [Unit(key=f"half-{n}", area=area, unit_kind="half") for n in range(50)]
    work.create_many(rows, action="unit.create")
    group = UnitGroup.objects.get()
    work.change(group, {"name_zh": "半"}, action="group.change", expected_version=group.version)
    if MOMENT == "before the events":
        print("here", flush=True); time.sleep(60)
    work.flush()
    print("here", flush=True); time.sleep(60)
"""
BETWEEN = """
import time
from mengyang.store import anchor
from mengyang.store.models import Area, Unit
from mengyang.store.writes import transaction
from tests.cast import AT
def wait(*line):
    print("here", flush=True); time.sleep(60)
anchor.append = wait
with transaction(None, AT) as work:
    row = Unit(key="whole", area=Area.objects.earliest("pk"), unit_kind="half")
    work.create(row, action="unit.create")
"""
AFTER = """
import json
from mengyang.actions.audit import verify_audit
from mengyang.store.models import Unit, UnitGroup
from mengyang.store.writes import transaction
from tests.cast import AT
found = [each.code for each in verify_audit(told=lambda _: None).findings]
half = Unit.objects.filter(unit_kind="half").count()
group = UnitGroup.objects.get()
name = group.name_zh
with transaction(None, AT) as work:
    work.change(group, {"name_zh": "新"}, action="group.change", expected_version=group.version)
again = [each.code for each in verify_audit(told=lambda _: None).findings]
print(json.dumps([half, name, found, again]))
"""
START = """
from mengyang.actions.jobs import JobDraft
from mengyang.web.clock import now
from mengyang.web.jobs.delivery import start
start(None, JobDraft("units_one_by_one", "k", {"count": 12}), at=now())
"""
WORK = """
from mengyang.store.models import Job
from mengyang.web.jobs import kinds
from mengyang.web.jobs.worker import work
kinds.__path__.append(FOLDER)
Job.objects.filter(state="running").update(lease_until="2020-01-01T00:00Z")
work(batch=True)
"""
TOLD = """
import json
from mengyang.actions.audit import verify_audit
from mengyang.store.models import Event, Job, Unit
job = Job.objects.get()
made = sorted(Unit.objects.filter(unit_kind="made").values_list("key", flat=True))
finished = Event.objects.filter(action="job.finish").count()
faults = verify_audit(told=lambda _: None).faults
print(json.dumps([job.state, job.done, job.attempts, made, finished, faults]))
"""


def _kill_at(process: subprocess.Popen[str], line: str) -> None:
    """Kill the process once it has said the line."""
    assert process.stdout is not None
    for said in process.stdout:
        if said.strip() == line:
            process.kill()
            break
    out, err = process.communicate(timeout=30)
    assert process.returncode == -9, out + err


@pytest.mark.parametrize("moment", ["before the events", "before the commit"])
def test_a_transaction_that_is_killed_leaves_nothing(
    installation: Installation, moment: str
) -> None:
    _kill_at(installation.start(f"MOMENT = {moment!r}\n{INSIDE}"), "here")
    half, name, found, again = json.loads(installation.run(AFTER))
    assert (half, name) == (0, "各县人民政府")
    assert (found, again) == ([], [])


def test_a_kill_between_commit_and_anchor_is_told_and_mended(installation: Installation) -> None:
    _kill_at(installation.start(BETWEEN), "here")
    half, _, found, again = json.loads(installation.run(AFTER))
    assert half == 1
    assert found == ["audit.found.anchor_behind"]
    assert again == []


def test_a_job_whose_worker_is_killed_is_finished_once_by_another(
    installation: Installation,
) -> None:
    work = f"FOLDER = {str(ROOT / 'tests' / 'job_kinds')!r}\n{WORK}"
    _kill_at(installation.start(START + work), "step 4")
    state, done, attempts, made, finished, faults = json.loads(
        installation.run(work + TOLD).splitlines()[-1]
    )
    assert (state, done, attempts) == ("done", 12, 2)
    assert made == sorted(f"made-{number}" for number in range(12))
    assert (finished, faults) == (1, 0)
