"""The orders of the lists 排序: by each of them, page after page, every row comes exactly once."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from mengyang import packs
from mengyang.core.access import Grant, Scope
from mengyang.core.ledger import LIFE, TaskState
from mengyang.store.models import Task
from mengyang.store.reads import access, divisions, documents, incoming, jobs, ledger, registry
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.divisions.rounds import ASKED_SORTS
from mengyang.store.reads.ledger import Lit, Reach
from mengyang.store.reads.ledger.notices import NOTICE_SORTS, NoticeReach, notices
from mengyang.store.reads.ledger.plans import TARGET_SORTS
from mengyang.store.reads.ledger.shares import SHARE_SORTS
from mengyang.store.reads.paging import Page
from tests.cast import Cast
from tests.division_cast import sent
from tests.ledger_plan import write_plan

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

type Read = Callable[[Asked], Page[Any]]


def everything(kind: str) -> Scope:
    return Scope(kind, (Grant(),))


def lists(cast: Cast, plan_id: int, division_id: int) -> dict[str, tuple[Read, tuple[str, ...]]]:
    """Each list with the orders that it knows."""
    lit, day = Lit(packs.lamps()["default"], cast.day), cast.day
    tasks, units = everything("task"), list(cast.units.values())
    return {
        "tasks": (partial(ledger.tasks, tasks, lit), ledger.TASK_SORTS),
        "my_tasks": (partial(ledger.my_tasks, tasks, lit, units), ledger.MY_SORTS),
        "unsigned": (partial(ledger.unsigned, tasks, lit), ledger.UNSIGNED_SORTS),
        "requests": (partial(ledger.requests, tasks, day), ledger.REQUEST_SORTS),
        "matters": (partial(ledger.supervised_matters, tasks, lit), ledger.SUPERVISED_SORTS),
        "notices": (partial(notices, NoticeReach(tasks, tasks), day), NOTICE_SORTS),
        "plans": (partial(ledger.plans, Reach(everything("plan"), tasks), lit), ledger.PLAN_SORTS),
        "shares": (partial(ledger.unit_shares, tasks, lit, plan_id), SHARE_SORTS),
        "targets": (partial(ledger.target_list, everything("plan"), day, plan_id), TARGET_SORTS),
        "asked": (
            partial(divisions.asked_units, everything("division"), day, division_id),
            ASKED_SORTS,
        ),
        "divisions": (
            partial(divisions.divisions, everything("division"), day),
            divisions.DIVISION_SORTS,
        ),
        "documents": (partial(documents.documents, everything("document"), day), documents.SORTS),
        "incoming": (partial(incoming.papers, everything("incoming"), lit), incoming.SORTS),
        "jobs": (partial(jobs.jobs, everything("job"), day), jobs.JOB_SORTS),
        "units": (partial(registry.units, everything("unit"), day), registry.UNIT_SORTS),
        "areas": (partial(registry.areas, everything("area"), day), registry.AREA_SORTS),
        "people": (partial(access.users, everything("user"), day), access.USER_SORTS),
    }


def test_every_order_of_every_list_shows_each_row_once(cast: Cast, tmp_path: Path) -> None:
    plan = write_plan(cast)
    Task.objects.filter(number__in=["1.1", "2", "5"]).update(state="assigned")
    Task.objects.filter(number="3").update(progress_percent=40, state="in_progress")
    found = lists(cast, plan.plan_id, sent(cast, tmp_path))
    for name, (read, sorts) in found.items():
        for sort in sorts:
            whole = read(Asked(sort=sort, size=1000)).rows
            assert walked(read, sort, len(whole) // 3 + 1) == [*whole], (name, sort)


def test_states_stand_in_the_order_of_a_life(cast: Cast) -> None:
    assert set(LIFE) == set(TaskState) and len(LIFE) == len(TaskState)
    write_plan(cast)
    Task.objects.filter(number="2").update(state="closed")
    Task.objects.filter(number="3").update(state="disputed")
    for sort, expected in (("state", [*LIFE]), ("-state", [*reversed(LIFE)])):
        rows = ledger.tasks(
            everything("task"), Lit(packs.lamps()["default"], cast.day), Asked(sort=sort)
        ).rows
        states = [row.state for row in rows]
        assert len(set(states)) == 3 and states == sorted(states, key=expected.index)


def walked(read: Read, sort: str, size: int) -> list[Any]:
    """The rows of the list, page by page."""
    page = read(Asked(sort=sort, size=size))
    rows = [*page.rows]
    while page.next is not None:
        page = read(Asked(sort=sort, size=size, after=page.next))
        rows += page.rows
    return rows
