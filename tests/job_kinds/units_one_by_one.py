"""A kind of job for the tests 测试作业: writes one unit a step and says so."""

from datetime import datetime

from mengyang.actions.jobs import Claim, Progress, job_step
from mengyang.store.models import Area, Unit

NAME = "units_one_by_one"


def step(claim: Claim, at: datetime) -> Claim:
    """Write the next unit."""
    done, count = int(str(claim.position.get("done", 0))), int(str(claim.arguments["count"]))
    with job_step(claim, at) as step:
        row = Unit(key=_key(claim, done), area=Area.objects.earliest("pk"), unit_kind="made")
        step.work.create(row, action="unit.create")
        step.progress = Progress({"done": done + 1}, done + 1, count, is_last=done + 1 == count)
    print(f"step {done + 1}", flush=True)
    return step.claim


def _key(claim: Claim, done: int) -> str:
    """Of its own for each job that has a mark."""
    mark = claim.arguments.get("mark", "")
    return f"made-{mark}-{done}" if mark else f"made-{done}"
