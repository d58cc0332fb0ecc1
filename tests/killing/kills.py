"""Kills 定点断电: a fork does a stage, is killed at a point, and what it leaves is looked at.

Run inside an installation with the cast in it: `kill_often(seed, count)` prints what it found.
"""

import json
import os
import random
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.db import connections

from mengyang.formats.confined import clean_environment
from mengyang.store.checkpoints import killed_at
from tests.killing import further_rounds, import_rounds, rounds
from tests.warm import read_warm, readers

START_LIMIT_S = 60


@dataclass(frozen=True, slots=True)
class Stage:
    """What a round does, and whether it has come to its end."""

    do: Callable[[int], None]
    is_done: Callable[[int], bool]


STAGES = {
    "upload": Stage(rounds.upload, rounds.is_uploaded),
    "adopt": Stage(rounds.adopt, rounds.is_adopted),
    "close": Stage(rounds.close, rounds.is_closed),
    "job": Stage(rounds.job, rounds.is_worked),
    "backup": Stage(rounds.backup, rounds.is_backed_up),
    "issue": Stage(further_rounds.issue, rounds.is_adopted),
    "take_over": Stage(further_rounds.take_over, further_rounds.is_taken_over),
    "pass_on": Stage(further_rounds.pass_on, further_rounds.is_passed_on),
    "take_in": Stage(import_rounds.take_in, import_rounds.is_taken_in),
}
POINTS = (
    ("upload", "file.before_rename"),
    ("upload", "file.after_rename"),
    ("upload", "document.upload.before_commit"),
    ("upload", "document.upload.after_commit"),
    ("adopt", "document.adopt.before_commit"),
    ("adopt", "document.adopt.after_commit"),
    ("close", "task.assign.before_commit"),
    ("close", "evidence.attach.before_commit"),
    ("close", "evidence.attach.after_commit"),
    ("close", "task.claim_done.after_commit"),
    ("close", "task.close.before_commit"),
    ("close", "task.close.after_commit"),
    ("job", "job.start.before_commit"),
    ("job", "job.start.after_commit"),
    ("job", "unit.create.before_commit:2"),
    ("job", "unit.create.after_commit:2"),
    ("job", "unit.create.after_commit:3"),
    ("backup", "backup.member:4"),
    ("backup", "backup.before_publish"),
    ("backup", "backup.after_publish"),
    ("issue", "division.draft.before_commit"),
    ("issue", "division.close.after_commit"),
    ("issue", "document.adopt.before_commit"),
    ("issue", "document.adopt.after_commit"),
    ("take_over", "document.adopt.before_commit:2"),
    ("take_over", "document.adopt.after_commit:2"),
    ("pass_on", "user.end_sessions.before_commit"),
    ("pass_on", "user.end_sessions.after_commit"),
    ("take_in", "sheet.judged"),
    ("take_in", "sheet.staged"),
    ("take_in", "task.import.before_commit"),
    ("take_in", "task.undo_import.after_commit"),
)
# Tried only where there is time for more kills than there are points above.
FURTHER_POINTS = (
    ("take_in", "file.after_rename:2"),
    ("take_in", "ledger.upload_sheet.before_commit"),
    ("take_in", "sheet.read"),
    ("take_in", "ledger.confirm_sheet.after_commit"),
    ("take_in", "task.import.after_commit"),
    ("take_in", "task.undo_import.before_commit"),
)


def kill_often(seed: int, count: int) -> None:
    """So many kills in a seeded order, each point as often as the others; prints the findings."""
    dice = random.Random(seed)
    plan: list[tuple[str, str]] = []
    points = POINTS if count <= len(POINTS) else (*POINTS, *FURTHER_POINTS)
    while len(plan) < count:
        plan += dice.sample(points, len(points))
    rounds.archives().mkdir(exist_ok=True)
    # The reading process is there before the first fork, and no kill is meant for it.
    readers().run(["-c", "pass"], clean_environment(), b"", START_LIMIT_S)
    with read_warm():
        killed, found = kill_in_turn(plan[:count])
    print(json.dumps({"killed": killed, "found": found}))


def kill_in_turn(plan: list[tuple[str, str]]) -> tuple[int, list[str]]:
    """How many were killed at their stage and point, and what was wrong after any of them."""
    found: list[str] = []
    killed = 0
    for number, (stage, point) in enumerate(plan, start=101):
        status = in_a_fork(partial(run_killed, stage, point, number))
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == 9:
            killed += 1
        else:
            found.append(f"{point} was not reached: {status}")
        # The house goes on where it stood, and nothing is half done before or after.
        if in_a_fork(partial(go_on, stage, number)):
            found.append(f"broken after {point}")
    begun = [(stage, number) for number, (stage, _) in enumerate(plan, start=101)]
    if in_a_fork(partial(look_at_the_end, begun)):
        found.append("broken at the end")
    return killed, found


def run_killed(stage: str, point: str, number: int) -> None:
    """The stage, killed at the point."""
    with killed_at(point):
        STAGES[stage].do(number)


def go_on(stage: str, number: int) -> None:
    """Look at what the kill left, and do what was broken off."""
    look()
    STAGES[stage].do(number)


def look() -> None:
    """Raise where anything is not as it should be."""
    found = [*rounds.faults(), *further_rounds.faults(), *import_rounds.faults()]
    assert not found, found


def look_at_the_end(begun: list[tuple[str, int]]) -> None:
    """Raise where a round that was begun has not come to its end, or a job is left over."""
    look()
    lost = [each for each in begun if not STAGES[each[0]].is_done(each[1])]
    assert not lost, lost
    jobs = sum({"job": 1, "take_in": import_rounds.JOBS}.get(stage, 0) for stage, _ in begun)
    assert rounds.jobs_by_state() == ({"done": jobs} if jobs else {})


def in_a_fork(call: Callable[[], object]) -> int:
    """The wait status of a process that did nothing but this."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            call()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)
    _, status = os.waitpid(child, 0)
    return status
